import type { EndpointFacet } from '../../model/network.js';
import type { Endpoints, Placement } from './endpoint.js';
import type { Inventory } from './inventory.js';
import { onlyScalar } from './scalars.js';

/** Interface endpoints: the consumer's end of PrivateLink, with subnets and groups of its own (spec/C8). */
export interface PrivateLinks {
  placementOf(id: string): Placement | undefined;
  /** Endpoints that lead to a service of the scan. */
  endpointsOf(service: string): readonly string[];
}

export function readPrivateLinks(inventory: Inventory, endpoints: Endpoints): PrivateLinks {
  const placements = new Map<string, Placement>();
  const byService = new Map<string, string[]>();
  for (const { resource, facet } of inventory.all('vpc-endpoint')) {
    if (onlyScalar(facet.endpointType)?.toLowerCase() !== 'interface') continue;
    placements.set(resource.id, endpoints.place(resource, interfaceFacet(facet.subnets, facet.securityGroups)));
    for (const { id } of inventory.named([facet.service], resource).named) {
      byService.set(id, [...(byService.get(id) ?? []), resource.id]);
    }
  }
  return {
    placementOf: (id) => placements.get(id),
    endpointsOf: (service) => byService.get(service) ?? [],
  };
}

const interfaceFacet = (
  subnets: EndpointFacet['subnets'],
  securityGroups: EndpointFacet['securityGroups'],
): EndpointFacet => ({
  part: 'endpoint',
  subnets,
  subnetGroups: [],
  securityGroups,
  securityGroupDefault: 'vpc-default',
  publicAddress: 'never',
  listens: [],
  role: 'managed',
});
