import { type Fact, known, unknownFact } from '../../model/fact.js';
import { type Location, mergeLocations } from '../../model/location.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Bounds } from './bounds.js';
import type { NetworkRules } from './inbound.js';
import { intersectBoxes } from './packets/boxes.js';
import { coversIntervals, type Intervals, intersectIntervals, sizeOf } from './packets/intervals.js';
import { internetPackets, onlyWide, privateSpace4 } from './packets/internet.js';
import { intersectPackets, type PacketSet, type PortSet, portsOf } from './packets/packet-set.js';
import { countPorts } from './packets/ports.js';
import { rangesOf, readAddresses, type RuleSource } from './rule-source.js';
import { placeOf, rulePackets, type SecurityGroup, type TrafficRule } from './security-group.js';

/** From how many ports on a rule counts as "all ports" (network.allPortsOpen). */
const manyPorts = 1024;

/** What the rules of groups say by themselves, whether or not a packet could get there. */
export function groupFacts(rules: NetworkRules, groups: readonly SecurityGroup[]): [string, Fact][] {
  const all = ruleFact(groups, (rule) => openPorts(rule, (ports) => countPorts(ports) >= manyPorts));
  const whole = ruleFact(groups, (rule, group) => admitsWholeVpc(rules, rule, group));
  return [
    ...(all ? [['network.allPortsOpen', all] as [string, Fact]] : []),
    ...(whole ? [['network.wholeVpcIngress', whole] as [string, Fact]] : []),
  ];
}

/** A rule of the groups admits a wide source to one of these ports. */
export const portOpenFact = (groups: readonly SecurityGroup[], wanted: PortSet): Fact | undefined =>
  ruleFact(groups, (rule) => openPorts(rule, (ports) => intersectBoxes(ports, wanted).length > 0));

interface RuleVerdict {
  readonly truth: 'yes' | 'no' | 'unknown';
  readonly reasons: readonly Reason[];
}

/** About rules that are seen; of a group whose rules nobody sees, nothing is said. */
function ruleFact(
  groups: readonly SecurityGroup[],
  test: (rule: TrafficRule, group: SecurityGroup) => RuleVerdict,
): Fact | undefined {
  const seen = groups.filter(({ strange }) => !strange);
  const verdicts = seen.flatMap((group) => group.ingress.map((rule) => ({ rule, ...test(rule, group) })));
  const yes = verdicts.filter(({ truth }) => truth === 'yes');
  const places = (some: readonly { rule: TrafficRule }[]): Location[] =>
    mergeLocations(some.flatMap(({ rule }) => placeOf(rule)));
  if (yes.length > 0) {
    const assumed = yes.every(({ rule }) => rule.sources.some((source) => source.assumed));
    return known(true, places(yes), assumed ? { assumed } : {});
  }
  const open = verdicts.filter(({ truth }) => truth === 'unknown');
  if (open.length > 0) return unknownFact(mergeReasons(...open.map(({ reasons }) => reasons)), places(open));
  if (seen.length < groups.length) return undefined;
  return known(
    false,
    groups.flatMap(({ resource }) => resource?.location ?? []),
  );
}

function openPorts(rule: TrafficRule, test: (ports: PortSet) => boolean): RuleVerdict {
  const packets: Bounds<PacketSet> = rulePackets(rule);
  const wide = (set: PacketSet): PortSet => portsOf(onlyWide(intersectPackets(set, internetPackets), 'internet-wide'));
  if (test(wide(packets.must))) return { truth: 'yes', reasons: [] };
  return test(wide(packets.may)) ? { truth: 'unknown', reasons: packets.reasons } : { truth: 'no', reasons: [] };
}

/** All of the group's VPC, or a wider private range, instead of named groups. */
function admitsWholeVpc(rules: NetworkRules, rule: TrafficRule, group: SecurityGroup): RuleVerdict {
  const vpc = group.vpc.id === undefined ? undefined : rules.inventory.get(group.vpc.id, 'vpc');
  const blocks = vpc ? readAddresses(rules.inventory, vpc.facet.cidrs, vpc.resource) : [];
  const network = rangesOf(blocks, 4);
  const whole = rule.sources.filter((source) => isWholeVpc(source, group, network));
  if (whole.some(({ doubts }) => doubts.length === 0)) return { truth: 'yes', reasons: [] };
  return { truth: whole.length > 0 ? 'unknown' : 'no', reasons: mergeReasons(...whole.map(({ doubts }) => doubts)) };
}

function isWholeVpc(source: RuleSource, group: SecurityGroup, network: Intervals): boolean {
  if (source.kind === 'site') return source.id === group.vpc.id;
  if (source.kind !== 'cidr' || source.family !== 4) return false;
  const inPrivate = intersectIntervals(source.range, privateSpace4);
  const isPrivate = sizeOf(inPrivate) === sizeOf(source.range);
  if (!isPrivate) return source.prefix === 0;
  // Without the VPC's own addresses, a range as large as the largest VPC (/16) stands for all of one.
  return network.length > 0 ? coversIntervals(source.range, network) : sizeOf(source.range) >= 2 ** 16;
}
