import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Reference, ReferenceValue, UnknownValue, Value } from '../../../model/value.js';
import { formatReference, reasonsOf, stringValue } from '../../../model/values.js';

/** More arms than this and a choice counts as unknown. */
const maxArms = 8;

type Piece = string | ReferenceValue | UnknownValue;

/** What a value computed from others inherits from them. */
export interface Marks {
  readonly refs?: readonly Reference[];
  readonly assumed?: boolean;
  readonly sensitive?: boolean;
}

/** The references at the surface of a value: its own, and those of its parts or arms. */
function surfaceReferences(value: Value): readonly Reference[] {
  if (value.kind === 'reference') return [value.to, ...(value.refs ?? [])];
  const inner = value.kind === 'template' ? value.parts : value.kind === 'choice' ? value.arms : [];
  return [
    ...(value.refs ?? []),
    ...inner.flatMap((part) => (typeof part === 'string' ? [] : surfaceReferences(part as Value))),
  ];
}

/** Union of the marks of several values, at their surface. */
export function marksOf(values: readonly Value[]): Marks {
  const refs = new Map<string, Reference>();
  for (const value of values) {
    for (const ref of surfaceReferences(value)) refs.set(`${ref.scope}|${formatReference(ref)}`, ref);
  }
  return {
    ...(refs.size > 0 && { refs: [...refs.values()] }),
    ...(values.some((value) => value.assumed) && { assumed: true }),
    ...(values.some((value) => value.sensitive) && { sensitive: true }),
  };
}

/** The value with marks added. */
export function withMarks<V extends Value>(value: V, marks: Marks): V {
  const refs = new Map((value.refs ?? []).map((ref) => [`${ref.scope}|${formatReference(ref)}`, ref] as const));
  for (const ref of marks.refs ?? []) refs.set(`${ref.scope}|${formatReference(ref)}`, ref);
  if (value.kind === 'reference') refs.delete(`${value.to.scope}|${formatReference(value.to)}`);
  return {
    ...value,
    ...(refs.size > 0 && { refs: [...refs.values()] }),
    ...(marks.assumed && { assumed: true }),
    ...(marks.sensitive && { sensitive: true }),
  };
}

/** A value of which nothing but its type may be known, for the reasons of those it depends on. */
export function unknownFrom(values: readonly Value[], type?: NonNullable<UnknownValue['type']>): Value {
  const reasons = mergeReasons(...values.map((value) => deepReasons(value)));
  return withMarks({ kind: 'unknown', reasons, ...(type && { type }) }, marksOf(values));
}

/** Reasons of a value, looking into collections (first 64 items, 4 levels). */
export function deepReasons(value: Value, depth = 4): readonly Reason[] {
  if (value.kind !== 'list' && value.kind !== 'map') return reasonsOf(value);
  if (depth === 0) return [];
  const children = value.kind === 'list' ? value.items : [...value.entries.values()];
  return mergeReasons(...children.slice(0, 64).map((item) => deepReasons(item, depth - 1)));
}

/** Builds a choice: flat, without repeats, bounded. One arm left is that arm. */
export function choiceOf(arms: readonly Value[], reasons: readonly Reason[]): Value {
  const flat: Value[] = [];
  let why = reasons;
  for (const arm of arms) {
    if (arm.kind === 'choice') why = mergeReasons(why, arm.reasons);
    for (const one of arm.kind === 'choice' ? arm.arms : [arm]) {
      if (!flat.some((other) => sameScalar(one, other))) flat.push(one);
    }
  }
  const [first] = flat;
  if (flat.length === 1 && first) return first;
  const { refs: _refs, ...marks } = marksOf(flat);
  if (flat.length > maxArms) return withMarks({ kind: 'unknown', reasons: why }, marksOf(flat));
  return { kind: 'choice', arms: flat, reasons: why, ...marks };
}

/** Applies `f` to every combination of arms, so that no intrinsic function needs to know choices. */
export function distribute(values: readonly Value[], f: (values: readonly Value[]) => Value): Value {
  if (!values.some((value) => value.kind === 'choice')) return f(values);
  let combinations: Value[][] = [[]];
  const reasons: Reason[] = [];
  for (const value of values) {
    const arms = value.kind === 'choice' ? value.arms : [value];
    if (value.kind === 'choice') reasons.push(...value.reasons);
    if (combinations.length * arms.length > maxArms * 4) return unknownFrom(values);
    combinations = combinations.flatMap((done) => arms.map((arm) => [...done, arm]));
  }
  return choiceOf(combinations.map(f), mergeReasons(reasons));
}

const sameScalar = (a: Value, b: Value): boolean =>
  a === b ||
  (a.kind === 'null' && b.kind === 'null') ||
  (a.kind === 'list' && b.kind === 'list' && a.items.length === 0 && b.items.length === 0) ||
  ((a.kind === 'string' || a.kind === 'bool' || a.kind === 'number') &&
    a.kind === b.kind &&
    a.value === b.value &&
    (a.refs ?? []).map(formatReference).join() === (b.refs ?? []).map(formatReference).join()) ||
  (a.kind === 'reference' &&
    b.kind === 'reference' &&
    a.to.scope === b.to.scope &&
    formatReference(a.to) === formatReference(b.to));

/** Known text of a scalar, as CloudFormation would convert it. */
export function textOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'string') return value.value;
  if (value?.kind === 'number') return value.exact ?? String(value.value);
  return value?.kind === 'bool' ? String(value.value) : undefined;
}

/** Joins strings, templates and holes; two literals never stand side by side. No value may be a choice. */
export function concatenate(values: readonly Value[]): Value {
  const pieces: Piece[] = [];
  const put = (piece: Piece): void => {
    const last = pieces.length - 1;
    if (typeof piece === 'string' && typeof pieces[last] === 'string') pieces[last] += piece;
    else if (piece !== '') pieces.push(piece);
  };
  for (const value of values) {
    if (value.kind === 'template') value.parts.forEach(put);
    else if (value.kind === 'reference' || value.kind === 'unknown') put(value);
    else if (value.kind === 'list' || value.kind === 'map')
      put(unknownFrom([value, unsupported(value)], 'string') as UnknownValue);
    else put(textOf(value) ?? '');
  }
  const marks = marksOf(values.filter((value) => value.refs || value.assumed || value.sensitive));
  const [only] = pieces;
  if (pieces.length === 0) return withMarks(stringValue(''), marks);
  if (pieces.length === 1) return withMarks(typeof only === 'string' ? stringValue(only) : (only as Value), marks);
  return withMarks({ kind: 'template', parts: pieces }, marks);
}

const unsupported = (value: Value): Value => ({
  kind: 'unknown',
  reasons: [{ code: 'error', subject: `${value.kind} in a string`, ...(value.at && { at: value.at }) }],
});
