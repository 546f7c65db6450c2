import type { ListValue, Value } from '../../../../model/value.js';
import { listValue } from '../../../../model/values.js';
import { convert } from '../types/convert.js';
import { identityOf, setValue } from '../types/set.js';
import { ANY, setOf, type TypeConstraint } from '../types/type.js';
import { elementType, typeOf } from '../types/type-of.js';
import { unify } from '../types/unify.js';
import { isRest, restOf } from '../open-collection.js';
import { isOpen, isWhollyKnown, partial, unknownFrom } from './arguments.js';
import { type BuiltinFunction, fail, type Failure, type Outcome } from './function.js';

/** Functions of sets. Source: go-cty stdlib/set.go, collection.go. */

interface Sets {
  readonly kind: 'sets';
  readonly element: TypeConstraint;
  readonly sets: readonly ListValue[];
}

/** All arguments as sets of the one element type they share. */
function sharedSets(args: readonly Value[]): Sets | Failure {
  const lists = args.filter((arg) => arg.kind === 'list');
  const element = unify(lists.filter((list) => list.items.length > 0).map((list) => elementType(list, list.items)));
  if (!element) return fail('given sets must all have compatible element types');
  const sets = lists.map((list) => convert(list, setOf(element)).value).filter((set) => set.kind === 'list');
  return { kind: 'sets', element, sets };
}

/** Set algebra by identity. Intersections and differences need every item known; a union does not. */
const algebra = (
  name: string,
  combine: (sets: readonly ListValue[]) => readonly Value[],
  partly: boolean,
): BuiltinFunction => ({
  name,
  params: [partial(name === 'setsubtract' ? 'a' : 'first_set', setOf(ANY))],
  variadic: partial('other_sets', setOf(ANY)),
  returns: 'set',
  call: (args) => {
    if (args.some(isOpen)) return partly ? openUnion(args) : unknownFrom(args.filter(isOpen), 'set');
    const shared = sharedSets(args);
    if (shared.kind === 'failure') return shared;
    if (!partly && !shared.sets.every(isWhollyKnown)) return unknownFrom(shared.sets, 'set');
    return setValue(combine(shared.sets), shared.element.kind === 'any' ? undefined : shared.element);
  },
});

/** The union of the sets that are known, and a rest for those that are not. */
function openUnion(args: readonly Value[]): Value {
  const items = args.flatMap((arg) => (arg.kind === 'list' ? arg.items : [restOf(arg)]));
  return items.every(isRest) ? unknownFrom(args.filter(isOpen), 'set') : setValue(items);
}

const identities = (set: ListValue | undefined): Set<string | undefined> => new Set(set?.items.map(identityOf));

function intersect([first, ...others]: readonly ListValue[]): readonly Value[] {
  const rest = others.map(identities);
  return (first?.items ?? []).filter((item) => rest.every((ids) => ids.has(identityOf(item))));
}

function subtract([first, second]: readonly ListValue[]): readonly Value[] {
  const removed = identities(second);
  return (first?.items ?? []).filter((item) => !removed.has(identityOf(item)));
}

const MAX_PRODUCT = 100_000;

function setproduct(args: readonly Value[]): Outcome {
  if (args.length < 2) return fail('at least two arguments are required');
  if (args.some(isOpen)) return unknownFrom(args.filter(isOpen), 'list');
  const wrong = args.findIndex((arg) => arg.kind !== 'list');
  if (wrong >= 0) return fail(`a set or a list is required`, wrong);
  const lists = args.filter((arg) => arg.kind === 'list').map(asOneType);
  const different = lists.findIndex((list) => list === undefined);
  if (different >= 0) return fail('all elements must be of the same type', different);
  const sequences = lists.filter((list) => list !== undefined);
  const size = sequences.reduce((product, list) => product * list.items.length, 1);
  if (size > MAX_PRODUCT)
    return { kind: 'unknown', reasons: [{ code: 'unsupported', subject: 'setproduct(...)' }], type: 'list' };
  let rows: Value[][] = [[]];
  for (const list of sequences) rows = rows.flatMap((row) => list.items.map((item) => [...row, item]));
  const tuples = rows.map((row) => listValue(row));
  return args.some((arg) => arg.kind === 'list' && arg.collection === 'set')
    ? setValue(tuples)
    : listValue(tuples, undefined, 'list');
}

/** Tuples are treated as lists of one type. */
function asOneType(list: ListValue): ListValue | undefined {
  if (list.collection !== 'tuple') return list;
  const element = unify(list.items.map((item) => typeOf(item)));
  if (!element) return undefined;
  const converted = convert(list, { kind: 'list', element }).value;
  return converted.kind === 'list' ? converted : undefined;
}

const subtraction = algebra('setsubtract', subtract, false);

export const setFunctions: readonly BuiltinFunction[] = [
  algebra('setintersection', intersect, false),
  algebra('setunion', (sets) => sets.flatMap((set) => set.items), true),
  {
    name: 'setsubtract',
    params: [partial('a', setOf(ANY)), partial('b', setOf(ANY))],
    returns: 'set',
    call: subtraction.call,
  },
  { name: 'setproduct', params: [], variadic: partial('sets'), returns: 'list', call: setproduct },
];
