import { describe, expect, it } from 'vitest';
import { kinds as eks } from '../../../src/catalog/aws/eks.js';
import { kinds as templates } from '../../../src/catalog/aws/launch-template.js';
import {
  comparable,
  fact,
  type Plain,
  plainly,
  read,
  ref,
  targets,
  variable,
  type Written,
} from '../read-declarations.js';

const kinds = [...eks, ...templates];
const cluster = (type: string, body: Record<string, Plain>) =>
  read(kinds, [{ type, name: 'clinic', body }]).get('clinic');

describe('a cluster', () => {
  it.each([
    ['aws_eks_cluster', {}, 'yes', true, false],
    ['aws_eks_cluster', { vpc_config: [{ endpoint_public_access: false }] }, 'no', false, false],
    ['aws_eks_cluster', { vpc_config: [{ endpoint_public_access: variable('open') }] }, 'unknown', 'unknown', false],
    [
      'aws_eks_cluster',
      { vpc_config: [{ public_access_cidrs: ['203.0.113.0/24'] }], enabled_cluster_log_types: ['api', 'audit'] },
      'yes',
      false,
      true,
    ],
    ['AWS::EKS::Cluster', {}, 'yes', true, false],
    [
      'AWS::EKS::Cluster',
      {
        ResourcesVpcConfig: { PublicAccessCidrs: ['203.0.113.0/24'] },
        Logging: { ClusterLogging: { EnabledTypes: [{ Type: 'audit' }] } },
      },
      'yes',
      false,
      true,
    ],
  ] as readonly (readonly [string, Record<string, Plain>, string, unknown, unknown])[])(
    '%s %j: internet %s, any source %s, audit log %s',
    (type, body, internet, wide, audited) => {
      const found = cluster(type, body);
      expect(found?.surface?.internet).toBe(internet);
      expect(fact(found, 'surface.internetWideSource')).toBe(wide);
      expect(fact(found, 'audit.accessLogged')).toBe(audited);
    },
  );
});

const terraform: Written[] = [
  {
    type: 'aws_launch_template',
    name: 'Node',
    body: { metadata_options: [{ http_tokens: 'required', http_put_response_hop_limit: 1 }] },
  },
  {
    type: 'aws_eks_node_group',
    name: 'Nodes',
    body: {
      cluster_name: ref('aws_eks_cluster.Clinic.name'),
      node_role_arn: ref('aws_iam_role.Node.arn'),
      subnet_ids: [ref('aws_subnet.A.id')],
      launch_template: [{ id: ref('aws_launch_template.Node.id'), version: '1' }],
    },
  },
];
const cloudformation: Written[] = [
  {
    type: 'AWS::EC2::LaunchTemplate',
    name: 'Node',
    body: { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 } } },
  },
  {
    type: 'AWS::EKS::Nodegroup',
    name: 'Nodes',
    body: {
      ClusterName: ref('Clinic'),
      NodeRole: ref('Node.Arn'),
      Subnets: [ref('A')],
      LaunchTemplate: { Id: ref('Node'), Version: '1' },
    },
  },
];
const summary = (declarations: readonly Written[]) => comparable(read(kinds, declarations).get('Nodes'));

describe('a node group', () => {
  it('is the same from both dialects', () => {
    expect(summary(cloudformation)).toEqual(summary(terraform));
  });

  it('runs with its role and its template', () => {
    const nodes = read(kinds, terraform).get('Nodes');
    expect(targets(nodes, 'runs-as')).toEqual(['-> Node']);
    expect(fact(nodes, 'workload.imdsV1')).toBe(false);
    expect(fact(nodes, 'workload.metadataHopLimit')).toBe(1);
  });
});

describe('security groups that EKS makes', () => {
  it.each([
    ['aws_eks_node_group', { subnet_ids: [ref('aws_subnet.A.id')] }, 'instead'],
    ['AWS::EKS::Cluster', { ResourcesVpcConfig: { SubnetIds: [ref('A')] } }, 'also'],
  ] as readonly (readonly [string, Record<string, Plain>, string])[])(
    "%s: are the cluster's own",
    (type, body, own) => {
      expect(plainly(cluster(type, body)?.network)).toMatchObject({ securityGroups: [], clusterGroup: own });
    },
  );
});
