import type { SubnetFacet } from '../../model/network.js';
import type { MapValue, Value } from '../../model/value.js';
import { entry } from '../../model/values.js';
import { conditional, defined, lookedUp, written } from '../common/parts.js';
import { defineKind } from '../kind.js';

/** An IPv6 CIDR block of a subnet; Terraform writes it in the subnet. */
export const subnetCidrBlock = defineKind({
  type: 'aws.ec2.subnet-cidr-block',
  element: 'supporting',
  kind: 'network/subnet',
  dialects: { cloudformation: 'AWS::EC2::SubnetCidrBlock' },
  absent: { terraform: 'Terraform writes ipv6_cidr_block inside aws_subnet' },
  attributes: {
    subnet: { cloudformation: 'SubnetId' },
    ipv6Cidr: { cloudformation: 'Ipv6CidrBlock' },
  },
  satelliteOf: { owner: 'subnet', types: ['aws.ec2.subnet'] },
});

/** A subnet, also one of the default VPC (`aws_default_subnet`). */
export const subnet = defineKind({
  type: 'aws.ec2.subnet',
  element: 'supporting',
  kind: 'network/subnet',
  // `aws_subnets` and `aws_subnet_ids` are look-ups of several subnets at once: one stand-in for all of them.
  dialects: {
    terraform: ['aws_subnet', 'aws_default_subnet', 'aws_subnets', 'aws_subnet_ids'],
    cloudformation: 'AWS::EC2::Subnet',
  },
  attributes: {
    vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
    cidr: { terraform: 'cidr_block', cloudformation: 'CidrBlock' },
    ipv6Cidr: { terraform: 'ipv6_cidr_block', cloudformation: 'Ipv6CidrBlock' },
    mapPublicIp: { terraform: 'map_public_ip_on_launch', cloudformation: 'MapPublicIpOnLaunch' },
    assignIpv6: { terraform: 'assign_ipv6_address_on_creation', cloudformation: 'AssignIpv6AddressOnCreation' },
    ipv6Native: { terraform: 'ipv6_native', cloudformation: 'Ipv6Native' },
    zone: { terraform: 'availability_zone', cloudformation: 'AvailabilityZone' },
  },
  build(r, satellites) {
    const own = written(r.value('cidr'), r.value('ipv6Cidr'));
    const extra = satellites
      .of(subnetCidrBlock)
      .flatMap((block) => written(block.value('ipv6Cidr')).map((cidr) => conditional(cidr, block.doubts)));
    const network = defined<SubnetFacet>({
      part: 'subnet',
      vpc: r.value('vpc') ?? vpcFilter(r.declaration.body),
      cidrs: own.length > 0 ? [...own, ...extra] : [lookedUp(r, 'cidr'), ...extra],
      mapPublicIp: r.value('mapPublicIp'),
      assignIpv6: r.value('assignIpv6'),
      isDefault: r.declaration.type === 'aws_default_subnet',
    });
    return { network, links: r.link('contains', 'vpc', { reverse: true }) };
  },
});

/** The VPC in `filter { name = "vpc-id", values = [...] }` of a look-up. */
function vpcFilter(body: MapValue): Value | undefined {
  const filters = entry(body, 'filter');
  for (const filter of filters?.kind === 'list' ? filters.items : []) {
    const name = entry(filter, 'name');
    if (name?.kind === 'string' && name.value === 'vpc-id') return entry(filter, 'values');
  }
  return undefined;
}

export const kinds = [subnet, subnetCidrBlock];
