import type { Confidence } from '../model/analysis.js';
import { confidences, severities, type Severity, type Threat } from '../model/threat.js';

/** Is any open threat at or above the severity, with at least the confidence? (DESIGN §6: high and likely by default.) */
export function exceedsGate(
  threats: readonly Threat[],
  severity: Severity = 'high',
  confidence: Confidence = 'likely',
): boolean {
  return threats.some(
    (threat) =>
      threat.status === 'open' &&
      severities.indexOf(threat.severity) <= severities.indexOf(severity) &&
      confidences.indexOf(threat.confidence) <= confidences.indexOf(confidence),
  );
}
