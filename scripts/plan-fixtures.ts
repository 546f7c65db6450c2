import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Declaration } from '../src/model/declaration.js';
import type { Value } from '../src/model/value.js';
import { parseHcl } from '../src/parse/terraform/hcl/parse-hcl.js';
import type { Block, Body, Expression } from '../src/parse/terraform/hcl/syntax.js';
import { readTerraform } from '../src/parse/terraform/index.js';
import { openSource } from '../src/source/index.js';

/**
 * Writes fixtures/parse/terraform/plan-json/<system>.json: what `terraform show -json` prints for a first plan of each
 * fixture system. No AWS provider runs here; values come from our evaluator, everything else follows the documented
 * shape (developer.hashicorp.com/terraform/internals/json-format) and what Terraform 1.11 prints for `terraform_data`:
 * unknown attributes are absent from `after`, sets with an unknown member are unknown altogether and sorted otherwise,
 * providers fill in empty values and computed attributes. Run: `npx tsx scripts/plan-fixtures.ts`.
 */
const TARGET = 'fixtures/parse/terraform/plan-json';
const VARIABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shop: { database_password: 'correct-horse-battery' },
};
/** What AWS answers to the look-ups, at plan time. */
const LOOKED_UP: Readonly<Record<string, unknown>> = {
  'data.aws_caller_identity.current.account_id': '111122223333',
  'data.aws_ami.amazon_linux.id': 'ami-0a1b2c3d4e5f67890',
};
const SETS = new Set([
  'vpc_security_group_ids',
  'security_groups',
  'security_group_ids',
  'subnet_ids',
  'subnets',
  'vpc_zone_identifier',
  'target_group_arns',
  'provider_arns',
  'resources',
  'actions',
  'identifiers',
]);
const RULE = {
  cidr_blocks: [],
  description: '',
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  security_groups: [],
  self: false,
};

interface Planned {
  readonly known: unknown;
  /** As in `after_unknown`. */
  readonly unknown: unknown;
  readonly sensitive: unknown;
}
const KNOWN = { unknown: false, sensitive: false };

function planned(value: Value, name: string): Planned {
  const made = plannedShape(value, name);
  return value.sensitive ? { ...made, sensitive: true } : made;
}

function plannedShape(value: Value, name: string): Planned {
  switch (value.kind) {
    case 'null':
      return { ...KNOWN, known: null };
    case 'bool':
    case 'number':
    case 'string':
      return { ...KNOWN, known: value.value };
    case 'reference': {
      const found = LOOKED_UP[[value.to.address, ...value.to.path].join('.')];
      return found === undefined ? { known: null, unknown: true, sensitive: false } : { ...KNOWN, known: found };
    }
    case 'template': {
      const parts = value.parts.map((part) => (typeof part === 'string' ? part : planned(part, name).known));
      if (parts.every((part) => typeof part === 'string')) return { ...KNOWN, known: parts.join('') };
      return { known: null, unknown: true, sensitive: false };
    }
    case 'list': {
      const items = value.items.map((item) => planned(item, name));
      const holes = items.some((item) => item.unknown === true);
      if (SETS.has(name) && holes) return { known: null, unknown: true, sensitive: false };
      const sorted = SETS.has(name) || name === 'ingress' ? [...items].sort(byText) : items;
      return {
        known: sorted.map((item) => item.known),
        unknown: sorted.map((item) => item.unknown),
        sensitive: sorted.map((item) => item.sensitive),
      };
    }
    case 'map':
      return plannedMap(value.entries, name);
    default:
      return { known: null, unknown: true, sensitive: false };
  }
}

const byText = (a: Planned, b: Planned): number => (JSON.stringify(a.known) < JSON.stringify(b.known) ? -1 : 1);

function plannedMap(entries: ReadonlyMap<string, Value>, name: string): Planned {
  const known: Record<string, unknown> = name === 'ingress' || name === 'egress' ? { ...RULE } : {};
  const unknown: Record<string, unknown> = {};
  const sensitive: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    const one = planned(value, key);
    if (one.unknown === true) delete known[key];
    else known[key] = one.known;
    if (one.unknown !== false) unknown[key] = one.unknown;
    if (one.sensitive !== false) sensitive[key] = one.sensitive;
  }
  return { known, unknown, sensitive };
}

