import type { BlockPublicAccessFacet } from '../../model/network.js';
import { defined, lookedUp } from '../common/parts.js';
import { defineKind } from '../kind.js';

/** Shuts internet gateways of the whole Region. */
export const vpcBlockPublicAccess = defineKind({
  type: 'aws.ec2.vpc-block-public-access-options',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: 'aws_vpc_block_public_access_options',
    cloudformation: 'AWS::EC2::VPCBlockPublicAccessOptions',
  },
  attributes: { mode: { terraform: 'internet_gateway_block_mode', cloudformation: 'InternetGatewayBlockMode' } },
  build(r) {
    const network: BlockPublicAccessFacet = {
      part: 'block-public-access',
      mode: r.value('mode') ?? lookedUp(r, 'mode'),
    };
    return { network };
  },
});

/** Lets one VPC or subnet through. */
export const vpcBlockPublicAccessExclusion = defineKind({
  type: 'aws.ec2.vpc-block-public-access-exclusion',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: 'aws_vpc_block_public_access_exclusion',
    cloudformation: 'AWS::EC2::VPCBlockPublicAccessExclusion',
  },
  attributes: {
    mode: { terraform: 'internet_gateway_exclusion_mode', cloudformation: 'InternetGatewayExclusionMode' },
    vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
    subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' },
  },
  build(r) {
    const network: BlockPublicAccessFacet = {
      part: 'block-public-access',
      mode: r.value('mode') ?? lookedUp(r, 'mode'),
      exclusionFor: defined<NonNullable<BlockPublicAccessFacet['exclusionFor']>>({
        vpc: r.value('vpc'),
        subnet: r.value('subnet'),
      }),
    };
    return { network };
  },
});

export const kinds = [vpcBlockPublicAccess, vpcBlockPublicAccessExclusion];
