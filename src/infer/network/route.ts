import type { Location } from '../../model/location.js';
import type { RouteEntry } from '../../model/network.js';
import type { Resource } from '../../model/resource.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { type Inventory, sameVpc, type VpcKey } from './inventory.js';
import { type Intervals, intersectIntervals, subtractIntervals, unionIntervals } from './packets/intervals.js';
import { allAddresses, type Family } from './packets/packet-set.js';
import { internet } from './packets/internet.js';
import { readAddresses } from './rule-source.js';
import type { Bounds } from './bounds.js';
import { onlyScalar } from './scalars.js';

/** Where a route leads, after looking at what stands behind the id: a detached gateway is a black hole. */
export type RouteTarget =
  | 'internet'
  | 'nat'
  | 'egress-only'
  | 'peering'
  | 'transit'
  | 'vpn'
  | 'endpoint'
  | 'interface'
  | 'local'
  | 'black-hole'
  | 'unknown';

/** The addresses that one route of a table wins by longest prefix. */
export interface OwnedRoute {
  readonly family: Family;
  readonly region: Intervals;
  readonly target: RouteTarget;
  /** The gateway or connection. */
  readonly via?: string;
  /** Length of the prefix as written; negative when not known, absent for what AWS provides. */
  readonly prefix?: number;
  /** Empty when the route is surely there and surely leads there. */
  readonly doubts: readonly Reason[];
  readonly at?: Location;
  /** True for what AWS provides when nothing is written. */
  readonly assumed?: boolean;
}

interface Candidate extends OwnedRoute {
  readonly prefix: number;
}

/** Longest prefix wins (VPC User Guide, "Route priority"); a route that may be missing takes nothing from the others. */
export function ownRoutes(candidates: readonly Candidate[]): OwnedRoute[] {
  const claimed: Record<Family, Intervals> = { 4: [], 6: [] };
  const sorted = [...candidates].sort((a, b) => b.prefix - a.prefix || a.doubts.length - b.doubts.length);
  return sorted.flatMap((candidate) => {
    const region = subtractIntervals(candidate.region, claimed[candidate.family]);
    if (candidate.doubts.length === 0) {
      claimed[candidate.family] = unionIntervals(claimed[candidate.family], candidate.region);
    }
    return region.length > 0 ? [{ ...candidate, region }] : [];
  });
}

/** Reads the routes of a table, as seen from a VPC. */
export function readRoutes(
  inventory: Inventory,
  table: Resource,
  routes: readonly RouteEntry[],
  vpc: VpcKey,
): OwnedRoute[] {
  return ownRoutes(routes.flatMap((route) => candidatesOf(inventory, table, route, vpc)));
}

function candidatesOf(inventory: Inventory, table: Resource, route: RouteEntry, vpc: VpcKey): Candidate[] {
  const targets = targetsOf(inventory, table, route, vpc);
  return readAddresses(inventory, [route.destination], table).flatMap((source): Candidate[] => {
    const regions: { family: Family; region: Intervals; prefix: number }[] =
      source.kind === 'cidr'
        ? [{ family: source.family, region: source.range, prefix: source.prefix }]
        : source.kind === 'unknown' && !source.small
          ? ([4, 6] as const).map((family) => ({ family, region: allAddresses[family], prefix: -1 }))
          : [];
    return regions.flatMap((region) =>
      targets.map(({ target, via, doubts }) => ({
        ...region,
        target,
        ...(via !== undefined && { via }),
        doubts: mergeReasons(source.doubts, doubts),
        at: route.at,
      })),
    );
  });
}

interface Target {
  readonly target: RouteTarget;
  readonly via?: string;
  readonly doubts: readonly Reason[];
}

function targetsOf(inventory: Inventory, table: Resource, route: RouteEntry, vpc: VpcKey): Target[] {
  const direct: Partial<Record<RouteEntry['targetKind'], RouteTarget>> = {
    nat: 'nat',
    peering: 'peering',
    transit: 'transit',
    'egress-only': 'egress-only',
    endpoint: 'endpoint',
    interface: 'interface',
    instance: 'interface',
    local: 'local',
  };
  const { named, open } = inventory.named([route.target], table);
  const kind = direct[route.targetKind];
  if (kind !== undefined) {
    const certain = named.length <= 1;
    return named.length === 0
      ? [{ target: kind, doubts: [] }]
      : named.map(({ id, doubts }) => ({ target: kind, via: id, doubts: certain ? [] : doubts }));
  }
  const gateways = named.map(({ id, doubts }) => gatewayTarget(inventory, id, doubts, vpc));
  return open.length > 0 || named.length === 0 ? [...gateways, openTarget(route, open)] : gateways;
}