/** Attributes that the provider computes, or leaves null, besides those that are written. */
function withProviderValues(declaration: Declaration, made: Planned): Planned {
  const known = { ...(made.known as object) } as Record<string, unknown>;
  const unknown = { ...(made.unknown as object) } as Record<string, unknown>;
  const computed = declaration.type.startsWith('aws_') ? ['id', 'arn', 'region_name', 'tags_all'] : ['id', 'result'];
  if (declaration.type === 'aws_security_group') computed.push('ingress', 'egress', 'owner_id');
  if (declaration.type === 'aws_s3_bucket') computed.push('acl', 'grant', 'versioning', 'policy');
  if (declaration.type === 'aws_db_instance') known['monitoring_interval'] = 0;
  for (const name of computed) if (!(name in known)) unknown[name] = true;
  for (const name of ['timeouts', 'provider_meta']) known[name] = null;
  return { ...made, known, unknown };
}

// ---- configuration ----

const literalKey = (key: Expression): string | undefined =>
  key.kind === 'literal' && (typeof key.value === 'string' || typeof key.value === 'number')
    ? JSON.stringify(key.value)
    : undefined;

/** `a.b[0].c` and the prefixes that Terraform adds; what comes after an index that is an expression is lost. */
function referencesOf(expression: Expression): readonly string[] {
  const found: string[] = [];
  walk(expression, new Set(), found);
  return found;
}

function walk(expression: Expression, bound: ReadonlySet<string>, found: string[]): void {
  if (['variable', 'attribute', 'index', 'legacy-index'].includes(expression.kind))
    return traversal(expression, bound, found);
  const inner =
    expression.kind === 'for'
      ? new Set([...bound, expression.valueVariable, ...(expression.keyVariable ? [expression.keyVariable] : [])])
      : bound;
  for (const value of Object.values(expression)) visit(value, inner, found);
}

function visit(value: unknown, bound: ReadonlySet<string>, found: string[]): void {
  if (Array.isArray(value)) for (const item of value) visit(item, bound, found);
  else if (typeof value === 'object' && value !== null) {
    if ('kind' in value && value.kind !== 'text' && value.kind !== 'interpolation')
      walk(value as Expression, bound, found);
    else for (const inner of Object.values(value)) visit(inner, bound, found);
  }
}

function traversal(expression: Expression, bound: ReadonlySet<string>, found: string[]): void {
  const steps: string[] = [];
  let at = expression;
  while (at.kind === 'attribute' || at.kind === 'index' || at.kind === 'legacy-index') {
    if (at.kind === 'attribute') steps.unshift(`.${at.name}`);
    else if (at.kind === 'legacy-index') steps.unshift(`[${at.index}]`);
    else {
      const key = literalKey(at.key);
      if (key === undefined) {
        walk(at.key, bound, found);
        steps.length = 0;
      } else steps.unshift(`[${key}]`);
    }
    at = at.object;
  }
  if (at.kind !== 'variable') return walk(at, bound, found);
  if (bound.has(at.name)) return;
  const least =
    at.name === 'data' ? 2 : at.name === 'var' || at.name === 'local' || at.name === 'count' ? steps.length : 1;
  for (let length = steps.length; length >= Math.max(1, least); length--)
    found.push(at.name + steps.slice(0, length).join(''));
}

function expressionOf(expression: Expression): unknown {
  const references = referencesOf(expression);
  if (references.length > 0) return { references };
  const value = constant(expression);
  return value === undefined ? {} : { constant_value: value };
}

function constant(expression: Expression): unknown {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'tuple') return expression.items.map(constant);
  if (expression.kind === 'object')
    return Object.fromEntries(expression.items.map((item) => [String(constant(item.key)), constant(item.value)]));
  return undefined;
}

const META = new Set(['count', 'for_each', 'depends_on', 'provider', 'source', 'providers', 'version']);

function expressionsOf(body: Body): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const { name, value } of body.attributes) if (!META.has(name)) made[name] = expressionOf(value);
  for (const block of body.blocks) {
    if (block.type === 'dynamic' || block.type === 'lifecycle') continue;
    ((made[block.type] ??= []) as unknown[]).push(expressionsOf(block.body));
  }
  return made;
}

