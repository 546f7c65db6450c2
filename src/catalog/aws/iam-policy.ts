import type { IdentityFacet } from '../../model/identity.js';
import type { Location } from '../../model/location.js';
import type { Value } from '../../model/value.js';
import { type Attributes, defineKind, type Satellites } from '../kind.js';
import { document, documents, lookUpArn, optional } from '../common/documents.js';
import { valueIfExists } from '../common/facts.js';
import type { Reader } from '../reader.js';

const role = ['aws.iam.role'];
const user = ['aws.iam.user'];
const group = ['aws.iam.group'];
const inCloudFormation = (type: string): { readonly cloudformation: string } => ({
  cloudformation: `CloudFormation writes it inside ${type}`,
});

/** Managed policy. CloudFormation may name the principals it is attached to; those attach by `uses` links from them. */
export const managedPolicy = defineKind({
  type: 'aws.iam.policy',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_iam_policy', cloudformation: 'AWS::IAM::ManagedPolicy' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'ManagedPolicyName' },
    path: { terraform: 'path', cloudformation: 'Path' },
    document: { terraform: 'policy', cloudformation: 'PolicyDocument' },
    roles: { cloudformation: 'Roles' },
    users: { cloudformation: 'Users' },
    groups: { cloudformation: 'Groups' },
  },
  names: ['name'],
  handles: (r) => [...pathArn(r, 'policy', 'name', 'path'), ...lookUpArn(r)],
  build: (r) => ({
    identity: {
      part: 'managed-policy',
      permissions: document(r, 'document', 'name'),
      attachments: [],
      ...optional('name', r.value('name')),
      ...optional('path', r.value('path')),
    },
    links: [
      ...r.link('uses', 'roles', { reverse: true, expects: role, attrs: attached }),
      ...r.link('uses', 'users', { reverse: true, expects: user, attrs: attached }),
      ...r.link('uses', 'groups', { reverse: true, expects: group, attrs: attached }),
    ],
  }),
});
/** Marks a `uses` relation from a principal to a managed policy that gives it permissions. */
export const attached = { use: 'attached-policy' } as const;

/** ARN of an IAM entity: no Region, and its path between type and name. */
export function pathArn<A extends Attributes>(
  r: Reader<A>,
  entity: string,
  name: keyof A & string,
  path: keyof A & string,
): readonly { readonly kind: string; readonly value: Value }[] {
  const label = r.value(name);
  const folder = r.value(path);
  if (label?.kind !== 'string' || (folder && folder.kind !== 'string')) return [];
  const account: Value = { kind: 'unknown', reasons: [{ code: 'account', subject: 'account of the provider' }] };
  const tail = `:${entity}${folder?.value ?? '/'}${label.value}`;
  return [{ kind: 'arn', value: { kind: 'template', parts: ['arn:aws:iam::', account, tail] } }];
}

/** Inline policies in declarations of their own. */
export const rolePolicy = defineKind({
  type: 'aws.iam.role-policy',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_iam_role_policy', cloudformation: 'AWS::IAM::RolePolicy' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'PolicyName' },
    owner: { terraform: 'role', cloudformation: 'RoleName' },
    document: { terraform: 'policy', cloudformation: 'PolicyDocument' },
  },
  satelliteOf: { owner: 'owner', types: role },
});
export const userPolicy = defineKind({
  type: 'aws.iam.user-policy',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_iam_user_policy', cloudformation: 'AWS::IAM::UserPolicy' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'PolicyName' },
    owner: { terraform: 'user', cloudformation: 'UserName' },
    document: { terraform: 'policy', cloudformation: 'PolicyDocument' },
  },
  satelliteOf: { owner: 'owner', types: user },
});
export const groupPolicy = defineKind({
  type: 'aws.iam.group-policy',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_iam_group_policy', cloudformation: 'AWS::IAM::GroupPolicy' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'PolicyName' },
    owner: { terraform: 'group', cloudformation: 'GroupName' },
    document: { terraform: 'policy', cloudformation: 'PolicyDocument' },
  },
  satelliteOf: { owner: 'owner', types: group },
});
/** One inline policy put into several principals. */
export const inlinePolicy = defineKind({
  type: 'aws.iam.inline-policy',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { cloudformation: 'AWS::IAM::Policy' },
  absent: { terraform: 'Terraform has one type for each kind of principal: aws_iam_role_policy and its like' },
  attributes: {
    name: { cloudformation: 'PolicyName' },
    roles: { cloudformation: 'Roles' },
    users: { cloudformation: 'Users' },
    groups: { cloudformation: 'Groups' },
    principals: { union: ['roles', 'users', 'groups'] },
    document: { cloudformation: 'PolicyDocument' },
  },
  satelliteOf: { owner: 'principals', types: [...role, ...user, ...group] },
});

