import type { EndpointFacet } from '../../model/network.js';
import { conditional, defined } from '../common/parts.js';
import { defineKind } from '../kind.js';

/** Adds a security group to an interface. */
export const interfaceGroupAttachment = defineKind({
  type: 'aws.ec2.network-interface-sg-attachment',
  element: 'supporting',
  kind: 'network/interface',
  dialects: { terraform: 'aws_network_interface_sg_attachment' },
  absent: { cloudformation: 'CloudFormation writes GroupSet inside AWS::EC2::NetworkInterface' },
  attributes: {
    networkInterface: { terraform: 'network_interface_id' },
    group: { terraform: 'security_group_id' },
  },
  // `aws_instance.shop.primary_network_interface_id` leads to the instance.
  satelliteOf: { owner: 'networkInterface', types: ['aws.ec2.network-interface', 'aws.ec2.instance'] },
});

/** Attaches an interface to an instance. */
export const interfaceAttachment = defineKind({
  type: 'aws.ec2.network-interface-attachment',
  element: 'supporting',
  kind: 'network/interface',
  dialects: { terraform: 'aws_network_interface_attachment', cloudformation: 'AWS::EC2::NetworkInterfaceAttachment' },
  attributes: {
    networkInterface: { terraform: 'network_interface_id', cloudformation: 'NetworkInterfaceId' },
    instance: { terraform: 'instance_id', cloudformation: 'InstanceId' },
  },
  satelliteOf: { owner: 'networkInterface', types: ['aws.ec2.network-interface'] },
});

/** An elastic network interface of its own declaration. It has a public address only through an Elastic IP. */
export const networkInterface = defineKind({
  type: 'aws.ec2.network-interface',
  element: 'supporting',
  kind: 'network/interface',
  dialects: { terraform: 'aws_network_interface', cloudformation: 'AWS::EC2::NetworkInterface' },
  attributes: {
    subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' },
    groups: { terraform: 'security_groups', cloudformation: 'GroupSet' },
    sourceDestCheck: { terraform: 'source_dest_check', cloudformation: 'SourceDestCheck' },
    ipv6: { terraform: 'ipv6_address_count', cloudformation: 'Ipv6AddressCount' },
    // CloudFormation attaches with AWS::EC2::NetworkInterfaceAttachment.
    instance: { terraform: 'attachment.instance' },
  },
  build(r, satellites) {
    const added = satellites.of(interfaceGroupAttachment);
    const network = defined<EndpointFacet>({
      part: 'endpoint',
      subnets: r.list('subnet'),
      subnetGroups: [],
      securityGroups: [
        ...r.list('groups'),
        ...added.flatMap((s) => s.list('group').map((group) => conditional(group, s.doubts))),
      ],
      securityGroupDefault: 'vpc-default',
      publicAddress: 'public-flag',
      publicDefault: 'no',
      ipv6Addresses: r.value('ipv6'),
      listens: [],
      sourceDestCheck: r.value('sourceDestCheck'),
      role: 'host',
    });
    return {
      network,
      links: [
        ...r.link('runs-in', 'subnet', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'groups', { expects: ['aws.ec2.'] }),
        ...added.flatMap((s) => s.link('protected-by', 'group', { expects: ['aws.ec2.'] })),
        ...r.link('attached-to', 'instance', { expects: ['aws.ec2.'] }),
        ...satellites
          .of(interfaceAttachment)
          .flatMap((s) => s.link('attached-to', 'instance', { expects: ['aws.ec2.'] })),
      ],
    };
  },
});

export const kinds = [networkInterface, interfaceAttachment, interfaceGroupAttachment];
