import type { ListValue, MapValue, UnknownValue, Value } from '../../../../model/value.js';
import { reasonsOf, stringValue, unknownValue } from '../../../../model/values.js';
import { closed, hiddenOf, isPartial } from '../open-collection.js';
import { mismatch } from './mismatch.js';
import { formatNumber, parseNumber } from './number.js';
import { setValue } from './set.js';
import { ANY, MAX_TYPE_DEPTH, type TypeConstraint, type TypedCollection, type TypedNull } from './type.js';
import { typeOf } from './type-of.js';
import { unify } from './unify.js';

export interface Conversion {
  readonly value: Value;
  /** go-cty's message, without a full stop; `value` is then unknown with code `error`. */
  readonly error?: string;
  /** Where in the value the error is: `.a[0]`. Terraform names it for variables, not for function arguments. */
  readonly path?: string;
}

/**
 * Converts as go-cty's `convert.Convert` does: "true" to bool, numbers to strings, tuples to lists and sets, objects
 * to maps, optional attributes filled in. Unknown parts stay, with the type they will have. `at`, `refs` and marks of
 * the value are kept.
 */
export function convert(value: Value, type: TypeConstraint, depth = 0): Conversion {
  if (depth > MAX_TYPE_DEPTH) return { value };
  switch (value.kind) {
    case 'null':
      return { value: type.kind === 'any' ? value : ({ ...value, nullOf: type } as TypedNull) };
    case 'unknown':
      return convertUnknown(value, type);
    case 'reference':
      return { value };
    case 'choice':
      return convertArms(value.arms, value, type, depth);
    default:
      return convertKnown(value, type, depth);
  }
}

function convertUnknown(value: UnknownValue, type: TypeConstraint): Conversion {
  if (type.kind === 'any' || value.type === type.kind) return { value };
  return { value: { ...value, type: type.kind } };
}

/** Fails when no arm can be converted; an arm that cannot is unknown. */
function convertArms(arms: readonly Value[], choice: Value, type: TypeConstraint, depth: number): Conversion {
  const converted = arms.map((arm) => convert(arm, type, depth + 1));
  const failure = converted.every((arm) => arm.error !== undefined) ? converted[0] : undefined;
  if (failure) return failure;
  return { value: { ...choice, arms: converted.map((arm) => arm.value) } as Value };
}

function convertKnown(value: Value, type: TypeConstraint, depth: number): Conversion {
  switch (type.kind) {
    case 'any':
      return { value };
    case 'string':
      return toText(value);
    case 'number':
      return toNumber(value);
    case 'bool':
      return toBool(value);
    case 'list':
    case 'set':
      return value.kind === 'list' ? toSequence(value, type.kind, type.element, depth) : refuse(value, type);
    case 'map':
      return value.kind === 'map' ? toMap(value, type.element, depth) : refuse(value, type);
    case 'tuple':
      return value.kind === 'list' ? toTuple(value, type, depth) : refuse(value, type);
    case 'object':
      return value.kind === 'map' ? toObject(value, type, depth) : refuse(value, type);
  }
}

const fail = (value: Value, error: string): Conversion => ({
  value: unknownValue('error', error, value.at),
  error,
});
const refuse = (value: Value, type: TypeConstraint): Conversion =>
  fail(value, mismatch(typeOf(value), type) ?? `${type.kind} required`);

/** What stays on a value when its kind changes. */
const baseOf = ({ at, refs, assumed, sensitive }: Value): object => ({
  ...(at && { at }),
  ...(refs && { refs }),
  ...(assumed !== undefined && { assumed }),
  ...(sensitive !== undefined && { sensitive }),
});

function toText(value: Value): Conversion {
  if (value.kind === 'string' || value.kind === 'template') return { value };
  if (value.kind === 'number') return { value: { ...stringValue(formatNumber(value)), ...baseOf(value) } };
  if (value.kind === 'bool') return { value: { ...stringValue(String(value.value)), ...baseOf(value) } };
  return fail(value, 'string required');
}

function toNumber(value: Value): Conversion {
  if (value.kind === 'number') return { value };
  if (value.kind === 'template') return { value: opened(value, 'number') };
  if (value.kind !== 'string') return fail(value, 'number required');
  const parsed = parseNumber(value.value);
  return parsed ? { value: { ...parsed, ...baseOf(value) } } : fail(value, 'a number is required');
}

const MISSPELT_BOOL = /^(?:True|TRUE|False|FALSE)$/;

function toBool(value: Value): Conversion {
  if (value.kind === 'bool') return { value };
  if (value.kind === 'template') return { value: opened(value, 'bool') };
  if (value.kind !== 'string') return fail(value, 'bool required');
  const text = value.value;
  if (text === 'true' || text === '1') return { value: { kind: 'bool', value: true, ...baseOf(value) } };
  if (text === 'false' || text === '0') return { value: { kind: 'bool', value: false, ...baseOf(value) } };
  const hint = MISSPELT_BOOL.test(text) ? `; to convert from string, use lowercase "${text.toLowerCase()}"` : '';
  return fail(value, `a bool is required${hint}`);
}

/** A partly known string seen as a number or bool is unknown, for the template's reasons. */
const opened = (value: Value, type: 'number' | 'bool'): UnknownValue => ({
  kind: 'unknown',
  reasons: reasonsOf(value),
  type,
  ...baseOf(value),
});

