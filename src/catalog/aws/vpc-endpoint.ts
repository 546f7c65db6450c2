import type { PolicySource, ResourceGrant } from '../../model/identity.js';
import type { VpcEndpointFacet } from '../../model/network.js';
import type { Value } from '../../model/value.js';
import { stringValue } from '../../model/values.js';
import { conditional, defined, lookedUp } from '../common/parts.js';
import { defineKind, type Satellites } from '../kind.js';

/** Adds a route table, subnet or security group to an endpoint, or replaces its policy. */
export const vpcEndpointAssociation = defineKind({
  type: 'aws.ec2.vpc-endpoint-association',
  element: 'supporting',
  kind: 'network/endpoint',
  dialects: {
    terraform: [
      'aws_vpc_endpoint_route_table_association',
      'aws_vpc_endpoint_subnet_association',
      'aws_vpc_endpoint_security_group_association',
      'aws_vpc_endpoint_policy',
    ],
  },
  absent: { cloudformation: 'CloudFormation writes all of it inside AWS::EC2::VPCEndpoint' },
  attributes: {
    endpoint: { terraform: 'vpc_endpoint_id' },
    routeTable: { terraform: 'route_table_id' },
    subnet: { terraform: 'subnet_id' },
    group: { terraform: 'security_group_id' },
    policy: { terraform: 'policy' },
  },
  satelliteOf: { owner: 'endpoint', types: ['aws.ec2.vpc-endpoint'] },
});

/** A private way to an AWS service or a PrivateLink service. */
export const vpcEndpoint = defineKind({
  type: 'aws.ec2.vpc-endpoint',
  element: 'supporting',
  kind: 'network/endpoint',
  dialects: { terraform: 'aws_vpc_endpoint', cloudformation: 'AWS::EC2::VPCEndpoint' },
  attributes: {
    vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
    type: { terraform: 'vpc_endpoint_type', cloudformation: 'VpcEndpointType' },
    service: { terraform: 'service_name', cloudformation: 'ServiceName' },
    routeTables: { terraform: 'route_table_ids', cloudformation: 'RouteTableIds' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' },
    groups: { terraform: 'security_group_ids', cloudformation: 'SecurityGroupIds' },
    policy: { terraform: 'policy', cloudformation: 'PolicyDocument' },
    privateDns: { terraform: 'private_dns_enabled', cloudformation: 'PrivateDnsEnabled' },
    // Terraform consents by a call of its own; CloudFormation has no such thing.
    autoAccept: { terraform: 'auto_accept' },
  },
  build(r, satellites) {
    const policy = r.value('policy') ?? added(satellites, 'policy')[0];
    const network = defined<VpcEndpointFacet>({
      part: 'vpc-endpoint',
      // Gateway is the default of both dialects.
      endpointType: r.value('type') ?? (r.managed ? stringValue('Gateway') : lookedUp(r, 'type')),
      service: r.value('service') ?? lookedUp(r, 'service'),
      vpc: r.value('vpc'),
      routeTables: [...r.list('routeTables'), ...added(satellites, 'routeTable')],
      subnets: [...r.list('subnets'), ...added(satellites, 'subnet')],
      securityGroups: [...r.list('groups'), ...added(satellites, 'group')],
      policy,
      privateDns: r.value('privateDns'),
      autoAccept: r.value('autoAccept'),
    });
    const documents: PolicySource[] = policy ? [{ document: policy, at: policy.at ?? r.location }] : [];
    return {
      network,
      identity: { permissions: [], attachments: [], resourcePolicies: documents },
      links: [
        ...r.link('contains', 'vpc', { reverse: true, expects: ['aws.ec2.'] }),
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'groups', { expects: ['aws.ec2.'] }),
      ],
    };
  },
});

const added = (satellites: Satellites, key: 'routeTable' | 'subnet' | 'group' | 'policy'): Value[] =>
  satellites.of(vpcEndpointAssociation).flatMap((s) => s.list(key).map((value) => conditional(value, s.doubts)));

/** Accounts and roles that may connect to a PrivateLink service. */
export const endpointServicePermission = defineKind({
  type: 'aws.ec2.vpc-endpoint-service-permission',
  element: 'supporting',
  kind: 'network/endpoint',
  dialects: {
    terraform: 'aws_vpc_endpoint_service_allowed_principal',
    cloudformation: 'AWS::EC2::VPCEndpointServicePermissions',
  },
  attributes: {
    service: { terraform: 'vpc_endpoint_service_id', cloudformation: 'ServiceId' },
    principals: { terraform: 'principal_arn', cloudformation: 'AllowedPrincipals' },
  },
  satelliteOf: { owner: 'service', types: ['aws.ec2.vpc-endpoint-service'] },
});

/** A PrivateLink service that others connect to. */
export const vpcEndpointService = defineKind({
  type: 'aws.ec2.vpc-endpoint-service',
  element: 'process',
  kind: 'edge/service',
  dialects: { terraform: 'aws_vpc_endpoint_service', cloudformation: 'AWS::EC2::VPCEndpointService' },
  attributes: {
    balancers: { terraform: 'network_load_balancer_arns', cloudformation: 'NetworkLoadBalancerArns' },
    gateways: { terraform: 'gateway_load_balancer_arns', cloudformation: 'GatewayLoadBalancerArns' },
    // CloudFormation names principals in AWS::EC2::VPCEndpointServicePermissions.
    principals: { terraform: 'allowed_principals' },
    acceptance: { terraform: 'acceptance_required', cloudformation: 'AcceptanceRequired' },
  },
  build(r, satellites) {
    const principals = [
      ...r.list('principals'),
      ...satellites.of(endpointServicePermission).flatMap((s) => s.list('principals')),
    ];
    const grants = principals.map(
      (principal): ResourceGrant => ({
        principal,
        action: stringValue('vpce:CreateVpcEndpoint'),
        at: principal.at ?? r.location,
      }),
    );
    return {
      identity: { permissions: [], attachments: [], grants },
      facts: { 'network.acceptanceRequired': r.fact('acceptance', { cloudformation: true }) },
      links: [
        ...r.link('fronts', 'balancers', { grade: 'declared', expects: ['aws.elb.'] }),
        ...r.link('fronts', 'gateways', { grade: 'declared', expects: ['aws.elb.'] }),
      ],
    };
  },
});

export const kinds = [vpcEndpoint, vpcEndpointAssociation, vpcEndpointService, endpointServicePermission];
