import type { ResourceGraph } from '../graph/types.js';
import type { AttackPath } from '../model/analysis.js';
import type { Match } from '../model/threat.js';
import type { RatedPolicy } from './rated-policy.js';

/**
 * Effort points that the threat costs (spec/H2): those of its attack path; else what it costs to reach an element that
 * takes part, plus the policy's ease; or the policy's own entry, when the finding is itself a way in. `undefined`: no
 * way to it is known.
 */
export function effortOf(
  match: Match,
  policy: RatedPolicy,
  graph: ResourceGraph,
  paths: ReadonlyMap<string, AttackPath>,
): number | undefined {
  const path = match.path === undefined ? undefined : paths.get(match.path);
  if (path) return path.cost;
  const reached = costOf(match.subject, graph);
  const options = [
    ...(reached === undefined ? [] : [reached + (policy.risk.ease ?? 0)]),
    ...(policy.risk.entry === undefined ? [] : [policy.risk.entry + (match.certainty === 'unknown' ? 1 : 0)]),
  ];
  return options.length === 0 ? undefined : Math.min(...options);
}

/** `attack.cost` of an element, as the attack pass states it. */
export function costOf(id: string, graph: ResourceGraph): number | undefined {
  const fact = graph.fact(id, 'attack.cost');
  return fact?.state === 'known' && typeof fact.value === 'number' ? fact.value : undefined;
}
