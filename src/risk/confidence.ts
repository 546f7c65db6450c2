import type { AttackPath, Confidence } from '../model/analysis.js';
import { confidences, type Match } from '../model/threat.js';

/**
 * How sure the finding is (spec/H1): something unknown makes it possible; an assumed default (an inferred sensitivity is
 * one) makes it likely.
 */
export function confidenceOf(match: Match, path: AttackPath | undefined): Confidence {
  return lowest([
    match.certainty === 'unknown' ? 'possible' : 'confirmed',
    match.assumed ? 'likely' : 'confirmed',
    path?.confidence ?? 'confirmed',
  ]);
}

const lowest = (values: readonly Confidence[]): Confidence =>
  confidences[Math.max(...values.map((value) => confidences.indexOf(value)))] ?? 'possible';
