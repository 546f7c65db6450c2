import type { RelationKind } from '../../model/relation.js';
import { factDefinitions } from '../../model/vocabulary/index.js';
import type { Condition, Policy, PolicyMatch, Related, Scalar, Step, Through, Where } from '../policy.js';

/** A validated file as data; what it may hold is said by policy-schema.ts. */
type Raw = Readonly<Record<string, unknown>>;

/** Brings a validated policy file into the one form that the engine reads. */
export function normalizePolicy(raw: Raw, file: string): Policy {
  return {
    id: raw['id'] as string,
    aliases: (raw['aliases'] ?? []) as string[],
    title: raw['title'] as string,
    stride: raw['stride'] as Policy['stride'],
    severity: raw['severity'] as Policy['severity'],
    references: (raw['references'] ?? {}) as Policy['references'],
    match: normalizeMatch(raw['match'] as Raw),
    risk: (raw['risk'] ?? {}) as Policy['risk'],
    ...(raw['fix'] !== undefined && { fix: raw['fix'] as string }),
    subsumes: (raw['subsumes'] ?? []) as string[],
    threat: text(raw['threat']),
    reasoning: text(raw['reasoning']),
    falsePositives: text(raw['falsePositives']),
    mitigation: text(raw['mitigation']),
    file,
    ...(raw['examples'] !== undefined && { examples: raw['examples'] as NonNullable<Policy['examples']> }),
  };
}

const text = (value: unknown): string => String(value).trim();

function normalizeMatch(raw: Raw): PolicyMatch {
  const subject = optional(raw, 'subject');
  if ('element' in raw) return { shape: 'element', as: raw['element'] as string, where: normalizeWhere(raw['where']) };
  if ('principal' in raw) return normalizePrincipal(raw);
  if ('path' in raw) {
    const steps = (raw['steps'] as Raw[]).map(normalizeStep);
    return {
      shape: 'path',
      as: raw['path'] as string,
      where: normalizeWhere(raw['where']),
      steps,
      ...optional(raw, 'returns'),
      ...subject,
    };
  }
  if ('attack' in raw) return { shape: 'attack', ...normalizeAttack(raw['attack'] as Raw), ...subject };
  const { from, to, kind, ...rest } = raw['flow'] as Raw;
  return { shape: 'flow', ...ends({ from, to }), ...(kind !== undefined && { kind: list(kind) }), ...rest, ...subject };
}

const optional = (raw: Raw, key: string): Raw => (raw[key] === undefined ? {} : { [key]: raw[key] });

function ends(raw: Raw): { from?: Where; to?: Where } {
  return {
    ...(raw['from'] !== undefined && { from: normalizeWhere(raw['from']) }),
    ...(raw['to'] !== undefined && { to: normalizeWhere(raw['to']) }),
  };
}

function normalizeAttack(raw: Raw): Omit<Extract<PolicyMatch, { shape: 'attack' }>, 'shape'> {
  const through = (raw['through'] as Raw[] | undefined)?.map(
    ({ action, absent, from, to, ...rest }): Through => ({
      ...(action !== undefined && { action: list(action) }),
      ...(absent === true && { negate: true }),
      ...ends({ from, to }),
      ...rest,
    }),
  );
  return {
    ...ends(raw),
    ...(raw['effect'] !== undefined && { effect: list(raw['effect']) }),
    ...optional(raw, 'maxCost'),
    ...(through && { through }),
  };
}

/** What an identity can effectively do, as relations: `can`, `can-assume`, `escalates-to`, `runs-as`. */
function normalizePrincipal(raw: Raw): PolicyMatch {
  const related: Related[] = [];
  for (const can of items(raw['can'])) {
    const { access, to, ...rest } = can as Raw;
    const attrs = access === undefined ? {} : { attrs: { access: normalizeCondition(access) } };
    related.push({ relation: ['can'], direction: 'out', ...attrs, ...whereOf(to), ...rest });
  }
  if (raw['assumes'] !== undefined)
    related.push({ relation: ['can-assume'], direction: 'out', as: 'assumed', ...whereOf(raw['assumes']) });
  if (raw['escalates'] !== undefined) {
    const to = raw['escalates'] === true ? undefined : raw['escalates'];
    related.push({ relation: ['escalates-to'], direction: 'out', as: 'gained', ...whereOf(to) });
  }
  const where = normalizeWhere(raw['where'] ?? {});
  const runsOn = raw['runsOn'] === undefined ? undefined : holdersOf(normalizeWhere(raw['runsOn']));
  return {
    shape: 'principal',
    as: raw['principal'] as string,
    ...optional(raw, 'subject'),
    where: {
      ...where,
      kind: where.kind ?? ['identity'],
      related: [...(where.related ?? []), ...related],
      ...(runsOn && { all: [...(where.all ?? []), { any: runsOn }] }),
    },
  };
}

