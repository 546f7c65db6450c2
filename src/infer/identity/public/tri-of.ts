import { no, type Tri, unknown, yes } from '../../../model/tri.js';
import { placesOf } from '../collector.js';
import type { Decision } from '../decision/decide.js';

/** A decision as a truth with places: the statements that allow or deny it. */
export function triOf(decision: Decision): Tri {
  const because = placesOf(decision.because);
  if (decision.truth === 'unknown') return unknown(decision.unknowns, because);
  return decision.truth === 'yes' ? yes(because) : no(because);
}
