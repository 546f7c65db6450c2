import type { ResourceGraph } from '../../graph/index.js';
import { mergeLocations } from '../../model/location.js';
import type { Relation, RelationKind } from '../../model/relation.js';
import { mergeReasons } from '../../model/unknown.js';
import { isElement } from './element.js';

/** Listener, rule, target group, service: more links in a row than this stand between no two elements. */
const maxDepth = 4;

/** What data pass through without being an element of the diagram: target groups, aliases of functions, VPC links. */
const joints: ReadonlySet<RelationKind> = new Set(['fronts', 'invokes', 'triggers', 'publishes']);

/**
 * Flows that run through supporting resources: an edge that fronts a target group, which fronts the service. Each gives one
 * relation from the first element to the last, of the last kind on the way.
 */
export function joinedRelations(graph: ResourceGraph): readonly Relation[] {
  return graph.relations
    .filter((first) => begins(first) && isElement(graph, graph.resource(first.from)))
    .flatMap((first) => onward(graph, first, maxDepth));
}

/** A function that checks callers is invoked through the authorizer; a replication reads and writes through its endpoints. */
const begins = ({ kind }: Relation): boolean =>
  joints.has(kind) || kind === 'authenticates-with' || kind === 'reads' || kind === 'writes';

function onward(graph: ResourceGraph, sofar: Relation, left: number): readonly Relation[] {
  if (left === 0 || isElement(graph, graph.resource(sofar.to))) return [];
  const next = graph.outgoing(sofar.to).filter((relation) => joints.has(relation.kind) && relation.to !== sofar.from);
  const joined = next.map((relation) => join(sofar, relation));
  return joined.flatMap((relation) =>
    isElement(graph, graph.resource(relation.to)) ? [relation] : onward(graph, relation, left - 1),
  );
}

const join = (first: Relation, second: Relation): Relation => ({
  ...second,
  kind: second.kind === 'fronts' && first.kind !== 'authenticates-with' ? first.kind : second.kind,
  from: first.from,
  certainty: first.certainty === 'certain' ? second.certainty : 'conditional',
  grade: second.grade ?? first.grade ?? 'declared',
  because: mergeLocations(first.because, second.because),
  unknowns: mergeReasons(first.unknowns ?? [], second.unknowns ?? []),
  attrs: { ...first.attrs, ...second.attrs },
});

/** Backups: what a supporting plan reads is copied to where the plan writes. */
export function copiedRelations(graph: ResourceGraph): readonly Relation[] {
  return graph.resources.flatMap((plan) => {
    if (plan.element !== 'supporting') return [];
    const sources = graph.outgoing(plan.id, 'reads').filter((read) => read.attrs?.use === 'backs-up');
    const targets = sources.length > 0 ? graph.outgoing(plan.id, 'writes') : [];
    return sources.flatMap((read) =>
      targets.map((write) => ({
        ...join({ ...read, from: read.to }, write),
        kind: 'copies-to' as const,
        grade: 'declared' as const,
      })),
    );
  });
}
