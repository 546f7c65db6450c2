import type { ResourceGraph } from '../graph/types.js';
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

const shared = new WeakMap<ResourceGraph, ReadonlySet<string>>();

/** Names that several resources have: a title needs their addresses. */
function namesakes(graph: ResourceGraph): ReadonlySet<string> {
  const known = shared.get(graph);
  if (known) return known;
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const { name, element } of graph.resources) {
    if (element === 'supporting') continue;
    if (seen.has(name)) again.add(name);
    seen.add(name);
  }
  shared.set(graph, again);
  return again;
}

/**
 * The address of a resource as its dialect prints it; synthetic ones say what they stand for. Where several roots or stacks
 * of one scan have the same address, the folder or stack comes first: `teams/orders:aws_s3_bucket.logs`.
 */
export function addressOf(id: string, graph: ResourceGraph): string {
  const resource = graph.resource(id);
  if (!resource) return id;
  return resource.scope !== '' && twins(graph).has(resource.address)
    ? `${resource.scope}:${resource.address}`
    : resource.address;
}

const twinsOf = new WeakMap<ResourceGraph, ReadonlySet<string>>();

/** Addresses that stand in more than one scope. */
function twins(graph: ResourceGraph): ReadonlySet<string> {
  const known = twinsOf.get(graph);
  if (known) return known;
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const { address } of graph.resources) (once.has(address) ? twice : once).add(address);
  twinsOf.set(graph, twice);
  return twice;
}
