import { describe, expect, it } from 'vitest';
import { kinds as addresses } from '../../../src/catalog/aws/elastic-ip.js';
import { kinds as gateways } from '../../../src/catalog/aws/gateway.js';
import { kinds as acls } from '../../../src/catalog/aws/network-acl.js';
import { kinds as tables } from '../../../src/catalog/aws/route-table.js';
import { kinds as subnets } from '../../../src/catalog/aws/subnet.js';
import { kinds as vpcs } from '../../../src/catalog/aws/vpc.js';
import { plainly, read, ref, targets, variable, type Written } from '../read-declarations.js';

const kinds = [...vpcs, ...subnets, ...tables, ...gateways, ...acls, ...addresses];

/** The orders network, in both dialects; names are the same. */
const terraform: Written[] = [
  { type: 'aws_vpc', name: 'Orders', body: { cidr_block: '10.0.0.0/16' } },
  {
    type: 'aws_subnet',
    name: 'Public',
    body: { vpc_id: ref('aws_vpc.Orders.id'), cidr_block: '10.0.0.0/24', map_public_ip_on_launch: true },
  },
  { type: 'aws_subnet', name: 'Private', body: { vpc_id: ref('aws_vpc.Orders.id'), cidr_block: '10.0.1.0/24' } },
  { type: 'aws_internet_gateway', name: 'Igw', body: { vpc_id: ref('aws_vpc.Orders.id') } },
  { type: 'aws_eip', name: 'NatIp', body: { domain: 'vpc' } },
  {
    type: 'aws_nat_gateway',
    name: 'Nat',
    body: { subnet_id: ref('aws_subnet.Public.id'), allocation_id: ref('aws_eip.NatIp.id') },
  },
  { type: 'aws_route_table', name: 'PublicTable', body: { vpc_id: ref('aws_vpc.Orders.id') } },
  {
    type: 'aws_route',
    name: 'Out',
    body: {
      route_table_id: ref('aws_route_table.PublicTable.id'),
      destination_cidr_block: '0.0.0.0/0',
      gateway_id: ref('aws_internet_gateway.Igw.id'),
    },
  },
  {
    type: 'aws_route_table_association',
    name: 'PublicUse',
    body: { subnet_id: ref('aws_subnet.Public.id'), route_table_id: ref('aws_route_table.PublicTable.id') },
  },
  { type: 'aws_network_acl', name: 'Acl', body: { vpc_id: ref('aws_vpc.Orders.id') } },
  {
    type: 'aws_network_acl_rule',
    name: 'Https',
    body: {
      network_acl_id: ref('aws_network_acl.Acl.id'),
      rule_number: 100,
      rule_action: 'allow',
      protocol: 6,
      cidr_block: '0.0.0.0/0',
      from_port: 443,
      to_port: 443,
      egress: false,
    },
  },
  {
    type: 'aws_network_acl_association',
    name: 'AclUse',
    body: { network_acl_id: ref('aws_network_acl.Acl.id'), subnet_id: ref('aws_subnet.Private.id') },
  },
];

