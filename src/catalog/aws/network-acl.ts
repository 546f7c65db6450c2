import type { NetworkAclFacet, NetworkAclRule } from '../../model/network.js';
import type { Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { numberValue, stringValue } from '../../model/values.js';
import { conditional, defined, foreign, pointsAt, protocolOf, unknownFor, written } from '../common/parts.js';
import { type Attributes, defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';

const ports = {
  protocol: { terraform: 'protocol', cloudformation: 'Protocol' },
  cidr: { terraform: 'cidr_block', cloudformation: 'CidrBlock' },
  ipv6Cidr: { terraform: 'ipv6_cidr_block', cloudformation: 'Ipv6CidrBlock' },
  fromPort: { terraform: 'from_port', cloudformation: 'PortRange.From' },
  toPort: { terraform: 'to_port', cloudformation: 'PortRange.To' },
  icmpType: { terraform: 'icmp_type', cloudformation: 'Icmp.Type' },
} as const;

const inlineRule = {
  protocol: { terraform: 'protocol' },
  cidr: { terraform: 'cidr_block' },
  ipv6Cidr: { terraform: 'ipv6_cidr_block' },
  fromPort: { terraform: 'from_port' },
  toPort: { terraform: 'to_port' },
  icmpType: { terraform: 'icmp_type' },
  number: { terraform: 'rule_no' },
  action: { terraform: 'action' },
} as const;

/** One numbered rule of its own declaration. */
export const networkAclRule = defineKind({
  type: 'aws.ec2.network-acl-rule',
  element: 'supporting',
  kind: 'network/acl',
  dialects: { terraform: 'aws_network_acl_rule', cloudformation: 'AWS::EC2::NetworkAclEntry' },
  attributes: {
    ...ports,
    acl: { terraform: 'network_acl_id', cloudformation: 'NetworkAclId' },
    number: { terraform: 'rule_number', cloudformation: 'RuleNumber' },
    action: { terraform: 'rule_action', cloudformation: 'RuleAction' },
    egress: { terraform: 'egress', cloudformation: 'Egress' },
  },
  satelliteOf: { owner: 'acl', types: ['aws.ec2.network-acl'] },
});

/** Which network ACL a subnet uses. */
export const networkAclAssociation = defineKind({
  type: 'aws.ec2.network-acl-association',
  element: 'supporting',
  kind: 'network/acl',
  dialects: { terraform: 'aws_network_acl_association', cloudformation: 'AWS::EC2::SubnetNetworkAclAssociation' },
  attributes: {
    acl: { terraform: 'network_acl_id', cloudformation: 'NetworkAclId' },
    subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' },
  },
  satelliteOf: { owner: 'acl', types: ['aws.ec2.network-acl'] },
});

const aclAttributes = {
  vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
  // `aws_vpc.shop.default_network_acl_id`: the reference leads to the VPC.
  adopted: { terraform: 'default_network_acl_id' },
  subnets: { terraform: 'subnet_ids' },
  ingress: { terraform: 'ingress', each: inlineRule },
  egress: { terraform: 'egress', each: inlineRule },
} as const;

/** A network ACL with its rules; without a rule it denies everything. */
export const networkAcl = defineKind({
  type: 'aws.ec2.network-acl',
  element: 'supporting',
  kind: 'network/acl',
  dialects: { terraform: ['aws_network_acl', 'aws_default_network_acl'], cloudformation: 'AWS::EC2::NetworkAcl' },
  attributes: aclAttributes,
  build(r, satellites) {
    const untouched = defaultOf(satellites);
    const associated = satellites
      .of(networkAclAssociation)
      .flatMap((s) => s.list('subnet').map((subnet) => conditional(subnet, s.doubts)));
    const network = defined<NetworkAclFacet>({
      part: 'network-acl',
      vpc: r.value('vpc') ?? r.value('adopted') ?? untouched,
      isDefault: r.declaration.type === 'aws_default_network_acl' || untouched !== undefined,
      subnets: [...r.list('subnets'), ...associated],
      ingress: rulesOf(r, satellites, 'ingress', untouched !== undefined),
      egress: rulesOf(r, satellites, 'egress', untouched !== undefined),
    });
    const vpcLink = r.link('contains', r.value('vpc') ? 'vpc' : 'adopted', { reverse: true });
    const protects = satellites
      .of(networkAclAssociation)
      .flatMap((s) => s.link('protected-by', 'subnet', { reverse: true }));
    return { network, links: [...vpcLink, ...r.link('protected-by', 'subnets', { reverse: true }), ...protects] };
  },
});

type AclReader = Reader<typeof aclAttributes>;

/** Rules for `aws_vpc.x.default_network_acl_id` land on a stand-in: the VPC's own default ACL, which allows everything at 100. */
function defaultOf(satellites: Satellites): Value | undefined {
  return satellites
    .of(networkAclRule)
    .map((s) => s.value('acl'))
    .find((acl) => pointsAt(acl, 'default_network_acl_id', 'DefaultNetworkAcl'));
}

function rulesOf(
  r: AclReader,
  satellites: Satellites,
  way: 'ingress' | 'egress',
  untouched: boolean,
): NetworkAclRule[] {
  const inline = r.items(way).map(({ reader, reasons }) => ruleOf(reader, reasons));
  const own = satellites.of(networkAclRule).flatMap((s) => {
    const egress = s.fact('egress', false);
    if (egress.state === 'unknown') return [ruleOf(s, [...egress.reasons, ...s.doubts])];
    return egress.value === (way === 'egress') ? [ruleOf(s, s.doubts)] : [];
  });
  const undecided = [...r.unknownItems(way), ...(untouched ? [] : foreign(r))];
  return [
    ...inline,
    ...own,
    ...(undecided.length > 0 ? [unknownRule(r, undecided)] : []),
    ...(untouched ? allowAll(r) : []),
  ];
}

/** A rule that only may exist has its CIDR as a choice with null. */
function ruleOf<A extends Attributes>(reader: Reader<A>, reasons: readonly Reason[]): NetworkAclRule {
  const r = reader as unknown as Reader<typeof inlineRule>;
  const [cidr] = written(r.value('cidr'), r.value('ipv6Cidr'));
  return defined<NetworkAclRule>({
    number: r.value('number') ?? unknownFor([], r.location),
    action: r.value('action') ?? unknownFor([], r.location),
    protocol: protocolOf(r.value('protocol') ?? unknownFor([], r.location)),
    fromPort: r.value('fromPort'),
    toPort: r.value('toPort'),
    icmpType: r.value('icmpType'),
    cidr: conditional(cidr ?? unknownFor([], r.location), reasons),
    at: r.location,
  });
}

function unknownRule(r: AclReader, reasons: readonly Reason[]): NetworkAclRule {
  const unknown = unknownFor(reasons, r.location);
  return { number: unknown, action: unknown, protocol: unknown, cidr: unknown, at: r.location };
}

const allowAll = (r: AclReader): NetworkAclRule[] =>
  ['0.0.0.0/0', '::/0'].map((cidr, index) => ({
    number: numberValue(100 + index),
    action: stringValue('allow'),
    protocol: stringValue('-1'),
    cidr: stringValue(cidr),
    at: r.location,
  }));

export const kinds = [networkAcl, networkAclRule, networkAclAssociation];
