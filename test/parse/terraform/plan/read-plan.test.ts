import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTerraform } from '../../../../src/parse/terraform/index.js';
import { planFormat } from '../../../../src/parse/terraform/plan/recognise.js';
import { memoryTree } from '../../../../src/source/index.js';
import { reading, refsOf, show } from '../show.js';

/** Written by Terraform 1.11: `terraform show -json` of a first plan, of a second one, of the state, and the raw state. */
const FOLDER = 'fixtures/parse/terraform/plan-json/terraform-data';
const text = (name: string): string => readFileSync(`${FOLDER}/${name}`, 'utf8');
const source = {
  'main.tf': text('source/main.tf'),
  'modules/queue/main.tf': text('source/modules/queue/main.tf'),
};
const vpc = 'terraform_data.vpc';

describe('formats are recognised by their content', () => {
  it.each([
    ['create.json', 'plan'],
    ['state.json', 'state'],
    ['state-v4.json', 'raw-state'],
  ])('%s is a %s', (name, format) => expect(planFormat(text(name))).toBe(format));

  it.each([
    ['{"Resources": {}}'],
    ['{"version": 4, "resources": []}'],
    ['format_version planned_values'],
    ['{"format_version": "1.0", "valid": true}'],
    ['[]'],
  ])('%s is neither', (other) => expect(planFormat(other)).toBeUndefined());
});

