import type { Location } from '../../model/location.js';
import type { SecurityGroupRule } from '../../model/network.js';
import type { Resource } from '../../model/resource.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Bounds } from './bounds.js';
import type { Inventory, VpcKey } from './inventory.js';
import { noBoxes } from './packets/boxes.js';
import {
  anyAddress,
  everyPacket,
  everyPort,
  noPackets,
  type PacketSet,
  packetsOf,
  type PortSet,
  unionPackets,
} from './packets/packet-set.js';
import { type RuleSource, defaultGroupId, isClusterGroup, readAddresses, readGroups } from './rule-source.js';
import { rulePorts } from './rule-ports.js';
import { triOf } from './subnet.js';

/** One allow rule, evaluated. */
export interface TrafficRule {
  readonly ports: Bounds<PortSet>;
  readonly sources: readonly RuleSource[];
  readonly at?: Location;
  readonly sourceAt?: Location;
  readonly group: string;
}

/** A security group, evaluated. Stateful and allow-only (spec/C7). */
export interface SecurityGroup {
  readonly id: string;
  readonly resource?: Resource;
  readonly vpc: VpcKey;
  readonly isDefault: boolean;
  /** True when no code shows its rules. */
  readonly strange?: true;
  readonly ingress: readonly TrafficRule[];
  readonly egress: readonly TrafficRule[];
  /** What rules with addresses admit, whoever sends it. */
  readonly inbound: Bounds<PacketSet>;
  readonly outbound: Bounds<PacketSet>;
}

const anyone: RuleSource = { kind: 'unknown', small: false, doubts: [], assumed: false };

export class SecurityGroups {
  private readonly read = new Map<string, SecurityGroup>();
  private readonly defaults = new Map<string, string>();

  constructor(private readonly inventory: Inventory) {
    for (const { resource, facet } of inventory.all('security-group')) {
      if (facet.isDefault) this.defaults.set(inventory.vpcOf(resource).key, resource.id);
    }
  }

  /** The group with this id; what is no group in the scan has rules that nobody knows. */
  get(id: string): SecurityGroup {
    const present = this.read.get(id);
    if (present) return present;
    const group = isClusterGroup(id) ? clusterGroup(id) : this.find(id);
    this.read.set(id, group);
    return group;
  }

  /** The default group of a VPC: the adopted one, else as AWS makes it (members talk to each other; all egress). */
  defaultOf(vpc: VpcKey): SecurityGroup {
    const adopted = this.defaults.get(vpc.key);
    if (adopted !== undefined) return this.get(adopted);
    const id = defaultGroupId(vpc.key);
    const present = this.read.get(id);
    if (present) return present;
    const group = membersOnly(id, vpc, true);
    this.read.set(id, group);
    return group;
  }

  /** All groups that the code declares. */
  all(): SecurityGroup[] {
    return this.inventory.all('security-group').map(({ resource }) => this.get(resource.id));
  }

  private find(id: string): SecurityGroup {
    const found = this.inventory.get(id, 'security-group');
    if (!found) return strangeGroup(id, this.inventory.graph.resource(id));
    const { resource, facet } = found;
    if (!resource.managed && facet.ingress.length === 0 && facet.egress.length === 0) return strangeGroup(id, resource);
    const written = (rules: readonly SecurityGroupRule[]) =>
      rules.map((rule) => readRule(this.inventory, rule, resource));
    const egress =
      facet.egress.length === 0 && facet.egressDefault === 'all' ? [everything(id)] : written(facet.egress);
    return evaluated({
      id,
      resource,
      vpc: this.inventory.vpcOf(resource),
      isDefault: facet.isDefault,
      ingress: written(facet.ingress),
      egress,
    });
  }
}

const evaluated = (group: Omit<SecurityGroup, 'inbound' | 'outbound'>): SecurityGroup => ({
  ...group,
  inbound: packetsFrom(group.ingress),
  outbound: packetsFrom(group.egress),
});

