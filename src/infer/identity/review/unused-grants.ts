import type { ResourceGraph } from '../../../graph/types.js';
import type { DataFlow } from '../../../model/analysis.js';
import { type Fact, known, unknownFact } from '../../../model/fact.js';
import { type Location, mergeLocations } from '../../../model/location.js';
import type { Relation } from '../../../model/relation.js';
import type { Resource } from '../../../model/resource.js';
import { mergeReasons } from '../../../model/unknown.js';

/** Stores that code reads by a name it is told; keys, logs and registries are used by others on its behalf. */
const named = new Set([
  'data-store/object',
  'data-store/nosql',
  'data-store/relational',
  'data-store/warehouse',
  'data-store/search',
  'data-store/secret',
  'data-store/stream',
  'data-store/queue',
]);

/**
 * May a role read or write a sensitive store that nothing running as it is told about (spec/G IAM-014)? Said only where the
 * code tells each of its processes about some other store: who names its stores at run time is not accused. Undefined when
 * nothing can be said.
 */
export function unusedDataGrants(graph: ResourceGraph, flowsOf: StatedFlows, role: Resource): Fact | undefined {
  const grants = graph.outgoing(role.id, 'can').filter((relation) => isPreciseGrant(graph, relation));
  if (grants.length === 0) return undefined;
  const running = processesOf(graph, role);
  if (running.size === 0) return undefined;
  const flows = [...running].flatMap((process) => flowsOf.get(process) ?? []);
  for (const process of running) if (!flows.some((flow) => isToStore(graph, flow, process))) return undefined;
  const touched = new Set(flows.flatMap(({ from, to }) => [from, to]));
  const unused = grants.filter(({ to }) => !touched.has(to));
  if (unused.length === 0) return known(false, placesOf(grants));
  const sure = unused.filter(({ certainty }) => certainty === 'certain');
  if (sure.length > 0) return known(true, placesOf(sure));
  return unknownFact(mergeReasons(...unused.map(({ unknowns }) => unknowns ?? [])), placesOf(unused));
}

const placesOf = (grants: readonly Relation[]): readonly Location[] =>
  mergeLocations(...grants.map(({ because }) => because));

/** A grant that names this very store, which holds something. */
function isPreciseGrant(graph: ResourceGraph, { to, grade, attrs }: Relation): boolean {
  const access = attrs?.['access'];
  const sensitivity = graph.asset(to)?.sensitivity ?? 0;
  return (
    grade === 'permitted' &&
    sensitivity >= 2 &&
    named.has(graph.resource(to)?.kind ?? '') &&
    Array.isArray(access) &&
    (access.includes('read') || access.includes('write'))
  );
}

/** What runs as the role, directly or by an instance profile. */
function processesOf(graph: ResourceGraph, role: Resource): ReadonlySet<string> {
  const holders = [role.id, ...graph.incoming(role.id, 'uses').map(({ from }) => from)];
  return new Set(
    holders.flatMap((id) =>
      graph.incoming(id, 'runs-as').flatMap(({ from, attrs }) => (attrs?.['use'] === 'agent' ? [] : [from])),
    ),
  );
}

/** Flows that the code declares or configures, by both of their ends. */
export type StatedFlows = ReadonlyMap<string, readonly DataFlow[]>;

/** Made once for all roles: looking through all flows for each role would be quadratic. */
export function statedFlows(flows: readonly DataFlow[]): StatedFlows {
  const index = new Map<string, DataFlow[]>();
  for (const flow of flows) {
    if (flow.grade !== 'declared' && flow.grade !== 'configured') continue;
    for (const end of [flow.from, flow.to]) {
      const present = index.get(end);
      if (present) present.push(flow);
      else index.set(end, [flow]);
    }
  }
  return index;
}

const isToStore = (graph: ResourceGraph, flow: DataFlow, process: string): boolean =>
  flow.from === process && graph.resource(flow.to)?.element === 'data-store';