function moduleConfiguration(folder: string): Record<string, unknown> {
  const blocks: Block[] = readdirSync(folder)
    .filter((name) => name.endsWith('.tf'))
    .sort()
    .flatMap((name) => parseHcl(name, readFileSync(join(folder, name), 'utf8')).file.body.blocks);
  const label = (block: Block, index: number): string => block.labels[index]?.text ?? '';
  const argument = (block: Block, name: string) => block.body.attributes.find((a) => a.name === name)?.value;
  const outputs: Record<string, unknown> = {};
  const calls: Record<string, unknown> = {};
  const variables: Record<string, unknown> = {};
  const resources: unknown[] = [];
  for (const block of blocks) {
    const [count, forEach] = [argument(block, 'count'), argument(block, 'for_each')];
    const repeated = {
      ...(count && { count_expression: expressionOf(count) }),
      ...(forEach && { for_each_expression: expressionOf(forEach) }),
    };
    const [first, second] = [label(block, 0), label(block, 1)];
    if (block.type === 'resource' || block.type === 'data') {
      const data = block.type === 'data';
      resources.push({
        address: `${data ? 'data.' : ''}${first}.${second}`,
        mode: data ? 'data' : 'managed',
        type: first,
        name: second,
        provider_config_key: first.split('_')[0],
        expressions: expressionsOf(block.body),
        schema_version: 0,
        ...repeated,
      });
    } else if (block.type === 'module') {
      const source = constant(argument(block, 'source') as Expression) as string;
      calls[first] = {
        source,
        expressions: expressionsOf(block.body),
        module: moduleConfiguration(join(folder, source)),
        ...repeated,
      };
    } else if (block.type === 'output')
      outputs[first] = { expression: expressionOf(argument(block, 'value') as Expression) };
    else if (block.type === 'variable') {
      const [value, secret] = [argument(block, 'default'), argument(block, 'sensitive')];
      variables[first] = { ...(value && { default: constant(value) }), ...(secret && { sensitive: true }) };
    }
  }
  return {
    ...(Object.keys(outputs).length > 0 && { outputs }),
    resources,
    ...(Object.keys(calls).length > 0 && { module_calls: calls }),
    variables,
  };
}

// ---- the plan ----

const suffixOf = (address: string): string => /\[[^\]]*\]$/.exec(address)?.[0] ?? '';
const indexOf = (address: string): { index?: string | number } =>
  suffixOf(address) === '' ? {} : { index: JSON.parse(suffixOf(address).slice(1, -1)) as string | number };
const moduleOf = (address: string): string =>
  /^(module\.[^.[]+(\["[^"]*"\])?\.)*/.exec(address)?.[0].replace(/\.$/, '') ?? '';

async function plan(system: string): Promise<unknown> {
  const folder = `fixtures/systems/${system}`;
  const opened = openSource([folder], { cwd: process.cwd() });
  if ('error' in opened) throw new Error(opened.error);
  const { declarations } = await readTerraform(opened.tree, { variables: VARIABLES[system] ?? {} });
  const modules = new Map<string, unknown[]>();
  const priorModules = new Map<string, unknown[]>();
  const changes: unknown[] = [];
  for (const declaration of declarations) {
    const made = planned(declaration.body, '');
    const isData = declaration.mode === 'data';
    const open = JSON.stringify(made.unknown).includes('true');
    const { known, unknown, sensitive } = isData ? made : withProviderValues(declaration, made);
    const module = moduleOf(declaration.address);
    const head = {
      address: declaration.address,
      mode: declaration.mode,
      type: declaration.type,
      name: declaration.name,
      ...indexOf(declaration.address),
      provider_name: `registry.terraform.io/hashicorp/${declaration.type.split('_')[0]}`,
    };
    const values = { ...head, schema_version: 0, values: known, sensitive_values: sensitive };
    const target = isData && !open ? priorModules : modules;
    target.set(module, [...(target.get(module) ?? []), values]);
    if (isData && !open) continue;
    changes.push({
      ...head,
      ...(module !== '' && { module_address: module }),
      change: {
        actions: [isData ? 'read' : 'create'],
        before: null,
        after: known,
        after_unknown: unknown,
        before_sensitive: false,
        after_sensitive: sensitive,
      },
    });
  }
  changes.push({
    address: 'aws_sns_topic.retired',
    mode: 'managed',
    type: 'aws_sns_topic',
    name: 'retired',
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: {
      actions: ['delete'],
      before: { name: 'retired' },
      after: null,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: false,
    },
  });
  const tree = (of: ReadonlyMap<string, unknown[]>) => ({
    root_module: {
      resources: of.get('') ?? [],
      child_modules: [...of]
        .filter(([address]) => address !== '')
        .map(([address, resources]) => ({ resources, address })),
    },
  });
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    variables: Object.fromEntries(Object.entries(VARIABLES[system] ?? {}).map(([name, value]) => [name, { value }])),
    planned_values: tree(modules),
    resource_changes: changes,
    prior_state: { format_version: '1.0', terraform_version: '1.11.4', values: tree(priorModules) },
    configuration: {
      provider_config: { aws: { name: 'aws', full_name: 'registry.terraform.io/hashicorp/aws' } },
      root_module: moduleConfiguration(folder),
    },
    errored: false,
  };
}

mkdirSync(TARGET, { recursive: true });
for (const system of ['orders', 'shop', 'site'])
  writeFileSync(join(TARGET, `${system}.json`), `${JSON.stringify(await plan(system))}\n`);
