import { mergeLocations, type Location } from '../../model/location.js';
import type { Truth } from '../../model/tri.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Bounds } from './bounds.js';
import type { Attachment, Placement } from './endpoint.js';
import type { GateKind } from './gate.js';
import type { NetworkRules } from './inbound.js';
import { sameVpc } from './inventory.js';
import { type AclFilter, allowingRules, denyingRules } from './network-acl.js';
import { boxesMeet, intersectBoxes, noBoxes, subtractBoxes, unionBoxes } from './packets/boxes.js';
import type { Intervals } from './packets/intervals.js';
import {
  allAddresses,
  everyPort,
  intersectPackets,
  packetsOf,
  type Family,
  type PacketSet,
  type PortSet,
  portsOf,
  subtractPackets,
} from './packets/packet-set.js';
import { ephemeralTcp, protocolPorts, tcp } from './packets/ports.js';
import { matchRules, type Peer, peerOf, type RuleMatch } from './peer.js';
import { privateRoute } from './private-route.js';
import { rangesOf, readAddresses } from './rule-source.js';
import { addressesIn } from './subnet.js';
import type { TrafficRule } from './security-group.js';

/** Whether one endpoint can open a connection to another over private addresses, and to which ports. */
export interface Connection {
  readonly truth: Truth;
  readonly ports: PortSet;
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
  readonly blockedBy?: { readonly kind: GateKind; readonly because: readonly Location[] };
}

interface Step extends RuleMatch {
  readonly kind: GateKind;
  readonly blocks: readonly Location[];
}

const passesAll: RuleMatch = { must: everyPort, may: everyPort, reasons: [], because: [] };

/** The pairwise rule of spec/C8, for the best pair of interfaces. */
export function connect(rules: NetworkRules, from: Placement, to: Placement, wanted: PortSet = everyPort): Connection {
  let best: Connection | undefined;
  for (const a of from.attachments) {
    for (const b of to.attachments) {
      const connection = overBoth(rules, from, a, to, b, wanted);
      if (connection.truth === 'yes') return connection;
      if (!best || (best.truth === 'no' && connection.truth === 'unknown')) best = connection;
    }
  }
  return best ?? { truth: 'no', ports: noBoxes, because: [], unknowns: [] };
}

/** Over IPv4, and over IPv6 where both ends may have such an address. */
function overBoth(
  rules: NetworkRules,
  from: Placement,
  a: Attachment,
  to: Placement,
  b: Attachment,
  wanted: PortSet,
): Connection {
  const ipv4 = connectAt(rules, from, a, to, b, wanted, 4);
  if (a.public6.truth === 'no' || b.public6.truth === 'no') return ipv4;
  const ipv6 = connectAt(rules, from, a, to, b, wanted, 6);
  if (ipv4.truth === 'yes' && ipv6.truth === 'yes') {
    const because = mergeLocations(ipv4.because, ipv6.because);
    return { ...ipv4, ports: unionBoxes(ipv4.ports, ipv6.ports), because };
  }
  if (ipv4.truth === 'no' && ipv6.truth === 'no') return ipv4.blockedBy ? ipv4 : ipv6;
  return ipv6.truth === 'yes' || ipv4.truth === 'no' ? (ipv4.truth === 'yes' ? ipv4 : ipv6) : ipv4;
}

function connectAt(
  rules: NetworkRules,
  from: Placement,
  a: Attachment,
  to: Placement,
  b: Attachment,
  wanted: PortSet,
  family: Family,
): Connection {
  const client = peerOf(from, a, networkOf(rules, a, family), family);
  const server = peerOf(to, b, networkOf(rules, b, family), family);
  const steps: Step[] = [
    routeStep(rules, a, b, family),
    groupStep(from, 'egress', server),
    groupStep(to, 'ingress', client),
    { kind: 'port', ...to.listens, because: [], blocks: [] },
    ...aclSteps(rules, a, b, family),
  ];
  return verdict(
    steps,
    wanted,
    mergeReasons(a.doubts, b.doubts, ...(family === 6 ? [a.public6.unknowns, b.public6.unknowns] : [])),
  );
}

/** Goes through the steps in order and keeps what passes all; the one that alone stops everything is the blocker. */
export function verdict(steps: readonly Step[], wanted: PortSet, doubts: readonly Reason[] = []): Connection {
  const passing = (limit: 'must' | 'may', without?: Step): PortSet => {
    let ports = wanted;
    for (const step of steps) {
      if (step === without || step[limit] === everyPort) continue;
      ports = ports === everyPort ? step[limit] : intersectBoxes(ports, step[limit]);
      if (ports.length === 0) return noBoxes;
    }
    return ports;
  };
  const may = passing('may');
  const must = may.length === 0 || doubts.length > 0 ? noBoxes : passing('must');
  const truth: Truth = must.length > 0 ? 'yes' : may.length > 0 ? 'unknown' : 'no';
  if (truth === 'no') {
    const blockers = steps.filter((step) => step.kind !== 'port' && passing('must', step).length > 0);
    const [only] = blockers.length === 1 ? blockers : [];
    const blockedBy = only && { kind: only.kind, because: only.blocks };
    return { truth, ports: noBoxes, because: [], unknowns: [], ...(blockedBy && { blockedBy }) };
  }
  return {
    truth,
    ports: truth === 'yes' ? must : may,
    because: mergeLocations(...steps.map(({ because }) => because)),
    unknowns: truth === 'yes' ? [] : mergeReasons(doubts, ...steps.map(({ reasons }) => reasons)),
  };
}

