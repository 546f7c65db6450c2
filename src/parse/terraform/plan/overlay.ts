import type { Declaration } from '../../../model/declaration.js';
import type { ListValue, MapValue, Value } from '../../../model/value.js';
import { possibilities } from '../../../model/values.js';
import { surfaceReferences, withMarks } from '../evaluate/marks.js';

/**
 * A plan's declarations with the places, references and partly known texts of the configuration they were planned
 * from. The plan decides which instances there are and every value it knows; the configuration says where it is
 * written, what it refers to, and what an unknown text is made of.
 */
export function overlay(planned: readonly Declaration[], written: readonly Declaration[]): readonly Declaration[] {
  const byAddress = new Map(written.map((declaration) => [declaration.address, declaration]));
  const managed = new Set(planned.flatMap((one) => (one.mode === 'managed' ? [one.address] : [])));
  const seen = new Set<string>();
  const merged = planned.map((declaration) => {
    const source = byAddress.get(declaration.address) ?? byAddress.get(symbolic(declaration.address));
    seen.add(declaration.address);
    return source ? withSource(declaration, source, managed) : declaration;
  });
  // Plans without a prior state leave out the data sources that were read; they exist all the same.
  const lookUps = written.filter(
    ({ mode, address, exists }) => mode === 'data' && exists.truth === 'yes' && !seen.has(address),
  );
  return inOrder([...merged, ...lookUps], written);
}

/** As the configuration lists them, so that a scan of a plan reports in the order of a scan of its source. */
function inOrder(declarations: readonly Declaration[], written: readonly Declaration[]): readonly Declaration[] {
  const places = new Map(written.map(({ address }, index) => [address, index]));
  const place = ({ address }: Declaration): number =>
    places.get(address) ?? places.get(symbolic(address)) ?? written.length;
  return [...declarations].sort((a, b) => place(a) - place(b) || (a.address < b.address ? -1 : 1));
}

/** The address under which the configuration stands for instances it cannot tell apart. */
const symbolic = (address: string): string =>
  address.endsWith(']') ? `${address.slice(0, address.lastIndexOf('['))}[*]` : address;

function withSource(plan: Declaration, source: Declaration, managed: ReadonlySet<string>): Declaration {
  const body = mergeMap(plan.body, source.body, managed, MAX_DEPTH);
  const provider = source.provider ?? plan.provider;
  return {
    ...plan,
    body,
    location: source.location,
    ...(provider && { provider }),
    ...(source.callers && { callers: source.callers }),
  };
}

const MAX_DEPTH = 64;
/** Longer lists are paired by place, not by likeness. */
const MAX_PAIRING = 128;

function merge(plan: Value, source: Value | undefined, managed: ReadonlySet<string>, left: number): Value {
  if (!source || left === 0) return placeless(plan, left);
  if (source.kind === 'choice' && isOpen(plan)) return marked(source, plan);
  if (source.kind === 'choice') {
    const arm = likest(plan, possibilities(source));
    return arm ? merge(plan, arm, managed, left) : stood(plan, source, left);
  }
  if (source.at === undefined && plan.at) return merge(withoutPlace(plan), source, managed, left);
  switch (plan.kind) {
    case 'unknown':
    case 'reference':
    case 'choice':
      return marked(source.kind === 'null' ? plan : source, plan);
    case 'template':
    case 'string':
      return text(plan, source, managed, left);
    case 'list':
      if (source.kind === 'list') return mergeList(plan, source, managed, left);
      if (source.kind === 'map')
        return mergeList(
          plan,
          { ...source, kind: 'list', collection: 'tuple', items: [source] } as never,
          managed,
          left,
        );
      break;
    case 'map':
      if (source.kind === 'map') return mergeMap(plan, source, managed, left);
      break;
    default:
  }
  return stood(plan, source, left);
}

/** A known value at the place of its expression, with what that was computed from. */
function stood(plan: Value, source: Value, left: number): Value {
  const refs = surfaceReferences(source) ?? plan.refs;
  const { at: _at, refs: _refs, ...rest } = placeless(plan, left);
  return {
    ...rest,
    ...(refs && { refs }),
    ...(source.sensitive && { sensitive: true }),
    ...(source.at && { at: source.at }),
  } as Value;
}

const isOpen = ({ kind }: Value): boolean => kind === 'unknown' || kind === 'reference' || kind === 'choice';

const marked = (value: Value, plan: Value): Value => (plan.sensitive ? withMarks(value, { sensitive: true }) : value);

function text(plan: Value, source: Value, managed: ReadonlySet<string>, left: number): Value {
  if (plan.kind === 'template' || (isSymbolic(source) && namesOnly(source, managed))) return marked(source, plan);
  const value = stood(plan, source, left);
  const inner = source.kind === 'string' || source.kind === 'template' ? source.json : undefined;
  const own = plan.kind === 'string' ? plan.json : undefined;
  if (value.kind !== 'string' || !inner || !own) return value;
  return { ...value, json: merge(own, inner, managed, left - 1) };
}

const isSymbolic = (value: Value): boolean => value.kind === 'reference' || value.kind === 'template';

/**
 * True when a text is made of names of planned resources only. The symbol says more than the text then: which thing,
 * also where an ARN or id stands inside a policy.
 */
