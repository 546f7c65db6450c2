import { all, any, no, type Tri, unknown, yes } from '../../model/tri.js';
import type { Location } from '../../model/location.js';
import type { Reason } from '../../model/unknown.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import type { NetworkRules } from './inbound.js';
import { type Inventory, type Networked, sameVpc, type VpcKey } from './inventory.js';
import { coversIntervals, intersectIntervals } from './packets/intervals.js';
import type { Family } from './packets/packet-set.js';
import { type OwnedRoute, readRoutes } from './route.js';
import { readAddresses } from './rule-source.js';
import { addressesIn, type Subnet } from './subnet.js';

/** Can packets get from one subnet to another VPC's subnet and back: over a peering connection or a transit gateway? */
export function privateRoute(rules: NetworkRules, from: Subnet, to: Subnet, family: Family = 4): Tri {
  return all(oneWay(rules, from, to, family), oneWay(rules, to, from, family));
}

function oneWay(rules: NetworkRules, from: Subnet, to: Subnet, family: Family): Tri {
  const { routes } = rules.routes.of(from);
  const ways = routes
    .filter(({ target, family: own }) => own === family && (target === 'peering' || target === 'transit'))
    .map((route) => all(leadsTo(route, to), connects(rules.inventory, route, from.vpc, to)));
  if (ways.length > 0) return any(...ways);
  const open = routes.filter(({ target }) => target === 'unknown');
  return open.length > 0
    ? unknown(open.flatMap(({ doubts }) => doubts))
    : no(from.resource ? [from.resource.location] : []);
}

/** Does the route cover the far subnet? */
function leadsTo(route: OwnedRoute, to: Subnet): Tri {
  const at = route.at ? [route.at] : [];
  const addresses = addressesIn(to, route.family);
  if (addresses === undefined) return unknown([{ code: 'computed', subject: `addresses of ${to.id}` }], at);
  if (intersectIntervals(route.region, addresses).length === 0) return no(at);
  if (route.doubts.length > 0) return unknown(route.doubts, at);
  return coversIntervals(route.region, addresses) ? yes(at) : unknown([partly(to)], at);
}

const partly = (to: Subnet): Reason => ({ code: 'computed', subject: `address in ${to.resource?.address ?? to.id}` });

/** Does what the route leads to join the two VPCs? Peering is not transitive. */
function connects(inventory: Inventory, route: OwnedRoute, from: VpcKey, far: Subnet): Tri {
  const to = far.vpc;
  if (route.via === undefined) return unknown([{ code: 'external', subject: `target of a ${route.target} route` }]);
  if (route.target === 'transit') return transits(inventory, route.via, from, far, route.family);
  const peering = inventory.get(route.via, 'peering');
  if (!peering) return unknown([{ code: 'external', subject: route.via.slice(route.via.indexOf('|') + 1) }]);
  const { resource, facet } = peering;
  const ends = [facet.requester, facet.accepter].map((end) => inventory.vpcNamed(end, resource));
  const other = ends.findIndex((end) => sameVpc(end, from) === 'yes');
  const end = other === -1 ? undefined : ends[1 - other];
  if (!end)
    return unknown(
      ends.flatMap(({ reasons }) => reasons),
      [resource.location],
    );
  const same = sameVpc(end, to);
  return same === 'yes' ? yes([resource.location]) : same === 'no' ? no([resource.location]) : unknown(end.reasons);
}

/** A transit gateway joins the VPCs attached to it, as far as its route tables say. */
function transits(inventory: Inventory, gateway: string, from: VpcKey, to: Subnet, family: Family): Tri {
  const attachments = inventory
    .all('transit-attachment')
    .filter(({ resource, facet }) => names(inventory, facet.gateway, resource, gateway));
  const attached = (vpc: VpcKey) =>
    attachments.find(({ resource }) => sameVpc(inventory.vpcOf(resource), vpc) === 'yes');
  const [near, far] = [attached(from), attached(to.vpc)];
  const hub = inventory.graph.resource(gateway);
  if (near && far) return throughTables(inventory, hub, near, far, to, family);
  // Attachments to a gateway that is only looked up may be written elsewhere.
  if (hub && !hub.managed)
    return unknown([{ code: 'external', subject: `attachments of ${hub.address}` }], [hub.location]);
  return no(hub ? [hub.location] : []);
}

