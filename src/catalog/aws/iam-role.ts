import { defineKind } from '../kind.js';
import { document, optional } from '../common/documents.js';
import {
  attached,
  attachmentsOf,
  pathArn,
  permissionsOf,
  roleAttachmentsExclusive,
  rolePoliciesExclusive,
  rolePolicy,
  rolePolicyAttachment,
} from './iam-policy.js';

/** IAM role. An inline_policy block makes Terraform remove all other inline policies (provider documentation). */
export const role = defineKind({
  type: 'aws.iam.role',
  element: 'supporting',
  kind: 'identity/role',
  dialects: { terraform: 'aws_iam_role', cloudformation: 'AWS::IAM::Role' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'RoleName' },
    path: { terraform: 'path', cloudformation: 'Path' },
    trust: { terraform: 'assume_role_policy', cloudformation: 'AssumeRolePolicyDocument' },
    boundary: { terraform: 'permissions_boundary', cloudformation: 'PermissionsBoundary' },
    managedPolicies: { terraform: 'managed_policy_arns', cloudformation: 'ManagedPolicyArns' },
    inline: {
      terraform: 'inline_policy',
      cloudformation: 'Policies',
      each: {
        name: { terraform: 'name', cloudformation: 'PolicyName' },
        document: { terraform: 'policy', cloudformation: 'PolicyDocument' },
      },
    },
  },
  names: ['name'],
  handles: (r) => pathArn(r, 'role', 'name', 'path'),
  build: (r, satellites) => {
    const attachments = attachmentsOf(
      r.list('managedPolicies'),
      r.at('managedPolicies'),
      satellites,
      rolePolicyAttachment,
      roleAttachmentsExclusive,
    );
    const [trust] = document(r, 'trust');
    const boundary = r.value('boundary');
    const closed =
      satellites.of(rolePoliciesExclusive).length > 0 && satellites.of(roleAttachmentsExclusive).length > 0;
    return {
      identity: {
        part: 'role',
        permissions: permissionsOf(r.each('inline'), satellites, rolePolicy),
        attachments,
        ...(closed && { closed }),
        ...(trust && { trust }),
        ...(boundary && { boundary: { policy: boundary, at: boundary.at ?? r.location } }),
        ...optional('name', r.value('name')),
        ...optional('path', r.value('path')),
      },
      links: attachments.map(({ policy, at }) => ({
        kind: 'uses',
        target: policy,
        expects: ['aws.iam.policy'],
        because: [at],
        attrs: attached,
      })),
    };
  },
});

/** A role that a service makes for itself; its permissions are AWS's. */
export const serviceLinkedRole = defineKind({
  type: 'aws.iam.service-linked-role',
  element: 'supporting',
  kind: 'identity/role',
  dialects: { terraform: 'aws_iam_service_linked_role', cloudformation: 'AWS::IAM::ServiceLinkedRole' },
  attributes: { service: { terraform: 'aws_service_name', cloudformation: 'AWSServiceName' } },
});

export const kinds = [role, serviceLinkedRole];
