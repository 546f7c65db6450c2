import { describe, expect, it } from 'vitest';
import { kinds as shields } from '../../../src/catalog/aws/block-public-access.js';
import { kinds as interfaces } from '../../../src/catalog/aws/network-interface.js';
import { kinds as peerings } from '../../../src/catalog/aws/vpc-peering.js';
import { kinds as lists } from '../../../src/catalog/aws/prefix-list.js';
import { kinds as transits } from '../../../src/catalog/aws/transit-gateway.js';
import { kinds as endpoints } from '../../../src/catalog/aws/vpc-endpoint.js';
import { type Plain, plainly, read, ref, type Written } from '../read-declarations.js';

const kinds = [...endpoints, ...peerings, ...transits, ...lists, ...interfaces, ...shields];
const network = (declarations: readonly Written[]) => plainly(read(kinds, declarations).get('it')?.network);

/** The same thing in each dialect, and what the network pass reads. */
const cases: readonly (readonly [string, Written[], Written[], unknown])[] = [
  [
    'a gateway endpoint',
    [
      { type: 'aws_vpc_endpoint', name: 'it', body: { vpc_id: ref('aws_vpc.V.id'), service_name: 's3' } },
      {
        type: 'aws_vpc_endpoint_route_table_association',
        name: 'use',
        body: { vpc_endpoint_id: ref('aws_vpc_endpoint.it.id'), route_table_id: ref('aws_route_table.T.id') },
      },
    ],
    [
      {
        type: 'AWS::EC2::VPCEndpoint',
        name: 'it',
        body: { VpcId: ref('V'), ServiceName: 's3', RouteTableIds: [ref('T')] },
      },
    ],
    {
      part: 'vpc-endpoint',
      endpointType: 'Gateway',
      service: 's3',
      vpc: '-> V',
      routeTables: ['-> T'],
      subnets: [],
      securityGroups: [],
    },
  ],
  [
    'a peering connection',
    [
      {
        type: 'aws_vpc_peering_connection',
        name: 'it',
        body: { vpc_id: ref('aws_vpc.A.id'), peer_vpc_id: ref('aws_vpc.B.id') },
      },
    ],
    [{ type: 'AWS::EC2::VPCPeeringConnection', name: 'it', body: { VpcId: ref('A'), PeerVpcId: ref('B') } }],
    { part: 'peering', requester: '-> A', accepter: '-> B' },
  ],
  [
    'a transit gateway table',
    [
      {
        type: 'aws_ec2_transit_gateway_route_table',
        name: 'it',
        body: { transit_gateway_id: ref('aws_ec2_transit_gateway.G.id') },
      },
      {
        type: 'aws_ec2_transit_gateway_route',
        name: 'hole',
        body: {
          transit_gateway_route_table_id: ref('aws_ec2_transit_gateway_route_table.it.id'),
          destination_cidr_block: '10.0.0.0/8',
          blackhole: true,
        },
      },
    ],
    [
      { type: 'AWS::EC2::TransitGatewayRouteTable', name: 'it', body: { TransitGatewayId: ref('G') } },
      {
        type: 'AWS::EC2::TransitGatewayRoute',
        name: 'hole',
        body: { TransitGatewayRouteTableId: ref('it'), DestinationCidrBlock: '10.0.0.0/8', Blackhole: true },
      },
    ],
    {
      part: 'transit-route-table',
      gateway: '-> G',
      routes: [{ destination: '10.0.0.0/8', targetKind: 'other', target: 'blackhole' }],
    },
  ],
  [
    'a prefix list',
    [
      {
        type: 'aws_ec2_managed_prefix_list',
        name: 'it',
        body: { name: 'offices', entry: [{ cidr: '203.0.113.0/24' }] },
      },
    ],
    [
      {
        type: 'AWS::EC2::PrefixList',
        name: 'it',
        body: { PrefixListName: 'offices', Entries: [{ Cidr: '203.0.113.0/24' }] },
      },
    ],
    { part: 'prefix-list', entries: [{ cidr: '203.0.113.0/24' }] },
  ],
  [
    'an exclusion from Block Public Access',
    [
      {
        type: 'aws_vpc_block_public_access_exclusion',
        name: 'it',
        body: { vpc_id: ref('aws_vpc.V.id'), internet_gateway_exclusion_mode: 'allow-egress' },
      },
    ],
    [
      {
        type: 'AWS::EC2::VPCBlockPublicAccessExclusion',
        name: 'it',
        body: { VpcId: ref('V'), InternetGatewayExclusionMode: 'allow-egress' },
      },
    ],
    { part: 'block-public-access', mode: 'allow-egress', exclusionFor: { vpc: '-> V' } },
  ],
  [
    'an interface',
    [
      {
        type: 'aws_network_interface',
        name: 'it',
        body: { subnet_id: ref('aws_subnet.A.id'), security_groups: [ref('aws_security_group.G.id')] },
      },
    ],
    [{ type: 'AWS::EC2::NetworkInterface', name: 'it', body: { SubnetId: ref('A'), GroupSet: [ref('G.GroupId')] } }],
    {
      part: 'endpoint',
      subnets: ['-> A'],
      subnetGroups: [],
      securityGroups: ['-> G'],
      securityGroupDefault: 'vpc-default',
      publicAddress: 'public-flag',
      publicDefault: 'no',
      listens: [],
      role: 'host',
    },
  ],
];

describe('parts of a network that join and shield', () => {
  it.each(cases)('%s', (_, terraform, cloudformation, expected) => {
    expect(network(terraform)).toEqual(expected);
    expect(network(cloudformation)).toEqual(expected);
  });

  it('names an AWS-managed prefix list that is looked up', () => {
    const name = 'com.amazonaws.global.cloudfront.origin-facing';
    expect(
      network([
        { type: 'aws_ec2_managed_prefix_list', name: 'it', mode: 'data', body: { name } as Record<string, Plain> },
      ]),
    ).toEqual({
      part: 'prefix-list',
      entries: [],
      managedName: name,
    });
  });
});
