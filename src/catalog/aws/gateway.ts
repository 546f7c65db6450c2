import type { GatewayFacet } from '../../model/network.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { conditional, defined } from '../common/parts.js';
import { defineKind, type Satellites } from '../kind.js';

/** Attaches an internet or virtual private gateway to a VPC. */
export const gatewayAttachment = defineKind({
  type: 'aws.ec2.gateway-attachment',
  element: 'supporting',
  kind: 'network/gateway',
  dialects: {
    terraform: ['aws_internet_gateway_attachment', 'aws_vpn_gateway_attachment'],
    cloudformation: 'AWS::EC2::VPCGatewayAttachment',
  },
  attributes: {
    internetGateway: { terraform: 'internet_gateway_id', cloudformation: 'InternetGatewayId' },
    vpnGateway: { terraform: 'vpn_gateway_id', cloudformation: 'VpnGatewayId' },
    vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
  },
  satelliteOf: {
    owner: 'internetGateway',
    ownerElse: ['vpnGateway'],
    types: ['aws.ec2.internet-gateway', 'aws.ec2.vpn-gateway'],
  },
});

/** The VPCs that attachments name, and the links to them. */
function attachments(satellites: Satellites): { vpcs: Value[]; links: Link[] } {
  const all = satellites.of(gatewayAttachment);
  return {
    vpcs: all.flatMap((s) => s.list('vpc').map((vpc) => conditional(vpc, s.doubts))),
    links: all.flatMap((s) => s.link('attached-to', 'vpc')),
  };
}

/** An internet gateway: the only way in from, and out to, the internet for addresses of a VPC. */
export const internetGateway = defineKind({
  type: 'aws.ec2.internet-gateway',
  element: 'supporting',
  kind: 'network/gateway',
  dialects: { terraform: 'aws_internet_gateway', cloudformation: 'AWS::EC2::InternetGateway' },
  attributes: { vpc: { terraform: 'vpc_id' } },
  build(r, satellites) {
    const attached = attachments(satellites);
    const network: GatewayFacet = {
      part: 'gateway',
      gateway: 'internet',
      vpcs: [...r.list('vpc'), ...attached.vpcs],
    };
    return { network, links: [...r.link('attached-to', 'vpc'), ...attached.links] };
  },
});

/** A NAT gateway; admits no connections from outside. */
export const natGateway = defineKind({
  type: 'aws.ec2.nat-gateway',
  element: 'supporting',
  kind: 'network/gateway',
  dialects: { terraform: 'aws_nat_gateway', cloudformation: 'AWS::EC2::NatGateway' },
  attributes: {
    vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
    subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' },
    connectivity: { terraform: 'connectivity_type', cloudformation: 'ConnectivityType' },
    address: { terraform: 'allocation_id', cloudformation: 'AllocationId' },
  },
  build(r) {
    const network = defined<GatewayFacet>({
      part: 'gateway',
      gateway: 'nat',
      vpcs: r.list('vpc'),
      subnet: r.value('subnet'),
      connectivity: r.value('connectivity'),
    });
    return { network, links: [...r.link('runs-in', 'subnet'), ...r.link('uses', 'address')] };
  },
});

/** An egress-only internet gateway: IPv6 out, nothing in. */
export const egressOnlyGateway = defineKind({
  type: 'aws.ec2.egress-only-internet-gateway',
  element: 'supporting',
  kind: 'network/gateway',
  dialects: { terraform: 'aws_egress_only_internet_gateway', cloudformation: 'AWS::EC2::EgressOnlyInternetGateway' },
  attributes: { vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' } },
  build(r) {
    const network: GatewayFacet = { part: 'gateway', gateway: 'egress-only', vpcs: r.list('vpc') };
    return { network, links: r.link('attached-to', 'vpc') };
  },
});

/** A virtual private gateway: the AWS end of VPN connections and Direct Connect. */
export const vpnGateway = defineKind({
  type: 'aws.ec2.vpn-gateway',
  element: 'supporting',
  kind: 'network/gateway',
  dialects: { terraform: 'aws_vpn_gateway', cloudformation: 'AWS::EC2::VPNGateway' },
  attributes: { vpc: { terraform: 'vpc_id' } },
  build(r, satellites) {
    const attached = attachments(satellites);
    const network: GatewayFacet = { part: 'gateway', gateway: 'vpn', vpcs: [...r.list('vpc'), ...attached.vpcs] };
    return { network, links: [...r.link('attached-to', 'vpc'), ...attached.links] };
  },
});

export const kinds = [internetGateway, natGateway, egressOnlyGateway, vpnGateway, gatewayAttachment];