function readRule(inventory: Inventory, rule: SecurityGroupRule, from: Resource): TrafficRule {
  const self = triOf(rule.self, false, rule.at);
  const own: RuleSource[] =
    self.truth === 'no' ? [] : [{ kind: 'group', id: from.id, doubts: self.unknowns, assumed: false }];
  return {
    ports: rulePorts(rule),
    sources: [
      ...readAddresses(inventory, [...rule.cidrs, ...rule.prefixLists], from),
      ...readGroups(inventory, rule.groups, from),
      ...own,
    ],
    at: rule.at,
    ...(rule.sourceAt && { sourceAt: rule.sourceAt }),
    group: from.id,
  };
}

/** AWS opens all egress of a new group; CloudFormation keeps that when no rule is written. */
const everything = (group: string): TrafficRule => ({
  ports: { must: everyPort, may: everyPort, reasons: [] },
  sources: [
    { kind: 'cidr', family: 4, range: [[0, 2 ** 32]], prefix: 0, doubts: [], assumed: true },
    { kind: 'cidr', family: 6, range: [[0n, 1n << 128n]], prefix: 0, doubts: [], assumed: true },
  ],
  group,
});

/** The group that EKS makes for a cluster: its members talk to each other; all egress. */
const clusterGroup = (id: string): SecurityGroup =>
  membersOnly(id, { key: `?vpc of ${id}`, known: false, isDefault: false, reasons: [] }, false);

/** As AWS makes a VPC's default group and a cluster's own. */
const membersOnly = (id: string, vpc: VpcKey, isDefault: boolean): SecurityGroup =>
  evaluated({
    id,
    vpc,
    isDefault,
    ingress: [
      {
        ports: { must: everyPort, may: everyPort, reasons: [] },
        sources: [{ kind: 'group', id, doubts: [], assumed: true }],
        group: id,
      },
    ],
    egress: [everything(id)],
  });

/** A group that is only looked up, or something else in a group's place: it may allow anything. */
export function strangeGroup(id: string, resource: Resource | undefined, why: readonly Reason[] = []): SecurityGroup {
  const subject = resource?.address ?? id;
  const reasons: readonly Reason[] =
    why.length > 0
      ? why
      : [{ code: 'external', subject: `rules of ${subject}`, ...(resource && { at: resource.location }) }];
  const rule: TrafficRule = {
    ports: { must: noBoxes, may: everyPort, reasons },
    sources: [{ ...anyone, doubts: reasons }],
    group: id,
  };
  return evaluated({
    id,
    ...(resource && { resource }),
    vpc: { key: `?vpc of ${id}`, known: false, isDefault: false, reasons },
    isDefault: false,
    strange: true,
    ingress: [rule],
    egress: [rule],
  });
}

/** Where to look: the attribute that says who, else the rule. */
export const placeOf = ({ sourceAt, at }: TrafficRule): readonly Location[] => (sourceAt ? [sourceAt] : at ? [at] : []);

/** What rules with addresses match. Groups, lists and unknown small blocks are no part of the internet. */
function packetsFrom(rules: readonly TrafficRule[]): Bounds<PacketSet> {
  const must: PacketSet[] = [];
  const may: PacketSet[] = [];
  let reasons: readonly Reason[] = [];
  for (const rule of rules) {
    const packets = rulePackets(rule);
    must.push(packets.must);
    may.push(packets.may);
    reasons = mergeReasons(reasons, packets.reasons);
  }
  return { must: unionPackets(...must), may: unionPackets(...may), reasons };
}

export function rulePackets(rule: TrafficRule): Bounds<PacketSet> {
  const must: PacketSet[] = [];
  const may: PacketSet[] = [];
  const reasons: (readonly Reason[])[] = [];
  for (const source of rule.sources) {
    if (source.kind === 'cidr') {
      may.push(packetsOf(rule.ports.may, source.family, source.range));
      if (source.doubts.length === 0) must.push(packetsOf(rule.ports.must, source.family, source.range));
    } else if (source.kind === 'unknown' && !source.small) may.push(anyAddress(rule.ports.may));
    else continue;
    reasons.push(source.doubts, rule.ports.reasons);
  }
  return {
    must: must.length > 0 ? unionPackets(...must) : noPackets,
    may: may.length > 0 ? unionPackets(...may) : noPackets,
    reasons: mergeReasons(...reasons),
  };
}

/** The group of several: rules add up. */
export const unfiltered: Bounds<PacketSet> = { must: everyPacket, may: everyPacket, reasons: [] };
