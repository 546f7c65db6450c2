import type { ListValue, NumberValue, Value } from '../../../../model/value.js';
import { listValue, numberValue } from '../../../../model/values.js';
import { convert } from '../types/convert.js';
import { equalTruth } from '../types/equality.js';
import { addNumbers, compareNumbers, isWhole } from '../types/number.js';
import { identityOf } from '../types/set.js';
import { ANY, friendlyName, listOf, NUMBER, STRING, type TypedCollection } from '../types/type.js';
import { typeOf } from '../types/type-of.js';
import { unify } from '../types/unify.js';
import { hiddenOf, isPartial, isRest, restIsLast, restOf, shownOf, withRest } from '../open-collection.js';
import { guarded, isOpen, isWhollyKnown, listArg, number, numberArg, partial, unknownFrom } from './arguments.js';
import { type BuiltinFunction, fail, isFailure, NOT_AN_INTEGER, type Outcome } from './function.js';

/** Functions of lists and tuples. Source: go-cty stdlib/collection.go and sequence.go. */

const asList = (items: readonly Value[]): ListValue => listValue(items, undefined, 'list');
const typeName = (value: Value): string => friendlyName(typeOf(value));

function concat(args: readonly Value[]): Outcome {
  if (args.length === 0) return fail('at least one argument is required');
  const wrong = args.findIndex((arg) => !isOpen(arg) && (arg.kind !== 'list' || arg.collection === 'set'));
  if (wrong >= 0) return fail(`all arguments must be lists or tuples; got ${typeName(args[wrong] as Value)}`, wrong);
  const undecided = args.filter((arg) => arg.kind !== 'list');
  const lists = args.filter((arg) => arg.kind === 'list');
  if (undecided.length > 0) return partlyKnown(args, undecided);
  const items = lists.flatMap((list) => list.items);
  if (items.some(isRest)) return listValue(items);
  if (!lists.every((list) => list.collection === 'list')) return listValue(items);
  const type = unify(lists.map((list) => typeOf(list)));
  if (!type) return listValue(items);
  const converted = convert(asList(items), type);
  return converted.error === undefined ? converted.value : listValue(items);
}

/** What is known of a list, with a rest in the place of each list that is not. */
function partlyKnown(args: readonly Value[], undecided: readonly Value[]): Value {
  const items = args.flatMap((arg) => (arg.kind === 'list' ? arg.items : [restOf(arg)]));
  return items.every(isRest) ? unknownFrom(undecided, 'list') : listValue(items);
}

function element(args: readonly Value[]): Outcome {
  const list = args[0] as Value;
  if (isOpen(list)) return unknownFrom([list]);
  if (list.kind !== 'list' || list.collection === 'set') return fail(`cannot read elements from ${typeName(list)}`);
  const index = numberArg(args, 1);
  if (!isWhole(index)) return fail(`invalid index: ${NOT_AN_INTEGER}`);
  const { length } = list.items;
  if (length === 0) return fail('cannot use element function with an empty list');
  if (index.value < 0) return fail('cannot use element function with a negative index', 1);
  return list.items[index.value % length] as Value;
}

function index(args: readonly Value[]): Outcome {
  const [list, wanted] = args as [Value, Value];
  if (isOpen(list)) return unknownFrom([list], 'number');
  if (list.kind !== 'list' || list.collection === 'set') return fail('argument must be a list or tuple');
  if (list.items.length === 0) return fail('cannot search an empty list');
  for (const [i, item] of list.items.entries()) {
    const truth = equalTruth(item, wanted);
    if (truth === 'yes') return numberValue(i);
    if (truth === 'unknown') return unknownFrom([item, wanted], 'number');
  }
  return fail('item not found');
}

const MAX_FLAT = 1_000_000;

/** Flattens nested sequences; an unknown item could itself be a list, so then the result is unknown. */
function flatten([list]: readonly Value[]): Outcome {
  if (!list || isOpen(list)) return unknownFrom(list ? [list] : [], 'tuple');
  if (list.kind !== 'list') return fail('can only flatten lists, sets and tuples');
  const items: Value[] = [];
  const undecided: Value[] = [];
  const visit = (sequence: ListValue, depth: number): void => {
    for (const item of sequence.items) {
      if (item.kind === 'list' && depth < 64 && items.length < MAX_FLAT) visit(item, depth + 1);
      else if (mayBeList(item)) {
        undecided.push(item);
        items.push(restOf(item));
      } else items.push(item);
    }
  };
  visit(list, 0);
  return undecided.length > 0 && items.every(isRest) ? unknownFrom(undecided, 'tuple') : listValue(items);
}

