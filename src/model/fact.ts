import type { Dialect } from './declaration.js';
import type { Location } from './location.js';
import type { Tri, Truth } from './tri.js';
import type { Reason } from './unknown.js';

/** What a fact may say. Sets are sorted lists of strings. */
export type FactValue = boolean | number | string | readonly string[];

/** A known or unknown statement about a resource, with the places that make it so. Policies read these by name. */
export type Fact = KnownFact | UnknownFact;

interface FactBase {
  readonly because: readonly Location[];
  /** The attribute that decides the fact, by dialect, so that a mitigation can say exactly what to write. */
  readonly setBy?: Partial<Record<Dialect, string>>;
}
export interface KnownFact extends FactBase {
  readonly state: 'known';
  readonly value: FactValue;
  /** True when it rests on a default that somebody else may override: confidence is then at most `likely`. */
  readonly assumed?: boolean;
}
export interface UnknownFact extends FactBase {
  readonly state: 'unknown';
  readonly reasons: readonly Reason[];
}

export const known = (
  value: FactValue,
  because: readonly Location[] = [],
  extra: Pick<KnownFact, 'setBy' | 'assumed'> = {},
): KnownFact => ({ state: 'known', value, because, ...extra });

export const unknownFact = (
  reasons: readonly Reason[],
  because: readonly Location[] = [],
  extra: Pick<FactBase, 'setBy'> = {},
): UnknownFact => ({ state: 'unknown', reasons, because, ...extra });

/** A boolean fact from a three-valued answer. */
export function factFromTri(tri: Tri, extra: Pick<KnownFact, 'setBy' | 'assumed'> = {}): Fact {
  if (tri.truth === 'unknown') return unknownFact(tri.unknowns, tri.because, extra.setBy ? { setBy: extra.setBy } : {});
  return known(tri.truth === 'yes', tri.because, extra);
}

/** The three-valued reading of a boolean fact; an absent fact is unknown only if `absent` says so. */
export function truthOf(fact: Fact | undefined, absent: Truth = 'no'): Truth {
  if (!fact) return absent;
  if (fact.state === 'unknown') return 'unknown';
  return fact.value === true ? 'yes' : 'no';
}
