import type { BoundaryDimension, Crossing } from '../../model/analysis.js';
import type { Location } from '../../model/location.js';
import type { Truth } from '../../model/tri.js';

/** Something that decides whether a flow may pass. `truth`: does it surely decide, as far as code tells? */
export interface Guard {
  /** Dimensions in which it counts. */
  readonly dimensions: readonly BoundaryDimension[];
  /** "security group aws_security_group.db", "IAM". */
  readonly text: string;
  readonly truth: Truth;
  readonly because: readonly Location[];
}

/** Each boundary on the way with its decision point: one verified guard controls it, an unknown one leaves it unverified (spec/F). */
export function crossingsOf(
  boundaries: readonly string[],
  guards: readonly Guard[],
  because: readonly Location[],
): readonly Crossing[] {
  return boundaries.map((boundary) => {
    const dimension = dimensionOf(boundary);
    const own = guards.filter((guard) => guard.dimensions.includes(dimension));
    const decided = own.find((guard) => guard.truth === 'yes');
    const open = own.find((guard) => guard.truth === 'unknown');
    const guard = decided ?? open;
    if (!guard) return { boundary, decision: 'nothing', state: 'uncontrolled', because };
    return {
      boundary,
      decision: guard.text,
      state: decided ? 'controlled' : 'unverified',
      because: guard.because.length > 0 ? guard.because : because,
    };
  });
}

/** `tb:network:cloud/services` -> `network`. */
const dimensionOf = (boundary: string): BoundaryDimension => boundary.split(':')[1] as BoundaryDimension;