/** The known blocks, of one IP version, of the VPC that an interface is in. */
export function networkOf(rules: NetworkRules, { subnet }: Attachment, family: Family = 4): Intervals | undefined {
  const { id } = subnet.vpc;
  if (id === undefined) return undefined;
  const key = `${family} ${id}`;
  if (!rules.networks.has(key)) rules.networks.set(key, readNetwork(rules, id, family));
  return rules.networks.get(key);
}

function readNetwork(rules: NetworkRules, id: string, family: Family): Intervals | undefined {
  const vpc = rules.inventory.get(id, 'vpc');
  if (!vpc) return undefined;
  const sources = readAddresses(rules.inventory, vpc.facet.cidrs, vpc.resource);
  return sources.every(({ kind }) => kind === 'cidr') ? rangesOf(sources, family) : undefined;
}

/** The local route joins all subnets of a VPC; between VPCs, both need a route to the other. */
function routeStep(rules: NetworkRules, a: Attachment, b: Attachment, family: Family): Step {
  const same = sameVpc(a.subnet.vpc, b.subnet.vpc);
  const step = { kind: 'route' as const, blocks: [] };
  if (same === 'yes') return { ...step, ...passesAll };
  const path = privateRoute(rules, a.subnet, b.subnet, family);
  const truth = same === 'unknown' && path.truth === 'no' ? 'unknown' : path.truth;
  return {
    kind: 'route',
    must: truth === 'yes' ? everyPort : noBoxes,
    may: truth === 'no' ? noBoxes : everyPort,
    reasons: truth === 'unknown' ? mergeReasons(path.unknowns, a.subnet.vpc.reasons, b.subnet.vpc.reasons) : [],
    because: truth === 'no' ? [] : path.because,
    blocks: path.because,
  };
}

/** What the groups on one side allow towards the other side. */
export function groupStep(placement: Placement, way: 'ingress' | 'egress', peer: Peer): Step {
  const kind = 'security-group' as const;
  const blocks = placement.groups.flatMap(({ group }) => group.resource?.location ?? []);
  if (placement.unfiltered) return { kind, ...passesAll, blocks };
  const matches = placement.groups.map(({ group, doubts }) => {
    const match = matchRules(group[way] as readonly TrafficRule[], peer);
    return doubts.length === 0 ? match : { ...match, must: noBoxes, reasons: mergeReasons(match.reasons, doubts) };
  });
  return {
    kind,
    must: unionBoxes(...matches.map(({ must }) => must)),
    may: unionBoxes(...matches.map(({ may }) => may)),
    reasons: mergeReasons(...matches.map(({ reasons }) => reasons)),
    because: mergeLocations(...matches.map(({ because }) => because)),
    blocks,
  };
}

/** Out of one subnet, into the other, and the answers back; nothing inside of a subnet (spec/C6, C8). */
function aclSteps(rules: NetworkRules, a: Attachment, b: Attachment, family: Family): Step[] {
  if (a.subnet.id === b.subnet.id && a.subnet.declared) return [];
  const near = rules.acls.of(a.subnet);
  const far = rules.acls.of(b.subnet);
  const [ours, theirs] = [a, b].map(({ subnet }) =>
    packetsOf(everyPort, family, addressesIn(subnet, family) ?? allAddresses[family]),
  ) as [PacketSet, PacketSet];
  // Two untouched default ACLs, which allow everything.
  if (near.id === undefined && far.id === undefined) return [];
  return [
    aclStep(near.outbound, theirs, near.location),
    aclStep(far.inbound, ours, far.location),
    answerStep(far.outbound, ours, far.location),
    answerStep(near.inbound, theirs, near.location),
  ];
}

/** Ports whose packets pass to all, and to some, of the addresses. */
function portsThrough(filter: AclFilter, all: PacketSet): Bounds<PortSet> {
  return {
    must: subtractBoxes(everyPort, portsOf(subtractPackets(all, filter.passes.must))),
    may: portsOf(intersectPackets(filter.passes.may, all)),
    reasons: filter.passes.reasons,
  };
}

function aclStep(filter: AclFilter, packets: PacketSet, at: Location | undefined): Step {
  return {
    kind: 'nacl',
    ...portsThrough(filter, packets),
    because: allowingRules(filter, packets),
    blocks: mergeLocations(denyingRules(filter, packets), at ? [at] : []),
  };
}

/** TCP needs answers on some ephemeral port; other protocols need none. */
function answerStep(filter: AclFilter, packets: PacketSet, at: Location | undefined): Step {
  const { must, may, reasons } = portsThrough(filter, packets);
  const tcpPorts = protocolPorts(tcp);
  const others = subtractBoxes(everyPort, tcpPorts);
  const limit = (ports: PortSet): PortSet => (boxesMeet(ports, ephemeralTcp) ? unionBoxes(others, tcpPorts) : others);
  return { kind: 'nacl', must: limit(must), may: limit(may), reasons, because: [], blocks: at ? [at] : [] };
}
