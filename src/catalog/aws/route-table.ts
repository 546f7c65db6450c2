import type { Location } from '../../model/location.js';
import type { RouteEntry, RouteTableFacet } from '../../model/network.js';
import type { Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { conditional, defined, foreign, pointsAt, unknownFor, written } from '../common/parts.js';
import { defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';

const routeAttributes = {
  gateway: { terraform: 'gateway_id', cloudformation: 'GatewayId' },
  nat: { terraform: 'nat_gateway_id', cloudformation: 'NatGatewayId' },
  peering: { terraform: 'vpc_peering_connection_id', cloudformation: 'VpcPeeringConnectionId' },
  transit: { terraform: 'transit_gateway_id', cloudformation: 'TransitGatewayId' },
  egressOnly: { terraform: 'egress_only_gateway_id', cloudformation: 'EgressOnlyInternetGatewayId' },
  endpoint: { terraform: 'vpc_endpoint_id', cloudformation: 'VpcEndpointId' },
  interface: { terraform: 'network_interface_id', cloudformation: 'NetworkInterfaceId' },
  carrier: { terraform: 'carrier_gateway_id', cloudformation: 'CarrierGatewayId' },
  local: { terraform: 'local_gateway_id', cloudformation: 'LocalGatewayId' },
  core: { terraform: 'core_network_arn', cloudformation: 'CoreNetworkArn' },
  prefixList: { terraform: 'destination_prefix_list_id', cloudformation: 'DestinationPrefixListId' },
} as const;

const separateRoute = {
  ...routeAttributes,
  table: { terraform: 'route_table_id', cloudformation: 'RouteTableId' },
  cidr: { terraform: 'destination_cidr_block', cloudformation: 'DestinationCidrBlock' },
  ipv6Cidr: { terraform: 'destination_ipv6_cidr_block', cloudformation: 'DestinationIpv6CidrBlock' },
  instance: { cloudformation: 'InstanceId' },
} as const;

/** One route of its own declaration. */
export const route = defineKind({
  type: 'aws.ec2.route',
  element: 'supporting',
  kind: 'network/route-table',
  dialects: { terraform: 'aws_route', cloudformation: 'AWS::EC2::Route' },
  attributes: separateRoute,
  satelliteOf: { owner: 'table', types: ['aws.ec2.route-table'] },
});

/** Which route table a subnet (or, for ingress routing, a gateway) uses. */
export const routeTableAssociation = defineKind({
  type: 'aws.ec2.route-table-association',
  element: 'supporting',
  kind: 'network/route-table',
  dialects: {
    terraform: 'aws_route_table_association',
    cloudformation: ['AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::GatewayRouteTableAssociation'],
  },
  attributes: {
    table: { terraform: 'route_table_id', cloudformation: 'RouteTableId' },
    subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' },
    gateway: { terraform: 'gateway_id', cloudformation: 'GatewayId' },
  },
  satelliteOf: { owner: 'table', types: ['aws.ec2.route-table'] },
});

/** Makes a route table the main one of its VPC. */
export const mainRouteTableAssociation = defineKind({
  type: 'aws.ec2.main-route-table-association',
  element: 'supporting',
  kind: 'network/route-table',
  dialects: { terraform: 'aws_main_route_table_association' },
  absent: { cloudformation: 'CloudFormation cannot change the main route table of a VPC' },
  attributes: { table: { terraform: 'route_table_id' }, vpc: { terraform: 'vpc_id' } },
  satelliteOf: { owner: 'table', types: ['aws.ec2.route-table'] },
});

/** Lets a virtual private gateway write routes into a table. */
export const routePropagation = defineKind({
  type: 'aws.ec2.vpn-gateway-route-propagation',
  element: 'supporting',
  kind: 'network/route-table',
  dialects: { terraform: 'aws_vpn_gateway_route_propagation', cloudformation: 'AWS::EC2::VPNGatewayRoutePropagation' },
  attributes: {
    table: { terraform: 'route_table_id', cloudformation: 'RouteTableIds' },
    gateway: { terraform: 'vpn_gateway_id', cloudformation: 'VpnGatewayId' },
  },
  satelliteOf: { owner: 'table', types: ['aws.ec2.route-table'] },
});

const inlineRoutes = {
  gateway: { terraform: 'gateway_id' },
  nat: { terraform: 'nat_gateway_id' },
  peering: { terraform: 'vpc_peering_connection_id' },
  transit: { terraform: 'transit_gateway_id' },
  egressOnly: { terraform: 'egress_only_gateway_id' },
  endpoint: { terraform: 'vpc_endpoint_id' },
  interface: { terraform: 'network_interface_id' },
  carrier: { terraform: 'carrier_gateway_id' },
  local: { terraform: 'local_gateway_id' },
  core: { terraform: 'core_network_arn' },
  prefixList: { terraform: 'destination_prefix_list_id' },
  instance: { terraform: 'instance_id' },
  cidr: { terraform: 'cidr_block' },
  ipv6Cidr: { terraform: 'ipv6_cidr_block' },
} as const;

const tableAttributes = {
  vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
  // `aws_vpc.shop.default_route_table_id`: the reference leads to the VPC.
  adopted: { terraform: 'default_route_table_id' },
  propagating: { terraform: 'propagating_vgws' },
  routes: { terraform: 'route', each: inlineRoutes },
} as const;

/** A route table with its routes and associations; `aws_default_route_table` adopts the VPC's main one. */
export const routeTable = defineKind({
  type: 'aws.ec2.route-table',
  element: 'supporting',
  kind: 'network/route-table',
  dialects: { terraform: ['aws_route_table', 'aws_default_route_table'], cloudformation: 'AWS::EC2::RouteTable' },
  attributes: tableAttributes,
  build(r, satellites) {
    const main = satellites.of(mainRouteTableAssociation)[0];
    const implicit = implicitMain(satellites);
    const network = defined<RouteTableFacet>({
      part: 'route-table',
      vpc: r.value('vpc') ?? main?.value('vpc') ?? r.value('adopted') ?? implicit,
      routes: routesOf(r, satellites),
      associations: satellites.of(routeTableAssociation).map(association),
      main: r.declaration.type === 'aws_default_route_table' || implicit ? r.location : main?.location,
      propagates: [
        ...r.list('propagating'),
        ...satellites.of(routePropagation).flatMap((s) => s.list('gateway').map((gw) => conditional(gw, s.doubts))),
      ],
    });
    const vpcLink = r.link('contains', r.value('vpc') ? 'vpc' : 'adopted', { reverse: true });
    return { network, links: [...vpcLink, ...subnetLinks(satellites)] };
  },
});

/** Routes for `aws_vpc.x.main_route_table_id` land on a stand-in: the VPC's own main table, which has local routes only. */
function implicitMain(satellites: Satellites): Value | undefined {
  return [route, routeTableAssociation]
    .flatMap((kind) => satellites.of(kind as typeof route).map((s) => s.value('table')))
    .find((table) => pointsAt(table, 'main_route_table_id', 'default_route_table_id'));
}

function association(s: Reader<typeof routeTableAssociation.attributes>): RouteTableFacet['associations'][number] {
  const doubtful = (value: Value | undefined) => value && conditional(value, s.doubts);
  return defined<RouteTableFacet['associations'][number]>({
    subnet: doubtful(s.value('subnet')),
    gateway: doubtful(s.value('gateway')),
    at: s.location,
  });
}

const subnetLinks = (satellites: Satellites) =>
  satellites.of(routeTableAssociation).flatMap((s) => s.link('routes-via', 'subnet', { reverse: true }));

function routesOf(r: Reader<typeof tableAttributes>, satellites: Satellites): RouteEntry[] {
  const inline = r.items('routes').map(({ reader, reasons }) => entryOf(reader, reasons));
  const standalone = satellites.of(route).map((s) => entryOf(s, s.doubts));
  const undecided = [...r.unknownItems('routes'), ...(implicitMain(satellites) ? [] : foreign(r))];
  return undecided.length === 0
    ? [...inline, ...standalone]
    : [...inline, ...standalone, unknownRoute(undecided, r.at('routes'))];
}

const unknownRoute = (reasons: readonly Reason[], at: Location): RouteEntry => ({
  destination: unknownFor(reasons, at),
  targetKind: 'other',
  target: unknownFor(reasons, at),
  at,
});

const targets = [
  ['gateway', 'gateway'],
  ['nat', 'nat'],
  ['peering', 'peering'],
  ['transit', 'transit'],
  ['egressOnly', 'egress-only'],
  ['endpoint', 'endpoint'],
  ['interface', 'interface'],
  ['instance', 'instance'],
  ['carrier', 'other'],
  ['local', 'other'],
  ['core', 'other'],
] as const;

/** A route that only may exist keeps its destination as a choice with null. */
function entryOf(
  r: Reader<typeof inlineRoutes> | Reader<typeof separateRoute>,
  reasons: readonly Reason[],
): RouteEntry {
  const reader = r as Reader<typeof inlineRoutes>;
  const [destination] = written(reader.value('cidr'), reader.value('ipv6Cidr'), reader.value('prefixList'));
  const found = targets.find(([key]) => written(reader.value(key)).length > 0);
  const target = found && reader.value(found[0]);
  const local = target?.kind === 'string' && target.value === 'local';
  return {
    destination: conditional(destination ?? unknownFor([], r.location), reasons),
    targetKind: local ? 'local' : (found?.[1] ?? 'other'),
    target: target ?? unknownFor([], r.location),
    at: r.location,
  };
}

export const kinds = [routeTable, route, routeTableAssociation, mainRouteTableAssociation, routePropagation];
