import type { ResourceGraph } from '../../../graph/types.js';
import { type Fact, known } from '../../../model/fact.js';
import type { Location } from '../../../model/location.js';
import { mergeLocations } from '../../../model/location.js';
import type { Resource } from '../../../model/resource.js';

/** Beyond these nothing is told apart any more: the sum, and the nodes that are looked at for one principal. */
const mostWeight = 100;
const mostNodes = 2_000;
const strong = new Set(['power', 'iam-admin', 'admin']);

/**
 * How much is lost with a principal (spec/H4): the sum over all that it surely reaches, itself included, of 3 for a
 * restricted store (sensitivity 3 or more), 1 for a confidential one, 3 for a role of much privilege, 4 for a cluster,
 * 3 for another account. At most 100. The places are those of what weighs.
 */
export function blastRadius(graph: ResourceGraph, from: Resource): Fact {
  const seen = new Set([from.id]);
  const queue = [from.id];
  const places: (readonly Location[])[] = [];
  let sum = weightOf(graph, from.id);
  for (let next = 0; next < queue.length && sum < mostWeight && seen.size < mostNodes; next += 1) {
    const id = queue[next] as string;
    for (const kind of ['can', 'can-assume', 'escalates-to'] as const) {
      for (const relation of graph.outgoing(id, kind)) {
        if (relation.certainty !== 'certain' || seen.has(relation.to)) continue;
        seen.add(relation.to);
        if (kind !== 'can') queue.push(relation.to);
        const weight = weightOf(graph, relation.to);
        if (weight === 0) continue;
        sum += weight;
        if (places.length < 20) places.push(relation.because);
      }
    }
  }
  const because = mergeLocations(...places);
  return known(Math.min(sum, mostWeight), because.length > 0 ? because : [from.location]);
}

function weightOf(graph: ResourceGraph, id: string): number {
  const sensitivity = graph.asset(id)?.sensitivity ?? 0;
  if (sensitivity >= 3) return 3;
  if (sensitivity === 2) return 1;
  const node = graph.resource(id);
  if (node?.kind === 'process/cluster') return 4;
  if (node?.kind === 'external/account') return 3;
  const privilege = graph.fact(id, 'identity.privilege');
  return privilege?.state === 'known' && strong.has(String(privilege.value)) ? 3 : 0;
}
