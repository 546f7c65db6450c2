import type { ResourceGraph } from '../graph/types.js';
import { scopedAddress } from '../model/ids.js';
import type { Match } from '../model/threat.js';

/** Puts the participants of a match into the braces of a text: names in titles, addresses in prose. */
export function fill(text: string, match: Match, graph: ResourceGraph, by: 'name' | 'address'): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, key: string) => {
    if (key === 'detail') return match.detail ?? whole;
    const id = key === 'subject' ? match.subject : match.bindings[key];
    if (id === undefined) return key;
    const resource = graph.resource(id);
    if (!resource) return id;
    return by === 'name' && !namesakes(graph).has(resource.name) ? resource.name : resource.address;
  });
}

/**
 * The address of a resource as its dialect prints it; synthetic ones say what they stand for. Where several roots or stacks
 * of one scan have the same address, the folder or stack comes first: `teams/orders:aws_s3_bucket.logs`.
 */
export function addressOf(id: string, graph: ResourceGraph): string {
  const resource = graph.resource(id);
  if (!resource) return id;
  const clear = resource.scope === '' || !twins(graph).has(resource.address);
  return clear ? resource.address : scopedAddress(resource.scope, resource.address);
}

/** Names that several resources have: a title needs their addresses. */
const namesakes = oncePerGraph((graph) =>
  repeated(graph.resources.filter(({ element }) => element !== 'supporting').map(({ name }) => name)),
);

/** Addresses that stand in more than one scope. */
const twins = oncePerGraph((graph) => repeated(graph.resources.map(({ address }) => address)));

function repeated(texts: readonly string[]): ReadonlySet<string> {
  const once = new Set<string>();
  const again = new Set<string>();
  for (const text of texts) (once.has(text) ? again : once).add(text);
  return again;
}

/** Wording asks the same of the same graph for every threat. */
function oncePerGraph<T>(make: (graph: ResourceGraph) => T): (graph: ResourceGraph) => T {
  const made = new WeakMap<ResourceGraph, T>();
  return (graph) => {
    const present = made.get(graph);
    if (present !== undefined) return present;
    const fresh = make(graph);
    made.set(graph, fresh);
    return fresh;
  };
}
