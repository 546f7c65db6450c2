import { type Location, mergeLocations } from '../../model/location.js';
import { type Tri, type Truth } from '../../model/tri.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import { publicAccessAllowed } from './block-public-access.js';
import type { Bounds } from './bounds.js';
import type { Attachment, Placement } from './endpoint.js';
import { type Gate, type GateKind, onlyBlocker, passAll, triGate } from './gate.js';
import type { Inventory } from './inventory.js';
import { allowingRules, connectionsInto, denyingRules, isOneWay, type NetworkAcls } from './network-acl.js';
import { noBoxes, unionBoxes } from './packets/boxes.js';
import { formatRange } from './packets/cidr.js';
import { internetPackets, onlyWide, type Width, wider, widest } from './packets/internet.js';
import type { Intervals } from './packets/intervals.js';
import {
  addressesOf,
  anyAddress,
  everyPort,
  hasPackets,
  noPackets,
  type PacketSet,
  packetsMeet,
  packetsOf,
  type PortSet,
  portsOf,
  unionPackets,
} from './packets/packet-set.js';
import { type OwnedRoute, regionOf } from './route.js';
import type { RouteTables } from './route-table.js';
import { placeOf, rulePackets, type SecurityGroup, unfiltered } from './security-group.js';

/** What can come in from the internet, and why. */
export interface Inbound {
  readonly truth: Truth;
  /** Ports open to a wide source (a /16 or more); when `truth` is unknown, those that may be. */
  readonly ports: PortSet;
  readonly width: Width;
  readonly packets: PacketSet;
  /** Rules, routes and subnets; addresses stand in `addressEvidence`. */
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
  readonly assumed: boolean;
  /** True when answers to UDP packets cannot leave. */
  readonly oneWay: boolean;
  /** For `no`: what few addresses of the internet get in. */
  readonly narrow: readonly string[];
  /** For `no`: the one fact that is in the way. */
  readonly blockedBy?: { readonly kind: GateKind; readonly because: readonly Location[] };
}

export interface NetworkRules {
  readonly inventory: Inventory;
  readonly routes: RouteTables;
  readonly acls: NetworkAcls;
  /** IPv4 blocks by VPC, once they have been asked for. */
  readonly networks: Map<string, Intervals | undefined>;
}

/** Who comes in from the internet (spec/C2 to C7), over all subnets that the endpoint is in. */
export function inboundFromInternet(rules: NetworkRules, placement: Placement, wanted: PortSet = everyPort): Inbound {
  const parts = placement.attachments.map((attachment) => inboundAt(rules, placement, attachment, wanted));
  const [first, ...others] = parts;
  if (first && others.length === 0) return first;
  return joinParts(parts, placement.spread);
}

function inboundAt(rules: NetworkRules, placement: Placement, attachment: Attachment, wanted: PortSet): Inbound {
  const gates = gatesOf(rules, placement, attachment, wanted);
  const passed = passAll(gates, internetPackets);
  const sure = attachment.doubts.length === 0 ? onlyWide(passed.must, 'broad') : noPackets;
  const possible = onlyWide(passed.may, 'broad');
  const truth = hasPackets(sure) ? 'yes' : hasPackets(possible) ? 'unknown' : 'no';
  const shown = truth === 'yes' ? sure : possible;
  const narrow = attachment.doubts.length === 0 ? passed.must : noPackets;
  const blocker = truth === 'no' ? onlyBlocker(gates, internetPackets) : undefined;
  return {
    truth,
    ports: portsOf(shown),
    width: truth === 'no' ? widest(narrow) : widest(shown),
    packets: shown,
    because: truth === 'no' ? [] : evidenceOf(gates, shown),
    unknowns: truth === 'unknown' ? mergeReasons(passed.reasons, attachment.doubts) : [],
    assumed: truth !== 'no' && gates.some((gate) => gate.assumed?.(shown) === true),
    narrow: truth === 'no' ? narrowSources(narrow) : [],
    oneWay: isOneWay(shown, rules.acls.of(attachment.subnet).outbound.passes.may),
    ...(blocker && { blockedBy: { kind: blocker.kind, because: blocker.blocks } }),
  };
}

