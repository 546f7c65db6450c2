import type { Location } from '../../../model/location.js';
import { type Tri, unknown, yes } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { ListValue, MapValue, Value } from '../../../model/value.js';
import { numberValue, stringValue } from '../../../model/values.js';
import type { Span } from '../hcl/syntax.js';
import { locate } from '../module/locate.js';
import type { SourceAttribute, SourceBlock } from '../module/module-source.js';
import { textOf } from './access.js';
import { choiceOf } from './choice.js';
import { type Environment, fail } from './environment.js';
import { evaluate } from './expression.js';
import { deepReasons, unknownFrom, withMarks } from './marks.js';
import { hiddenOf, isPartial, shownOf } from './open-collection.js';
import { referenceTo, extend, symbolicElementOf } from './origin.js';
import { quoteKey } from './quote-key.js';

/** `count` or `for_each` beyond this many instances is not expanded. */
const MAX_INSTANCES = 20_000;
/** All instances of one root together: nested `for_each` multiplies. */
const MAX_TOTAL = 200_000;

/** One instance of a block with `count` or `for_each`, before anything in it is evaluated. */
export interface Seed {
  /** What the address ends with: nothing, `[0]`, `["eu"]`, or `[*]` for any instance of an undecided number. */
  readonly suffix: string;
  readonly key?: number | string;
  readonly exists: Tri;
  readonly each?: { readonly key: Value; readonly value: Value };
  readonly countIndex?: Value;
}

export interface Expansion {
  readonly kind: 'single' | 'count' | 'for_each';
  readonly seeds: ReadonlyMap<string, Seed>;
  /** The sets of suffixes that may come to exist; one, unless a choice decides. Empty when undecided altogether. */
  readonly variants: readonly (readonly string[])[];
  readonly reasons: readonly Reason[];
}

const SINGLE: Expansion = {
  kind: 'single',
  seeds: new Map([['', { suffix: '', exists: yes() }]]),
  variants: [['']],
  reasons: [],
};

/** The instances that a block's `count` or `for_each` asks for. */
export function expand(block: SourceBlock, env: Environment): Expansion {
  const count = block.attributes.get('count');
  const forEach = block.attributes.get('for_each');
  const attribute = count ?? forEach;
  if (!attribute) return SINGLE;
  const inner: Environment = { ...env, file: attribute.file };
  const { span } = attribute.value;
  const evaluated = evaluate(attribute.value, inner);
  if (isPartial(evaluated) && forEach) return expandPartial(evaluated, inner, attribute);
  const value = evaluated;
  const arms = value.kind === 'choice' ? value.arms : [value];
  const reasons = value.kind === 'choice' ? value.reasons : [];
  const because = locate(attribute.file, attribute.span);
  const variants = arms.map((arm) => (count ? countSeeds(arm, inner, span) : eachSeeds(arm, inner, span)));
  return merge(count ? 'count' : 'for_each', variants, arms, dynamic(reasons), because);
}

/** The instances of the keys that are known, and one that stands for all others. */
function expandPartial(value: ListValue | MapValue, env: Environment, { span, file }: SourceAttribute): Expansion {
  const hidden = hiddenOf(value);
  const reasons = dynamic(hidden.reasons);
  const shown = eachSeeds(shownOf(value), env, span) ?? [];
  const seeds = new Map(shown.map((seed) => [seed.suffix, seed]));
  seeds.set('[*]', symbolic('for_each', hidden, reasons, locate(file, span)));
  return { kind: 'for_each', seeds, variants: [], reasons };
}

/** The reasons why it is not known how many instances there are. */
const dynamic = (reasons: readonly Reason[]): readonly Reason[] =>
  mergeReasons(reasons.map((reason) => ({ ...reason, code: 'dynamic' as const })));

type Variant = readonly Seed[] | undefined;

function merge(
  kind: 'count' | 'for_each',
  variants: readonly Variant[],
  arms: readonly Value[],
  why: readonly Reason[],
  at: Location,
): Expansion {
  const open = variants.some((variant) => variant === undefined);
  const undecided = arms.filter((_, index) => variants[index] === undefined);
  const reasons = dynamic(mergeReasons(why, ...undecided.map((arm) => deepReasons(arm))));
  const known = variants.filter((variant) => variant !== undefined);
  const seeds = new Map<string, Seed>();
  for (const seed of known.flat()) {
    const everywhere =
      !open && (known.length === 1 || known.every((v) => v.some((other) => other.suffix === seed.suffix)));
    const same = known.length === 1 ? [seed] : known.flatMap((v) => v.filter((other) => other.suffix === seed.suffix));
    if (!seeds.has(seed.suffix))
      seeds.set(seed.suffix, { ...joined(same, reasons), exists: everywhere ? yes() : unknown(reasons, [at]) });
  }
  if (open) seeds.set('[*]', symbolic(kind, undecided[0] as Value, reasons, at));
  const sorted = known.length === 1 && !open ? seeds : new Map([...seeds].sort(([, a], [, b]) => compareSeeds(a, b)));
  return { kind, seeds: sorted, variants: open ? [] : known.map((v) => v.map((seed) => seed.suffix)), reasons };
}