/** Compute that runs as a role: directly, by its instance profile, or either way by the template that it is made from. */
function holdersOf(compute: Where): readonly Where[] {
  const from = (relation: RelationKind, where: Where, as?: string): Where => ({
    related: [{ relation: [relation], direction: 'in', where, ...(as !== undefined && { as }) }],
  });
  const runs = from('runs-as', compute, 'compute');
  const made = from('runs-as', { kind: ['process/host-template'], ...from('instantiates', compute, 'compute') });
  const profile = (inner: Where): Where => from('uses', { kind: ['identity/instance-profile'], ...inner });
  return [runs, profile(runs), made, profile(made)];
}

const whereOf = (raw: unknown): { where?: Where } => (raw === undefined ? {} : { where: normalizeWhere(raw) });
const items = (raw: unknown): readonly unknown[] => (raw === undefined ? [] : Array.isArray(raw) ? raw : [raw]);
const list = (raw: unknown): string[] => items(raw).map(String);

function normalizeWhere(raw: unknown): Where {
  const entries = Object.entries((raw ?? {}) as Raw);
  const facts = entries.filter(([key]) => factDefinitions.has(key));
  const rest: Raw = Object.fromEntries(entries.filter(([key]) => !factDefinitions.has(key)));
  const words = (key: string): Raw => (rest[key] === undefined ? {} : { [key]: list(rest[key]) });
  return {
    ...words('kind'),
    ...words('type'),
    ...words('element'),
    ...optional(rest, 'managed'),
    ...(rest['name'] !== undefined && { name: normalizeCondition(rest['name']) }),
    ...(rest['tags'] !== undefined && { tags: conditions(rest['tags']) }),
    ...(facts.length > 0 && { facts: conditions(Object.fromEntries(facts)) }),
    ...(rest['attributes'] !== undefined && { attributes: attributes(rest['attributes'] as Raw) }),
    ...(rest['related'] !== undefined && {
      related: items(rest['related']).map((item) => normalizeRelated(item as Raw)),
    }),
    ...(rest['any'] !== undefined && { any: items(rest['any']).map(normalizeWhere) }),
    ...(rest['all'] !== undefined && { all: items(rest['all']).map(normalizeWhere) }),
    ...(rest['not'] !== undefined && { not: normalizeWhere(rest['not']) }),
  } as Where;
}

function attributes(raw: Raw): NonNullable<Where['attributes']> {
  const types = (byType: unknown) => Object.entries(byType as Raw).map(([type, paths]) => [type, conditions(paths)]);
  return Object.fromEntries(
    Object.entries(raw).map(([dialect, byType]) => [dialect, Object.fromEntries(types(byType))]),
  );
}

const conditions = (raw: unknown): Record<string, Condition> =>
  Object.fromEntries(Object.entries(raw as Raw).map(([key, value]) => [key, normalizeCondition(value)]));

function normalizeCondition(raw: unknown): Condition {
  if (Array.isArray(raw)) return { in: raw as Scalar[] };
  return typeof raw === 'object' && raw !== null ? (raw as Condition) : { is: raw as Scalar };
}

function normalizeRelated(raw: Raw): Related {
  const without = raw['without'] as Raw | undefined;
  return without ? { ...normalizeRelation(without), negate: true } : normalizeRelation(raw);
}

function normalizeRelation(raw: Raw): Related {
  const { relation, to, from, attrs, ...rest } = raw;
  return {
    relation: list(relation) as RelationKind[],
    direction: from === undefined ? 'out' : 'in',
    ...whereOf(from ?? to),
    ...(attrs !== undefined && { attrs: conditions(attrs) }),
    ...rest,
  };
}

const normalizeStep = (raw: Raw): Step => normalizeRelation(raw) as Step;
