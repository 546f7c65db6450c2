import { severities, type Severity } from '../model/threat.js';
import { severityOf } from './scale.js';

/**
 * The band of the score, but no higher than the policy's ceiling. A ceiling of high is lifted for what lies on an attack
 * path (spec/H5); lower ones are hygiene, which a path beside it does not turn into more: the path is a threat of its own.
 */
export function severityWithin(score: number, ceiling: Severity, onPath: boolean): Severity {
  const top = severities.indexOf(ceiling);
  const lifted = onPath && ceiling === 'high' ? top - 1 : top;
  return severities[Math.max(severities.indexOf(severityOf(score)), lifted)] ?? 'info';
}