/** What to look at first: the rule, then the way, then the rest. */
const evidenceOrder: readonly GateKind[] = ['security-group', 'route', 'nacl', 'block-public-access'];

const evidenceOf = (gates: readonly Gate[], packets: PacketSet): readonly Location[] =>
  mergeLocations(
    ...evidenceOrder.flatMap((kind) => gates.filter((gate) => gate.kind === kind).map((gate) => gate.admits(packets))),
  );

/** The addresses, as CIDR blocks, at most a handful. */
const narrowSources = (packets: PacketSet): string[] =>
  ([4, 6] as const)
    .flatMap((family) => addressesOf(packets, family).map((range) => formatRange(family, range)))
    .slice(0, 5);

/** Where the public addresses of an endpoint come from: kept apart, because members of one class differ in it. */
export function addressEvidence({ attachments }: Placement, inbound: Inbound | undefined): readonly Location[] {
  return mergeLocations(
    ...attachments.flatMap(({ public4, public6 }) => [
      inbound?.packets.ipv4.length === 0 ? [] : public4.because,
      inbound?.packets.ipv6.length === 0 ? [] : public6.because,
    ]),
  );
}

/** In one of several subnets: what AWS spreads is as exposed as its most exposed part, else nobody knows which one it gets. */
function joinParts(parts: readonly Inbound[], spread: boolean): Inbound {
  const open = parts.filter(({ truth }) => truth !== 'no');
  const all = open.length === parts.length;
  const surely = parts.some(({ truth }) => truth === 'yes') && (spread || parts.every(({ truth }) => truth === 'yes'));
  const truth: Truth = surely ? 'yes' : open.length > 0 ? 'unknown' : 'no';
  const shown = truth === 'yes' ? open.filter((part) => part.truth === 'yes') : open;
  const blockers = new Set(parts.map(({ blockedBy }) => blockedBy?.kind));
  const blocked = truth === 'no' && blockers.size === 1 ? parts[0]?.blockedBy : undefined;
  const chance: readonly Reason[] = all ? [] : [{ code: 'account', subject: 'the choice of one of its subnets' }];
  return {
    truth,
    ports: shown.length > 0 ? unionBoxes(...shown.map(({ ports }) => ports)) : noBoxes,
    width: (truth === 'no' ? parts : shown).reduce<Width>((width, part) => wider(width, part.width), 'none'),
    packets: unionPackets(...shown.map(({ packets }) => packets)),
    because: mergeLocations(...shown.map(({ because }) => because)),
    unknowns: truth === 'unknown' ? mergeReasons(...shown.map(({ unknowns }) => unknowns), chance) : [],
    assumed: shown.some(({ assumed }) => assumed),
    narrow: truth === 'no' ? [...new Set(parts.flatMap((part) => part.narrow))] : [],
    oneWay: shown.some(({ oneWay }) => oneWay),
    ...(blocked && { blockedBy: blocked }),
  };
}

/** The facts that all must hold, cheapest first. */
export function gatesOf(rules: NetworkRules, placement: Placement, attachment: Attachment, wanted: PortSet): Gate[] {
  return [
    addressGate(attachment),
    routeGate(rules, attachment),
    triGate('block-public-access', publicAccessAllowed(rules.inventory, attachment.subnet, 'inbound')),
    groupGate(placement),
    portGate(placement.listens, wanted),
    aclGate(rules, attachment),
  ];
}

function addressGate({ public4, public6, subnet }: Attachment): Gate {
  return { ...triGate('address', public4, public6), assumed: () => subnet.assumed };
}

