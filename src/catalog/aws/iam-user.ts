import type { Fact } from '../../model/fact.js';
import { known } from '../../model/fact.js';
import type { IdentityFacet } from '../../model/identity.js';
import type { Link } from '../../model/relation.js';
import { optional } from '../common/documents.js';
import { whenItExists } from '../common/facts.js';
import { defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';
import {
  attached,
  attachmentsOf,
  groupAttachmentsExclusive,
  groupPolicy,
  groupPolicyAttachment,
  pathArn,
  permissionsOf,
  userAttachmentsExclusive,
  userPoliciesExclusive,
  userPolicy,
  userPolicyAttachment,
} from './iam-policy.js';

const userType = ['aws.iam.user'];

export const accessKey = defineKind({
  type: 'aws.iam.access-key',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_iam_access_key', cloudformation: 'AWS::IAM::AccessKey' },
  attributes: {
    user: { terraform: 'user', cloudformation: 'UserName' },
    status: { terraform: 'status', cloudformation: 'Status' },
  },
  satelliteOf: { owner: 'user', types: userType },
});
export const loginProfile = defineKind({
  type: 'aws.iam.login-profile',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_iam_user_login_profile' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::IAM::User' },
  attributes: { user: { terraform: 'user' } },
  satelliteOf: { owner: 'user', types: userType },
});
export const groupMembership = defineKind({
  type: 'aws.iam.group-membership',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_iam_group_membership', cloudformation: 'AWS::IAM::UserToGroupAddition' },
  attributes: {
    users: { terraform: 'users', cloudformation: 'Users' },
    groups: { terraform: 'group', cloudformation: 'GroupName' },
  },
  satelliteOf: { owner: 'users', types: userType },
});
export const userGroups = defineKind({
  type: 'aws.iam.user-group-membership',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_iam_user_group_membership' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::IAM::User' },
  attributes: { user: { terraform: 'user' }, groups: { terraform: 'groups' } },
  satelliteOf: { owner: 'user', types: userType },
});

const inlineBlocks = {
  cloudformation: 'Policies',
  each: { name: { cloudformation: 'PolicyName' }, document: { cloudformation: 'PolicyDocument' } },
} as const;

const userAttributes = {
  name: { terraform: 'name', cloudformation: 'UserName' },
  path: { terraform: 'path', cloudformation: 'Path' },
  boundary: { terraform: 'permissions_boundary', cloudformation: 'PermissionsBoundary' },
  managedPolicies: { cloudformation: 'ManagedPolicyArns' },
  inline: inlineBlocks,
  groups: { cloudformation: 'Groups' },
  login: { cloudformation: 'LoginProfile' },
} as const;

export const user = defineKind({
  type: 'aws.iam.user',
  element: 'supporting',
  kind: 'identity/user',
  dialects: { terraform: 'aws_iam_user', cloudformation: 'AWS::IAM::User' },
  attributes: userAttributes,
  names: ['name'],
  handles: (r) => pathArn(r, 'user', 'name', 'path'),
  build: (r, satellites) => {
    const attachments = attachmentsOf(
      r.list('managedPolicies'),
      r.at('managedPolicies'),
      satellites,
      userPolicyAttachment,
      userAttachmentsExclusive,
    );
    const boundary = r.value('boundary');
    const closed =
      satellites.of(userPoliciesExclusive).length > 0 && satellites.of(userAttachmentsExclusive).length > 0;
    const groups = groupsOf(r, satellites);
    return {
      identity: {
        part: 'user',
        permissions: permissionsOf(r.each('inline'), satellites, userPolicy),
        attachments,
        groups,
        credentials: credentialsOf(r, satellites),
        ...(closed && { closed }),
        ...(boundary && { boundary: { policy: boundary, at: boundary.at ?? r.location } }),
        ...optional('name', r.value('name')),
        ...optional('path', r.value('path')),
      },
      facts: { 'identity.longLivedKey': longLivedKey(r, satellites) },
      links: [
        ...policyLinks(attachments),
        ...groups.map(
          ({ group, at }): Link => ({ kind: 'uses', target: group, expects: ['aws.iam.group'], because: [at] }),
        ),
      ],
    };
  },
});

const policyLinks = (attachments: IdentityFacet['attachments']): readonly Link[] =>
  attachments.map(({ policy, at }) => ({
    kind: 'uses',
    target: policy,
    expects: ['aws.iam.policy'],
    because: [at],
    attrs: attached,
  }));

function groupsOf(r: Reader<typeof userAttributes>, satellites: Satellites): NonNullable<IdentityFacet['groups']> {
  const readers = [r, ...satellites.of(groupMembership), ...satellites.of(userGroups)] as readonly Reader<{
    readonly groups: object;
  }>[];
  return readers.flatMap((s) => s.list('groups').map((group) => ({ group, at: group.at ?? s.location })));
}

function credentialsOf(
  r: Reader<typeof userAttributes>,
  satellites: Satellites,
): NonNullable<IdentityFacet['credentials']> {
  return [
    ...satellites.of(accessKey).map((key) => ({ kind: 'access-key' as const, at: key.location })),
    ...satellites.of(loginProfile).map((profile) => ({ kind: 'login-profile' as const, at: profile.location })),
    ...(r.value('login') ? [{ kind: 'login-profile' as const, at: r.at('login') }] : []),
  ];
}

/** An inactive key does not count; one that may not exist leaves the answer open. */
function longLivedKey(r: Reader<typeof userAttributes>, satellites: Satellites): Fact {
  const none = known(false, [r.location]);
  const keys = satellites.of(accessKey).filter((key) => key.text('status') !== 'Inactive');
  const facts = keys.map((key) => whenItExists(key, known(true, [key.location]), none));
  return facts.find((fact) => fact.state === 'known') ?? facts[0] ?? none;
}

export const group = defineKind({
  type: 'aws.iam.group',
  element: 'supporting',
  kind: 'identity/group',
  dialects: { terraform: 'aws_iam_group', cloudformation: 'AWS::IAM::Group' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'GroupName' },
    path: { terraform: 'path', cloudformation: 'Path' },
    managedPolicies: { cloudformation: 'ManagedPolicyArns' },
    inline: inlineBlocks,
  },
  names: ['name'],
  handles: (r) => pathArn(r, 'group', 'name', 'path'),
  build: (r, satellites) => {
    const attachments = attachmentsOf(
      r.list('managedPolicies'),
      r.at('managedPolicies'),
      satellites,
      groupPolicyAttachment,
      groupAttachmentsExclusive,
    );
    return {
      identity: {
        part: 'group',
        permissions: permissionsOf(r.each('inline'), satellites, groupPolicy),
        attachments,
        ...optional('name', r.value('name')),
        ...optional('path', r.value('path')),
      },
      links: policyLinks(attachments),
    };
  },
});

/** Rules for the passwords of the account's users. */
export const passwordPolicy = defineKind({
  type: 'aws.iam.account-password-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_iam_account_password_policy' },
  absent: { cloudformation: 'CloudFormation cannot set the password policy' },
  attributes: { length: { terraform: 'minimum_password_length' } },
});

export const kinds = [user, group, accessKey, loginProfile, groupMembership, userGroups, passwordPolicy];
