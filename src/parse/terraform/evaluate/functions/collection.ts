import { mergeReasons, type Reason } from '../../../../model/unknown.js';
import type { ListValue, MapValue, UnknownValue, Value } from '../../../../model/value.js';
import { listValue, mapValue, nullValue, numberValue, possibilities, stringValue } from '../../../../model/values.js';
import { convert } from '../types/convert.js';
import { equalTruth } from '../types/equality.js';
import { compareText } from '../types/set.js';
import { ANY, equalTypes, friendlyName, listOf, mapOf, STRING, type TypedCollection } from '../types/type.js';
import { elementType, typeOf } from '../types/type-of.js';
import { unify } from '../types/unify.js';
import { hiddenOf, isPartial, restOf } from '../open-collection.js';
import { guarded, isOpen, listArg, mapArg, open, partial, unknownFrom } from './arguments.js';
import { type BuiltinFunction, fail, type Outcome } from './function.js';
import { graphemes } from './graphemes.js';

/** Functions of maps, objects and of any collection. Source: go-cty stdlib/collection.go, terraform lang/funcs. */

const asList = (items: readonly Value[]): ListValue => listValue(items, undefined, 'list');

/** Sets count only what is surely distinct, so unknown members make their size unknown. */
const isOpenSet = (value: Value): boolean =>
  value.kind === 'list' && value.collection === 'set' && value.items.length > 1 && value.items.some(isUndecided);
const isUndecided = (value: Value): boolean => isOpen(value) && value.kind !== 'template';

function length([value]: readonly Value[]): Outcome {
  switch (value?.kind) {
    case 'list':
      return isOpenSet(value) ? unknownFrom(value.items, 'number') : numberValue(value.items.length);
    case 'map':
      return numberValue(value.entries.size);
    case 'string':
      return numberValue(graphemes(value.value).length);
    case 'unknown':
    case 'reference':
    case 'template':
    case 'choice':
      return unknownFrom([value], 'number');
    default:
      return fail('argument must be a string, a collection type, or a structural type');
  }
}

const sortedKeys = (map: MapValue): string[] => [...map.entries.keys()].sort(compareText);

function keys([value]: readonly Value[]): Outcome {
  if (value?.kind !== 'map')
    return value && isOpen(value) ? unknownFrom([value], 'list') : fail('must have map or object type', 0);
  const names: Value[] = sortedKeys(value).map((key) => stringValue(key));
  if (value.open) return listValue([restOf(value), ...names]);
  return listValue(names, undefined, value.collection === 'map' ? 'list' : 'tuple');
}

function values([value]: readonly Value[]): Outcome {
  if (value?.kind !== 'map')
    return value && isOpen(value)
      ? unknownFrom([value], 'list')
      : fail('values() requires a map as the first argument');
  const items = sortedKeys(value).map((key) => value.entries.get(key) as Value);
  if (value.open) return listValue([restOf(value), ...items]);
  return keepElement(value, listValue(items, undefined, value.collection === 'map' ? 'list' : 'tuple'));
}

/** An empty result of a typed collection keeps its element type. */
function keepElement<T extends ListValue | MapValue>(from: ListValue | MapValue, to: T): T {
  const declared = (from as TypedCollection).element;
  const typed = to.collection === 'list' || to.collection === 'map' || to.collection === 'set';
  return declared && typed ? { ...to, element: declared } : to;
}

function lookup(args: readonly Value[]): Outcome {
  const [map, key, standard, extra] = args as [Value, Value, Value?, Value?];
  if (extra) return fail('lookup() takes two or three arguments, got 4');
  if (isOpen(map)) return unknownFrom([map]);
  if (map.kind !== 'map') return fail('lookup() requires a map as the first argument', 0);
  if (key.kind !== 'string') return unknownFrom([key]);
  const typed =
    standard && map.collection === 'map' ? convert(standard, elementType(map, map.entries.values())) : undefined;
  if (typed?.error !== undefined) return fail('the default value must have the same type as the map elements', 2);
  const written = map.entries.get(key.value);
  if (!written && map.open) return hiddenOf(map);
  const found = written ?? typed?.value ?? standard;
  if (found) return found;
  const name = JSON.stringify(key.value);
  return map.collection === 'map'
    ? fail(`lookup failed to find key ${name}`)
    : fail(`the given object has no attribute ${name}`, 0);
}

