import type { Location } from '../../model/location.js';
import type { NetworkAclRule } from '../../model/network.js';
import type { Resource } from '../../model/resource.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Bounds } from './bounds.js';
import type { Inventory, Networked } from './inventory.js';
import {
  addressesOf,
  anyAddress,
  boxesOf,
  everyPacket,
  intersectPackets,
  noPackets,
  type PacketSet,
  packetsMeet,
  packetsOf,
  subtractPackets,
  unionPackets,
} from './packets/packet-set.js';
import { ephemeralTcp, protocolPorts, tcp } from './packets/ports.js';
import { intersectBoxes } from './packets/boxes.js';
import { subtractIntervals } from './packets/intervals.js';
import { allProtocols } from './packets/packet-set.js';
import { rulePorts } from './rule-ports.js';
import { readAddresses } from './rule-source.js';
import { readScalars } from './scalars.js';
import type { Subnet } from './subnet.js';

/** One direction of a network ACL, evaluated: what passes, and which rule decides what. */
export interface AclFilter {
  readonly passes: Bounds<PacketSet>;
  /** For each rule the packets that it, being the first to match, allows or denies. */
  readonly decided: readonly { readonly packets: PacketSet; readonly allows: boolean; readonly at: Location }[];
}

export interface SubnetAcl {
  readonly inbound: AclFilter;
  readonly outbound: AclFilter;
  /** The ACL; absent when the VPC's untouched default one is meant. */
  readonly id?: string;
  readonly location?: Location;
}

const open: AclFilter = { passes: { must: everyPacket, may: everyPacket, reasons: [] }, decided: [] };
/** The default network ACL allows everything (VPC User Guide, "Default network ACL"). */
const defaultAcl: SubnetAcl = { inbound: open, outbound: open };

interface RuleSet {
  /** Undefined when not known: the rule may stand anywhere. */
  readonly number: number | undefined;
  readonly allows: boolean | undefined;
  readonly must: PacketSet;
  readonly may: PacketSet;
  readonly reasons: readonly Reason[];
  readonly at: Location;
}

/** Chooses network ACLs: the one that names the subnet, else the VPC's default one. */
export class NetworkAcls {
  private readonly bySubnet = new Map<
    string,
    { readonly acl: Networked<'network-acl'>; readonly doubts: readonly Reason[] }
  >();
  /** VPC key -> its adopted default ACL. */
  private readonly defaults = new Map<string, Networked<'network-acl'>>();
  private readonly read = new Map<string, SubnetAcl>();

  constructor(private readonly inventory: Inventory) {
    const acls = inventory.all('network-acl');
    for (const acl of acls) {
      if (acl.facet.isDefault) this.defaults.set(inventory.vpcOf(acl.resource).key, acl);
      for (const { id, doubts } of inventory.named(acl.facet.subnets, acl.resource).named) {
        this.bySubnet.set(id, { acl, doubts });
      }
    }
  }

  of(subnet: Subnet): SubnetAcl {
    const explicit = this.bySubnet.get(subnet.id);
    if (explicit && explicit.doubts.length === 0) return this.evaluate(explicit.acl);
    const fallback = this.defaultOf(subnet);
    return explicit ? either(this.evaluate(explicit.acl), fallback, explicit.doubts) : fallback;
  }

  private defaultOf(subnet: Subnet): SubnetAcl {
    const adopted = this.defaults.get(subnet.vpc.key);
    return adopted ? this.evaluate(adopted) : defaultAcl;
  }

  private evaluate({ resource, facet }: Networked<'network-acl'>): SubnetAcl {
    const present = this.read.get(resource.id);
    if (present) return present;
    const reasons: readonly Reason[] = [{ code: 'data', subject: resource.address, at: resource.location }];
    const strange: AclFilter = { passes: { must: noPackets, may: everyPacket, reasons }, decided: [] };
    const filter = (rules: readonly NetworkAclRule[]): AclFilter =>
      !resource.managed && rules.length === 0
        ? strange
        : foldRules(rules.map((rule) => readRule(this.inventory, rule, resource)));
    const acl: SubnetAcl = {
      inbound: filter(facet.ingress),
      outbound: filter(facet.egress),
      id: resource.id,
      location: resource.location,
    };
    this.read.set(resource.id, acl);
    return acl;
  }
}

function readRule(inventory: Inventory, rule: NetworkAclRule, from: Resource): RuleSet {
  const ports = rulePorts(rule);
  const number = readScalars(rule.number);
  const action = readScalars(rule.action);
  const sources = readAddresses(inventory, [rule.cidr], from);
  const must: PacketSet[] = [];
  const may: PacketSet[] = [];
  for (const source of sources) {
    if (source.kind === 'cidr') {
      may.push(packetsOf(ports.may, source.family, source.range));
      if (source.doubts.length === 0) must.push(packetsOf(ports.must, source.family, source.range));
    } else if (source.kind === 'unknown') may.push(anyAddress(ports.may));
  }
  return {
    number:
      number.complete && number.values.length === 1 && number.values[0] !== null ? Number(number.values[0]) : undefined,
    allows: action.complete && action.values.length === 1 ? action.values[0]?.toLowerCase() === 'allow' : undefined,
    must: unionPackets(...must),
    may: unionPackets(...may),
    reasons: mergeReasons(ports.reasons, number.reasons, action.reasons, ...sources.map((source) => source.doubts)),
    at: rule.at,
  };
}

