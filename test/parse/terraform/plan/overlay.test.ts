import { describe, expect, it } from 'vitest';
import { reading, refsOf } from '../show.js';

const SOURCE = `
variable "office" { type = string }
data "aws_vpc" "main" { id = "vpc-0a1b2c3d" }
resource "aws_security_group" "clinic" {
  name = "clinic"
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [var.office]
  }
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [data.aws_vpc.main.cidr_block]
  }
}
resource "aws_s3_bucket" "letters" {}
resource "aws_s3_bucket_versioning" "letters" { bucket = aws_s3_bucket.letters.id }
resource "aws_sqs_queue" "old" {
  count = 0
}
`;
const rule = {
  description: '',
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  protocol: 'tcp',
  security_groups: [],
  self: false,
};
const head = (type: string, name: string) => ({ address: `${type}.${name}`, mode: 'managed', type, name });
const change = (of: object, after: object, unknown: object) => ({
  ...of,
  change: { actions: ['update'], after, after_unknown: unknown, after_sensitive: { office: false } },
});
const group = head('aws_security_group', 'clinic');
const bucket = head('aws_s3_bucket', 'letters');
const versioning = head('aws_s3_bucket_versioning', 'letters');

/** What AWS holds already: rules sorted as the provider sorts sets, empty arguments filled in, ids known. */
const PLAN = JSON.stringify({
  format_version: '1.2',
  variables: { office: { value: '203.0.113.0/24' } },
  planned_values: { root_module: { resources: [group, bucket, versioning] } },
  resource_changes: [
    change(
      group,
      {
        name: 'clinic',
        id: 'sg-1',
        name_prefix: '',
        ingress: [
          { ...rule, from_port: 443, to_port: 443, cidr_blocks: ['10.20.0.0/16'] },
          { ...rule, from_port: 22, to_port: 22, cidr_blocks: ['203.0.113.0/24'] },
        ],
      },
      { ingress: [{ cidr_blocks: [false] }, { cidr_blocks: [false] }] },
    ),
    change(bucket, { bucket: 'clinic-letters', id: 'clinic-letters' }, {}),
    change(versioning, { bucket: 'clinic-letters' }, {}),
  ],
  configuration: {
    root_module: {
      resources: [{ ...group, expressions: { name: { constant_value: 'clinic' } } }, bucket, versioning].map((one) => ({
        expressions: {},
        ...one,
      })),
    },
  },
});

describe('a plan of what exists, beside its source', async () => {
  const read = await reading({ 'main.tf': SOURCE, 'plan.json': PLAN });
  const ingress = read.value(group.address, 'ingress');
  const rules = ingress?.kind === 'list' ? ingress.items : [];
  const field = (index: number, name: string) => {
    const one = rules[index];
    return one?.kind === 'map' ? one.entries.get(name) : undefined;
  };

  it('pairs the items of sets with their blocks, whatever their order', () => {
    expect(rules.map((one) => one.at?.start.line)).toEqual([6, 12]);
    expect([0, 1].map((i) => JSON.stringify(field(i, 'from_port')))).toEqual([
      expect.stringContaining('"value":22'),
      expect.stringContaining('"value":443'),
    ]);
  });

  it('knows what was looked up, and where from', () => {
    const cidrs = field(1, 'cidr_blocks');
    const [first] = cidrs?.kind === 'list' ? cidrs.items : [];
    expect(first?.kind === 'string' && first.value).toBe('10.20.0.0/16');
    expect(refsOf(first)).toEqual(['data.aws_vpc.main.cidr_block']);
    expect(first?.at?.start.line).toBe(16);
  });

  it('takes the values of variables from the plan, not assumed', () => {
    const cidrs = field(0, 'cidr_blocks');
    const [first] = cidrs?.kind === 'list' ? cidrs.items : [];
    expect(first).toMatchObject({ kind: 'string', value: '203.0.113.0/24' });
    expect(first?.assumed).toBeUndefined();
  });

  it('leaves out what a provider writes for what is not set', () => {
    expect(read.attribute(group.address, 'name_prefix')).toBe('absent');
    expect(field(0, 'security_groups')).toBeUndefined();
    expect(field(0, 'self')).toMatchObject({ kind: 'bool', value: false });
  });

  it('keeps the reference to a planned resource where its id is known', () => {
    expect(read.attribute(versioning.address, 'bucket')).toBe('&aws_s3_bucket.letters.id');
    expect(read.attribute(bucket.address, 'bucket')).toBe('"clinic-letters"');
  });

  it('keeps the look-ups that the plan does not list, and no resource beside the planned ones', () => {
    expect([...read.addresses].sort()).toEqual([
      bucket.address,
      versioning.address,
      group.address,
      'data.aws_vpc.main',
    ]);
  });
});
