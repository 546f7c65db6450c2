import { all, any, no, type Tri, unknown, yes } from '../../model/tri.js';
import type { Reason } from '../../model/unknown.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import type { NetworkRules } from './inbound.js';
import { type Inventory, type Networked, sameVpc, type VpcKey } from './inventory.js';
import { coversIntervals, intersectIntervals } from './packets/intervals.js';
import { type OwnedRoute, readRoutes } from './route.js';
import type { Subnet } from './subnet.js';

/** Can packets get from one subnet to another VPC's subnet and back: over a peering connection or a transit gateway? */
export function privateRoute(rules: NetworkRules, from: Subnet, to: Subnet): Tri {
  return all(oneWay(rules, from, to), oneWay(rules, to, from));
}

function oneWay(rules: NetworkRules, from: Subnet, to: Subnet): Tri {
  const { routes } = rules.routes.of(from);
  const ways = routes
    .filter(({ target, family }) => family === 4 && (target === 'peering' || target === 'transit'))
    .map((route) => all(leadsTo(route, to), connects(rules.inventory, route, from.vpc, to.vpc)));
  if (ways.length > 0) return any(...ways);
  const open = routes.filter(({ target }) => target === 'unknown');
  return open.length > 0
    ? unknown(open.flatMap(({ doubts }) => doubts))
    : no(from.resource ? [from.resource.location] : []);
}

/** Does the route cover the far subnet? */
function leadsTo(route: OwnedRoute, to: Subnet): Tri {
  const at = route.at ? [route.at] : [];
  if (to.ipv4 === undefined) return unknown([{ code: 'computed', subject: `addresses of ${to.id}` }], at);
  if (intersectIntervals(route.region, to.ipv4).length === 0) return no(at);
  if (route.doubts.length > 0) return unknown(route.doubts, at);
  return coversIntervals(route.region, to.ipv4) ? yes(at) : unknown([partly(to)], at);
}

const partly = (to: Subnet): Reason => ({ code: 'computed', subject: `address in ${to.resource?.address ?? to.id}` });

/** Does what the route leads to join the two VPCs? Peering is not transitive. */
function connects(inventory: Inventory, route: OwnedRoute, from: VpcKey, to: VpcKey): Tri {
  if (route.via === undefined) return unknown([{ code: 'external', subject: `target of a ${route.target} route` }]);
  if (route.target === 'transit') return transits(inventory, route.via, from, to);
  const peering = inventory.get(route.via, 'peering');
  if (!peering) return unknown([{ code: 'external', subject: route.via.slice(route.via.indexOf('|') + 1) }]);
  const { resource, facet } = peering;
  const ends = [facet.requester, facet.accepter].map((end) => inventory.vpcNamed(end, resource));
  const other = ends.findIndex((end) => sameVpc(end, from) === 'yes');
  const far = other === -1 ? undefined : ends[1 - other];
  if (!far)
    return unknown(
      ends.flatMap(({ reasons }) => reasons),
      [resource.location],
    );
  const same = sameVpc(far, to);
  return same === 'yes' ? yes([resource.location]) : same === 'no' ? no([resource.location]) : unknown(far.reasons);
}

/** A transit gateway joins the VPCs attached to it, as far as its route tables say. */
function transits(inventory: Inventory, gateway: string, from: VpcKey, to: VpcKey): Tri {
  const attachments = inventory
    .all('transit-attachment')
    .filter(({ resource, facet }) => names(inventory, facet.gateway, resource, gateway));
  const near = attachments.find(({ resource }) => sameVpc(inventory.vpcOf(resource), from) === 'yes');
  const far = attachments.find(({ resource }) => sameVpc(inventory.vpcOf(resource), to) === 'yes');
  if (!near || !far) return no(inventory.graph.resource(gateway) ? [inventory.graph.resource(gateway)!.location] : []);
  return throughTables(inventory, near, far);
}

function throughTables(
  inventory: Inventory,
  near: Networked<'transit-attachment'>,
  far: Networked<'transit-attachment'>,
): Tri {
  const at = [near.resource.location, far.resource.location];
  const association = inventory
    .all('transit-association')
    .find(({ resource, facet }) => names(inventory, facet.attachment, resource, near.resource.id));
  // Without an association of our own, both are in the default table, and routes propagate.
  if (!association) return yes(at);
  const { table } = association.facet;
  const propagated = inventory
    .all('transit-propagation')
    .some(
      ({ resource, facet }) =>
        names(inventory, facet.attachment, resource, far.resource.id) &&
        sameNames(inventory, facet.table, resource, table, association.resource),
    );
  if (propagated) return yes(at);
  const [found] = table ? inventory.named([table], association.resource).named : [];
  const routeTable = found && inventory.get(found.id, 'transit-route-table');
  if (!routeTable) return unknown([{ code: 'external', subject: 'transit gateway route table' }], at);
  const routes = readRoutes(
    inventory,
    routeTable.resource,
    routeTable.facet.routes ?? [],
    inventory.vpcOf(near.resource),
  );
  const leads = routes.some(({ via }) => via === far.resource.id);
  return leads ? yes(at) : no([routeTable.resource.location]);
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