describe('a plan by itself', async () => {
  const plan = await reading({ stdin: text('create.json') });

  it.each([
    ['terraform_data.vpc', 'input', '{cidr: "10.0.0.0/16", name: "orders-prod"}'],
    ['terraform_data.subnet[1]', 'input', `{n: 1, tags: ["a", &${vpc}.id], vpc: &${vpc}.id}`],
    // The index is an expression: the instance of the same number.
    ['terraform_data.assoc2[0]', 'input', '&terraform_data.subnet[0].id'],
    ['terraform_data.assoc2[1]', 'input', '&terraform_data.subnet[1].id'],
    // A splat names every instance, a literal index one.
    [
      'terraform_data.assoc2[1]',
      'triggers_replace',
      '[[&terraform_data.subnet[0].id, &terraform_data.subnet[1].id], &terraform_data.subnet[0].input.vpc, &terraform_data.assoc["k0"].output]',
    ],
    // Through the output of a module instance.
    ['terraform_data.uses', 'input', '&module.queue["eu"].terraform_data.this.id'],
    // Of several names one is a thing of the plan: the text is not that thing's id alone.
    ['module.queue["us"].terraform_data.this', 'input', '?computed module.queue["us"].terraform_data.this.input'],
    ['terraform_data.secret', 'input', '{pw: "hunter2"!, host: ?computed terraform_data.secret.input}'],
    // Nobody wrote it and the provider computes it.
    ['terraform_data.vpc', 'output', 'absent'],
    ['terraform_data.vpc', 'triggers_replace', 'absent'],
  ])('%s.%s', (address, name, shown) => expect(plan.attribute(address, name)).toBe(shown));

  it('keeps what a known or unknown value was made from', () => {
    expect(refsOf(plan.value('terraform_data.static', 'input'))).toEqual([`${vpc}.input.name`]);
    expect(refsOf(plan.value('module.queue["eu"].terraform_data.this', 'input'))).toEqual([`${vpc}.id`]);
  });

  it('has its places in the plan', () => {
    const at = plan.byAddress.get(vpc)?.location;
    expect(at?.file).toBe('stdin');
    const line = text('create.json').split('\n')[(at?.start.line ?? 0) - 1] ?? '';
    expect(line.slice((at?.start.column ?? 0) - 1)).toMatch(/^\{"address":"terraform_data\.vpc"/);
  });
});

describe('a plan of what exists already', async () => {
  const plan = await reading({ stdin: text('replace.json') });

  it('tells by the value which of several instances is meant', () => {
    expect(refsOf(plan.value('terraform_data.assoc["k1"]', 'input'))).toEqual(['terraform_data.subnet[1].id']);
  });

  it('has what the provider computed', () => {
    expect(plan.attribute(vpc, 'id')).toMatch(/^"[0-9a-f-]{36}"$/);
  });
});

describe('a plan beside its source', async () => {
  const code = await reading(source);
  const both = await reading({ ...source, 'plan.json': text('create.json') });

  it('gives every instance once, in the order of the code', () => {
    expect(both.addresses).toEqual(code.addresses);
  });

  it('has the places of the source', () => {
    for (const [address, declaration] of both.byAddress)
      expect(declaration.location).toEqual(code.byAddress.get(address)?.location);
    expect(both.value(vpc, 'input')?.at).toEqual(code.value(vpc, 'input')?.at);
  });

  it('has the partly known texts of the source, and values that are not assumed', () => {
    const address = 'module.queue["eu"].terraform_data.this';
    expect(code.attribute(address, 'input')).toBe(`\`orders-prod-eu-\${&${vpc}.id}\`~`);
    expect(both.attribute(address, 'input')).toBe(`\`orders-prod-eu-\${&${vpc}.id}\``);
  });

  it('says so', async () => {
    const { roots } = await readTerraform(memoryTree({ ...source, 'plan.json': text('replace.json') }), {});
    expect(roots.map(({ dir }) => dir)).toEqual(['']);
    expect(roots[0]?.notes.join(' ')).toContain('4 to replace, 8 to leave as it is');
    expect(roots[0]?.notes.join(' ')).toContain('not scanned a second time');
  });

  it('finds the source beside a plan that alone was named', async () => {
    const tree = memoryTree({ ...source, 'plan.json': text('create.json') });
    const named = { ...tree, files: tree.files.filter(({ path }) => path === 'plan.json') };
    const { declarations } = await readTerraform(named, {});
    expect(declarations.map(({ address, location }) => `${address} ${location.file}`)).toEqual(
      [...code.byAddress.values()].map(({ address, location }) => `${address} ${location.file}`),
    );
  });

  it('finds the source in a folder below', async () => {
    const below = await reading({
      'tfplan.json': text('create.json'),
      'infra/main.tf': source['main.tf'],
      'infra/modules/queue/main.tf': source['modules/queue/main.tf'],
      'other/main.tf': 'resource "terraform_data" "till" {}',
    });
    expect(below.addresses).toEqual(['other:terraform_data.till', ...code.addresses.map((a) => `infra:${a}`)]);
    expect(below.byAddress.get(`infra:${vpc}`)?.location.file).toBe('infra/main.tf');
  });

  it('does not choose between two roots that declare the same', async () => {
    const twins = await reading({
      'tfplan.json': text('create.json'),
      'dev/main.tf': source['main.tf'],
      'prod/main.tf': source['main.tf'],
    });
    expect(twins.byAddress.get(vpc)?.location.file).toBe('tfplan.json');
  });
});

describe('a state', () => {
  it.each([
    ['state.json', ''],
    ['state-v4.json', ''],
  ])('%s: texts that equal an id of a dependency refer to it', async (name) => {
    const state = await reading({ 'terraform.tfstate': text(name) });
    expect(state.addresses).toHaveLength(12);
    expect(refsOf(state.value('terraform_data.assoc["k1"]', 'input'))).toEqual(['terraform_data.subnet[1].id']);
    expect(state.attribute(vpc, 'input')).toBe('{cidr: "10.0.0.0/16", name: "orders-prod"}');
  });

  it('beside its source is not read: the code says what will be', async () => {
    const { declarations, notes } = await readTerraform(
      memoryTree({ ...source, 'terraform.tfstate': text('state-v4.json') }),
      {},
    );
    expect(declarations.every(({ location }) => location.file.endsWith('.tf'))).toBe(true);
    expect(notes.join()).toContain('terraform.tfstate was not read');
  });
});

const planOf = (resources: readonly object[], changes: readonly object[], configured: readonly object[] = []): string =>
  JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: { resources } },
    resource_changes: changes,
    configuration: { root_module: { resources: configured } },
  });
const head = (type: string, name: string, mode = 'managed') => ({
  address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
  mode,
  type,
  name,
});

