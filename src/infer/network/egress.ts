import { type Location, mergeLocations } from '../../model/location.js';
import type { Truth } from '../../model/tri.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import { publicAccessAllowed } from './block-public-access.js';
import type { Attachment, Placement } from './endpoint.js';
import { type Gate, passAll, triGate } from './gate.js';
import type { NetworkRules } from './inbound.js';
import { allowingRules } from './network-acl.js';
import { internetPackets, onlyWide } from './packets/internet.js';
import type { Intervals } from './packets/intervals.js';
import {
  type Family,
  everyPort,
  hasPackets,
  intersectPackets,
  noPackets,
  type PacketSet,
  packetsMeet,
  packetsOf,
  type PortSet,
  portsOf,
  unionPackets,
} from './packets/packet-set.js';
import { type OwnedRoute, regionOf, type RouteTarget } from './route.js';
import { placeOf, rulePackets, unfiltered } from './security-group.js';
import { onlyScalar } from './scalars.js';

/** Whether an endpoint can open connections to any address of the internet. */
export interface Outbound {
  readonly truth: Truth;
  readonly ports: PortSet;
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
}

export function outboundToInternet(rules: NetworkRules, placement: Placement, wanted: PortSet = everyPort): Outbound {
  let best: Outbound = { truth: 'no', ports: [], because: [], unknowns: [] };
  for (const attachment of placement.attachments) {
    const outbound = outboundAt(rules, placement, attachment, wanted);
    if (outbound.truth === 'yes') return outbound;
    if (best.truth === 'no') best = outbound;
  }
  return best;
}

function outboundAt(rules: NetworkRules, placement: Placement, attachment: Attachment, wanted: PortSet): Outbound {
  const gates = [groupsOut(placement), wayOut(rules, attachment), aclOut(rules, attachment)];
  const start: PacketSet = {
    ipv4: packetsOf(wanted, 4, internetPackets.ipv4[0]![2]!).ipv4,
    ipv6: packetsOf(wanted, 6, internetPackets.ipv6[0]![2]!).ipv6,
  };
  const passed = passAll(gates, start);
  const sure = attachment.doubts.length === 0 ? onlyWide(passed.must, 'broad') : noPackets;
  const possible = onlyWide(passed.may, 'broad');
  const truth: Truth = hasPackets(sure) ? 'yes' : hasPackets(possible) ? 'unknown' : 'no';
  const shown = truth === 'yes' ? sure : possible;
  return {
    truth,
    ports: portsOf(shown),
    because: truth === 'no' ? [] : mergeLocations(...gates.map((gate) => gate.admits(shown))),
    unknowns: truth === 'unknown' ? mergeReasons(passed.reasons, attachment.doubts) : [],
  };
}

/** By an internet gateway with a public address of its own, by a NAT, or (IPv6) by an egress-only gateway. */
function wayOut(rules: NetworkRules, { subnet, public4, public6 }: Attachment): Gate {
  const { routes, because } = rules.routes.of(subnet);
  const allowed = triGate('block-public-access', publicAccessAllowed(rules.inventory, subnet, 'outbound'));
  const direct = passAll([triGate('address', public4, public6), allowed], region(routes, ['internet']).may);
  const directSure = intersectPackets(direct.must, region(routes, ['internet']).must);
  const shared = region(
    routes.filter((route) => working(rules, route)),
    ['nat', 'egress-only'],
  );
  const elsewhere = region(routes, ['transit', 'vpn', 'endpoint', 'interface']);
  return {
    kind: 'route',
    passes: {
      must: intersectPackets(unionPackets(directSure, shared.must), allowed.passes.must),
      may: intersectPackets(unionPackets(direct.may, shared.may, elsewhere.may), allowed.passes.may),
      reasons: mergeReasons(
        direct.reasons,
        region(routes, ['internet']).reasons,
        shared.reasons,
        hasPackets(elsewhere.may)
          ? [{ code: 'route', subject: 'what lies behind the gateway of its default route' }]
          : [],
      ),
    },
    admits: (packets) =>
      mergeLocations(
        routes.flatMap((route) =>
          route.at && packetsMeet(packets, packetsOf(everyPort, route.family, route.region)) ? [route.at] : [],
        ),
        because,
      ),
    blocks: because,
  };
}

/** A private NAT gateway leads to other private networks only. */
function working(rules: NetworkRules, { via }: OwnedRoute): boolean {
  const gateway = via === undefined ? undefined : rules.inventory.get(via, 'gateway');
  return onlyScalar(gateway?.facet.connectivity) !== 'private';
}

function region(routes: readonly OwnedRoute[], targets: readonly RouteTarget[]) {
  const families = ([4, 6] as const).map((family: Family) => ({ family, ...regionOf(routes, family, targets) }));
  const packets = (limit: 'must' | 'may'): PacketSet =>
    intersectPackets(
      unionPackets(...families.map((part) => packetsOf(everyPort, part.family, part[limit] as Intervals))),
      internetPackets,
    );
  return {
    must: packets('must'),
    may: packets('may'),
    reasons: mergeReasons(...families.map(({ reasons }) => reasons)),
  };
}

function groupsOut(placement: Placement): Gate {
  const { groups } = placement;
  const sure = groups.filter(({ doubts }) => doubts.length === 0);
  return {
    kind: 'security-group',
    passes: placement.unfiltered
      ? unfiltered
      : {
          must: unionPackets(...sure.map(({ group }) => group.outbound.must)),
          may: unionPackets(...groups.map(({ group }) => group.outbound.may)),
          reasons: mergeReasons(...groups.flatMap(({ group, doubts }) => [group.outbound.reasons, doubts])),
        },
    admits: (packets) =>
      mergeLocations(
        ...groups.map(({ group }) =>
          group.egress.flatMap((rule) => (packetsMeet(rulePackets(rule).may, packets) ? placeOf(rule) : [])),
        ),
      ),
    blocks: groups.flatMap(({ group }) => group.resource?.location ?? []),
  };
}

function aclOut(rules: NetworkRules, { subnet }: Attachment): Gate {
  const acl = rules.acls.of(subnet);
  return {
    kind: 'nacl',
    passes: acl.outbound.passes,
    admits: (packets) => allowingRules(acl.outbound, packets),
    blocks: acl.location ? [acl.location] : [],
  };
}
