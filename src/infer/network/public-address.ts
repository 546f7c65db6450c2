import type { Location } from '../../model/location.js';
import type { EndpointFacet } from '../../model/network.js';
import type { Resource } from '../../model/resource.js';
import { no, type Tri, unknown, yes } from '../../model/tri.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import type { Inventory } from './inventory.js';
import { readScalars } from './scalars.js';
import { type Subnet, triOf } from './subnet.js';

/** An Elastic IP that is given to something. `doubts` is empty when it surely is. */
export interface ElasticAddress {
  readonly at: Location;
  readonly doubts: readonly Reason[];
}

/** Elastic IPs by what they are attached to. */
export type Addresses = ReadonlyMap<string, readonly ElasticAddress[]>;

export function readAddressesOf(inventory: Inventory): Addresses {
  const addresses = new Map<string, { at: Location; doubts: readonly Reason[] }[]>();
  for (const { resource, facet } of inventory.all('address')) {
    for (const { id, doubts } of inventory.named(facet.targets, resource).named) {
      const list = addresses.get(id) ?? [];
      list.push({ at: resource.location, doubts: mergeReasons(doubts, resource.exists.unknowns) });
      addresses.set(id, list);
    }
  }
  return addresses;
}

/** Public IPv4 address (spec/C3): an Elastic IP, else the flag, else what the subnet or the dialect makes of it. */
export function public4(
  elastic: readonly ElasticAddress[],
  facet: EndpointFacet,
  subnet: Subnet,
  resource: Resource,
): Tri {
  if (facet.publicAddress === 'never') return no([resource.location]);
  const certain = elastic.filter(({ doubts }) => doubts.length === 0);
  if (certain.length > 0) return yes(certain.map(({ at }) => at));
  const flag = flagOf(facet, subnet, resource);
  if (flag.truth !== 'no' || elastic.length === 0) return flag;
  return unknown(
    mergeReasons(...elastic.map(({ doubts }) => doubts)),
    elastic.map(({ at }) => at),
  );
}

function flagOf(facet: EndpointFacet, subnet: Subnet, resource: Resource): Tri {
  const { publicFlag } = facet;
  const inherits = (facet.publicDefault ?? (facet.publicAddress === 'inherit' ? 'inherit' : 'unknown')) === 'inherit';
  if (publicFlag === undefined) return absentFlag(facet, subnet, resource, inherits);
  const { values, complete, reasons } = readScalars(publicFlag);
  const answers = values.map((text) =>
    text === null
      ? absentFlag(facet, subnet, resource, inherits)
      : triOf(publicFlag.kind === 'choice' ? pick(publicFlag, text) : publicFlag, false, resource.location),
  );
  const truths = new Set(answers.map(({ truth }) => truth));
  if (complete && truths.size === 1) return answers[0]!;
  return unknown(mergeReasons(reasons, ...answers.map(({ unknowns }) => unknowns)), [
    publicFlag.at ?? resource.location,
  ]);
}

const pick = (choice: Extract<Value, { kind: 'choice' }>, text: string): Value =>
  choice.arms.find((arm) => readScalars(arm).values[0] === text) ?? choice;

function absentFlag(facet: EndpointFacet, subnet: Subnet, resource: Resource, inherits: boolean): Tri {
  if (inherits) return subnet.mapsPublicIp;
  if (facet.publicDefault === 'yes') return yes([resource.location]);
  if (facet.publicDefault === 'no') return no([resource.location]);
  return unknown(
    [{ code: 'account', subject: `public address of ${resource.address}`, at: resource.location }],
    [resource.location],
  );
}

/** Every global unicast IPv6 address of a VPC is a public address. */
export function public6(facet: EndpointFacet, subnet: Subnet, resource: Resource): Tri {
  if (facet.publicAddress === 'never') return no([resource.location]);
  const value = facet.ipv6Addresses;
  if (value === undefined)
    return subnet.assignsIpv6.truth === 'yes' && facet.role === 'host' ? subnet.assignsIpv6 : no();
  if (value.kind === 'list') return value.items.length > 0 ? yes([value.at ?? resource.location]) : no();
  const { values, complete, reasons } = readScalars(value);
  if (!complete) return unknown(reasons, [value.at ?? resource.location]);
  const given = values.some((text) => text !== null && text !== '0' && text !== 'false' && text !== '');
  return given ? yes([value.at ?? resource.location]) : no([value.at ?? resource.location]);
}
