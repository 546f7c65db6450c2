import type { ResourceGraph } from '../../graph/types.js';
import type { FactValue } from '../../model/fact.js';
import { type Location, mergeLocations } from '../../model/location.js';
import type { Relation } from '../../model/relation.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Consumer, PrivateLinks } from './private-link.js';

/** A proxy and what it forwards to, with the target groups and listeners between them folded into one step. */
export interface Forwarding {
  readonly from: string;
  readonly to: string;
  readonly because: readonly Location[];
  /** Empty when it surely forwards. */
  readonly doubts: readonly Reason[];
  /** Attributes of all relations on the way; the one nearest to the target wins. */
  readonly attrs: Readonly<Record<string, FactValue>>;
  /** Resources passed on the way (a target group, a VPC origin). */
  readonly through: readonly string[];
}

const maxDepth = 4;

/** Everything that forwards to a resource, nearest first. Edges and balancers forward; target groups only join them. */
export function forwardersTo(graph: ResourceGraph, links: PrivateLinks, to: string): Forwarding[] {
  return stepsTo(graph, links, to, { from: to, to, because: [], doubts: [], attrs: {}, through: [] }, maxDepth);
}

function stepsTo(
  graph: ResourceGraph,
  links: PrivateLinks,
  at: string,
  sofar: Forwarding,
  depth: number,
): Forwarding[] {
  if (depth === 0) return [];
  return [...graph.incoming(at, 'fronts'), ...graph.incoming(at, 'invokes')].flatMap((relation) => {
    const from = graph.resource(relation.from);
    if (!from || sofar.through.includes(from.id) || from.id === sofar.to) return [];
    const edge = from.kind.startsWith('edge/');
    if (relation.kind === 'invokes' && !edge) return [];
    const step = extend(sofar, relation);
    if (from.network?.part === 'endpoint' || from.surface) return [step];
    const consumers = links.endpointsOf(from.id).map((consumer) => consumerStep(graph, step, consumer));
    return [
      ...consumers,
      ...stepsTo(graph, links, from.id, { ...step, through: [from.id, ...step.through] }, depth - 1),
    ];
  });
}

/** From an interface endpoint through the service to what stands behind it. */
const consumerStep = (graph: ResourceGraph, step: Forwarding, { id, doubts }: Consumer): Forwarding => ({
  ...step,
  from: id,
  doubts: mergeReasons(step.doubts, doubts),
  because: mergeLocations(step.because, [graph.resource(id)?.location ?? []].flat()),
  through: [step.from, ...step.through],
});

const extend = (sofar: Forwarding, relation: Relation): Forwarding => ({
  ...sofar,
  from: relation.from,
  because: mergeLocations(relation.because, sofar.because),
  doubts: relation.certainty === 'certain' ? sofar.doubts : [...sofar.doubts, ...doubtsOf(relation)],
  attrs: { ...relation.attrs, ...sofar.attrs },
});

const doubtsOf = (relation: Relation): readonly Reason[] =>
  relation.unknowns && relation.unknowns.length > 0
    ? relation.unknowns
    : [{ code: 'dynamic', subject: relation.to.slice(relation.to.indexOf('|') + 1) }];