/** Answers must leave by an internet gateway, so only clients that its routes cover come in (spec/C4). */
function routeGate(rules: NetworkRules, { subnet }: Attachment): Gate {
  const { routes: own, because } = rules.routes.of(subnet);
  const routes = rules.routes.hasIngressRouting(subnet) ? own.map(throughFirewall) : own;
  const regions = ([4, 6] as const).map((family) => ({ family, ...regionOf(routes, family, ['internet']) }));
  const towards = (limit: 'must' | 'may'): PacketSet =>
    unionPackets(...regions.map((region) => packetsOf(everyPort, region.family, region[limit] as Intervals)));
  const gateways = routes.filter(({ target }) => target === 'internet' || target === 'unknown');
  const deadEnds = routes.filter(({ target }) => target === 'black-hole');
  return {
    kind: 'route',
    passes: {
      must: towards('must'),
      may: towards('may'),
      reasons: mergeReasons(...regions.map(({ reasons }) => reasons)),
    },
    admits: (packets) =>
      mergeLocations(
        gateways.flatMap((route) =>
          route.at && packetsMeet(packets, packetsOf(everyPort, route.family, route.region)) ? [route.at] : [],
        ),
        because,
        subnet.resource ? [subnet.resource.location] : [],
      ),
    blocks: mergeLocations(
      deadEnds.flatMap(({ at }) => at ?? []),
      because,
      subnet.resource ? [subnet.resource.location] : [],
    ),
    assumed: () => gateways.some(({ assumed }) => assumed === true),
  };
}

/** A route to a firewall's endpoint goes on to the internet gateway, if the firewall's rules let it (spec/C4). */
function throughFirewall(route: OwnedRoute): OwnedRoute {
  if (route.target !== 'endpoint') return route;
  const subject = `the firewall behind ${route.via?.slice(route.via.indexOf('|') + 1) ?? 'the route'}`;
  return {
    ...route,
    target: 'internet',
    doubts: [{ code: 'unsupported', subject, ...(route.at && { at: route.at }) }],
  };
}

/** All groups of an endpoint together: allow rules add up. */
export function groupGate(placement: Placement): Gate {
  const { groups } = placement;
  const sure = groups.filter(({ doubts }) => doubts.length === 0).map(({ group }) => group.inbound.must);
  const passes: Bounds<PacketSet> = placement.unfiltered
    ? unfiltered
    : {
        must: unionPackets(...sure),
        may: unionPackets(...groups.map(({ group }) => group.inbound.may)),
        reasons: mergeReasons(...groups.flatMap(({ group, doubts }) => [group.inbound.reasons, doubts])),
      };
  return {
    kind: 'security-group',
    passes,
    admits: (packets) => mergeLocations(...groups.map(({ group }) => admittingRules(group, packets))),
    blocks: groups.flatMap(({ group }) => group.resource?.location ?? []),
    assumed: (packets) =>
      groups.some(({ group }) =>
        group.ingress.some(
          (rule) => packetsMeet(rulePackets(rule).may, packets) && rule.sources.some((source) => source.assumed),
        ),
      ),
  };
}

/** The rules of a group that let some of these packets in. */
export const admittingRules = (group: SecurityGroup, packets: PacketSet): Location[] =>
  group.ingress.flatMap((rule) => (packetsMeet(rulePackets(rule).may, packets) ? placeOf(rule) : []));

function portGate(listens: Bounds<PortSet>, wanted: PortSet): Gate {
  const ports = { must: anyAddress(listens.must), may: anyAddress(listens.may), reasons: listens.reasons };
  const passes = wanted === everyPort ? ports : passAll([{ ...portGate(listens, everyPort) }], anyAddress(wanted));
  return { kind: 'port', passes, admits: () => [], blocks: [] };
}

function aclGate(rules: NetworkRules, { subnet }: Attachment): Gate {
  const acl = rules.acls.of(subnet);
  return {
    kind: 'nacl',
    passes: connectionsInto(acl),
    admits: (packets) => allowingRules(acl.inbound, packets),
    blocks: mergeLocations(denyingRules(acl.inbound, internetPackets), acl.location ? [acl.location] : []),
  };
}

/** Is there an address and a route, whatever the filters say? What a proxy on the internet needs to get to it. */
export function addressable(rules: NetworkRules, placement: Placement): Truth {
  const truths = placement.attachments.map((attachment): Truth => {
    const gates = [
      addressGate(attachment),
      routeGate(rules, attachment),
      triGate('block-public-access', publicAccessAllowed(rules.inventory, attachment.subnet, 'inbound') as Tri),
    ];
    const { must, may } = passAll(gates, internetPackets);
    return hasPackets(must) ? 'yes' : hasPackets(may) ? 'unknown' : 'no';
  });
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
}