/** `any` as an element type means the one type that all items share. */
function resolveElement(items: readonly Value[], element: TypeConstraint): TypeConstraint | undefined {
  if (element.kind !== 'any') return element;
  return unify(items.map((item) => typeOf(item)));
}

function toSequence(value: ListValue, collection: 'list' | 'set', want: TypeConstraint, depth: number): Conversion {
  if (want.kind === 'any' && value.collection === collection) return { value };
  const element = resolveElement(value.items, want);
  if (!element) return fail(value, `all ${collection} elements must have the same type`);
  const items: Value[] = [];
  let changed = value.collection !== collection;
  for (const [i, item] of value.items.entries()) {
    const member = convert(item, element, depth + 1);
    if (member.error !== undefined) return memberFailure(value, item, String(i), { kind: collection, element }, member);
    changed ||= member.value !== item;
    items.push(member.value);
  }
  if (!changed && (items.length > 0 || value.collection === collection) && !needsElement(items)) return { value };
  if (collection === 'set') {
    // A set cannot hold marked members, so the mark moves to the set.
    const marked = items.some((item) => item.sensitive) ? { sensitive: true } : {};
    return { value: { ...setValue(items, element), ...baseOf(value), ...marked } };
  }
  return { value: { kind: 'list', collection, items, ...baseOf(value), ...declared(items, element) } };
}

/** Items that do not show their type. */
const needsElement = (items: readonly Value[]): boolean =>
  !items.some((item) => item.kind !== 'null' && item.kind !== 'unknown' && item.kind !== 'reference');
const declared = (items: readonly Value[], element: TypeConstraint): { element?: TypeConstraint } =>
  needsElement(items) && element.kind !== 'any' ? { element } : {};

/** A member's failure, with the step that leads to it. */
const within = (value: Value, step: string, member: Conversion): Conversion => ({
  ...fail(value, member.error ?? 'wrong type'),
  path: step + (member.path ?? ''),
});

/** The type's own mismatch message when the types cannot match, else the member's. */
function memberFailure(value: Value, item: Value, name: string, type: TypeConstraint, member: Conversion): Conversion {
  const whole = mismatch(typeOf(value), type);
  if (whole) return fail(value, whole);
  const structural = 'element' in type && mismatch(typeOf(item), type.element) !== undefined;
  if (structural) return fail(value, `element ${name}: ${member.error}`);
  return within(value, `[${name}]`, member);
}

function toMap(value: MapValue, want: TypeConstraint, depth: number): Conversion {
  if (want.kind === 'any' && value.collection === 'map') return { value };
  const element = resolveElement([...value.entries.values()], want);
  if (!element) return fail(value, 'all map elements must have the same type');
  const entries = new Map<string, Value>();
  for (const [key, item] of value.entries) {
    const member = convert(item, element, depth + 1);
    if (member.error !== undefined)
      return memberFailure(value, item, JSON.stringify(key), { kind: 'map', element }, member);
    entries.set(key, member.value);
  }
  const typed: MapValue & TypedCollection = {
    kind: 'map',
    collection: 'map',
    entries,
    ...(value.open && { open: value.open }),
    ...baseOf(value),
    ...declared([...entries.values()], element),
  };
  return { value: typed };
}

type Tuple = Extract<TypeConstraint, { kind: 'tuple' }>;
type ObjectType = Extract<TypeConstraint, { kind: 'object' }>;

function memberProblem(value: Value, type: TypeConstraint, step: string, member: Conversion): Conversion {
  const whole = mismatch(typeOf(value), type);
  return whole ? fail(value, whole) : within(value, step, member);
}

function toTuple(value: ListValue, type: Tuple, depth: number): Conversion {
  if (isPartial(value)) return { value: closed(value) };
  if (value.collection !== 'tuple' || value.items.length !== type.elements.length) return fail(value, 'tuple required');
  const items: Value[] = [];
  for (const [i, item] of value.items.entries()) {
    const member = convert(item, type.elements[i] ?? ANY, depth + 1);
    if (member.error !== undefined) return memberProblem(value, type, `[${i}]`, member);
    items.push(member.value);
  }
  return { value: { ...value, items } };
}

function toObject(value: MapValue, type: ObjectType, depth: number): Conversion {
  const entries = new Map<string, Value>();
  for (const [name, attribute] of type.attributes) {
    const given = value.entries.get(name);
    if (given === undefined && value.open) {
      entries.set(name, hiddenOf(value));
      continue;
    }
    if (given === undefined && !attribute.optional) {
      const missing = `map has no element for required attribute "${name}"`;
      return value.collection === 'map' ? fail(value, missing) : refuse(value, type);
    }
    const chosen = chooseAttribute(given, attribute.default);
    const member = convert(chosen, attribute.type, depth + 1);
    if (member.error !== undefined) return memberProblem(value, type, `.${name}`, member);
    entries.set(name, member.value);
  }
  const { open: _open, ...rest } = value;
  return { value: { ...rest, collection: 'object', entries } };
}

/** A null or missing optional attribute takes its default, marked as assumed. */
function chooseAttribute(given: Value | undefined, standard: Value | undefined): Value {
  if (given !== undefined && (given.kind !== 'null' || standard === undefined)) return given;
  return standard === undefined ? { kind: 'null' } : { ...standard, assumed: true };
}
