import type { Severity, Threat } from '../../model/threat.js';

/** Rules of a run, and where each threat finds its own. */
export interface Rules {
  readonly list: readonly object[];
  idOf(threat: Threat): string;
  indexOf(threat: Threat): number;
}

/** `security-severity` is read as a CVSS-like figure: over 9.0 critical, 7.0 high, 4.0 medium, above 0 low. */
const figures: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.5',
};
const levels: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
const precisions = { confirmed: 'very-high', likely: 'high', possible: 'medium' } as const;

/** A policy whose threats have several severities becomes several rules: `id`, then `id/low` and so on. */
export function rulesOf(threats: readonly Threat[]): Rules {
  const first = new Map<string, Severity>();
  for (const threat of threats) if (!first.has(threat.policy)) first.set(threat.policy, threat.severity);
  const idOf = (threat: Threat): string =>
    first.get(threat.policy) === threat.severity ? threat.policy : `${threat.policy}/${threat.severity}`;
  const index = new Map<string, number>();
  const list: object[] = [];
  for (const threat of threats) {
    const id = idOf(threat);
    if (index.has(id)) continue;
    index.set(id, list.length);
    list.push(ruleOf(id, threat));
  }
  return { list, idOf, indexOf: (threat) => index.get(idOf(threat)) ?? -1 };
}

function ruleOf(id: string, threat: Threat): object {
  const title = short(threat.title, 255);
  const fix = threat.mitigations.map((mitigation) => mitigation.text).join(' ');
  return {
    id,
    name: short(id, 255),
    shortDescription: { text: title },
    fullDescription: { text: short(threat.threat || threat.title, 1024) },
    help: { text: fix || title, markdown: `${threat.threat}\n\n**What to do.** ${fix}` },
    defaultConfiguration: { level: levels[threat.severity] },
    properties: {
      'security-severity': figures[threat.severity],
      precision: precisions[threat.confidence],
      tags: ['security', ...threat.stride, ...cweTags(threat)].slice(0, 10),
    },
  };
}

const cweTags = (threat: Threat): readonly string[] =>
  (threat.references.cwe ?? []).map((id) => `external/cwe/cwe-${id}`);
const short = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

export const levelOf = (severity: Severity): string => levels[severity];