describe('what only a provider with AWS resources plans', () => {
  const bucket = head('aws_s3_bucket', 'letters');
  const role = head('aws_iam_role', 'clinic');
  const document = head('aws_iam_policy_document', 'read', 'data');
  const change = (of: object, after: object, unknown: object, actions = ['create']) => ({
    ...of,
    change: { actions, after, after_unknown: unknown, after_sensitive: {} },
  });
  const plan = planOf(
    [bucket, role, document].map((of) => ({ ...of, values: {} })),
    [
      change(bucket, { force_destroy: false, tags: null, bucket_prefix: '' }, { id: true, arn: true, acl: true }),
      change(role, { assume_role_policy: '{"Statement":[]}' }, { inline_policy: [{ policy: true }], arn: true }),
      change(
        document,
        { statement: [{ effect: 'Allow', actions: ['s3:GetObject'], sid: null, condition: [] }] },
        { json: true, statement: [{ actions: [false], resources: true }] },
        ['read'],
      ),
      change(head('aws_sqs_queue', 'old'), {}, {}, ['delete']),
      { ...change(bucket, {}, {}, ['delete']), deposed: '8f3a' },
    ],
    [
      { ...bucket, expressions: {} },
      {
        ...role,
        expressions: {
          inline_policy: [
            { policy: { references: ['data.aws_iam_policy_document.read.json', 'data.aws_iam_policy_document.read'] } },
          ],
        },
      },
      {
        ...document,
        expressions: {
          statement: [
            {
              actions: { constant_value: ['s3:GetObject'] },
              resources: { references: ['aws_s3_bucket.letters.arn', 'aws_s3_bucket.letters'] },
            },
          ],
        },
      },
    ],
  );

  it('leaves out what nobody wrote and nobody knows, and keeps known defaults', async () => {
    const read = await reading({ stdin: plan });
    expect(read.addresses).toEqual([role.address, bucket.address, document.address]);
    expect([...(read.byAddress.get(bucket.address)?.body.entries.keys() ?? [])]).toEqual(['force_destroy']);
  });

  it('texts that are JSON carry their structure', async () => {
    const value = (await reading({ stdin: plan })).value(role.address, 'assume_role_policy');
    expect(value?.kind === 'string' && value.json?.kind).toBe('map');
  });

  it('a policy document that is read during apply is assembled from its statements', async () => {
    const read = await reading({ stdin: plan });
    const statement = read.attribute(document.address, 'statement');
    const inline = read.value(role.address, 'inline_policy');
    const policy =
      inline?.kind === 'list' && inline.items[0]?.kind === 'map' ? inline.items[0].entries.get('policy') : undefined;
    expect(policy?.kind === 'template' && show(policy.json)).toContain(
      'Resource: (&aws_s3_bucket.letters.arn | `${&aws_s3_bucket.letters.arn}/*`)',
    );
    expect(statement).toBe(
      '[{effect: "Allow", actions: ["s3:GetObject"], resources: (&aws_s3_bucket.letters.arn | `${&aws_s3_bucket.letters.arn}/*`)}]',
    );
  });
});

describe('bad plans', () => {
  it.each([
    ['cut off', '{"format_version": "1.2", "planned_values": {"root_module"'],
    ['two documents', '{"format_version": "1.2", "planned_values": {}} {}'],
  ])('%s: a diagnostic that says how to write it again', async (_, broken) => {
    const { declarations, diagnostics } = await readTerraform(memoryTree({ 'plan.json': broken }), {});
    expect(declarations).toEqual([]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'plan-syntax', unreadFile: true, location: { file: 'plan.json' } });
    expect(diagnostics[0]?.detail).toContain('terraform show -json');
  });

  it.each([
    [
      'everything of the wrong kind',
      '{"format_version":"1.2","planned_values":[{"root_module":3}],"resource_changes":{"a":1}}',
    ],
    ['resources without names', '{"format_version":"1.2","planned_values":{"root_module":{"resources":[{},null,7]}}}'],
    ['a plan that failed', '{"format_version":"1.2","planned_values":{},"errored":true}'],
    [
      'deep values',
      planOf([{ ...head('aws_s3_bucket', 'deep'), values: { a: JSON.parse('['.repeat(300) + ']'.repeat(300)) } }], []),
    ],
  ])('%s does no harm', async (_, text) => {
    const { diagnostics } = await readTerraform(memoryTree({ 'plan.json': text }), {});
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('a self-referring module variable ends', async () => {
    const call = {
      expressions: { name: { references: ['module.ring.name', 'module.ring'] } },
      module: { outputs: { name: { expression: { references: ['var.name'] } } } },
    };
    const text = JSON.stringify({
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [{ ...head('terraform_data', 'clinic'), values: { input: 'a' } }],
          child_modules: [{ address: 'module.ring', resources: [head('terraform_data', 'x')] }],
        },
      },
      configuration: {
        root_module: {
          resources: [
            { ...head('terraform_data', 'clinic'), expressions: { input: { references: ['module.ring.name'] } } },
          ],
          module_calls: { ring: call },
        },
      },
    });
    expect((await reading({ stdin: text })).attribute('terraform_data.clinic', 'input')).toBe('"a"');
  });
});
