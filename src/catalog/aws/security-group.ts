import type { Location } from '../../model/location.js';
import type { SecurityGroupFacet, SecurityGroupRule } from '../../model/network.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { boolValue, stringValue } from '../../model/values.js';
import { conditional, defined, foreign, pointsAt, protocolOf, unknownFor, written } from '../common/parts.js';
import { type Attributes, defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';

const rule = {
  fromPort: { terraform: 'from_port', cloudformation: 'FromPort' },
  toPort: { terraform: 'to_port', cloudformation: 'ToPort' },
  description: { terraform: 'description', cloudformation: 'Description' },
} as const;

/** Rules inside the group, and `aws_security_group_rule`: one rule with several sources. */
const listRule = {
  ...rule,
  protocol: { terraform: 'protocol', cloudformation: 'IpProtocol' },
  cidrs: { terraform: 'cidr_blocks', cloudformation: 'CidrIp' },
  ipv6Cidrs: { terraform: 'ipv6_cidr_blocks', cloudformation: 'CidrIpv6' },
  self: { terraform: 'self' },
} as const;

/** A rule of its own declaration: one rule with one source. */
const singleRule = {
  ...rule,
  protocol: { terraform: 'ip_protocol', cloudformation: 'IpProtocol' },
  cidrs: { terraform: 'cidr_ipv4', cloudformation: 'CidrIp' },
  ipv6Cidrs: { terraform: 'cidr_ipv6', cloudformation: 'CidrIpv6' },
} as const;

const types = ['aws.ec2.security-group'] as const;

/** `aws_security_group_rule` of either direction. */
export const securityGroupRule = defineKind({
  type: 'aws.ec2.security-group-rule',
  element: 'supporting',
  kind: 'network/security-group',
  dialects: { terraform: 'aws_security_group_rule' },
  absent: { cloudformation: 'CloudFormation has one type for each direction' },
  attributes: {
    fromPort: { terraform: 'from_port' },
    toPort: { terraform: 'to_port' },
    description: { terraform: 'description' },
    protocol: { terraform: 'protocol' },
    cidrs: { terraform: 'cidr_blocks' },
    ipv6Cidrs: { terraform: 'ipv6_cidr_blocks' },
    self: { terraform: 'self' },
    prefixLists: { terraform: 'prefix_list_ids' },
    groups: { terraform: 'source_security_group_id' },
    group: { terraform: 'security_group_id' },
    direction: { terraform: 'type' },
  },
  satelliteOf: { owner: 'group', types },
});

/** One ingress rule of its own declaration. */
export const securityGroupIngress = defineKind({
  type: 'aws.ec2.security-group-ingress',
  element: 'supporting',
  kind: 'network/security-group',
  dialects: { terraform: 'aws_vpc_security_group_ingress_rule', cloudformation: 'AWS::EC2::SecurityGroupIngress' },
  attributes: {
    ...singleRule,
    prefixLists: { terraform: 'prefix_list_id', cloudformation: 'SourcePrefixListId' },
    groups: { terraform: 'referenced_security_group_id', cloudformation: 'SourceSecurityGroupId' },
    groupsByName: { cloudformation: 'SourceSecurityGroupName' },
    group: { terraform: 'security_group_id', cloudformation: 'GroupId' },
    groupName: { cloudformation: 'GroupName' },
  },
  satelliteOf: { owner: 'group', ownerElse: ['groupName'], types },
});

/** One egress rule of its own declaration. */
export const securityGroupEgress = defineKind({
  type: 'aws.ec2.security-group-egress',
  element: 'supporting',
  kind: 'network/security-group',
  dialects: { terraform: 'aws_vpc_security_group_egress_rule', cloudformation: 'AWS::EC2::SecurityGroupEgress' },
  attributes: {
    ...singleRule,
    prefixLists: { terraform: 'prefix_list_id', cloudformation: 'DestinationPrefixListId' },
    groups: { terraform: 'referenced_security_group_id', cloudformation: 'DestinationSecurityGroupId' },
    group: { terraform: 'security_group_id', cloudformation: 'GroupId' },
  },
  satelliteOf: { owner: 'group', types },
});

const groupAttributes = {
  name: { terraform: 'name', cloudformation: 'GroupName' },
  vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
  ingress: {
    terraform: 'ingress',
    cloudformation: 'SecurityGroupIngress',
    each: {
      ...listRule,
      prefixLists: { terraform: 'prefix_list_ids', cloudformation: 'SourcePrefixListId' },
      groups: { terraform: 'security_groups', cloudformation: 'SourceSecurityGroupId' },
      groupsByName: { cloudformation: 'SourceSecurityGroupName' },
    },
  },
  egress: {
    terraform: 'egress',
    cloudformation: 'SecurityGroupEgress',
    each: {
      ...listRule,
      prefixLists: { terraform: 'prefix_list_ids', cloudformation: 'DestinationPrefixListId' },
      groups: { terraform: 'security_groups', cloudformation: 'DestinationSecurityGroupId' },
    },
  },
} as const;

/** A security group with all of its rules; `aws_default_security_group` adopts the VPC's own one and empties it first. */
export const securityGroup = defineKind({
  type: 'aws.ec2.security-group',
  element: 'supporting',
  kind: 'network/security-group',
  dialects: {
    terraform: ['aws_security_group', 'aws_default_security_group'],
    cloudformation: 'AWS::EC2::SecurityGroup',
  },
  attributes: groupAttributes,
  names: ['name'],
  build(r, satellites) {
    const adopted = vpcOfDefaultGroup(satellites);
    const isDefault = r.declaration.type === 'aws_default_security_group' || adopted !== undefined;
    const network = defined<SecurityGroupFacet>({
      part: 'security-group',
      vpc: r.value('vpc') ?? adopted,
      isDefault,
      ingress: ingressOf(r, satellites, adopted),
      egress: egressOf(r, satellites, adopted),
      // Terraform's provider removes the allow-all rule that AWS puts into a new group; CloudFormation keeps it.
      egressDefault: r.dialect === 'cloudformation' ? 'all' : 'none',
    });
    return { network, links: r.link('contains', 'vpc', { reverse: true }) };
  },
});

type GroupReader = Reader<typeof groupAttributes>;

/** Rules for `aws_vpc.x.default_security_group_id` land on a stand-in: the VPC's own default group. */
function vpcOfDefaultGroup(satellites: Satellites): Value | undefined {
  return [securityGroupRule, securityGroupIngress, securityGroupEgress]
    .flatMap((kind) => satellites.of(kind as typeof securityGroupRule).map((s) => s.value('group')))
    .find((group) => pointsAt(group, 'default_security_group_id', 'DefaultSecurityGroup'));
}

function ingressOf(r: GroupReader, satellites: Satellites, adopted: Value | undefined): SecurityGroupRule[] {
  return [
    ...inline(r, 'ingress'),
    ...directed(satellites, 'ingress'),
    ...satellites.of(securityGroupIngress).map((s) => ruleOf(s, s.doubts)),
    ...(adopted ? [selfRule(r.location)] : unread(r)),
  ];
}

function egressOf(r: GroupReader, satellites: Satellites, adopted: Value | undefined): SecurityGroupRule[] {
  const own = inline(r, 'egress');
  const standalone = satellites.of(securityGroupEgress).map((s) => ruleOf(s, s.doubts));
  // AWS::EC2::SecurityGroupEgress adds to the default rule; only rules inside the group replace it.
  const kept = r.dialect === 'cloudformation' && own.length === 0 && standalone.length > 0;
  return [
    ...own,
    ...directed(satellites, 'egress'),
    ...standalone,
    ...(kept || adopted ? [allowAll(r.location)] : []),
    ...(adopted ? [] : unread(r)),
  ];
}

function inline(r: GroupReader, key: 'ingress' | 'egress'): SecurityGroupRule[] {
  const rules = r.items(key).map(({ reader, reasons }) => ruleOf(reader, reasons));
  const undecided = r.unknownItems(key);
  return undecided.length === 0 ? rules : [...rules, unknownRule(undecided, r.at(key))];
}

/** Rules of the older type; one whose direction is not known counts as conditional in both. */
function directed(satellites: Satellites, wanted: 'ingress' | 'egress'): SecurityGroupRule[] {
  return satellites.of(securityGroupRule).flatMap((s) => {
    const direction = s.text('direction');
    if (direction === undefined) return [ruleOf(s, mergeReasons(s.doubts, s.undecided('direction')))];
    return direction === wanted ? [ruleOf(s, s.doubts)] : [];
  });
}

/** A group that is not managed here has rules that no code shows. */
function unread(r: GroupReader): SecurityGroupRule[] {
  return r.managed ? [] : [unknownRule(foreign(r), r.location)];
}

type RuleReader = Reader<
  typeof listRule & { prefixLists: Attributes[string]; groups: Attributes[string]; groupsByName: Attributes[string] }
>;

/** A rule that only may exist has its sources as choices with null. */
function ruleOf<A extends Attributes>(reader: Reader<A>, reasons: readonly Reason[]): SecurityGroupRule {
  const r = reader as unknown as RuleReader;
  const maybe = (values: readonly Value[]) => written(...values).map((value) => conditional(value, reasons));
  const cidrs = [...r.list('cidrs'), ...r.list('ipv6Cidrs')];
  const prefixLists = r.list('prefixLists');
  const groups = [...r.list('groups'), ...r.list('groupsByName')];
  const self = r.value('self');
  return defined<SecurityGroupRule>({
    protocol: protocolOf(r.value('protocol') ?? stringValue('-1')),
    fromPort: r.value('fromPort'),
    toPort: r.value('toPort'),
    cidrs: maybe(cidrs),
    prefixLists: maybe(prefixLists),
    groups: maybe(groups),
    self: self && conditional(self, reasons),
    description: r.value('description'),
    at: r.location,
    sourceAt: [...cidrs, ...prefixLists, ...groups, self].find((value) => value?.at)?.at,
  });
}

function unknownRule(reasons: readonly Reason[], at: Location): SecurityGroupRule {
  const unknown = unknownFor(reasons, at);
  return { protocol: unknown, fromPort: unknown, toPort: unknown, cidrs: [unknown], prefixLists: [], groups: [], at };
}

const selfRule = (at: Location): SecurityGroupRule => ({
  protocol: stringValue('-1'),
  cidrs: [],
  prefixLists: [],
  groups: [],
  self: boolValue(true),
  at,
});

const allowAll = (at: Location): SecurityGroupRule => ({
  protocol: stringValue('-1'),
  cidrs: [stringValue('0.0.0.0/0'), stringValue('::/0')],
  prefixLists: [],
  groups: [],
  at,
});

export const kinds = [securityGroup, securityGroupRule, securityGroupIngress, securityGroupEgress];