const cloudformation: Written[] = [
  { type: 'AWS::EC2::VPC', name: 'Orders', body: { CidrBlock: '10.0.0.0/16' } },
  {
    type: 'AWS::EC2::Subnet',
    name: 'Public',
    body: { VpcId: ref('Orders'), CidrBlock: '10.0.0.0/24', MapPublicIpOnLaunch: true },
  },
  { type: 'AWS::EC2::Subnet', name: 'Private', body: { VpcId: ref('Orders'), CidrBlock: '10.0.1.0/24' } },
  { type: 'AWS::EC2::InternetGateway', name: 'Igw' },
  {
    type: 'AWS::EC2::VPCGatewayAttachment',
    name: 'Attached',
    body: { VpcId: ref('Orders'), InternetGatewayId: ref('Igw') },
  },
  { type: 'AWS::EC2::EIP', name: 'NatIp', body: { Domain: 'vpc' } },
  {
    type: 'AWS::EC2::NatGateway',
    name: 'Nat',
    body: { SubnetId: ref('Public'), AllocationId: ref('NatIp.AllocationId') },
  },
  { type: 'AWS::EC2::RouteTable', name: 'PublicTable', body: { VpcId: ref('Orders') } },
  {
    type: 'AWS::EC2::Route',
    name: 'Out',
    body: { RouteTableId: ref('PublicTable'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Igw') },
  },
  {
    type: 'AWS::EC2::SubnetRouteTableAssociation',
    name: 'PublicUse',
    body: { SubnetId: ref('Public'), RouteTableId: ref('PublicTable') },
  },
  { type: 'AWS::EC2::NetworkAcl', name: 'Acl', body: { VpcId: ref('Orders') } },
  {
    type: 'AWS::EC2::NetworkAclEntry',
    name: 'Https',
    body: {
      NetworkAclId: ref('Acl'),
      RuleNumber: 100,
      RuleAction: 'allow',
      Protocol: 6,
      CidrBlock: '0.0.0.0/0',
      PortRange: { From: 443, To: 443 },
    },
  },
  {
    type: 'AWS::EC2::SubnetNetworkAclAssociation',
    name: 'AclUse',
    body: { NetworkAclId: ref('Acl'), SubnetId: ref('Private') },
  },
];

const facets = (declarations: readonly Written[]) =>
  Object.fromEntries([...read(kinds, declarations)].map(([name, resource]) => [name, plainly(resource.network)]));

const one = (declarations: readonly Written[], name: string) => plainly(read(kinds, declarations).get(name)?.network);

describe('the parts of a network', () => {
  it('are the same from both dialects', () => {
    expect(facets(cloudformation)).toEqual(facets(terraform));
  });

  it('say what the network pass needs', () => {
    expect(facets(terraform)).toEqual({
      Orders: { part: 'vpc', cidrs: ['10.0.0.0/16'], isDefault: false },
      Public: { part: 'subnet', vpc: '-> Orders', cidrs: ['10.0.0.0/24'], mapPublicIp: true, isDefault: false },
      Private: { part: 'subnet', vpc: '-> Orders', cidrs: ['10.0.1.0/24'], isDefault: false },
      Igw: { part: 'gateway', gateway: 'internet', vpcs: ['-> Orders'] },
      NatIp: { part: 'address', targets: [] },
      Nat: { part: 'gateway', gateway: 'nat', vpcs: [], subnet: '-> Public' },
      PublicTable: {
        part: 'route-table',
        vpc: '-> Orders',
        routes: [{ destination: '0.0.0.0/0', targetKind: 'gateway', target: '-> Igw' }],
        associations: [{ subnet: '-> Public' }],
        propagates: [],
      },
      Acl: {
        part: 'network-acl',
        vpc: '-> Orders',
        isDefault: false,
        subnets: ['-> Private'],
        ingress: [{ number: 100, action: 'allow', protocol: 6, fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' }],
        egress: [],
      },
    });
  });

  it('folds routes, associations and attachments into their owners', () => {
    expect([...read(kinds, cloudformation).keys()].sort()).toEqual(
      ['Acl', 'Igw', 'Nat', 'NatIp', 'Orders', 'Private', 'Public', 'PublicTable'].sort(),
    );
  });

  it('links subnets to their table', () => {
    expect(targets(read(kinds, terraform).get('PublicTable'), 'routes-via')).toEqual(['-> Public']);
  });
});

describe('VPCs and subnets', () => {
  it.each([
    ['the default VPC', 'aws_default_vpc', {}, { isDefault: true, cidrs: ['172.31.0.0/16'] }],
    [
      'further blocks and IPv6',
      'aws_vpc',
      { cidr_block: '10.0.0.0/16', assign_generated_ipv6_cidr_block: true },
      {
        cidrs: ['10.0.0.0/16', { kind: 'unknown' }, '10.1.0.0/16'],
      },
    ],
    [
      'a CIDR from an address pool',
      'aws_vpc',
      { ipv4_ipam_pool_id: 'ipam-pool-1' },
      { cidrs: [{ kind: 'unknown' }, '10.1.0.0/16'] },
    ],
  ] as const)('%s', (name, type, body, expected) => {
    const extra: Written[] =
      name === 'the default VPC'
        ? []
        : [
            {
              type: 'aws_vpc_ipv4_cidr_block_association',
              name: 'more',
              body: { vpc_id: ref('aws_vpc.shop.id'), cidr_block: '10.1.0.0/16' },
            },
          ];
    expect(one([{ type, name: 'shop', body }, ...extra], 'shop')).toMatchObject(expected);
  });

  it('knows a default subnet, and that a looked-up one is not known', () => {
    expect(one([{ type: 'aws_default_subnet', name: 'a' }], 'a')).toMatchObject({ isDefault: true });
    expect(one([{ type: 'aws_subnet', name: 'a', mode: 'data' }], 'a')).toMatchObject({ cidrs: [{ kind: 'unknown' }] });
  });
});

describe('network ACLs', () => {
  it('counts a rule of unknown direction as conditional in both', () => {
    const acl = one(
      [
        { type: 'aws_network_acl', name: 'acl' },
        {
          type: 'aws_network_acl_rule',
          name: 'rule',
          body: {
            network_acl_id: ref('aws_network_acl.acl.id'),
            egress: variable('egress'),
            rule_number: 1,
            cidr_block: '0.0.0.0/0',
          },
        },
      ],
      'acl',
    );
    expect(acl).toMatchObject({ ingress: [{ cidr: { kind: 'choice' } }], egress: [{ cidr: { kind: 'choice' } }] });
  });

  it('reads the adopted default ACL with its inline rules', () => {
    const rule = { rule_no: 100, action: 'deny', protocol: 'all', cidr_block: '0.0.0.0/0', from_port: 0, to_port: 0 };
    expect(
      one(
        [
          {
            type: 'aws_default_network_acl',
            name: 'acl',
            body: { default_network_acl_id: ref('aws_vpc.Orders.default_network_acl_id'), ingress: [rule] },
          },
        ],
        'acl',
      ),
    ).toMatchObject({
      isDefault: true,
      vpc: '-> Orders',
      ingress: [{ number: 100, action: 'deny', protocol: '-1' }],
      egress: [],
    });
  });
});

describe('Elastic IP addresses', () => {
  it.each([
    ['aws_eip', { instance: ref('aws_instance.shop.id') }],
    [
      'aws_eip_association',
      { allocation_id: 'eipalloc-1', network_interface_id: ref('aws_network_interface.shop.id') },
    ],
    ['AWS::EC2::EIP', { InstanceId: ref('shop') }],
    ['AWS::EC2::EIPAssociation', { EIP: ref('Address'), InstanceId: ref('shop') }],
  ])('%s names what it is given to', (type, body) => {
    expect(one([{ type, name: 'address', body }], 'address')).toEqual({ part: 'address', targets: ['-> shop'] });
  });
});
