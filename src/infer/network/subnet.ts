import type { Location } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import { no, type Tri, unknown, yes } from '../../model/tri.js';
import type { Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { defaultVpc, type Inventory, strangeVpc, type VpcKey } from './inventory.js';
import type { Intervals } from './packets/intervals.js';
import type { Family } from './packets/packet-set.js';
import { rangesOf, readAddresses } from './rule-source.js';
import { readScalars } from './scalars.js';

/** A place for interfaces: a subnet of the scan, a default subnet of the account, or one that nothing tells. */
export interface Subnet {
  readonly id: string;
  readonly resource?: Resource;
  readonly vpc: VpcKey;
  /** Its addresses; undefined when not known. */
  readonly ipv4?: Intervals;
  readonly ipv6?: Intervals;
  /** True when it surely has IPv6 addresses, known or not. */
  readonly hasIpv6: boolean;
  /** Whether an interface gets a public IPv4 address when nothing else says so (spec/C3). */
  readonly mapsPublicIp: Tri;
  readonly assignsIpv6: Tri;
  /** True when its routes and network ACL can be read from the code. */
  readonly declared: boolean;
  /** True for the default VPC's subnets: what is said of them rests on AWS defaults. */
  readonly assumed: boolean;
  readonly scope: string;
  /** Why it is not known, for a subnet that nothing tells. */
  readonly reasons: readonly Reason[];
}

/** Its addresses of one IP version; undefined when not known. */
export const addressesIn = ({ ipv4, ipv6 }: Subnet, family: Family): Intervals | undefined =>
  family === 4 ? ipv4 : ipv6;

export function readSubnet(inventory: Inventory, id: string): Subnet | undefined {
  const found = inventory.get(id, 'subnet');
  if (!found) return undefined;
  const { resource, facet } = found;
  const vpc = !resource.managed && facet.vpc === undefined ? strangeVpc(resource) : inventory.vpcOf(resource);
  const sources = readAddresses(inventory, facet.cidrs, resource);
  const ipv4 = rangesOf(sources, 4);
  const ipv6 = rangesOf(sources, 6);
  // Every subnet of a default VPC is one of its default subnets, as far as code can tell.
  const isDefault = facet.isDefault || (!resource.managed && vpc.isDefault);
  const lookUp: readonly Reason[] = [{ code: 'data', subject: resource.address, at: resource.location }];
  return {
    id,
    resource,
    vpc,
    ...(ipv4.length > 0 && { ipv4 }),
    ...(ipv6.length > 0 && { ipv6 }),
    hasIpv6: ipv6.length > 0 || facet.assignIpv6 !== undefined,
    mapsPublicIp:
      isDefault && facet.mapPublicIp === undefined
        ? yes([resource.location])
        : flag(facet.mapPublicIp, resource, false, lookUp),
    assignsIpv6: flag(facet.assignIpv6, resource, false, lookUp),
    declared: resource.managed,
    assumed: isDefault,
    scope: resource.scope,
    reasons: resource.managed ? [] : lookUp,
  };
}

/** A default subnet of the default VPC: public addresses and a route to the internet (VPC User Guide, "Default VPCs"). */
export function defaultSubnet(scope: string): Subnet {
  return {
    id: `default-subnet ${scope}`,
    vpc: defaultVpc(scope),
    hasIpv6: false,
    mapsPublicIp: yes(),
    assignsIpv6: no(),
    declared: true,
    assumed: true,
    scope,
    reasons: [],
  };
}

/** Some subnet, for these reasons not known. */
export function strangeSubnet(scope: string, reasons: readonly Reason[]): Subnet {
  const key = reasons.map(({ code, subject }) => `${code} ${subject}`).join(', ');
  return {
    id: `?subnet ${scope} ${key}`,
    vpc: { key: `?vpc of ${key}`, known: false, isDefault: false, reasons },
    hasIpv6: false,
    mapsPublicIp: unknown(reasons),
    assignsIpv6: unknown(reasons),
    declared: false,
    assumed: false,
    scope,
    reasons,
  };
}

function flag(value: Value | undefined, owner: Resource, absent: boolean, lookUp: readonly Reason[]): Tri {
  if (value === undefined && !owner.managed) return unknown(lookUp, [owner.location]);
  return triOf(value, absent, owner.location);
}

/** The three-valued reading of a boolean attribute. Text counts when it says "true" or "false". */
export function triOf(value: Value | undefined, absent: boolean, fallback: Location): Tri {
  const { values, reasons, complete } = readScalars(value);
  const at = [value?.at ?? fallback];
  const truths = new Set(values.map((text) => (text === null ? absent : text.toLowerCase() === 'true')));
  if (!complete || truths.size !== 1) return unknown(reasons, at);
  return truths.has(true) ? yes(at) : no(at);
}
