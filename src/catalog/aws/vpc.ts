import type { VpcFacet } from '../../model/network.js';
import type { Value } from '../../model/value.js';
import { entry } from '../../model/values.js';
import { assumedText, conditional, lookedUp, written } from '../common/parts.js';
import { type Attributes, defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

/** A further CIDR block of a VPC. */
export const vpcCidrBlock = defineKind({
  type: 'aws.ec2.vpc-cidr-block',
  element: 'supporting',
  kind: 'network/vpc',
  dialects: {
    terraform: ['aws_vpc_ipv4_cidr_block_association', 'aws_vpc_ipv6_cidr_block_association'],
    cloudformation: 'AWS::EC2::VPCCidrBlock',
  },
  attributes: {
    vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
    cidr: { terraform: 'cidr_block', cloudformation: 'CidrBlock' },
    ipv6Cidr: { terraform: 'ipv6_cidr_block', cloudformation: 'Ipv6CidrBlock' },
  },
  satelliteOf: { owner: 'vpc', types: ['aws.ec2.vpc'] },
});

const vpcAttributes = {
  cidr: { terraform: 'cidr_block', cloudformation: 'CidrBlock' },
  ipv4Pool: { terraform: 'ipv4_ipam_pool_id', cloudformation: 'Ipv4IpamPoolId' },
  // CloudFormation gives a VPC IPv6 addresses with AWS::EC2::VPCCidrBlock.
  ipv6Cidr: { terraform: 'ipv6_cidr_block' },
  generatedIpv6: { terraform: 'assign_generated_ipv6_cidr_block' },
  ipv6Pool: { terraform: 'ipv6_ipam_pool_id' },
} as const;

/** A virtual private cloud, also the account's default one (`aws_default_vpc`). */
export const vpc = defineKind({
  type: 'aws.ec2.vpc',
  element: 'supporting',
  kind: 'network/vpc',
  dialects: { terraform: ['aws_vpc', 'aws_default_vpc'], cloudformation: 'AWS::EC2::VPC' },
  attributes: vpcAttributes,
  build(r, satellites) {
    const extra = satellites.of(vpcCidrBlock).flatMap((block) => {
      const cidrs = written(block.value('cidr'), block.value('ipv6Cidr'));
      return (cidrs.length > 0 ? cidrs : [lookedUp(block, 'cidr')]).map((cidr) => conditional(cidr, block.doubts));
    });
    const isDefault = r.declaration.type === 'aws_default_vpc' || isDefaultLookup(r);
    const network: VpcFacet = { part: 'vpc', cidrs: [...ownCidrs(r, isDefault), ...extra], isDefault };
    return { network };
  },
});

/** `data "aws_vpc" { default = true }`. The argument exists in the data source only. */
function isDefaultLookup(r: Reader<Attributes>): boolean {
  const flag = entry(r.declaration.body, 'default');
  return !r.managed && flag?.kind === 'bool' && flag.value;
}

function ownCidrs(r: Reader<typeof vpcAttributes>, isDefault: boolean): Value[] {
  const ipv4 = written(r.value('cidr'));
  // Every default VPC is 172.31.0.0/16 (VPC User Guide, "Default VPC components").
  if (ipv4.length === 0) ipv4.push(isDefault ? assumedText('172.31.0.0/16') : lookedUp(r, 'cidr'));
  const ipv6 = written(r.value('ipv6Cidr'));
  if (ipv6.length === 0 && hasIpv6(r)) ipv6.push(lookedUp(r, 'ipv6Cidr'));
  return [...ipv4, ...ipv6];
}

function hasIpv6(r: Reader<typeof vpcAttributes>): boolean {
  const generated = r.value('generatedIpv6');
  return (
    r.value('ipv6Pool') !== undefined || (generated !== undefined && !(generated.kind === 'bool' && !generated.value))
  );
}

export const kinds = [vpc, vpcCidrBlock];