function merge(args: readonly Value[]): Outcome {
  const wrong = args.findIndex((arg) => arg.kind !== 'map' && arg.kind !== 'null' && !isOpen(arg));
  if (wrong >= 0)
    return fail(`arguments must be maps or objects, got ${JSON.stringify(friendlyName(typeOf(args[wrong] as Value)))}`);
  if (args.some((arg) => isOpen(arg) || isPartial(arg))) return partlyMerged(args);
  const maps = args.filter((arg) => arg.kind === 'map');
  const entries = new Map<string, Value>();
  for (const map of maps) for (const [key, item] of map.entries) entries.set(key, item);
  const [first] = maps;
  const sameMaps =
    first !== undefined &&
    args.every((arg) => arg.kind === 'map' && arg.collection === 'map') &&
    maps.every((map) => equalTypes(typeOf(map), typeOf(first)));
  return mapValue(entries, undefined, sameMaps ? 'map' : 'object');
}

/** An unknown map may hold any key: what came before it may be replaced, what comes after it is sure. */
function partlyMerged(args: readonly Value[]): Value {
  const entries = new Map<string, Value>();
  const reasons: (readonly Reason[])[] = [];
  for (const arg of args) {
    const own: ReadonlyMap<string, Value> = arg.kind === 'map' ? arg.entries : new Map();
    if (isOpen(arg) || isPartial(arg)) {
      const { rest: _, ...hidden } = restOf(arg);
      reasons.push(hidden.reasons);
      for (const [key, item] of entries) if (!own.has(key)) entries.set(key, either(item, hidden));
    }
    for (const [key, item] of own) entries.set(key, item);
  }
  if (entries.size === 0) return unknownFrom(args.filter(isOpen), 'map');
  return { ...mapValue(entries), open: mergeReasons(...reasons) };
}

const either = (item: Value, other: UnknownValue): Value =>
  item.kind === 'unknown' ? item : { kind: 'choice', arms: [...possibilities(item), other], reasons: other.reasons };

function zipmap(args: readonly Value[]): Outcome {
  const names = args[0] as Value;
  const items = args[1] as Value;
  if (isOpen(names)) return unknownFrom([names], 'map');
  const keyList = listArg(args, 0);
  if (isOpen(items)) return unknownFrom([items], 'map');
  if (items.kind !== 'list') return fail('values argument must be a list or tuple value');
  if (keyList.items.length !== items.items.length)
    return fail(`number of keys (${keyList.items.length}) does not match number of values (${items.items.length})`);
  const missing = keyList.items.findIndex((key) => key.kind === 'null');
  if (missing >= 0) return fail(`keys list has null value at index ${missing}`);
  const openKeys = keyList.items.filter((key) => key.kind !== 'string');
  if (openKeys.length > 0) return unknownFrom(openKeys, 'map');
  const entries = keyList.items.map((key, i) => [(key as { value: string }).value, items.items[i] as Value] as const);
  return mapValue(new Map(entries), undefined, items.collection === 'tuple' ? 'object' : 'map');
}

function transpose(args: readonly Value[]): Outcome {
  const map = mapArg(args, 0);
  const found = new Map<string, string[]>();
  for (const key of sortedKeys(map)) {
    const list = map.entries.get(key);
    for (const item of list?.kind === 'list' ? list.items : []) {
      if (item.kind !== 'string') return fail(`input must not contain null string`);
      const names = found.get(item.value);
      if (names) names.push(key);
      else found.set(item.value, [key]);
    }
  }
  const entries = [...found].map(
    ([key, names]) => [key, asList(names.sort(compareText).map((name) => stringValue(name)))] as const,
  );
  return mapValue(new Map(entries), undefined, 'map');
}

/** `coalesce`: the first argument that is neither null nor an empty string, converted to the type that all share. */
function coalesce(args: readonly Value[]): Outcome {
  const type = unify(args.map((arg) => typeOf(arg)));
  if (!type || args.length === 0) return fail('all arguments must have the same type');
  for (const arg of args) {
    if (arg.kind === 'null' || (arg.kind === 'string' && arg.value === '')) continue;
    if (arg.kind === 'unknown' || arg.kind === 'choice') return unknownFrom([arg]);
    const converted = convert(arg, type);
    return converted.error === undefined ? converted.value : fail(converted.error);
  }
  return fail('no non-null, non-empty-string arguments');
}

