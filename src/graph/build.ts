import type { Link, Relation } from '../model/relation.js';
import type { Resource } from '../model/resource.js';
import { internetResource } from '../model/synthetic.js';
import { GraphStore } from './store.js';
import type { ResourceGraph } from './types.js';

/**
 * Makes the graph: every resource a node, every link whose other end is found a relation. What is not found is kept as an
 * unresolved link, because "it is in some subnet" is not the same as "it is in no subnet".
 */
export function buildGraph(resources: readonly Resource[]): ResourceGraph {
  const graph = new GraphStore();
  graph.addResource(internetResource());
  for (const resource of [...resources].sort(byId)) graph.addResource(resource);
  for (const resource of graph.resources) {
    for (const link of resource.links) connect(graph, resource, link);
  }
  return graph;
}

function connect(graph: GraphStore, resource: Resource, link: Link): void {
  const { targets, unresolved } = graph.resolve(link.target, link.expects, resource);
  for (const { id, certainty } of targets) {
    const other = graph.resource(id);
    if (!other || id === resource.id) continue;
    const exists = resource.exists.truth === 'yes' && other.exists.truth === 'yes';
    const kind = kindTo(link, other);
    const sure = certainty === 'certain' && exists ? 'certain' : 'conditional';
    graph.addRelation(relationOf(resource, id, { ...link, kind }, sure));
  }
  if (unresolved.length > 0) graph.addUnresolved({ from: resource.id, link, reasons: unresolved });
}

/** A target is named by its ARN alone: a process is started, a store is written to. */
function kindTo({ kind, reverse }: Link, target: Resource): Link['kind'] {
  if (reverse) return kind;
  if (kind === 'triggers' && target.element !== 'process' && target.element !== 'supporting') return 'publishes';
  return kind === 'publishes' && target.element === 'process' ? 'invokes' : kind;
}

function relationOf(resource: Resource, other: string, link: Link, certainty: Relation['certainty']): Relation {
  const [from, to] = link.reverse ? [other, resource.id] : [resource.id, other];
  return {
    kind: link.kind,
    from,
    to,
    certainty,
    because: link.because,
    ...(link.grade && { grade: link.grade }),
    ...(link.attrs && { attrs: link.attrs }),
  };
}

const byId = (a: Resource, b: Resource): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