function throughTables(
  inventory: Inventory,
  hub: Resource | undefined,
  near: Networked<'transit-attachment'>,
  far: Networked<'transit-attachment'>,
  to: Subnet,
  family: Family,
): Tri {
  const at = [near.resource.location, far.resource.location];
  const association = inventory
    .all('transit-association')
    .find(({ resource, facet }) => names(inventory, facet.attachment, resource, near.resource.id));
  if (!association) return throughDefaultTable(hub, at);
  const { table } = association.facet;
  const [found] = table ? inventory.named([table], association.resource).named : [];
  const routeTable = found && inventory.get(found.id, 'transit-route-table');
  const propagated = inventory
    .all('transit-propagation')
    .some(
      ({ resource, facet }) =>
        names(inventory, facet.attachment, resource, far.resource.id) &&
        sameNames(inventory, facet.table, resource, table, association.resource),
    );
  if (!routeTable) {
    return propagated ? yes(at) : unknown([{ code: 'external', subject: 'transit gateway route table' }], at);
  }
  return throughTable(inventory, routeTable, near, far, { to, family, propagated });
}

/** Without an association of their own attachments use the default table, unless the gateway has none. */
function throughDefaultTable(hub: Resource | undefined, at: readonly Location[]): Tri {
  const facts = ['network.transitDefaultAssociation', 'network.transitDefaultPropagation'].map((name) =>
    hub?.facts.get(name),
  );
  const off = facts.find((fact) => fact?.state === 'known' && fact.value === false);
  if (off) return no(hub ? [hub.location] : []);
  const open = facts.flatMap((fact) => (fact?.state === 'unknown' ? fact.reasons : []));
  return open.length > 0 ? unknown(open, at) : yes(at);
}

/** Longest prefix wins; among equals a static route, black hole or not, beats a propagated one (Transit Gateways Guide, "Route evaluation order"). */
function throughTable(
  inventory: Inventory,
  { resource, facet }: Networked<'transit-route-table'>,
  near: Networked<'transit-attachment'>,
  far: Networked<'transit-attachment'>,
  { to, family, propagated }: { readonly to: Subnet; readonly family: Family; readonly propagated: boolean },
): Tri {
  const at = [near.resource.location, far.resource.location];
  const statics = readRoutes(inventory, resource, facet.routes ?? [], inventory.vpcOf(near.resource)).filter(
    (route) => route.family === family,
  );
  const addresses = addressesIn(to, family);
  const meets = statics.filter(({ region }) => !addresses || intersectIntervals(region, addresses).length > 0);
  const learnt = propagated ? prefixOf(inventory, to, family) : undefined;
  // A propagated CIDR block beats the static routes that are wider than it.
  const winners = learnt === undefined ? meets : meets.filter(({ prefix }) => prefix === undefined || prefix >= learnt);
  const elsewhere = winners.filter(({ via, target }) => target === 'black-hole' || via !== far.resource.id);
  const there = winners.filter(({ via, target }) => target !== 'black-hole' && via === far.resource.id);
  const doubts = winners.flatMap((route) => route.doubts);
  if (!propagated && there.length === 0)
    return no([resource.location, ...elsewhere.flatMap((route) => route.at ?? [])]);
  if (doubts.length > 0) return unknown(doubts, at);
  if (elsewhere.length === 0) return yes([...at, ...there.flatMap((route) => route.at ?? [])]);
  const covered = addresses && elsewhere.some(({ region }) => coversIntervals(region, addresses));
  return covered ? no(elsewhere.flatMap((route) => route.at ?? [])) : unknown([partly(to)], at);
}

/** Length of the shortest prefix that the far VPC's attachment propagates. */
function prefixOf(inventory: Inventory, to: Subnet, family: Family): number {
  const vpc = to.vpc.id === undefined ? undefined : inventory.get(to.vpc.id, 'vpc');
  const sources = vpc ? readAddresses(inventory, vpc.facet.cidrs, vpc.resource) : [];
  const prefixes = sources.flatMap((source) =>
    source.kind === 'cidr' && source.family === family ? source.prefix : [],
  );
  return prefixes.length > 0 ? Math.min(...prefixes) : 0;
}

const names = (inventory: Inventory, value: Value | undefined, from: Resource, id: string): boolean =>
  value !== undefined && inventory.named([value], from).named.some((named) => named.id === id);

function sameNames(
  inventory: Inventory,
  a: Value | undefined,
  fromA: Resource,
  b: Value | undefined,
  fromB: Resource,
): boolean {
  if (!a || !b) return false;
  const ids = new Set(inventory.named([b], fromB).named.map(({ id }) => id));
  return inventory.named([a], fromA).named.some(({ id }) => ids.has(id));
}
