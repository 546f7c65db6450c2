import type { ResourceGraph } from '../graph/types.js';
import type { AttackPath } from '../model/analysis.js';
import { truthOf } from '../model/fact.js';
import type { Match } from '../model/threat.js';
import type { Effect, RatedPolicy } from './rated-policy.js';
import { privilegeOf, type Reach, sensitivityOf } from './reach.js';
import { type Level, level } from './scale.js';

/** From this blast radius on, the impact is one higher (spec/H4). */
const wideBlast = 12;

/** How bad it is when it happens, 1 to 5: the highest effect that is reached (spec/H4). */
export function impactOf(
  match: Match,
  policy: RatedPolicy,
  graph: ResourceGraph,
  path: AttackPath | undefined,
  reach: (id: string) => Reach,
): Level {
  if (path) return level(pathImpact(path, graph));
  const effect = policy.risk.effect ?? defaultEffect(policy);
  const base = effectImpact(effect, match, graph, reach);
  return level(base + (spreads(effect) && reach(match.subject).blast >= wideBlast ? 1 : 0));
}

/** An attack path ends in one effect on one target; what is read on the way (a secret) is lost too. */
function pathImpact(path: AttackPath, graph: ResourceGraph): number {
  const read = path.hops.filter((hop) => hop.action === 'reads').map((hop) => sensitivityOf(hop.to, graph));
  const sensitivity = Math.max(0, sensitivityOf(path.to, graph), ...(path.effect === 'read' ? read : []));
  switch (path.effect) {
    case 'read':
      return 1 + sensitivity;
    case 'write':
    case 'destroy':
      return sensitivity;
    case 'admin':
      return 5;
    case 'execute':
      return Math.max(2, privilegeOf(path.to, graph));
  }
}

function effectImpact(effect: Effect, match: Match, graph: ResourceGraph, reach: (id: string) => Reach): number {
  const own = sensitivityOf(match.subject, graph);
  const { sensitivity, privilege } = reach(match.subject);
  const data = own >= 0 ? own : Math.max(sensitivity, ...match.related.map((id) => sensitivityOf(id, graph)));
  switch (effect) {
    case 'read':
      return 1 + data;
    case 'write':
      // Even data of little worth can be made to harm whoever trusts them.
      return Math.max(3, data);
    case 'destroy':
      return data;
    case 'act-as':
      return Math.max(privilege, 1 + sensitivity);
    case 'credential':
      return 4;
    case 'reach':
      return Math.max(2, privilege, 1 + data);
    case 'availability':
      return truthOf(graph.fact(match.subject, 'network.internetReachable')) === 'no' ? 2 : 3;
    case 'logging':
      return 3;
    case 'hygiene':
      return Math.max(1, Math.min(3, data));
  }
}

const spreads = (effect: Effect): boolean => effect === 'act-as' || effect === 'reach';

/** From the main STRIDE category, when the policy does not say. */
function defaultEffect(policy: RatedPolicy): Effect {
  switch (policy.stride[0]) {
    case 'information-disclosure':
      return 'read';
    case 'tampering':
      return 'write';
    case 'repudiation':
      return 'logging';
    case 'denial-of-service':
      return 'availability';
    case 'elevation-of-privilege':
      return 'act-as';
    default:
      return 'reach';
  }
}
