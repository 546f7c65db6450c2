import { findResources, type ResourceGraph } from '../graph/index.js';
import type { Resource } from '../model/resource.js';
import { UsageError } from './usage-error.js';

/** The one resource that the user names. Several or none is an error that lists what there is. */
export function oneResource(graph: ResourceGraph, text: string): Resource {
  const found = findResources(graph, text);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length === 0)
    throw new UsageError(`there is no "${text}" in this scan: give an address, a name, tag:Name=value or internet`);
  const some = found
    .slice(0, 10)
    .map((resource) => `  ${resource.address}`)
    .join('\n');
  throw new UsageError(`"${text}" names ${found.length} resources; give one of their addresses:\n${some}`);
}
