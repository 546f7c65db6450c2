import type { UnknownValue, Value } from '../../../model/value.js';
import type { Span } from '../hcl/syntax.js';
import { choiceOf, distribute } from './choice.js';
import { type Environment, fail } from './environment.js';
import { type Marks, deepReasons, marksOf, unknownFrom, withMarks } from './marks.js';
import { formatNumber, parseNumber } from './types/number.js';
import { hiddenOf, isPartial, isRest, restIndex } from './open-collection.js';
import { extend, originOf, referenceTo, symbolicElementOf } from './origin.js';

/** `value.name` as Terraform reads it. Unknown bases give unknowns that say `base.name`. */
export function getAttribute(value: Value, name: string, env: Environment, span: Span): Value {
  switch (value.kind) {
    case 'choice':
      return distribute([value], ([arm]) => getAttribute(arm as Value, name, env, span));
    case 'map':
      return memberOf(value, name, env, span);
    case 'reference':
      return withMarks(referenceTo(extend(value.to, name)), marksAside(value));
    case 'unknown':
      return narrower(value, `.${name}`);
    case 'null':
      return fail(
        env,
        span,
        'Attempt to get attribute from null value',
        `This value is null, so it does not have any attributes (looking for "${name}").`,
      );
    default:
      return fail(
        env,
        span,
        'Unsupported attribute',
        value.kind === 'list'
          ? `Can't access attributes on a list of values. Did you mean to access attribute "${name}" for a specific element, or across all elements with [*]?`
          : `Can't access attributes on a primitive-typed value (${value.kind}).`,
      );
  }
}

/** `value[key]`. An unknown key of a small known collection gives a choice of its elements. */
export function getIndex(value: Value, key: Value, env: Environment, span: Span): Value {
  if (value.kind === 'choice' || key.kind === 'choice') {
    return distribute([value, key], ([v, k]) => getIndex(v as Value, k as Value, env, span));
  }
  if (value.kind === 'null') {
    return fail(env, span, 'Attempt to index null value', 'This value is null, so it does not have any indices.');
  }
  if (key.kind === 'null') {
    return fail(env, span, 'Invalid index', "Can't use a null value as an indexing key.");
  }
  if (key.kind === 'unknown' || key.kind === 'reference' || key.kind === 'template') return anyElement(value, key);
  if (key.kind === 'list' || key.kind === 'map') {
    return fail(
      env,
      span,
      'Invalid index',
      'The given key does not identify an element in this collection value: a string or number is required.',
    );
  }
  switch (value.kind) {
    case 'map':
      return memberOf(value, textOf(key), env, span, true);
    case 'list':
      return elementOf(value, key, env, span);
    case 'reference':
      return withMarks(referenceTo(extend(value.to, textOf(key))), marksAside(value));
    case 'unknown':
      return (
        symbolicElementOf(value) ?? narrower(value, key.kind === 'number' ? `[${textOf(key)}]` : `["${textOf(key)}"]`)
      );
    default:
      return fail(env, span, 'Invalid index', 'This value does not have any indices.');
  }
}

/** A scalar as text, the way Terraform converts it to string. */
export function textOf(value: Value): string {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return formatNumber(value);
  if (value.kind === 'bool') return String(value.value);
  return '';
}

type MapLike = Extract<Value, { kind: 'map' }>;
type ListLike = Extract<Value, { kind: 'list' }>;

function memberOf(map: MapLike, name: string, env: Environment, span: Span, index = false): Value {
  const found = map.entries.get(name);
  const origin = originOf(map);
  if (found && origin && !originOf(found)) return withMarks(found, { refs: [extend(origin, name)] });
  if (found) return withMarks(found, marksAside(map));
  if (origin) return referenceTo(extend(origin, name));
  if (map.open) return narrower({ ...hiddenOf(map), ...marksAside(map) }, index ? `["${name}"]` : `.${name}`);
  if (map.collection === 'map' && !index) {
    return fail(env, span, 'Missing map element', `This map does not have an element with the key "${name}".`);
  }
  if (index) {
    return fail(
      env,
      span,
      'Invalid index',
      `The given key does not identify an element in this collection value: there is no "${name}".`,
    );
  }
  return fail(env, span, 'Unsupported attribute', `This object does not have an attribute named "${name}".`);
}

function elementOf(list: ListLike, key: Value, env: Environment, span: Span): Value {
  if (list.collection === 'set') {
    return fail(
      env,
      span,
      'Invalid index',
      "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
    );
  }
  const number = key.kind === 'number' ? key : key.kind === 'string' ? parseNumber(key.value) : undefined;
  if (!number)
    return fail(
      env,
      span,
      'Invalid index',
      'The given key does not identify an element in this collection value: a number is required.',
    );
  const rest = restIndex(list.items);
  if (rest >= 0 && (number.value >= rest || number.value < 0)) return hiddenOf(list);
  const found = list.items[number.value];
  if (found) return withMarks(found, marksAside(list));
  const origin = originOf(list);
  if (origin && list.items.length === 0) return referenceTo(extend(origin, textOf(number)));
  return fail(
    env,
    span,
    'Invalid index',
    list.items.length === 0
      ? 'The given key does not identify an element in this collection value: the collection has no elements.'
      : `The given key does not identify an element in this collection value: the given index is ${number.value < 0 ? 'a negative number' : 'greater than or equal to the length of the collection'}.`,
  );
}

function anyElement(value: Value, key: Value): Value {
  const symbolic = symbolicElementOf(value);
  if (symbolic) return symbolic;
  const elements = membersOf(value);
  if (elements.length === 0 || elements.length > 8) return unknownFrom([key, { ...value } as Value]);
  return withMarks(choiceOf(elements, deepReasons(key)), assumptions(marksOf([value, key])));
}

/** Every value in a collection; what a partial one does not show is one of them. */
function membersOf(value: Value): readonly Value[] {
  const hidden = isPartial(value) ? [hiddenOf(value)] : [];
  if (value.kind === 'list') return [...value.items.filter((item) => !isRest(item)), ...hidden];
  return value.kind === 'map' ? [...value.entries.values(), ...hidden] : [];
}

const assumptions = (marks: Marks): Marks => ({
  ...(marks.assumed && { assumed: true }),
  ...(marks.sensitive && { sensitive: true }),
});

/** The marks of a container that its elements inherit. */
const marksAside = (value: Value): Marks => ({
  ...(value.refs && { refs: value.refs }),
  ...(value.assumed && { assumed: true }),
  ...(value.sensitive && { sensitive: true }),
});

/** The unknown, one step further in: `var.network` becomes `var.network.cidr`. */
function narrower(value: UnknownValue, step: string): Value {
  const { type: _type, ...rest } = value;
  const [only, ...others] = value.reasons;
  if (!only || others.length > 0 || (only.code !== 'variable' && only.code !== 'data' && only.code !== 'import'))
    return rest;
  if (only.subject.length > 200) return rest;
  return { ...rest, reasons: [{ ...only, subject: only.subject + step }] };
}
