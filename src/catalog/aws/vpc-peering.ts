import type { PeeringFacet } from '../../model/network.js';
import { lookedUp } from '../common/parts.js';
import { defineKind } from '../kind.js';

/** The other side's consent; it adds nothing to the connection itself. */
export const vpcPeeringAccepter = defineKind({
  type: 'aws.ec2.vpc-peering-connection-accepter',
  element: 'supporting',
  kind: 'network/peering',
  dialects: { terraform: 'aws_vpc_peering_connection_accepter' },
  absent: { cloudformation: 'CloudFormation accepts with PeerRoleArn inside AWS::EC2::VPCPeeringConnection' },
  attributes: { connection: { terraform: 'vpc_peering_connection_id' } },
  satelliteOf: { owner: 'connection', types: ['aws.ec2.vpc-peering-connection'] },
});

/** Joins two VPCs; traffic needs routes on both sides. */
export const vpcPeering = defineKind({
  type: 'aws.ec2.vpc-peering-connection',
  element: 'supporting',
  kind: 'network/peering',
  dialects: { terraform: 'aws_vpc_peering_connection', cloudformation: 'AWS::EC2::VPCPeeringConnection' },
  attributes: {
    requester: { terraform: 'vpc_id', cloudformation: 'VpcId' },
    accepter: { terraform: 'peer_vpc_id', cloudformation: 'PeerVpcId' },
    accepterAccount: { terraform: 'peer_owner_id', cloudformation: 'PeerOwnerId' },
    accepterRegion: { terraform: 'peer_region', cloudformation: 'PeerRegion' },
  },
  build(r) {
    const network: PeeringFacet = {
      part: 'peering',
      requester: r.value('requester') ?? lookedUp(r, 'requester'),
      accepter: r.value('accepter') ?? lookedUp(r, 'accepter'),
    };
    return {
      network,
      links: [
        ...r.link('attached-to', 'requester', { expects: ['aws.ec2.'] }),
        ...r.link('attached-to', 'accepter', { expects: ['aws.ec2.'] }),
      ],
    };
  },
});

export const kinds = [vpcPeering, vpcPeeringAccepter];
