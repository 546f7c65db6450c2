import type { Reason } from '../../model/unknown.js';

/**
 * A set of which only the limits are known: what is in it in every reading of the code, and what may be in it.
 * `must` is inside `may`; they are equal when nothing is unknown, and `reasons` says why when they are not.
 */
export interface Bounds<T> {
  readonly must: T;
  readonly may: T;
  readonly reasons: readonly Reason[];
}