/** Attributes whose value is one string, as far as their names say. */
const SCALAR = /(?:^|_)(?:arn|id|name|bucket|endpoint|url|domain_name|cidr_block|address|port)$/;
function mayBeList(item: Value): boolean {
  if (item.kind === 'reference') return !SCALAR.test(item.to.path.at(-1) ?? '');
  if (item.kind === 'choice') return item.arms.some((arm) => arm.kind === 'list' || mayBeList(arm));
  return item.kind === 'unknown' && item.type !== 'string' && item.type !== 'number' && item.type !== 'bool';
}

function compact([list]: readonly Value[]): Outcome {
  if (list?.kind !== 'list') return unknownFrom(list ? [list] : [], 'list');
  const undecided = list.items.filter(isDroppable);
  if (undecided.length === list.items.length && undecided.length > 0) return unknownFrom(undecided, 'list');
  const kept = list.items.filter((item) => item.kind !== 'null' && !(item.kind === 'string' && item.value === ''));
  return typedStrings(kept.map((item) => (isDroppable(item) ? restOf(item) : item)));
}
/** May turn out null or empty. */
const isDroppable = (item: Value): boolean => item.kind === 'unknown' || item.kind === 'choice';
const typedStrings = (items: readonly Value[]): ListValue & TypedCollection => ({
  ...asList(items),
  ...(items.length === 0 && { element: STRING }),
});

function distinct([list]: readonly Value[]): Outcome {
  if (list?.kind !== 'list') return unknownFrom(list ? [list] : [], 'list');
  if (isPartial(list)) {
    const shown = distinct([shownOf(list)]);
    if (isFailure(shown) || shown.kind !== 'list') return shown;
    return { ...shown, items: withRest(shown.items, restOf(hiddenOf(list)), restIsLast(list)) };
  }
  const seen = new Map<string, Value>();
  for (const item of list.items) {
    const key = identityOf(item);
    if (key === undefined) return unknownFrom(list.items, 'list');
    if (!seen.has(key)) seen.set(key, item);
  }
  // Different references may turn out equal; one open item alone cannot repeat a known one of another type.
  const kept = [...seen.values()];
  const open = kept.filter((item) => !isWhollyKnown(item));
  const unsure = open.some((item) => kept.some((other) => other !== item && equalTruth(item, other) === 'unknown'));
  return unsure ? unknownFrom(open, 'list') : { ...list, collection: 'list', items: kept };
}

function chunklist(args: readonly Value[]): Outcome {
  const list = args[0] as Value;
  if (list.kind !== 'list') return unknownFrom([list], 'list');
  const size = numberArg(args, 1);
  if (!isWhole(size)) return fail(`invalid size: ${NOT_AN_INTEGER}`);
  if (size.value < 0) return fail('the size argument must be positive');
  if (size.value === 0) return asList([list]);
  const chunks: Value[] = [];
  for (let i = 0; i < list.items.length; i += size.value) chunks.push(asList(list.items.slice(i, i + size.value)));
  return asList(chunks);
}

function matchkeys(args: readonly Value[]): Outcome {
  const [items, keys, wanted] = [0, 1, 2].map((i) => listArg(args, i)) as [ListValue, ListValue, ListValue];
  if (items.items.length !== keys.items.length) return fail('length of keys and values should be equal');
  const types = unify([typeOf(keys), typeOf(wanted)]);
  if (!types) return fail('keys and searchset must be of the same type');
  const known = (list: ListValue): readonly Value[] => {
    const converted = convert(list, types).value;
    return converted.kind === 'list' ? converted.items : list.items;
  };
  const search = new Set(known(wanted).map((item) => identityOf(item)));
  const candidates = known(keys);
  const kept = items.items.filter((_, i) => search.has(identityOf(candidates[i] as Value)));
  return { ...items, items: kept };
}

const MAX_RANGE = 1024;
const TOO_MANY =
  'more than 1024 values were generated; either decrease the difference between start and end or use a smaller step';

function range(args: readonly Value[]): Outcome {
  const limits = args.map((_, i) => numberArg(args, i));
  const bounds = rangeBounds(limits);
  if (isFailure(bounds)) return bounds;
  const { start, end, step } = bounds;
  const down = step.value < 0;
  if (down && compareNumbers(end, start) > 0) return fail('end must be less than start when step is negative', 1);
  if (!down && compareNumbers(end, start) < 0) return fail('end must be greater than start when step is positive', 1);
  const items: Value[] = [];
  let current = start;
  while (down ? compareNumbers(current, end) > 0 : compareNumbers(current, end) < 0) {
    if (items.length >= MAX_RANGE) return fail(TOO_MANY);
    items.push(current);
    current = addNumbers(current, step) ?? end;
  }
  const result: ListValue & TypedCollection = { ...asList(items), ...(items.length === 0 && { element: NUMBER }) };
  return result;
}

