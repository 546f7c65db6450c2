import type { EndpointFacet } from '../../model/network.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import type { Attributes } from '../kind.js';
import type { Reader } from '../reader.js';

/** `runs-in` and `protected-by` links for the subnets and security groups of an endpoint. */
export function placement<A extends Attributes>(
  r: Reader<A>,
  subnets: keyof A & string,
  groups: keyof A & string,
): readonly Link[] {
  return [...r.link('runs-in', subnets), ...r.link('protected-by', groups)];
}

/** What AWS runs with interfaces in the user's subnets, and that never has a public address: a function, a cache, a build. */
export function managedEndpoint(subnets: readonly Value[], securityGroups: readonly Value[]): EndpointFacet {
  return {
    part: 'endpoint',
    subnets,
    subnetGroups: [],
    securityGroups,
    securityGroupDefault: 'vpc-default',
    publicAddress: 'never',
    listens: [],
    role: 'managed',
  };
}