function namesOnly(value: Value, managed: ReadonlySet<string>): boolean {
  const holes = value.kind === 'template' ? value.parts.filter((part) => typeof part !== 'string') : [value];
  return holes.every(
    (hole) =>
      hole.kind === 'reference' &&
      managed.has(hole.to.address) &&
      /(^|_)(id|arn|name)$/.test(hole.to.path.at(-1) ?? ''),
  );
}

function mergeMap(plan: MapValue, source: MapValue, managed: ReadonlySet<string>, left: number): MapValue {
  const entries = new Map<string, Value>();
  for (const [name, value] of source.entries) {
    const own = plan.entries.get(name);
    entries.set(name, own ? merge(own, value, managed, left - 1) : value);
  }
  for (const [name, value] of plan.entries)
    if (!entries.has(name) && !saysNothing(value)) entries.set(name, placeless(value, left - 1));
  const { at: _at, ...rest } = plan;
  return { ...rest, entries, ...(source.at && { at: source.at }), ...(source.refs && { refs: source.refs }) };
}

/** What a provider writes for an argument that is not set, or computes. */
const saysNothing = (value: Value): boolean =>
  value.kind === 'null' ||
  value.kind === 'unknown' ||
  value.kind === 'reference' ||
  (value.kind === 'string' && value.value === '') ||
  (value.kind === 'list' && value.items.length === 0) ||
  (value.kind === 'map' && value.entries.size === 0);

/** Sets come sorted in a plan: items are paired by likeness, those that fit best first. */
function mergeList(plan: ListValue, source: ListValue, managed: ReadonlySet<string>, left: number): ListValue {
  const pairs = pairing(plan.items, source.items);
  const merged = plan.items.map((item, index) => ({
    value: merge(item, pairs[index], managed, left - 1),
    from: pairs[index],
  }));
  const order = new Map(source.items.map((item, index) => [item, index]));
  const sorted = pairs.every((pair) => pair !== undefined)
    ? [...merged].sort((a, b) => (order.get(a.from as Value) ?? 0) - (order.get(b.from as Value) ?? 0))
    : merged;
  const refs = source.refs ?? plan.refs;
  const { at: _at, refs: _refs, ...rest } = plan;
  return {
    ...rest,
    collection: source.collection,
    items: sorted.map(({ value }) => value),
    ...(refs && { refs }),
    ...(source.at && { at: source.at }),
  };
}

function pairing(plan: readonly Value[], source: readonly Value[]): readonly (Value | undefined)[] {
  if (plan.length > MAX_PAIRING || source.length > MAX_PAIRING) return plan.map((_, index) => source[index]);
  const free = new Set(source);
  const found: (Value | undefined)[] = plan.map(() => undefined);
  const scores = plan.flatMap((item, index) =>
    [...free].flatMap((other) => {
      const score = likeness(item, other, 6);
      return score < 0 ? [] : [{ index, other, score }];
    }),
  );
  for (const { index, other } of scores.sort((a, b) => b.score - a.score)) {
    if (found[index] || !free.has(other)) continue;
    found[index] = other;
    free.delete(other);
  }
  return found;
}

/** How many known leaves agree; negative when two disagree. */
function likeness(plan: Value, source: Value, left: number): number {
  if (left === 0) return 0;
  if (source.kind === 'choice') return Math.max(...source.arms.map((arm) => likeness(plan, arm, left - 1)));
  if (plan.kind === 'map' && source.kind === 'map') {
    let score = 0;
    for (const [name, value] of source.entries) {
      const own = plan.entries.get(name);
      const one = own ? likeness(own, value, left - 1) : 0;
      if (one < 0) return -1;
      score += one;
    }
    return score;
  }
  if (plan.kind === 'list' && source.kind === 'list') {
    if (plan.items.length !== source.items.length) return source.items.some((item) => item.kind === 'unknown') ? 0 : -1;
    return Math.max(
      0,
      plan.items.length > 16 ? 0 : pairing(plan.items, source.items).filter(Boolean).length - plan.items.length + 1,
    );
  }
  const own = scalar(plan);
  const other = scalar(source);
  if (own === undefined || other === undefined) return 0;
  return own === other ? 1 : -1;
}

const scalar = (value: Value): string | undefined =>
  value.kind === 'string' || value.kind === 'number' || value.kind === 'bool' ? String(value.value) : undefined;

/** The arm that agrees best with what was planned; undefined when several scalars do equally well. */
function likest(plan: Value, arms: readonly Value[]): Value | undefined {
  const scored = arms.map((arm) => ({ arm, score: likeness(plan, arm, 6) })).sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  const tied = second !== undefined && first?.score === second.score && plan.kind !== 'list' && plan.kind !== 'map';
  return first === undefined || first.score < 0 || tied ? undefined : first.arm;
}

const withoutPlace = (value: Value): Value => {
  const { at: _at, ...rest } = value;
  return rest as Value;
};

/** A provider's default has no place: nobody wrote it. */
function placeless(value: Value, left: number): Value {
  if (left === 0) return value;
  const rest = withoutPlace(value);
  switch (rest.kind) {
    case 'list':
      return { ...rest, items: rest.items.map((item) => placeless(item, left - 1)) };
    case 'map':
      return { ...rest, entries: new Map([...rest.entries].map(([name, item]) => [name, placeless(item, left - 1)])) };
    default:
      return rest;
  }
}