export const rolePolicyAttachment = defineKind({
  type: 'aws.iam.role-policy-attachment',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_iam_role_policy_attachment' },
  absent: inCloudFormation('AWS::IAM::Role (ManagedPolicyArns)'),
  attributes: { owner: { terraform: 'role' }, policy: { terraform: 'policy_arn' } },
  satelliteOf: { owner: 'owner', types: role },
});
export const userPolicyAttachment = defineKind({
  type: 'aws.iam.user-policy-attachment',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_iam_user_policy_attachment' },
  absent: inCloudFormation('AWS::IAM::User (ManagedPolicyArns)'),
  attributes: { owner: { terraform: 'user' }, policy: { terraform: 'policy_arn' } },
  satelliteOf: { owner: 'owner', types: user },
});
export const groupPolicyAttachment = defineKind({
  type: 'aws.iam.group-policy-attachment',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_iam_group_policy_attachment' },
  absent: inCloudFormation('AWS::IAM::Group (ManagedPolicyArns)'),
  attributes: { owner: { terraform: 'group' }, policy: { terraform: 'policy_arn' } },
  satelliteOf: { owner: 'owner', types: group },
});
/** Exclusive across the account: Terraform detaches the policy from everybody else (provider documentation). */
export const policyAttachment = defineKind({
  type: 'aws.iam.policy-attachment',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_iam_policy_attachment' },
  absent: inCloudFormation('AWS::IAM::ManagedPolicy (Roles, Users, Groups)'),
  attributes: {
    roles: { terraform: 'roles' },
    users: { terraform: 'users' },
    groups: { terraform: 'groups' },
    principals: { union: ['roles', 'users', 'groups'] },
    policy: { terraform: 'policy_arn' },
  },
  satelliteOf: { owner: 'principals', types: [...role, ...user, ...group] },
});

/** `*_exclusive`: Terraform removes every inline policy, or every attachment, that is not listed. */
const exclusive = (what: 'policies' | 'policy_attachments', who: 'role' | 'user' | 'group', types: readonly string[]) =>
  defineKind({
    type: `aws.iam.${who}-${what.replace('_', '-')}-exclusive`,
    element: 'supporting',
    kind: 'identity/policy',
    dialects: { terraform: `aws_iam_${who}_${what}_exclusive` },
    absent: { cloudformation: 'CloudFormation has no exclusive management of policies' },
    attributes: {
      owner: { terraform: `${who}_name` },
      listed: { terraform: what === 'policies' ? 'policy_names' : 'policy_arns' },
    },
    satelliteOf: { owner: 'owner', types },
  });
export const rolePoliciesExclusive = exclusive('policies', 'role', role);
export const roleAttachmentsExclusive = exclusive('policy_attachments', 'role', role);
export const userPoliciesExclusive = exclusive('policies', 'user', user);
export const userAttachmentsExclusive = exclusive('policy_attachments', 'user', user);
export const groupPoliciesExclusive = exclusive('policies', 'group', group);
export const groupAttachmentsExclusive = exclusive('policy_attachments', 'group', group);

type Attachments = IdentityFacet['attachments'];
type AttachmentKind = typeof rolePolicyAttachment | typeof userPolicyAttachment | typeof groupPolicyAttachment;
type InlineKind = typeof rolePolicy | typeof userPolicy | typeof groupPolicy;

/** Inline documents of a principal: its own blocks, then satellites. */
export function permissionsOf<A extends Attributes>(
  blocks: readonly Reader<A>[],
  satellites: Satellites,
  kind: InlineKind,
): IdentityFacet['permissions'] {
  return [
    ...documents(blocks as unknown as readonly Reader<InlineBlock>[], 'document', 'name'),
    ...documents(satellites.of(kind as typeof rolePolicy), 'document', 'name'),
    ...documents(satellites.of(inlinePolicy), 'document', 'name'),
  ];
}
type InlineBlock = { readonly document: object; readonly name: object };

/** Managed policies of a principal: from its own list, from attachments, from exclusive lists. */
export function attachmentsOf(
  own: readonly Value[],
  at: Location,
  satellites: Satellites,
  kind: AttachmentKind,
  only: ReturnType<typeof exclusive>,
): Attachments {
  const attachments = [
    ...satellites.of(kind as typeof rolePolicyAttachment),
    ...satellites.of(policyAttachment),
  ] as readonly Reader<{
    readonly policy: object;
  }>[];
  return [
    ...own.map((policy) => ({ policy, at: policy.at ?? at })),
    ...attachments.flatMap((s) => {
      const policy = s.value('policy');
      return policy ? [{ policy: valueIfExists(s, policy), at: policy.at ?? s.location }] : [];
    }),
    ...satellites.of(only).flatMap((s) => s.list('listed').map((policy) => ({ policy, at: policy.at ?? s.location }))),
  ];
}

export const kinds = [
  managedPolicy,
  rolePolicy,
  userPolicy,
  groupPolicy,
  inlinePolicy,
  rolePolicyAttachment,
  userPolicyAttachment,
  groupPolicyAttachment,
  policyAttachment,
  rolePoliciesExclusive,
  roleAttachmentsExclusive,
  userPoliciesExclusive,
  userAttachmentsExclusive,
  groupPoliciesExclusive,
  groupAttachmentsExclusive,
];
