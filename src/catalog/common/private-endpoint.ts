import type { EndpointFacet, ListenPort } from '../../model/network.js';
import type { Value } from '../../model/value.js';

/** Where a data store that AWS runs has its interfaces. */
export interface Placement {
  readonly subnets?: readonly Value[];
  readonly subnetGroup?: Value | undefined;
  readonly securityGroups: readonly Value[];
  readonly listens: readonly ListenPort[];
}

/** A store inside a VPC that never has a public address: a cache, a file system, a document database. */
export const privateEndpoint = (placement: Placement): EndpointFacet => ({
  part: 'endpoint',
  subnets: placement.subnets ?? [],
  subnetGroups: placement.subnetGroup ? [placement.subnetGroup] : [],
  securityGroups: placement.securityGroups,
  securityGroupDefault: 'vpc-default',
  publicAddress: 'never',
  listens: placement.listens,
  role: 'managed',
});

/** The same with a `publicly_accessible` flag. */
export const flaggedEndpoint = (
  placement: Placement,
  flag: Value | undefined,
  absent: NonNullable<EndpointFacet['publicDefault']>,
): EndpointFacet => ({
  ...privateEndpoint(placement),
  publicAddress: 'public-flag',
  ...(flag && { publicFlag: flag }),
  publicDefault: absent,
});
