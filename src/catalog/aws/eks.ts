import type { Fact } from '../../model/fact.js';
import { known, unknownFact } from '../../model/fact.js';
import type { SurfaceFacet } from '../../model/surface.js';
import { Host, hostEndpoint, hostFacts, hostLinks, hostWorkload } from '../common/host.js';
import { managedEndpoint, placement } from '../common/endpoint.js';
import { isWritten } from '../common/parts.js';
import { defineKind } from '../kind.js';
import type { Reader } from '../reader.js';
import { templatesOf } from './ec2-instance.js';

const clusterAttributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
  subnets: { terraform: 'vpc_config.subnet_ids', cloudformation: 'ResourcesVpcConfig.SubnetIds' },
  groups: { terraform: 'vpc_config.security_group_ids', cloudformation: 'ResourcesVpcConfig.SecurityGroupIds' },
  publicAccess: {
    terraform: 'vpc_config.endpoint_public_access',
    cloudformation: 'ResourcesVpcConfig.EndpointPublicAccess',
  },
  publicCidrs: { terraform: 'vpc_config.public_access_cidrs', cloudformation: 'ResourcesVpcConfig.PublicAccessCidrs' },
  key: { terraform: 'encryption_config.provider.key_arn', cloudformation: 'EncryptionConfig.Provider.KeyArn' },
  logTypes: { terraform: 'enabled_cluster_log_types' },
  logging: {
    cloudformation: 'Logging.ClusterLogging.EnabledTypes',
    each: { type: { cloudformation: 'Type' } },
  },
} as const;
type ClusterReader = Reader<typeof clusterAttributes>;

/** A Kubernetes control plane. */
export const eksCluster = defineKind({
  type: 'aws.eks.cluster',
  element: 'process',
  kind: 'process/cluster',
  dialects: { terraform: 'aws_eks_cluster', cloudformation: 'AWS::EKS::Cluster' },
  attributes: clusterAttributes,
  names: ['name'],
  build(r) {
    return {
      network: { ...managedEndpoint(r.list('subnets'), r.list('groups')), clusterGroup: 'also' },
      surface: surfaceOf(r),
      facts: {
        'audit.accessLogged': auditLog(r),
        'encryption.customerKey': isWritten(r, 'key'),
        'surface.internetWideSource': openToAll(r),
      },
      links: [
        ...placement(r, 'subnets', 'groups'),
        ...r.link('runs-as', 'role', { attrs: { use: 'agent' }, expects: ['aws.iam.'] }),
        ...r.link('encrypts-with', 'key', { expects: ['aws.kms.'] }),
      ],
    };
  },
});

/** The API endpoint is public by default, to every address; callers sign with IAM (spec/C11). */
function surfaceOf(r: ClusterReader): SurfaceFacet {
  const open = r.fact('publicAccess', true);
  return {
    internet: open.state === 'unknown' ? 'unknown' : open.value === true ? 'yes' : 'no',
    because: [r.at('publicAccess')],
    operations: [
      { name: 'Kubernetes API', authentication: 'iam', because: [r.location], targets: [], sideEffects: true },
    ],
  };
}

function openToAll(r: ClusterReader): Fact {
  const open = r.fact('publicAccess', true);
  if (open.state === 'unknown' || open.value !== true) return open;
  return r.test('publicCidrs', (cidrs) => [cidrs].flat().some((cidr) => cidr === '0.0.0.0/0' || cidr === '::/0'), [
    '0.0.0.0/0',
  ]);
}

function auditLog(r: ClusterReader): Fact {
  if (r.dialect === 'terraform') return r.test('logTypes', (types) => [types].flat().includes('audit'), []);
  const types = r.each('logging').map((one) => one.text('type'));
  const undecided = r.undecided('logging');
  if (types.includes('audit')) return known(true, [r.at('logging')]);
  return undecided.length > 0 ? unknownFact(undecided, [r.at('logging')]) : known(false, [r.at('logging')]);
}

/** Hosts that run a cluster's pods. */
export const eksNodeGroup = defineKind({
  type: 'aws.eks.node-group',
  element: 'process',
  kind: 'process/host-group',
  dialects: { terraform: 'aws_eks_node_group', cloudformation: 'AWS::EKS::Nodegroup' },
  attributes: {
    name: { terraform: 'node_group_name', cloudformation: 'NodegroupName' },
    cluster: { terraform: 'cluster_name', cloudformation: 'ClusterName' },
    role: { terraform: 'node_role_arn', cloudformation: 'NodeRole' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'Subnets' },
    template: { terraform: 'launch_template.id', cloudformation: 'LaunchTemplate.Id' },
    templateName: { terraform: 'launch_template.name', cloudformation: 'LaunchTemplate.Name' },
  },
  borrows: [
    { by: 'template', types: ['aws.ec2.launch-template'] },
    { by: 'templateName', types: ['aws.ec2.launch-template'] },
  ],
  build(r, satellites) {
    const templates = templatesOf(satellites);
    const host = new Host(templates);
    const [template] = templates;
    return {
      // Nodes whose template names no group get the cluster's own one, never the VPC's default.
      network: { ...hostEndpoint(host, r.list('subnets')), clusterGroup: 'instead' },
      workload: hostWorkload(host),
      // Without a template of one's own, the image that EKS chooses decides about the metadata service.
      ...(template && { facts: hostFacts(host, template) }),
      links: [
        ...hostLinks(host),
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
        ...r.link('contains', 'cluster', { reverse: true, expects: ['aws.eks.'] }),
        ...r.link('instantiates', 'template', { expects: ['aws.ec2.'] }),
        ...r.link('instantiates', 'templateName', { expects: ['aws.ec2.'] }),
      ],
    };
  },
});

