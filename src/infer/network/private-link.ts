import type { EndpointFacet } from '../../model/network.js';
import type { Resource } from '../../model/resource.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import type { Endpoints, Placement } from './endpoint.js';
import type { Inventory } from './inventory.js';
import { onlyScalar, readScalars } from './scalars.js';

/** An endpoint that leads to a service. `doubts` is empty when it surely does: nobody else has to consent. */
export interface Consumer {
  readonly id: string;
  readonly doubts: readonly Reason[];
}

/** Interface endpoints: the consumer's end of PrivateLink, with subnets and groups of its own (spec/C8). */
export interface PrivateLinks {
  placementOf(id: string): Placement | undefined;
  /** Endpoints that lead to a service of the scan. */
  endpointsOf(service: string): readonly Consumer[];
}

export function readPrivateLinks(inventory: Inventory, endpoints: Endpoints): PrivateLinks {
  const placements = new Map<string, Placement>();
  const byService = new Map<string, Consumer[]>();
  for (const { resource, facet } of inventory.all('vpc-endpoint')) {
    if (onlyScalar(facet.endpointType)?.toLowerCase() !== 'interface') continue;
    placements.set(resource.id, endpoints.place(resource, interfaceFacet(facet.subnets, facet.securityGroups)));
    for (const { id, doubts } of inventory.named([facet.service], resource).named) {
      const consent = consentFor(resource, facet.autoAccept, inventory.graph.resource(id));
      byService.set(id, [...(byService.get(id) ?? []), { id: resource.id, doubts: mergeReasons(doubts, consent) }]);
    }
  }
  return {
    placementOf: (id) => placements.get(id),
    endpointsOf: (service) => byService.get(service) ?? [],
  };
}

/** Connections to a service wait for its owner where acceptance is required (PrivateLink Guide, "Accept or reject connection requests"). */
function consentFor(
  endpoint: Resource,
  autoAccept: Value | undefined,
  service: Resource | undefined,
): readonly Reason[] {
  const required = service?.facts.get('network.acceptanceRequired');
  if (required?.state === 'known' && required.value === false) return [];
  const accepted = readScalars(autoAccept);
  if (accepted.complete && accepted.values.every((text) => text === 'true')) return [];
  if (required?.state === 'unknown') return required.reasons;
  if (!required) return [];
  return [{ code: 'account', subject: `acceptance of ${endpoint.address}`, at: endpoint.location }];
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
