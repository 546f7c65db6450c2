import type { Location } from '../../../model/location.js';
import type { Reference, Value } from '../../../model/value.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import { reasonsOf } from '../../../model/values.js';

/** What a value computed from others inherits from them. */
export interface Marks {
  readonly refs?: readonly Reference[];
  readonly assumed?: boolean;
  readonly sensitive?: boolean;
}

const sameReference = (a: Reference, b: Reference): boolean =>
  a === b ||
  (a.address === b.address &&
    a.scope === b.scope &&
    a.path.length === b.path.length &&
    a.path.every((step, index) => step === b.path[index]));

const keyOf = (ref: Reference): string => `${ref.scope}\u0000${ref.address}\u0000${ref.path.join('\u0000')}`;

/** Joins reference lists in order without repeats; returns the first list itself when nothing is added. */
export function joinReferences(
  a: readonly Reference[] | undefined,
  b: readonly Reference[] | undefined,
): readonly Reference[] | undefined {
  if (!b || b.length === 0 || a === b) return a;
  if (!a || a.length === 0) return b;
  if (a.length + b.length > 16) return distinct([...a, ...b], a);
  const added = b.filter((ref) => !a.some((other) => sameReference(ref, other)));
  return added.length === 0 ? a : [...a, ...added];
}

/** Without repeats; `unchanged` itself when that is all there is. */
function distinct(all: readonly Reference[], unchanged?: readonly Reference[]): readonly Reference[] {
  const seen = new Map<string, Reference>();
  for (const ref of all) {
    const key = keyOf(ref);
    if (!seen.has(key)) seen.set(key, ref);
  }
  return unchanged && seen.size === unchanged.length ? unchanged : [...seen.values()];
}

/** The references at the surface of a value: its own, and what a bare reference or template points at. */
export function surfaceReferences(value: Value): readonly Reference[] | undefined {
  if (value.kind === 'reference') return joinReferences([value.to], value.refs);
  if (value.kind !== 'template' && value.kind !== 'choice') return value.refs;
  const found: Reference[] = [...(value.refs ?? [])];
  for (const part of value.kind === 'template' ? value.parts : value.arms) {
    if (typeof part !== 'string') found.push(...(surfaceReferences(part) ?? []));
  }
  return found.length === 0 ? undefined : distinct(found);
}

/** Union of the marks of several values (at their surface). */
export function marksOf(values: readonly Value[]): Marks {
  const found: Reference[] = [];
  let assumed = false;
  let sensitive = false;
  for (const value of values) {
    const refs = surfaceReferences(value);
    if (refs) for (const ref of refs) found.push(ref);
    assumed ||= value.assumed === true;
    sensitive ||= value.sensitive === true;
  }
  const refs = found.length > 1 ? distinct(found) : found;
  return { ...(refs.length > 0 && { refs }), ...(assumed && { assumed }), ...(sensitive && { sensitive }) };
}

/** The value with the marks added; the value itself when it has them already. */
export function withMarks(value: Value, marks: Marks): Value {
  const own =
    value.kind === 'reference' && marks.refs ? marks.refs.filter((r) => !sameReference(r, value.to)) : marks.refs;
  const refs = joinReferences(value.refs, own);
  const assumed = marks.assumed && !value.assumed;
  const sensitive = marks.sensitive && !value.sensitive;
  if (refs === value.refs && !assumed && !sensitive) return value;
  return {
    ...value,
    ...(refs && refs.length > 0 && { refs }),
    ...(assumed && { assumed: true }),
    ...(sensitive && { sensitive: true }),
  };
}

/** The value with `at`, unless it is already there. */
export const withLocation = (value: Value, at: Location): Value => (value.at === at ? value : { ...value, at });

/** A value of which nothing but its type may be known, for the reasons of those it depends on. */
export function unknownFrom(values: readonly Value[], type?: 'bool' | 'number' | 'string' | 'list' | 'map'): Value {
  const reasons: Reason[] = mergeReasons(...values.map((value) => deepReasons(value)));
  return withMarks({ kind: 'unknown', reasons, ...(type && { type }) }, marksOf(values));
}

/** Reasons of a value, looking into collections (first 64 items, 4 levels). */
export function deepReasons(value: Value, depth = 4): readonly Reason[] {
  if (value.kind === 'list' || value.kind === 'map') {
    if (depth === 0) return [];
    const children = value.kind === 'list' ? value.items.slice(0, 64) : [...value.entries.values()].slice(0, 64);
    const further = value.kind === 'map' ? (value.open ?? []) : [];
    return mergeReasons(...children.map((child) => deepReasons(child, depth - 1)), further);
  }
  return reasonsOf(value);
}
