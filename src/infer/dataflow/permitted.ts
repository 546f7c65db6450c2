import type { ResourceGraph } from '../../graph/index.js';
import type { Relation, RelationKind } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import { rolesOf } from '../attack/code-moves.js';
import { isElement } from './element.js';

/**
 * What the role of a process may do to a store or another process, as a flow of the process: `permitted` when the policy names the
 * very resource. What only a wildcard covers stays out of the diagram (spec/B4); the attack graph has it.
 */
export function permittedRelations(graph: ResourceGraph): readonly Relation[] {
  return [...byProcesses(graph), ...byEdges(graph)];
}

function byProcesses(graph: ResourceGraph): readonly Relation[] {
  return graph.byKind('process/').flatMap((process) => {
    if (!isElement(graph, process)) return [];
    return rolesOf(graph, process.id).flatMap(({ role, via }) =>
      graph.outgoing(role.id, 'can').flatMap((can) => {
        const target = graph.resource(can.to);
        if (!target || target.id === process.id || can.grade === 'possible') return [];
        const certain = via.certainty === 'certain' && can.certainty === 'certain';
        return accessKinds(target, can).map((kind) => ({
          kind,
          from: process.id,
          to: target.id,
          certainty: certain ? ('certain' as const) : ('conditional' as const),
          grade: can.grade ?? ('permitted' as const),
          because: [...via.because, ...can.because],
          ...(can.unknowns && { unknowns: can.unknowns }),
        }));
      }),
    );
  });
}

/** An API that calls an action of a service: on what, only the permissions of its role say (catalog/common/integration.ts). */
function byEdges(graph: ResourceGraph): readonly Relation[] {
  return graph.byKind('edge/').flatMap((edge) =>
    graph
      .outgoing(edge.id, 'runs-as')
      .filter((via) => via.attrs?.use === 'integration')
      .flatMap((via) => graph.outgoing(via.to, 'can').flatMap((can) => actedOn(graph, via, can))),
  );
}

const serviceTypes: Readonly<Record<string, string>> = { states: 'aws.states.', events: 'aws.events.' };

function actedOn(graph: ResourceGraph, via: Relation, can: Relation): readonly Relation[] {
  const target = graph.resource(can.to);
  const service = String(via.attrs?.service);
  if (!target?.type.startsWith(serviceTypes[service] ?? `aws.${service}.`) || can.grade === 'possible') return [];
  const action = String(via.attrs?.action);
  const kind = action === 'publishes' ? 'writes' : (action as RelationKind);
  if (!accessKinds(target, can).includes(kind)) return [];
  const certain = via.certainty === 'certain' && can.certainty === 'certain';
  return [
    {
      kind,
      from: via.from,
      to: target.id,
      certainty: certain ? 'certain' : 'conditional',
      grade: 'permitted',
      because: [...via.because, ...can.because],
      ...(can.unknowns && { unknowns: can.unknowns }),
    },
  ];
}

/** Using a key is no flow of its own: the data that it protects flow elsewhere. */
export function accessKinds(target: Resource, can: Relation): readonly RelationKind[] {
  const access = [can.attrs?.access ?? []].flat().map(String);
  if (target.kind.startsWith('process/')) return access.includes('invoke') ? ['invokes'] : [];
  if (!target.store || target.store.store === 'key') return [];
  return [
    ...(access.includes('read') ? (['reads'] as const) : []),
    ...(access.includes('write') ? (['writes'] as const) : []),
  ];
}