/** Pods without hosts of one's own. */
export const eksFargateProfile = defineKind({
  type: 'aws.eks.fargate-profile',
  element: 'supporting',
  kind: 'process/cluster',
  dialects: { terraform: 'aws_eks_fargate_profile', cloudformation: 'AWS::EKS::FargateProfile' },
  attributes: {
    cluster: { terraform: 'cluster_name', cloudformation: 'ClusterName' },
    role: { terraform: 'pod_execution_role_arn', cloudformation: 'PodExecutionRoleArn' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'Subnets' },
  },
  build: (r) => ({
    links: [
      ...r.link('contains', 'cluster', { reverse: true, expects: ['aws.eks.'] }),
      ...r.link('runs-as', 'role', { attrs: { use: 'agent' }, expects: ['aws.iam.'] }),
      ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
    ],
  }),
});

/** Software that EKS manages in the cluster. */
export const eksAddon = defineKind({
  type: 'aws.eks.addon',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_eks_addon', cloudformation: 'AWS::EKS::Addon' },
  attributes: {
    cluster: { terraform: 'cluster_name', cloudformation: 'ClusterName' },
    role: { terraform: 'service_account_role_arn', cloudformation: 'ServiceAccountRoleArn' },
  },
  build: (r) => ({
    links: [
      ...r.link('contains', 'cluster', { reverse: true, expects: ['aws.eks.'] }),
      ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
    ],
  }),
});

/** Cluster rights of an IAM principal. */
export const eksAccessPolicy = defineKind({
  type: 'aws.eks.access-policy-association',
  element: 'supporting',
  kind: 'identity/binding',
  dialects: { terraform: 'aws_eks_access_policy_association' },
  absent: { cloudformation: 'CloudFormation writes AccessPolicies inside AWS::EKS::AccessEntry' },
  attributes: {
    cluster: { terraform: 'cluster_name' },
    principal: { terraform: 'principal_arn' },
    policy: { terraform: 'policy_arn' },
  },
  build: (r) => ({
    links: [
      ...r.link('uses', 'principal', { expects: ['aws.iam.'], attrs: { policy: r.text('policy') ?? '' } }),
      ...r.link('uses', 'cluster', { expects: ['aws.eks.'] }),
    ],
  }),
});

/** Lets an IAM principal into a cluster. */
export const eksAccessEntry = defineKind({
  type: 'aws.eks.access-entry',
  element: 'supporting',
  kind: 'identity/binding',
  dialects: { terraform: 'aws_eks_access_entry', cloudformation: 'AWS::EKS::AccessEntry' },
  attributes: {
    cluster: { terraform: 'cluster_name', cloudformation: 'ClusterName' },
    principal: { terraform: 'principal_arn', cloudformation: 'PrincipalArn' },
    groups: { terraform: 'kubernetes_groups', cloudformation: 'KubernetesGroups' },
  },
  build: (r) => ({
    links: [
      ...r.link('uses', 'principal', { expects: ['aws.iam.'] }),
      ...r.link('uses', 'cluster', { expects: ['aws.eks.'] }),
    ],
  }),
});

/** Gives a service account of the cluster an IAM role. */
export const eksPodIdentity = defineKind({
  type: 'aws.eks.pod-identity-association',
  element: 'supporting',
  kind: 'identity/binding',
  dialects: { terraform: 'aws_eks_pod_identity_association', cloudformation: 'AWS::EKS::PodIdentityAssociation' },
  attributes: {
    cluster: { terraform: 'cluster_name', cloudformation: 'ClusterName' },
    role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
    namespace: { terraform: 'namespace', cloudformation: 'Namespace' },
    serviceAccount: { terraform: 'service_account', cloudformation: 'ServiceAccount' },
  },
  build: (r) => ({
    links: [
      ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
      ...r.link('uses', 'cluster', { expects: ['aws.eks.'] }),
    ],
  }),
});

/** Another issuer whose tokens the cluster accepts. */
export const eksIdentityProvider = defineKind({
  type: 'aws.eks.identity-provider-config',
  element: 'supporting',
  kind: 'identity/provider',
  dialects: { terraform: 'aws_eks_identity_provider_config', cloudformation: 'AWS::EKS::IdentityProviderConfig' },
  attributes: {
    cluster: { terraform: 'cluster_name', cloudformation: 'ClusterName' },
    issuer: { terraform: 'oidc.issuer_url', cloudformation: 'Oidc.IssuerUrl' },
  },
  build: (r) => ({ links: r.link('uses', 'cluster', { expects: ['aws.eks.'] }) }),
});

export const kinds = [
  eksCluster,
  eksNodeGroup,
  eksFargateProfile,
  eksAddon,
  eksAccessEntry,
  eksAccessPolicy,
  eksPodIdentity,
  eksIdentityProvider,
];
