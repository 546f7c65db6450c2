import type { ListValue, MapValue, Reference, ReferenceValue, Value } from '../../../model/value.js';

/**
 * Marks the object of a resource, data source or nested block: a name that it does not hold is an attribute that the
 * provider computes, not an error. A symbol, so that it travels with copies but never reaches a report.
 */
export const ORIGIN: unique symbol = Symbol('origin');

type WithOrigin = { readonly [ORIGIN]?: Reference };

/** Which resource (and path in it) a map is the object of. */
export const originOf = (value: Value): Reference | undefined => (value as WithOrigin)[ORIGIN];

/** Marks a map as the object at `reference`, and nested blocks inside it likewise. */
export function withOrigin(value: Value, reference: Reference): Value {
  if (value.kind === 'map') return { ...value, [ORIGIN]: reference } as MapValue;
  if (value.kind === 'list') {
    const items = value.items.map((item, index) => withOrigin(item, extend(reference, String(index))));
    return { ...value, items, [ORIGIN]: reference } as ListValue;
  }
  if (value.kind === 'choice') return { ...value, arms: value.arms.map((arm) => withOrigin(arm, reference)) };
  return value;
}

/** The reference one step further: an attribute, a key or an index. */
export const extend = (reference: Reference, step: string): Reference => ({
  ...reference,
  path: [...reference.path, step],
});

/** An attribute that is known only after apply. */
export const referenceTo = (to: Reference): ReferenceValue => ({ kind: 'reference', to });

const ELEMENT: unique symbol = Symbol('element');

/** Attaches to an unknown collection the value that stands for any of its elements. */
export const withElement = (value: Value, element: () => Value): Value =>
  Object.assign({ ...value }, { [ELEMENT]: element });

/** The value that stands for any element of an unknown collection, when there is one. */
export const symbolicElementOf = (value: Value): Value | undefined =>
  (value as { readonly [ELEMENT]?: () => Value })[ELEMENT]?.();
