import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Value } from '../../../model/value.js';
import { formatReference } from '../../../model/values.js';
import { marksOf, withMarks } from './marks.js';

/** More arms than this and the value counts as unknown. */
const MAX_ARMS = 8;

/** Builds a choice: flat, without repeats, bounded. One arm left is that arm. */
export function choiceOf(arms: readonly Value[], reasons: readonly Reason[]): Value {
  const flat: Value[] = [];
  let why: readonly Reason[] = reasons;
  for (const arm of arms) {
    if (arm.kind === 'choice') why = mergeReasons(why, arm.reasons);
    for (const one of arm.kind === 'choice' ? arm.arms.map((a) => withMarks(a, inherited(arm))) : [arm]) {
      if (!flat.some((other) => sameValue(one, other))) flat.push(one);
    }
  }
  if (flat.length === 1) return flat[0] as Value;
  if (flat.length > MAX_ARMS) return withMarks({ kind: 'unknown', reasons: why }, marksOf(flat));
  return { kind: 'choice', arms: flat, reasons: why, ...sensitivity(flat) };
}

const inherited = (value: Value) => ({
  ...(value.refs && { refs: value.refs }),
  ...(value.assumed && { assumed: true }),
  ...(value.sensitive && { sensitive: true }),
});

const sensitivity = (arms: readonly Value[]) => ({
  ...(arms.some((arm) => arm.sensitive) && { sensitive: true }),
  ...(arms.some((arm) => arm.assumed) && { assumed: true }),
});

/** Applies `f` to every combination of arms, so that no operator needs to know choices. */
export function distribute(values: readonly Value[], f: (values: readonly Value[]) => Value): Value {
  if (!values.some((value) => value.kind === 'choice')) return f(values);
  let combinations: Value[][] = [[]];
  const reasons: Reason[] = [];
  for (const value of values) {
    if (value.kind !== 'choice') {
      for (const combination of combinations) combination.push(value);
      continue;
    }
    reasons.push(...value.reasons);
    if (combinations.length * value.arms.length > MAX_ARMS * 4) {
      return withMarks({ kind: 'unknown', reasons: mergeReasons(reasons) }, marksOf(values));
    }
    const marks = inherited(value);
    combinations = combinations.flatMap((done) => value.arms.map((arm) => [...done, withMarks(arm, marks)]));
  }
  return choiceOf(combinations.map(f), mergeReasons(reasons));
}

/** Structural equality of two values, places and marks aside. Bounded depth. */
export function sameValue(a: Value, b: Value, depth = 32): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || depth === 0) return false;
  switch (a.kind) {
    case 'null':
      return true;
    case 'bool':
      return a.value === (b as typeof a).value;
    case 'number':
      return a.value === (b as typeof a).value && a.exact === (b as typeof a).exact;
    case 'string':
      return a.value === (b as typeof a).value;
    case 'reference':
      return a.to.scope === (b as typeof a).to.scope && formatReference(a.to) === formatReference((b as typeof a).to);
    case 'unknown':
      return (
        reasonKey(a.reasons) === reasonKey((b as typeof a).reasons) && a.type === (b as typeof a).type && sameRefs(a, b)
      );
    case 'template':
      return sameList(a.parts, (b as typeof a).parts, depth);
    case 'choice':
      return sameList(a.arms, (b as typeof a).arms, depth);
    case 'list':
      return a.collection === (b as typeof a).collection && sameList(a.items, (b as typeof a).items, depth);
    case 'map':
      return sameEntries(a.entries, (b as typeof a).entries, depth);
  }
}

const reasonKey = (reasons: readonly Reason[]): string => reasons.map((r) => `${r.code} ${r.subject}`).join(',');
const sameRefs = (a: Value, b: Value): boolean =>
  (a.refs ?? []).map(formatReference).join() === (b.refs ?? []).map(formatReference).join();

function sameList(a: readonly (Value | string)[], b: readonly (Value | string)[], depth: number): boolean {
  return (
    a.length === b.length &&
    a.every((item, index) => {
      const other = b[index];
      if (typeof item === 'string' || typeof other === 'string' || !other) return item === other;
      return sameValue(item, other, depth - 1);
    })
  );
}

function sameEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>, depth: number): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (!other || !sameValue(value, other, depth - 1)) return false;
  }
  return true;
}
