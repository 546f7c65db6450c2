import type { IdentityFacet } from '../../model/identity.js';
import { document, documents, optional } from '../common/documents.js';
import { defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';

const setType = ['aws.sso.permission-set'];
const inside = { cloudformation: 'CloudFormation writes it inside AWS::SSO::PermissionSet' } as const;

export const inlinePolicy = defineKind({
  type: 'aws.sso.inline-policy',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_ssoadmin_permission_set_inline_policy' },
  absent: inside,
  attributes: { set: { terraform: 'permission_set_arn' }, document: { terraform: 'inline_policy' } },
  satelliteOf: { owner: 'set', types: setType },
});
export const managedAttachment = defineKind({
  type: 'aws.sso.managed-policy-attachment',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_ssoadmin_managed_policy_attachment' },
  absent: inside,
  attributes: { set: { terraform: 'permission_set_arn' }, policy: { terraform: 'managed_policy_arn' } },
  satelliteOf: { owner: 'set', types: setType },
});
export const customerAttachment = defineKind({
  type: 'aws.sso.customer-policy-attachment',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_ssoadmin_customer_managed_policy_attachment' },
  absent: inside,
  attributes: {
    set: { terraform: 'permission_set_arn' },
    policy: { terraform: 'customer_managed_policy_reference.name' },
  },
  satelliteOf: { owner: 'set', types: setType },
});
export const boundaryAttachment = defineKind({
  type: 'aws.sso.boundary-attachment',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_ssoadmin_permissions_boundary_attachment' },
  absent: inside,
  attributes: {
    set: { terraform: 'permission_set_arn' },
    managed: { terraform: 'permissions_boundary.managed_policy_arn' },
    customer: { terraform: 'permissions_boundary.customer_managed_policy_reference.name' },
  },
  satelliteOf: { owner: 'set', types: setType },
});
/** Gives a user or group of IAM Identity Center the set in one account. */
export const assignment = defineKind({
  type: 'aws.sso.assignment',
  element: 'supporting',
  kind: 'identity/binding',
  dialects: { terraform: 'aws_ssoadmin_account_assignment', cloudformation: 'AWS::SSO::Assignment' },
  attributes: {
    set: { terraform: 'permission_set_arn', cloudformation: 'PermissionSetArn' },
    account: { terraform: 'target_id', cloudformation: 'TargetId' },
    principal: { terraform: 'principal_id', cloudformation: 'PrincipalId' },
  },
  satelliteOf: { owner: 'set', types: setType },
});

const setAttributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  inline: { cloudformation: 'InlinePolicy' },
  managed: { cloudformation: 'ManagedPolicies' },
  customer: {
    cloudformation: 'CustomerManagedPolicyReferences',
    each: { policy: { cloudformation: 'Name' } },
  },
  boundaryManaged: { cloudformation: 'PermissionsBoundary.ManagedPolicyArn' },
  boundaryCustomer: { cloudformation: 'PermissionsBoundary.CustomerManagedPolicyReference.Name' },
} as const;

/** A permission set becomes a role in every account that it is assigned to. */
export const permissionSet = defineKind({
  type: 'aws.sso.permission-set',
  element: 'supporting',
  kind: 'identity/role',
  dialects: { terraform: 'aws_ssoadmin_permission_set', cloudformation: 'AWS::SSO::PermissionSet' },
  attributes: setAttributes,
  names: ['name'],
  build: (r, satellites) => {
    const [outer] = satellites.of(boundaryAttachment);
    const boundary =
      outer?.value('managed') ?? outer?.value('customer') ?? r.value('boundaryManaged') ?? r.value('boundaryCustomer');
    return {
      identity: {
        part: 'permission-set',
        permissions: [...document(r, 'inline'), ...documents(satellites.of(inlinePolicy), 'document')],
        attachments: attachmentsOf(r, satellites),
        ...(boundary && { boundary: { policy: boundary, at: boundary.at ?? r.location } }),
        ...optional('name', r.value('name')),
      },
      links: satellites.of(assignment).flatMap((s) => s.link('uses', 'account', { expects: ['aws.organizations.'] })),
    };
  },
});

function attachmentsOf(r: Reader<typeof setAttributes>, satellites: Satellites): IdentityFacet['attachments'] {
  const named = [
    ...r.each('customer'),
    ...satellites.of(managedAttachment),
    ...satellites.of(customerAttachment),
  ] as readonly Reader<{ readonly policy: object }>[];
  return [
    ...r.list('managed').map((policy) => ({ policy, at: policy.at ?? r.location })),
    ...named.flatMap((s) => s.list('policy').map((policy) => ({ policy, at: policy.at ?? s.location }))),
  ];
}

export const kinds = [
  permissionSet,
  inlinePolicy,
  managedAttachment,
  customerAttachment,
  boundaryAttachment,
  assignment,
];
