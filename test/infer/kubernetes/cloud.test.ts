import { describe, expect, it } from 'vitest';
import type { ResourceGraph } from '../../../src/graph/index.js';
import { inferredGraph } from './cluster-of.js';

const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B7';
const trust = (condition: string): string => `
resource "aws_iam_role" "api" {
  name = "api"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/${issuer}" }
      Condition = { ${condition} }
    }]
  })
}
`;
const subject = (operator: string, value: string): string => `${operator} = { "${issuer}:sub" = ${value} }`;
const annotated = 'annotations: { eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/api" }';
const account = (extra = ''): string =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: api, namespace: clinic, ${extra} }\n`;

/** Roles that the account gets; a question mark for what only may be. */
const roles = (graph: ResourceGraph): readonly string[] =>
  graph
    .outgoing('|ServiceAccount/clinic/api', 'can-assume')
    .map((r) => `${r.certainty === 'certain' ? '' : '?'}${r.to.slice(1)}`);

describe('IAM roles for service accounts', () => {
  it.each([
    [
      'annotation and exact subject',
      subject('StringEquals', '"system:serviceaccount:clinic:api"'),
      annotated,
      ['aws_iam_role.api'],
    ],
    ['the trust names another account', subject('StringEquals', '"system:serviceaccount:clinic:mail"'), annotated, []],
    ['the trust names another namespace', subject('StringEquals', '"system:serviceaccount:shop:api"'), annotated, []],
    [
      'one of several subjects',
      subject('StringEquals', '["system:serviceaccount:shop:api", "system:serviceaccount:clinic:api"]'),
      annotated,
      ['aws_iam_role.api'],
    ],
    [
      'a glob over the namespace',
      subject('StringLike', '"system:serviceaccount:clinic:*"'),
      annotated,
      ['aws_iam_role.api'],
    ],
    ['a glob over another namespace', subject('StringLike', '"system:serviceaccount:shop:*"'), annotated, []],
    [
      'no annotation, exact subject: the pod asks for no token',
      subject('StringEquals', '"system:serviceaccount:clinic:api"'),
      '',
      [],
    ],
    [
      'no annotation, but everybody is trusted: with a new pod',
      subject('StringLike', '"system:serviceaccount:*:*"'),
      '',
      ['?aws_iam_role.api'],
    ],
  ])('%s', async (_name, condition, extra, expected) => {
    const graph = await inferredGraph({ 'main.tf': trust(condition), 'api.yaml': account(extra) });
    expect(roles(graph)).toEqual(expected);
  });

  it('has evidence in both dialects', async () => {
    const graph = await inferredGraph({
      'main.tf': trust(subject('StringEquals', '"system:serviceaccount:clinic:api"')),
      'api.yaml': account(annotated),
    });
    const [relation] = graph.outgoing('|ServiceAccount/clinic/api', 'can-assume');
    expect(relation?.because.map(({ file }) => file)).toEqual(['api.yaml', 'main.tf']);
  });

  it('joins a role of CloudFormation', async () => {
    const template = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  ApiRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: api
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/${issuer}" }
            Condition: { StringEquals: { "${issuer}:sub": system:serviceaccount:clinic:api } }
`;
    const graph = await inferredGraph({ 'template.yaml': template, 'api.yaml': account(annotated) });
    expect(roles(graph)).toEqual(['ApiRole']);
  });

  it('a service account of the cluster is no stranger', async () => {
    const graph = await inferredGraph({
      'main.tf': trust(subject('StringEquals', '"system:serviceaccount:clinic:api"')),
      'api.yaml': account(annotated),
    });
    expect(graph.byKind('external/ci')).toEqual([]);
  });
});

describe('EKS Pod Identity', () => {
  const association = (service: string): string => `
resource "aws_iam_role" "api" {
  name = "api"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Principal = { Service = "${service}" } }]
  })
}
resource "aws_eks_pod_identity_association" "api" {
  cluster_name    = "clinic"
  namespace       = "clinic"
  service_account = "api"
  role_arn        = aws_iam_role.api.arn
}
`;
  it.each([
    ['pods.eks.amazonaws.com', ['aws_iam_role.api']],
    ['ec2.amazonaws.com', []],
  ])('a role that trusts %s', async (service, expected) => {
    const graph = await inferredGraph({ 'main.tf': association(service), 'api.yaml': account() });
    expect(roles(graph)).toEqual(expected);
  });
});

describe('the role of the nodes', () => {
  const nodes = (tokens: string, hops: number): string => `
resource "aws_iam_role" "node" {
  name = "node"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_launch_template" "node" {
  name = "node"
  metadata_options {
    http_tokens                 = "${tokens}"
    http_put_response_hop_limit = ${hops}
  }
}
resource "aws_eks_node_group" "node" {
  cluster_name  = "clinic"
  node_role_arn = aws_iam_role.node.arn
  subnet_ids    = ["subnet-0a1b2c3d4e5f60718"]
  launch_template {
    name    = aws_launch_template.node.name
    version = "1"
  }
}
`;
  const pod = (spec = ''): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: api, namespace: clinic, labels: { app: api } }\nspec: { ${spec}containers: [{ name: api, image: "ghcr.io/clinic/api:1" }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: clinic, annotations: { service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing } }\nspec: { type: LoadBalancer, selector: { app: api }, ports: [{ port: 80 }] }\n`;
  const block = `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: api, namespace: clinic }\nspec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }] }\n`;

  it.each([
    ['version 2, one hop, an ordinary pod', nodes('required', 1), pod(), false],
    ['version 1 answers everybody', nodes('optional', 1), pod(), true],
    ['two hops', nodes('required', 2), pod(), true],
    ['a pod in the network of the node', nodes('required', 1), pod('hostNetwork: true, '), true],
    ['a network policy blocks the address', nodes('optional', 2), pod() + block, false],
  ])('%s', async (_name, terraform, manifest, expected) => {
    const graph = await inferredGraph({ 'main.tf': terraform, 'api.yaml': manifest });
    expect(graph.outgoing('|Pod/clinic/api', 'escalates-to').some(({ to }) => to === '|aws_iam_role.node')).toBe(
      expected,
    );
  });
});

describe('administrators of the cluster by IAM', () => {
  const role =
    'resource "aws_iam_role" "ci" {\n  name               = "ci"\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })\n}\n';
  it('aws-auth', async () => {
    const map =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: aws-auth, namespace: kube-system }\ndata:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/node\n      groups: [system:nodes]\n    - rolearn: arn:aws:iam::111122223333:role/ci\n      username: ci\n      groups:\n        - system:masters\n';
    const graph = await inferredGraph({ 'main.tf': role, 'aws-auth.yaml': map });
    expect(graph.outgoing('|aws_iam_role.ci', 'escalates-to').map(({ to }) => to)).toEqual(['ext|cluster-admin']);
  });
  it.each([
    ['AmazonEKSClusterAdminPolicy', true],
    ['AmazonEKSViewPolicy', false],
  ])('access policy %s', async (policy, expected) => {
    const association = `resource "aws_eks_cluster" "clinic" {\n  name = "clinic"\n}\nresource "aws_eks_access_policy_association" "ci" {\n  cluster_name  = aws_eks_cluster.clinic.name\n  principal_arn = aws_iam_role.ci.arn\n  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/${policy}"\n}\n`;
    const graph = await inferredGraph({ 'main.tf': role + association });
    expect(graph.outgoing('|aws_iam_role.ci', 'escalates-to').length > 0).toBe(expected);
  });
});