/**
 * First match wins, what matches nothing is denied. For the lower limit every doubt denies: rules that may deny do, at
 * their widest and first; rules that may allow do not. For the upper limit every doubt allows.
 */
export function foldRules(rules: readonly RuleSet[]): AclFilter {
  const reasons = mergeReasons(...rules.map((rule) => rule.reasons));
  const may = fold(rules, true);
  const must = reasons.length === 0 ? may : fold(rules, false);
  return { passes: { must: must.allowed, may: may.allowed, reasons }, decided: may.decided };
}

function fold(rules: readonly RuleSet[], generous: boolean): { allowed: PacketSet; decided: AclFilter['decided'] } {
  let residual = everyPacket;
  const allowed: PacketSet[] = [];
  const decided: { packets: PacketSet; allows: boolean; at: Location }[] = [];
  for (const rule of inOrder(rules, generous)) {
    const allows = rule.allows ?? generous;
    const matched = intersectPackets(residual, allows === generous ? rule.may : rule.must);
    residual = subtractPackets(residual, matched);
    if (allows) allowed.push(matched);
    decided.push({ packets: matched, allows, at: rule.at });
  }
  return { allowed: unionPackets(...allowed), decided };
}

function inOrder(rules: readonly RuleSet[], generous: boolean): RuleSet[] {
  const rank = (rule: RuleSet): number =>
    rule.number ?? ((rule.allows ?? generous) === generous ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  return rules
    .map((rule, index) => ({ rule, index, rank: rank(rule) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.index - b.index))
    .map(({ rule }) => rule);
}

function either(a: SubnetAcl, b: SubnetAcl, doubts: readonly Reason[]): SubnetAcl {
  const join = (x: AclFilter, y: AclFilter): AclFilter => ({
    passes: {
      must: intersectPackets(x.passes.must, y.passes.must),
      may: unionPackets(x.passes.may, y.passes.may),
      reasons: mergeReasons(x.passes.reasons, y.passes.reasons, doubts),
    },
    decided: [...x.decided, ...y.decided],
  });
  return { ...a, inbound: join(a.inbound, b.inbound), outbound: join(a.outbound, b.outbound) };
}

const notTcp = protocolPorts(subtractIntervals(allProtocols, tcp));

/**
 * Of the packets that come in, those of connections that work: a TCP client must get answers on some of its ephemeral
 * ports (spec/C6). Other protocols pass one way.
 */
export function withAnswers(incoming: PacketSet, outgoing: PacketSet): PacketSet {
  if (outgoing === everyPacket) return incoming;
  const answered = ([4, 6] as const).map((family) => {
    const clients = intersectPackets(outgoing, anyAddress(ephemeralTcp));
    return packetsOf([[tcp, [[0, 65536]]]], family, addressesOf(clients, family));
  });
  return unionPackets(
    intersectPackets(incoming, anyAddress(notTcp)),
    intersectPackets(incoming, unionPackets(...answered)),
  );
}

const connections = new WeakMap<SubnetAcl, Bounds<PacketSet>>();

/** What an ACL lets in so that a connection works: worked out once for each ACL. */
export function connectionsInto(acl: SubnetAcl): Bounds<PacketSet> {
  const present = connections.get(acl);
  if (present) return present;
  const [inbound, outbound] = [acl.inbound.passes, acl.outbound.passes];
  const passes: Bounds<PacketSet> = {
    must: withAnswers(inbound.must, outbound.must),
    may: withAnswers(inbound.may, outbound.may),
    reasons: mergeReasons(inbound.reasons, outbound.reasons),
  };
  connections.set(acl, passes);
  return passes;
}

/** True when UDP or ICMP goes in but no answer comes out. */
export function isOneWay(incoming: PacketSet, outgoing: PacketSet): boolean {
  if (outgoing === everyPacket) return false;
  const udp = intersectPackets(incoming, anyAddress(protocolPorts([[17, 18]])));
  if (udp.ipv4.length === 0 && udp.ipv6.length === 0) return false;
  const answers = intersectPackets(outgoing, anyAddress([[[[17, 18]], [[1024, 65536]]]]));
  return !([4, 6] as const).some((family) =>
    boxesOf(udp, family).some((box) => intersectBoxes([[box[2]!]], [[addressesOf(answers, family)]]).length > 0),
  );
}

/** The rules that allow some of these packets. */
export const allowingRules = (filter: AclFilter, packets: PacketSet): Location[] =>
  filter.decided.filter((rule) => rule.allows && packetsMeet(rule.packets, packets)).map((rule) => rule.at);

/** The rules that deny some of these packets. */
export const denyingRules = (filter: AclFilter, packets: PacketSet): Location[] =>
  filter.decided.filter((rule) => !rule.allows && packetsMeet(rule.packets, packets)).map((rule) => rule.at);
