import { type Location, mergeLocations } from './location.js';
import { mergeReasons, type Reason } from './unknown.js';

/** A Kleene truth value without its evidence. */
export type Truth = 'yes' | 'no' | 'unknown';

/** A three-valued answer with the places that make it so and, when unknown, the reasons. */
export interface Tri {
  readonly truth: Truth;
  readonly because: readonly Location[];
  /** Empty unless `truth` is `unknown`. */
  readonly unknowns: readonly Reason[];
}

export const yes = (because: readonly Location[] = []): Tri => ({ truth: 'yes', because, unknowns: [] });
export const no = (because: readonly Location[] = []): Tri => ({ truth: 'no', because, unknowns: [] });
export const unknown = (unknowns: readonly Reason[], because: readonly Location[] = []): Tri => ({
  truth: 'unknown',
  because,
  unknowns,
});

export const notTruth = (a: Truth): Truth => (a === 'unknown' ? a : a === 'yes' ? 'no' : 'yes');
export const andTruth = (a: Truth, b: Truth): Truth =>
  a === 'no' || b === 'no' ? 'no' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'yes';
export const orTruth = (a: Truth, b: Truth): Truth =>
  a === 'yes' || b === 'yes' ? 'yes' : a === 'unknown' || b === 'unknown' ? 'unknown' : 'no';

/** Kleene negation; the evidence stays. */
export const not = (a: Tri): Tri => ({ ...a, truth: notTruth(a.truth) });

/** Kleene conjunction: one `no` decides (and alone is the evidence); else any unknown; else all of the evidence. */
export function all(...parts: readonly Tri[]): Tri {
  const blocker = parts.find((p) => p.truth === 'no');
  if (blocker) return blocker;
  return combine(parts, parts.some((p) => p.truth === 'unknown') ? 'unknown' : 'yes');
}

/** Kleene disjunction: one `yes` decides (and alone is the evidence); else any unknown; else all of the evidence. */
export function any(...parts: readonly Tri[]): Tri {
  const witness = parts.find((p) => p.truth === 'yes');
  if (witness) return witness;
  return combine(parts, parts.some((p) => p.truth === 'unknown') ? 'unknown' : 'no');
}

function combine(parts: readonly Tri[], truth: Truth): Tri {
  return {
    truth,
    because: mergeLocations(...parts.map((p) => p.because)),
    unknowns: truth === 'unknown' ? mergeReasons(...parts.map((p) => p.unknowns)) : [],
  };
}