function coalescelist(args: readonly Value[]): Outcome {
  if (args.length === 0) return fail('at least one argument is required');
  if (args.some((arg) => !isOpen(arg) && (arg.kind !== 'list' || arg.collection === 'set')))
    return fail('coalescelist arguments must be lists or tuples');
  for (const arg of args) {
    if (isOpen(arg)) return unknownFrom([arg], 'list');
    if (arg.kind === 'list' && arg.items.length > 0) return arg;
  }
  return fail('no non-null arguments');
}

function contains(args: readonly Value[]): Outcome {
  const [list, wanted] = args as [Value, Value];
  if (isOpen(list)) return unknownFrom([list], 'bool');
  if (list.kind !== 'list') return fail('argument must be list, tuple, or set');
  const truths = list.items.map((item) => equalTruth(item, wanted));
  if (truths.includes('yes')) return { kind: 'bool', value: true };
  const undecided = list.items.filter((_, i) => truths[i] === 'unknown');
  return undecided.length > 0 ? unknownFrom([...undecided, wanted], 'bool') : { kind: 'bool', value: false };
}

function one([value]: readonly Value[]): Outcome {
  if (!value || isOpen(value)) return unknownFrom(value ? [value] : []);
  if (value.kind !== 'list') return fail(MUST_BE_ONE, 0);
  if (value.items.length > 1) return isOpenSet(value) ? unknownFrom(value.items) : fail(MUST_BE_ONE, 0);
  return value.items[0] ?? nullOfElement(value);
}
const MUST_BE_ONE = 'must be a list, set, or tuple value with either zero or one elements';
const nullOfElement = (value: ListValue): Value => {
  const element = value.collection === 'tuple' ? ANY : elementType(value, value.items);
  return element.kind === 'any' ? nullValue() : convert(nullValue(), element).value;
};

/** `alltrue` and `anytrue` over a list of bools: one decisive item is enough. */
const quantifier = (name: string, decisive: boolean): BuiltinFunction => ({
  name,
  params: [partial('list', listOf({ kind: 'bool' }))],
  returns: 'bool',
  call: ([list]) => {
    if (list?.kind !== 'list') return unknownFrom(list ? [list] : [], 'bool');
    const truth = (item: Value): boolean | undefined =>
      item.kind === 'bool' ? item.value : item.kind === 'null' ? false : undefined;
    if (list.items.some((item) => truth(item) === decisive)) return { kind: 'bool', value: decisive };
    const undecided = list.items.filter((item) => truth(item) === undefined);
    return undecided.length > 0 ? unknownFrom(undecided, 'bool') : { kind: 'bool', value: !decisive };
  },
});

/** The removed functions of Terraform 0.11. */
const removed = (name: string, use: string): BuiltinFunction => ({
  name,
  params: [],
  variadic: open('vals'),
  call: () =>
    fail(
      `the "${name}" function was deprecated in Terraform v0.12 and is no longer available; use ${use} syntax to write a literal ${name}`,
    ),
});

export const collectionFunctions: readonly BuiltinFunction[] = [
  quantifier('alltrue', false),
  quantifier('anytrue', true),
  { name: 'coalesce', params: [], variadic: open('vals'), call: coalesce },
  { name: 'coalescelist', params: [], variadic: open('vals'), returns: 'list', call: coalescelist },
  { name: 'contains', params: [partial('list'), partial('value')], returns: 'bool', call: guarded(contains) },
  { name: 'keys', params: [partial('inputMap')], returns: 'list', call: keys },
  { name: 'length', params: [partial('value')], returns: 'number', call: length },
  removed('list', 'tolist([ ... ])'),
  removed('map', 'tomap({ ... })'),
  { name: 'lookup', params: [partial('inputMap'), partial('key', STRING)], variadic: open('default'), call: lookup },
  { name: 'merge', params: [], variadic: open('maps'), returns: 'map', call: merge },
  { name: 'one', params: [partial('list')], call: one },
  {
    name: 'transpose',
    params: [{ name: 'values', type: mapOf(listOf(STRING)) }],
    returns: 'map',
    call: transpose,
  },
  { name: 'values', params: [partial('mapping')], returns: 'list', call: values },
  { name: 'zipmap', params: [partial('keys', listOf(STRING)), partial('values')], returns: 'map', call: zipmap },
];