/** A gateway that is not in the scan. Ids tell internet gateways from virtual private ones. */
function openTarget(route: RouteEntry, open: readonly Reason[]): Target {
  const literal = onlyScalar(route.target);
  if (literal?.startsWith('igw-')) return { target: 'internet', doubts: [] };
  // The catalog's word for a transit gateway's route that drops packets.
  if (route.targetKind === 'other' && literal === 'blackhole') return { target: 'black-hole', doubts: [] };
  if (literal?.startsWith('vgw-')) return { target: 'vpn', doubts: [] };
  const reasons: readonly Reason[] =
    open.length > 0 ? open : [{ code: 'external', subject: 'target of the route', at: route.at }];
  return { target: route.targetKind === 'other' && open.length === 0 ? 'black-hole' : 'unknown', doubts: reasons };
}

function gatewayTarget(inventory: Inventory, id: string, doubts: readonly Reason[], vpc: VpcKey): Target {
  const gateway = inventory.get(id, 'gateway');
  if (!gateway) return { target: 'unknown', via: id, doubts: doubts.length > 0 ? doubts : [whatIs(id)] };
  switch (gateway.facet.gateway) {
    case 'internet': {
      const attached = attachment(inventory, gateway.resource, gateway.facet.vpcs, vpc);
      if (attached.truth === 'no') return { target: 'black-hole', via: id, doubts };
      return { target: 'internet', via: id, doubts: mergeReasons(doubts, attached.reasons) };
    }
    case 'nat':
      return { target: 'nat', via: id, doubts };
    case 'egress-only':
      return { target: 'egress-only', via: id, doubts };
    case 'transit':
      return { target: 'transit', via: id, doubts };
    default:
      return { target: 'vpn', via: id, doubts };
  }
}

const whatIs = (id: string): Reason => ({ code: 'external', subject: id.slice(id.indexOf('|') + 1) });

type Attachment = { readonly truth: 'yes' | 'no' | 'unknown'; readonly reasons: readonly Reason[] };

/** Is the internet gateway attached to this VPC? A gateway that is only looked up could not be routed to otherwise. */
function attachment(inventory: Inventory, gateway: Resource, values: readonly Value[], vpc: VpcKey): Attachment {
  if (!gateway.managed) return { truth: 'yes', reasons: [] };
  const linked = inventory.graph.outgoing(gateway.id, 'attached-to').flatMap(({ to, certainty }) => {
    const resource = inventory.graph.resource(to);
    return resource ? [{ key: inventory.vpcOf(resource), certain: certainty === 'certain' }] : [];
  });
  const named = values.map((value) => {
    const key = inventory.vpcNamed(value, gateway);
    return { key, certain: true };
  });
  let reasons: readonly Reason[] = [];
  let truth: 'yes' | 'no' | 'unknown' = 'no';
  for (const { key, certain } of [...named, ...linked]) {
    const same = sameVpc(key, vpc);
    if (same === 'yes' && certain) return { truth: 'yes', reasons: [] };
    if (same === 'no') continue;
    truth = 'unknown';
    reasons = mergeReasons(reasons, key.reasons, vpc.reasons);
  }
  if (truth === 'unknown' && reasons.length === 0) {
    reasons = [{ code: 'dynamic', subject: `attachment of ${gateway.address}`, at: gateway.location }];
  }
  return { truth, reasons };
}

/** The addresses that routes to some targets own: surely, and perhaps. */
export function regionOf(
  routes: readonly OwnedRoute[],
  family: Family,
  targets: readonly RouteTarget[],
): Bounds<Intervals> {
  const mine = routes.filter((route) => route.family === family);
  const meant = mine.filter((route) => targets.includes(route.target));
  const maybe = mine.filter(
    (route) => route.target === 'unknown' || (meant.includes(route) && route.doubts.length > 0),
  );
  return {
    must: unionIntervals(...meant.filter((route) => route.doubts.length === 0).map((route) => route.region)),
    may: unionIntervals(...meant.map((route) => route.region), ...maybe.map((route) => route.region)),
    reasons: mergeReasons(...maybe.map((route) => route.doubts)),
  };
}

/** The part of a region that is the public internet. */
export const publicPart = (region: Intervals, family: Family): Intervals =>
  intersectIntervals(region, internet[family]);
