import type { ResourceGraph } from '../../graph/index.js';
import type { Relation, RelationKind } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';

/**
 * Is it drawn as an element of the data-flow diagram? A task definition is, when something starts it by itself; as the template of
 * a service it is not.
 */
export function isElement(graph: ResourceGraph, resource: Resource | undefined): resource is Resource {
  if (!resource) return false;
  if (resource.element !== 'supporting') return true;
  return resource.kind === 'process/host-template' && startsByItself(graph, resource.id);
}

const starts: readonly RelationKind[] = ['triggers', 'invokes'];

const startsByItself = (graph: ResourceGraph, id: string): boolean =>
  graph.incoming(id, 'instantiates').length === 0 &&
  starts.some((kind) => graph.incoming(id, kind).some((relation: Relation) => relation.from !== id));
