import type { ResourceGraph } from '../graph/types.js';
import type { RelationKind } from '../model/relation.js';

/** What somebody who holds a resource gets at. */
export interface Reach {
  /** Highest sensitivity of a store (0 to 4), -1 when there is none. */
  readonly sensitivity: number;
  /** Highest privilege of a principal, 0 to 5 (spec/H4). */
  readonly privilege: number;
  /** Blast radius B(n): the weights of all that is reached (spec/H4). */
  readonly blast: number;
}

/** Along these, holding one end gives (some of) the other. */
const forward: readonly RelationKind[] = [
  'runs-as',
  'fronts',
  'invokes',
  'can',
  'can-assume',
  'escalates-to',
  'reads',
  'mounts',
  'instantiates',
  'attack-step',
];

/** An instance profile stands for the role in it. */
const inProfile: readonly RelationKind[] = ['uses'];

const visitLimit = 600;

/** What each privilege is worth as an impact (spec/H4). */
const privilegeLevels: Readonly<Record<string, number>> = {
  none: 0,
  read: 1,
  scoped: 2,
  'data-admin': 3,
  power: 4,
  'iam-admin': 5,
  admin: 5,
};

/** A look-up that remembers: many threats have the same subject. */
export function createReach(graph: ResourceGraph): (id: string) => Reach {
  const memo = new Map<string, Reach>();
  return (id) => {
    const known = memo.get(id);
    if (known) return known;
    const reach = measure(id, graph);
    memo.set(id, reach);
    return reach;
  };
}

/** The sensitivity of a store, -1 for what is none. */
export const sensitivityOf = (id: string, graph: ResourceGraph): number => graph.asset(id)?.sensitivity ?? -1;

/** The worth of a principal's privilege, 0 when it is not known or not a principal. */
export function privilegeOf(id: string, graph: ResourceGraph): number {
  const fact = graph.fact(id, 'identity.privilege');
  return fact?.state === 'known' ? (privilegeLevels[String(fact.value)] ?? 0) : 0;
}

/** Breadth first, over relations that are certain, up to a limit that no sensible blast radius needs. */
function measure(start: string, graph: ResourceGraph): Reach {
  const seen = new Set([start]);
  const queue = [start];
  let [sensitivity, privilege, blast] = [-1, 0, 0];
  for (let head = 0; head < queue.length && head < visitLimit; head += 1) {
    const id = queue[head] as string;
    const [here, power] = [sensitivityOf(id, graph), privilegeOf(id, graph)];
    sensitivity = Math.max(sensitivity, here);
    privilege = Math.max(privilege, power);
    blast += weightOf(here, power);
    const profile = graph.resource(id)?.kind === 'identity/instance-profile';
    for (const kind of profile ? inProfile : forward) {
      for (const relation of graph.outgoing(id, kind)) {
        if (relation.certainty !== 'certain' || seen.has(relation.to)) continue;
        seen.add(relation.to);
        queue.push(relation.to);
      }
    }
  }
  return { sensitivity, privilege, blast };
}

function weightOf(sensitivity: number, privilege: number): number {
  const data = sensitivity >= 3 ? 3 : sensitivity === 2 ? 1 : 0;
  return data + (privilege >= 4 ? 3 : 0);
}
