import type { Location } from '../../model/location.js';
import type { Certainty, Relation } from '../../model/relation.js';
import type { Reason } from '../../model/unknown.js';
import { costs } from './costs.js';

/**
 * What an attacker has got of a resource: `call` can send it requests · `own` runs code as it, or holds its credentials ·
 * `read`, `write`, `destroy` can do that to its data.
 */
export type Hold = 'call' | 'own' | 'read' | 'write' | 'destroy';

/** A hold on a resource, as one string: `own |aws_lambda_function.api`. */
export const stateOf = (hold: Hold, id: string): string => `${hold} ${id}`;
export const holdOf = (state: string): Hold => state.slice(0, state.indexOf(' ')) as Hold;
export const idOf = (state: string): string => state.slice(state.indexOf(' ') + 1);

/** One step from a hold to the next. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly cost: number;
  readonly action: string;
  /** Completes "the attacker ...": "calls POST /orders without authentication". */
  readonly text: string;
  readonly certainty: Certainty;
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
  /** True when it rests on a default that somebody else may have changed: the path is then at most likely. */
  readonly assumed?: boolean;
  /** What is wrong that makes the step possible; absent when everything works as it was designed (a public site, its own database). */
  readonly weakness?: string;
}

/** A step that rests on one relation; an unsure relation costs one point more. */
export function stepAlong(
  relation: Relation,
  from: string,
  to: string,
  cost: number,
  action: string,
  text: string,
  weakness?: string,
): Step {
  const certain = relation.certainty === 'certain';
  return {
    from,
    to,
    cost: cost + (certain ? 0 : costs.uncertain),
    action,
    text,
    certainty: relation.certainty,
    because: relation.because,
    unknowns: relation.unknowns ?? [],
    ...(weakness !== undefined && { weakness }),
  };
}
