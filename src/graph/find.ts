import { externalIds, scopedAddress } from '../model/ids.js';
import type { Resource } from '../model/resource.js';
import type { ResourceGraph } from './types.js';

/**
 * Resources that a person means: `internet`, an address (with or without its instance key, and with its root's folder and a
 * colon in front or not), `tag:Name=web`, or a physical name. The first way that finds something decides.
 */
export function findResources(graph: ResourceGraph, text: string): readonly Resource[] {
  if (text === 'internet') return present(graph.resource(externalIds.internet));
  const tag = /^tag:([^=]+)=(.*)$/.exec(text);
  if (tag) return graph.resources.filter((resource) => hasTag(resource, tag[1] ?? '', tag[2] ?? ''));
  const exact = graph.resources.filter(
    (resource) => resource.address === text || scopedAddress(resource.scope, resource.address) === text,
  );
  if (exact.length > 0) return exact;
  const instances = graph.resources.filter((resource) => resource.address.startsWith(`${text}[`));
  return instances.length > 0 ? instances : graph.resources.filter((resource) => resource.name === text);
}

function hasTag(resource: Resource, name: string, wanted: string): boolean {
  const value = resource.tags.get(name);
  return value?.kind === 'string' && value.value === wanted;
}

const present = (resource: Resource | undefined): readonly Resource[] => (resource ? [resource] : []);
