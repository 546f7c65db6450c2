import type { ThreatModel } from '../../model/threat-model.js';
import { toNotifications } from './notifications.js';
import { toResult } from './result.js';
import { rulesOf } from './rules.js';

/** GitHub keeps 5,000 results of a run and rejects more than 25,000. The model is in order of risk, so the tail goes. */
const mostResults = 5_000;

/**
 * SARIF 2.1.0 as GitHub code scanning wants it (docs.github.com, "SARIF support for code scanning"): one rule for each
 * policy and severity, because `security-severity` is a rule's; attack paths as code flows; fingerprints that survive
 * reformatting.
 */
export function sarif(model: ThreatModel): string {
  const threats = model.threats.slice(0, mostResults);
  const rules = rulesOf(threats);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'threatplan',
            semanticVersion: model.tool.version,
            informationUri: 'https://www.npmjs.com/package/threatplan',
            rules: rules.list,
          },
        },
        automationDetails: { id: `threatplan/${model.root}` },
        columnKind: 'utf16CodeUnits',
        results: threats.map((threat) => toResult(threat, model, rules)),
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: toNotifications(model) }],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
