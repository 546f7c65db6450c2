import { describe, expect, it } from 'vitest';
import { scanText } from '../../../systems/scan-system.js';
import { reading, show } from '../show.js';

const database = 'resource "aws_db_instance" "clinic" {\n  engine = "mysql"\n}\n';
const script = '#!/bin/bash\\nexport DB_PASSWORD=correct-horse-battery\\nhost=${aws_db_instance.clinic.address}';

describe('base64 of a text keeps the text', () => {
  it.each([
    ['base64encode("till")', '"till"'],
    ['base64encode("host=${aws_db_instance.clinic.address}")', '`host=${&aws_db_instance.clinic.address}`'],
    ['base64gzip("till")', '"till"'],
  ])('%s', async (expression, inner) => {
    const read = await reading(`${database}resource "terraform_data" "x" {\n  input = ${expression}\n}`);
    const value = read.value('terraform_data.x', 'input');
    expect(value && 'decoded' in value ? show(value.decoded) : undefined).toBe(inner);
  });

  it('and gives it back', async () => {
    const read = await reading(
      `${database}resource "terraform_data" "x" {\n  input = base64decode(base64encode("host=\${aws_db_instance.clinic.address}"))\n}`,
    );
    expect(read.attribute('terraform_data.x', 'input')).toBe('`host=${&aws_db_instance.clinic.address}`');
  });
});

describe('a secret in an encoded boot script is found', () => {
  const secrets = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    (await scanText(files)).threats.filter((t) => t.policy === 'secret-in-plain-text').map((t) => t.address);

  it.each([
    ['aws_launch_template', 'user_data', `base64encode("${script}")`],
    ['aws_instance', 'user_data_base64', `base64encode("${script}")`],
    ['aws_instance', 'user_data_base64', `base64gzip("${script}")`],
    [
      'aws_instance',
      'user_data_base64',
      'base64encode(templatefile("init.sh", { host = aws_db_instance.clinic.address }))',
    ],
  ])('%s.%s = %s', async (type, attribute, expression) => {
    const files = {
      'main.tf': `${database}resource "${type}" "till" {\n  ${attribute} = ${expression}\n}`,
      'init.sh': '#!/bin/bash\nexport DB_PASSWORD=correct-horse-battery\nhost=${host}\n',
    };
    expect(await secrets(files)).toEqual([`${type}.till`]);
  });

  it('in a cloud-init archive, too', async () => {
    const archive = `data "cloudinit_config" "till" {
  part {
    content_type = "text/x-shellscript"
    content      = "${script}"
  }
}`;
    const user = 'resource "aws_instance" "till" {\n  user_data_base64 = data.cloudinit_config.till.rendered\n}';
    expect(await secrets({ 'main.tf': `${database}${archive}\n${user}` })).toEqual(['aws_instance.till']);
  });

  it('and none where there is none', async () => {
    const plain = `${database}resource "aws_instance" "till" {\n  user_data_base64 = base64encode("host=\${aws_db_instance.clinic.address}")\n}`;
    expect(await secrets({ 'main.tf': plain })).toEqual([]);
  });
});

describe('.tf.json writes one nested block as an object', () => {
  it('which reads like a list of one', async () => {
    const rule = { protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['0.0.0.0/0'] };
    const stack = (ingress: unknown): string =>
      JSON.stringify({
        resource: {
          aws_vpc: { clinic: { cidr_block: '10.0.0.0/16' } },
          aws_security_group: { clinic: { vpc_id: '${aws_vpc.clinic.id}', ingress } },
        },
      });
    const [one, list] = await Promise.all(
      [rule, [rule]].map((ingress) => scanText({ 'main.tf.json': stack(ingress) })),
    );
    const exposed = (model: typeof one): readonly string[] => (model?.threats ?? []).map((t) => `${t.id} ${t.title}`);
    const facets = (model: typeof one): string =>
      JSON.stringify(model?.resources.map((resource) => resource.facets)).replace(/"column":\d+/g, '');
    expect(Object.keys(one?.resources[0]?.facets ?? {}).length).toBeGreaterThan(0);
    expect(exposed(one)).toEqual(exposed(list));
    expect(facets(one)).toBe(facets(list));
  });
});
