import type { AddressFacet } from '../../model/network.js';
import { written } from '../common/parts.js';
import { defineKind } from '../kind.js';

/** An Elastic IP address and what it is given to. */
export const elasticIp = defineKind({
  type: 'aws.ec2.elastic-ip',
  element: 'supporting',
  kind: 'network/address',
  dialects: { terraform: 'aws_eip', cloudformation: 'AWS::EC2::EIP' },
  attributes: {
    instance: { terraform: 'instance', cloudformation: 'InstanceId' },
    // CloudFormation gives an address to an interface with AWS::EC2::EIPAssociation.
    networkInterface: { terraform: 'network_interface' },
  },
  build(r) {
    const network: AddressFacet = {
      part: 'address',
      targets: written(r.value('instance'), r.value('networkInterface')),
    };
    return { network, links: [...r.link('attached-to', 'instance'), ...r.link('attached-to', 'networkInterface')] };
  },
});

/** Gives an Elastic IP address to an instance or interface. It stands for itself: the address may be declared elsewhere. */
export const elasticIpAssociation = defineKind({
  type: 'aws.ec2.elastic-ip-association',
  element: 'supporting',
  kind: 'network/address',
  dialects: { terraform: 'aws_eip_association', cloudformation: 'AWS::EC2::EIPAssociation' },
  attributes: {
    address: { terraform: 'allocation_id', cloudformation: 'AllocationId' },
    publicIp: { terraform: 'public_ip', cloudformation: 'EIP' },
    instance: { terraform: 'instance_id', cloudformation: 'InstanceId' },
    networkInterface: { terraform: 'network_interface_id', cloudformation: 'NetworkInterfaceId' },
  },
  build(r) {
    const network: AddressFacet = {
      part: 'address',
      targets: written(r.value('instance'), r.value('networkInterface')),
    };
    const links = [
      ...r.link('uses', r.value('address') ? 'address' : 'publicIp'),
      ...r.link('attached-to', 'instance'),
      ...r.link('attached-to', 'networkInterface'),
    ];
    return { network, links };
  },
});

export const kinds = [elasticIp, elasticIpAssociation];