/** An instance that several arms ask for has one value of each of them. */
function joined(seeds: readonly Seed[], reasons: readonly Reason[]): Seed {
  const [first] = seeds as [Seed];
  if (seeds.length === 1 || !first.each) return first;
  return {
    ...first,
    each: {
      key: first.each.key,
      value: choiceOf(
        seeds.flatMap((s) => (s.each ? [s.each.value] : [])),
        reasons,
      ),
    },
  };
}

function compareSeeds(a: Seed, b: Seed): number {
  if (a.suffix === '[*]' || b.suffix === '[*]') return a.suffix === '[*]' ? 1 : -1;
  if (typeof a.key === 'number' && typeof b.key === 'number') return a.key - b.key;
  return String(a.key) < String(b.key) ? -1 : 1;
}

function symbolic(kind: 'count' | 'for_each', value: Value, reasons: readonly Reason[], at: Location): Seed {
  const exists = unknown(reasons, [at]);
  if (kind === 'count') return { suffix: '[*]', exists, countIndex: { kind: 'unknown', reasons, type: 'number' } };
  const element =
    symbolicElementOf(value) ?? (value.kind === 'reference' ? referenceTo(extend(value.to, '*')) : anyOf(value));
  return {
    suffix: '[*]',
    exists,
    each: {
      key: withMarks({ kind: 'unknown', reasons, type: 'string' }, value.refs ? { refs: value.refs } : {}),
      value: element,
    },
  };
}

/** The one element that a set with undecided members shows, else an unknown. */
function anyOf(value: Value): Value {
  if (value.kind === 'list' && value.items.length > 0) return choiceOf(value.items.slice(0, 9), deepReasons(value));
  return unknownFrom([value]);
}

function countSeeds(value: Value, env: Environment, span: Span): Variant {
  if (value.kind === 'unknown' || value.kind === 'reference' || value.kind === 'template') return undefined;
  const number = value.kind === 'string' ? Number(value.value) : value.kind === 'number' ? value.value : Number.NaN;
  if (value.kind === 'null' || !Number.isInteger(number) || number < 0) {
    fail(
      env,
      span,
      'Invalid count argument',
      value.kind === 'null'
        ? 'The given "count" argument value is null. An integer is required.'
        : 'The given "count" argument value is unsuitable: a whole number, zero or greater, is required.',
    );
    return undefined;
  }
  if (exceeds(number, env)) return tooMany(number, env, span);
  return Array.from({ length: number }, (_, index) => ({
    suffix: `[${index}]`,
    key: index,
    exists: yes(),
    countIndex: numberValue(index),
  }));
}

/** Counts the instances; true when they are too many. */
function exceeds(number: number, env: Environment): boolean {
  const { run } = env.module;
  if (number > MAX_INSTANCES || run.instances + number > MAX_TOTAL) return true;
  run.instances += number;
  return false;
}

function tooMany(number: number, env: Environment, span: Span): undefined {
  fail(
    env,
    span,
    'Too many instances',
    `This block asks for ${number} instances; threatplan expands at most ${MAX_INSTANCES} of a block and ${MAX_TOTAL} of a root module. It is read as one instance that stands for all of them.`,
    'terraform-limit',
  );
  return undefined;
}

function eachSeeds(value: Value, env: Environment, span: Span): Variant {
  switch (value.kind) {
    case 'map':
      if (exceeds(value.entries.size, env)) return tooMany(value.entries.size, env, span);
      return [...value.entries.keys()].sort().map((key) => eachSeed(key, value.entries.get(key) as Value, value));
    case 'list':
      return listSeeds(value, env, span);
    case 'unknown':
    case 'reference':
      return undefined;
    default:
      fail(
        env,
        span,
        'Invalid for_each argument',
        value.kind === 'null'
          ? 'The given "for_each" argument value is null. A map, or set of strings is allowed.'
          : `The given "for_each" argument value is unsuitable: the "for_each" argument must be a map, or set of strings, and you have provided a value of type ${value.kind}.`,
      );
      return undefined;
  }
}

function listSeeds(value: Extract<Value, { kind: 'list' }>, env: Environment, span: Span): Variant {
  if (exceeds(value.items.length, env)) return tooMany(value.items.length, env, span);
  if (value.collection !== 'set' && value.items.length > 0) {
    fail(
      env,
      span,
      'Invalid for_each argument',
      `The given "for_each" argument value is unsuitable: the "for_each" argument must be a map, or set of strings, and you have provided a value of type ${value.collection}. Convert it with toset().`,
    );
  }
  if (!value.items.every((item) => item.kind === 'string' || item.kind === 'number')) return undefined;
  const keys = new Map(value.items.map((item) => [textOf(item), item]));
  return [...keys.keys()].sort().map((key) => eachSeed(key, keys.get(key) as Value, value));
}

function eachSeed(key: string, item: Value, collection: Value): Seed {
  const marks = {
    ...(collection.refs && { refs: collection.refs }),
    ...(collection.assumed && { assumed: true }),
    ...(collection.sensitive && { sensitive: true }),
  };
  return {
    suffix: `[${quoteKey(key)}]`,
    key,
    exists: yes(),
    each: { key: withMarks(stringValue(key), marks), value: withMarks(item, marks) },
  };
}
