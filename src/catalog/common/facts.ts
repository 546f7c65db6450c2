import { type Fact, type FactValue, known, unknownFact } from '../../model/fact.js';
import { mergeLocations } from '../../model/location.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { nullValue, possibilities, reasonsOf } from '../../model/values.js';
import type { Attributes } from '../kind.js';
import type { Reader } from '../reader.js';

/**
 * Whether an attribute is written at all. Known text, a reference or a block is `true`; nothing is `false` (unknown for a
 * look-up); a variable without a value, or a choice with an empty arm, is unknown.
 */
export function presence<A extends Attributes>(r: Reader<A>, key: keyof A & string): Fact {
  const value = r.value(key);
  const setBy = r.setBy(key);
  if (value === undefined) return r.fact(key, false);
  const at = [value.at ?? r.location];
  const arms = possibilities(value).map((arm) => isPresent(arm));
  const extra = { ...setBy, ...(value.assumed && { assumed: true }) };
  if (arms.every((arm) => arm === true)) return known(true, at, extra);
  if (arms.every((arm) => arm === false)) return known(false, at, extra);
  return unknownFact(reasonsOf(value), at, setBy);
}

function isPresent(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'null':
      return false;
    case 'string':
      return value.value !== '';
    case 'list':
      return value.items.length > 0;
    case 'unknown':
      // Something computed from a declared thing is there; a variable without a value may be null.
      return value.refs && value.refs.length > 0 ? true : undefined;
    default:
      return true;
  }
}

/** Kleene disjunction: one `true` decides and alone is the evidence; else any unknown; else `false` with all evidence. */
export function anyFact(...facts: readonly Fact[]): Fact {
  return facts.find((fact) => fact.state === 'known' && fact.value === true) ?? joined(facts, false);
}

/** Kleene conjunction: one `false` decides and alone is the evidence; else any unknown; else `true` with all evidence. */
export function allFacts(...facts: readonly Fact[]): Fact {
  return facts.find((fact) => fact.state === 'known' && fact.value !== true) ?? joined(facts, true);
}

function joined(facts: readonly Fact[], value: FactValue): Fact {
  const because = mergeLocations(...facts.map((fact) => fact.because));
  const setBy = facts.find((fact) => fact.setBy)?.setBy;
  const extra = setBy ? { setBy } : {};
  const undecided = facts.filter((fact) => fact.state === 'unknown');
  if (undecided.length > 0) return unknownFact(mergeReasons(...undecided.map((fact) => fact.reasons)), because, extra);
  const assumed = facts.some((fact) => fact.state === 'known' && fact.assumed);
  return known(value, because, { ...extra, ...(assumed && { assumed }) });
}

/** The fact about a satellite that may not exist: what it says if `count` makes it so, else what holds without it. */
export function whenItExists<A extends Attributes>(satellite: Reader<A>, fact: Fact, otherwise: Fact): Fact {
  const { exists } = satellite.declaration;
  if (exists.truth === 'yes') return fact;
  if (exists.truth === 'no') return otherwise;
  if (fact.state === 'known' && otherwise.state === 'known' && fact.value === otherwise.value) return fact;
  return unknownFact(exists.unknowns, fact.because, fact.setBy ? { setBy: fact.setBy } : {});
}

/** A satellite's value; when the satellite may not exist, a choice between the value and nothing. */
export function valueIfExists<A extends Attributes>(satellite: Reader<A>, value: Value): Value {
  const { exists } = satellite.declaration;
  if (exists.truth !== 'unknown') return value;
  const reasons: readonly Reason[] = exists.unknowns;
  return { kind: 'choice', arms: [...possibilities(value), nullValue()], reasons, ...(value.at && { at: value.at }) };
}

/** Facts that several satellites, or the resource itself, may state: the last that is stated holds. */
export const lastOf = <T>(items: readonly T[]): T | undefined => items[items.length - 1];
