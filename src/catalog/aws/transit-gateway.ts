import type { GatewayFacet, RouteEntry, TransitFacet } from '../../model/network.js';
import { stringValue } from '../../model/values.js';
import { conditional, defined, lookedUp } from '../common/parts.js';
import { defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

/** A hub that joins VPCs and VPNs. */
export const transitGateway = defineKind({
  type: 'aws.ec2.transit-gateway',
  element: 'supporting',
  kind: 'network/transit',
  dialects: { terraform: 'aws_ec2_transit_gateway', cloudformation: 'AWS::EC2::TransitGateway' },
  attributes: {
    defaultAssociation: {
      terraform: 'default_route_table_association',
      cloudformation: 'DefaultRouteTableAssociation',
    },
    defaultPropagation: {
      terraform: 'default_route_table_propagation',
      cloudformation: 'DefaultRouteTablePropagation',
    },
  },
  build(r) {
    const network: GatewayFacet = { part: 'gateway', gateway: 'transit', vpcs: [] };
    return {
      network,
      // Attachments join the gateway's default route table unless this is switched off.
      facts: {
        'network.transitDefaultAssociation': r.test('defaultAssociation', (v) => v === 'enable', 'enable'),
        'network.transitDefaultPropagation': r.test('defaultPropagation', (v) => v === 'enable', 'enable'),
      },
    };
  },
});

/** Joins one VPC to the hub. */
export const transitAttachment = defineKind({
  type: 'aws.ec2.transit-gateway-attachment',
  element: 'supporting',
  kind: 'network/transit',
  dialects: {
    terraform: 'aws_ec2_transit_gateway_vpc_attachment',
    cloudformation: ['AWS::EC2::TransitGatewayAttachment', 'AWS::EC2::TransitGatewayVpcAttachment'],
  },
  attributes: {
    gateway: { terraform: 'transit_gateway_id', cloudformation: 'TransitGatewayId' },
    vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' },
  },
  build(r) {
    const network = defined<TransitFacet>({
      part: 'transit-attachment',
      gateway: r.value('gateway'),
      vpc: r.value('vpc'),
      subnets: r.list('subnets'),
    });
    return {
      network,
      links: [
        ...r.link('attached-to', 'gateway', { expects: ['aws.ec2.'] }),
        ...r.link('attached-to', 'vpc', { expects: ['aws.ec2.'] }),
      ],
    };
  },
});

/** A static route of a hub's table. */
export const transitRoute = defineKind({
  type: 'aws.ec2.transit-gateway-route',
  element: 'supporting',
  kind: 'network/transit',
  dialects: { terraform: 'aws_ec2_transit_gateway_route', cloudformation: 'AWS::EC2::TransitGatewayRoute' },
  attributes: {
    table: { terraform: 'transit_gateway_route_table_id', cloudformation: 'TransitGatewayRouteTableId' },
    cidr: { terraform: 'destination_cidr_block', cloudformation: 'DestinationCidrBlock' },
    attachment: { terraform: 'transit_gateway_attachment_id', cloudformation: 'TransitGatewayAttachmentId' },
    blackhole: { terraform: 'blackhole', cloudformation: 'Blackhole' },
  },
  satelliteOf: { owner: 'table', types: ['aws.ec2.transit-gateway-route-table'] },
});

/** A route table of the hub. */
export const transitRouteTable = defineKind({
  type: 'aws.ec2.transit-gateway-route-table',
  element: 'supporting',
  kind: 'network/transit',
  dialects: {
    terraform: 'aws_ec2_transit_gateway_route_table',
    cloudformation: 'AWS::EC2::TransitGatewayRouteTable',
  },
  attributes: { gateway: { terraform: 'transit_gateway_id', cloudformation: 'TransitGatewayId' } },
  build(r, satellites) {
    const network = defined<TransitFacet>({
      part: 'transit-route-table',
      gateway: r.value('gateway'),
      routes: satellites.of(transitRoute).map(entryOf),
    });
    return { network, links: r.link('contains', 'gateway', { reverse: true, expects: ['aws.ec2.'] }) };
  },
});

/** A black hole is a route that leads nowhere: kind `other`, target `blackhole`. */
function entryOf(s: Reader<typeof transitRoute.attributes>): RouteEntry {
  const hole = s.fact('blackhole', false);
  const black = hole.state === 'known' && hole.value === true;
  return {
    destination: conditional(s.value('cidr') ?? lookedUp(s, 'cidr'), s.doubts),
    targetKind: black ? 'other' : 'transit',
    target: black ? stringValue('blackhole', s.at('blackhole')) : (s.value('attachment') ?? lookedUp(s, 'attachment')),
    at: s.location,
  };
}

const membership = {
  table: { terraform: 'transit_gateway_route_table_id', cloudformation: 'TransitGatewayRouteTableId' },
  attachment: { terraform: 'transit_gateway_attachment_id', cloudformation: 'TransitGatewayAttachmentId' },
} as const;

const member = (part: TransitFacet['part'], r: Reader<typeof membership>): TransitFacet =>
  defined<TransitFacet>({ part, table: r.value('table'), attachment: r.value('attachment') });

/** Which table decides where an attachment's packets go. */
export const transitAssociation = defineKind({
  type: 'aws.ec2.transit-gateway-route-table-association',
  element: 'supporting',
  kind: 'network/transit',
  dialects: {
    terraform: 'aws_ec2_transit_gateway_route_table_association',
    cloudformation: 'AWS::EC2::TransitGatewayRouteTableAssociation',
  },
  attributes: membership,
  build: (r) => ({ network: member('transit-association', r) }),
});

/** Which table learns an attachment's CIDR blocks. */
export const transitPropagation = defineKind({
  type: 'aws.ec2.transit-gateway-route-table-propagation',
  element: 'supporting',
  kind: 'network/transit',
  dialects: {
    terraform: 'aws_ec2_transit_gateway_route_table_propagation',
    cloudformation: 'AWS::EC2::TransitGatewayRouteTablePropagation',
  },
  attributes: membership,
  build: (r) => ({ network: member('transit-propagation', r) }),
});

export const kinds = [
  transitGateway,
  transitAttachment,
  transitRouteTable,
  transitRoute,
  transitAssociation,
  transitPropagation,
];