interface Bounds {
  readonly kind: 'bounds';
  readonly start: NumberValue;
  readonly end: NumberValue;
  readonly step: NumberValue;
}

function rangeBounds([a, b, c, extra]: readonly NumberValue[]): Bounds | ReturnType<typeof fail> {
  if (!a || extra) return fail('must have one, two, or three arguments');
  const start = b ? a : numberValue(0);
  const end = b ?? a;
  const backwards = compareNumbers(end, start) < 0;
  return { kind: 'bounds', start, end, step: c ?? numberValue(backwards ? -1 : 1) };
}

function reverse([value]: readonly Value[]): Outcome {
  if (!value || isOpen(value)) return unknownFrom(value ? [value] : [], 'list');
  if (value.kind !== 'list') return fail(`can only reverse list or tuple values, not ${typeName(value)}`, 0);
  const collection = value.collection === 'tuple' ? 'tuple' : 'list';
  return { ...value, collection, items: value.items.toReversed() };
}

function slice(args: readonly Value[]): Outcome {
  const list = args[0] as Value;
  if (isOpen(list)) return unknownFrom([list], 'list');
  if (list.kind === 'list' && list.collection === 'set')
    return fail(
      'cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important',
      0,
    );
  if (list.kind !== 'list') return fail('must be a list or tuple value', 0);
  const start = numberArg(args, 1);
  const end = numberArg(args, 2);
  if (!isWhole(start) || start.value < 0) return fail('start index must not be less than zero', 1);
  if (!isWhole(end)) return fail(`invalid end index: ${NOT_AN_INTEGER}`, 2);
  const { length } = list.items;
  if (start.value > length) return fail('start index must not be greater than the length of the list', 1);
  if (end.value > length) return fail('end index must not be greater than the length of the list', 2);
  if (start.value > end.value) return fail('start index must not be greater than end index', 1);
  return { ...list, items: list.items.slice(start.value, end.value) };
}

const NOT_NUMBERS = 'argument must be list, set, or tuple of number values';

function sum([list]: readonly Value[]): Outcome {
  if (!list || isOpen(list)) return unknownFrom(list ? [list] : [], 'number');
  if (list.kind === 'map') return fail(list.entries.size === 0 ? 'cannot sum an empty list' : NOT_NUMBERS, 0);
  if (list.kind !== 'list') return fail('cannot sum noniterable', 0);
  if (list.items.length === 0) return fail('cannot sum an empty list', 0);
  const undecided = list.items.filter(isOpen);
  let total: NumberValue = numberValue(0);
  for (const item of list.items) {
    if (isOpen(item)) continue;
    const converted = item.kind === 'null' ? { value: item } : convert(item, NUMBER);
    if (converted.value.kind !== 'number') return fail(NOT_NUMBERS, 0);
    const next = addNumbers(total, converted.value);
    if (!next) return fail("can't compute sum of opposing infinities", 0);
    total = next;
  }
  return undecided.length > 0 ? unknownFrom(undecided, 'number') : total;
}

const anyList = listOf(ANY);

export const listFunctions: readonly BuiltinFunction[] = [
  { name: 'chunklist', params: [partial('list', anyList), number('size')], returns: 'list', call: chunklist },
  { name: 'compact', params: [partial('list', listOf(STRING))], returns: 'list', call: guarded(compact) },
  { name: 'concat', params: [], variadic: partial('seqs'), returns: 'list', call: concat },
  { name: 'distinct', params: [partial('list', anyList)], returns: 'list', call: guarded(distinct) },
  { name: 'element', params: [partial('list'), number('index')], call: element },
  { name: 'flatten', params: [partial('list')], returns: 'tuple', call: flatten },
  { name: 'index', params: [partial('list'), partial('value')], returns: 'number', call: guarded(index) },
  {
    name: 'matchkeys',
    params: [
      { name: 'values', type: anyList },
      { name: 'keys', type: anyList },
      { name: 'searchset', type: anyList },
    ],
    returns: 'list',
    call: matchkeys,
  },
  { name: 'range', params: [], variadic: number('params'), returns: 'list', call: range },
  { name: 'reverse', params: [partial('list')], returns: 'list', call: reverse },
  {
    name: 'slice',
    params: [partial('list'), number('start_index'), number('end_index')],
    returns: 'list',
    call: slice,
  },
  { name: 'sum', params: [partial('list')], returns: 'number', call: guarded(sum) },
];
