import { document, optional } from '../common/documents.js';
import { defineKind } from '../kind.js';

export const policyAttachment = defineKind({
  type: 'aws.organizations.policy-attachment',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_organizations_policy_attachment' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::Organizations::Policy' },
  attributes: { policy: { terraform: 'policy_id' }, target: { terraform: 'target_id' } },
  satelliteOf: { owner: 'policy', types: ['aws.organizations.policy'] },
});

/** Service control policies (the default type) and resource control policies limit whole accounts. */
export const organizationPolicy = defineKind({
  type: 'aws.organizations.policy',
  element: 'supporting',
  kind: 'identity/organization',
  dialects: { terraform: 'aws_organizations_policy', cloudformation: 'AWS::Organizations::Policy' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    type: { terraform: 'type', cloudformation: 'Type' },
    document: { terraform: 'content', cloudformation: 'Content' },
    targets: { cloudformation: 'TargetIds' },
  },
  names: ['name'],
  build: (r, satellites) => ({
    identity: {
      part: 'organization-policy',
      permissions: document(r, 'document', 'name'),
      attachments: [],
      ...optional('name', r.value('name')),
    },
    links: [
      ...r.link('protected-by', 'targets', { reverse: true, expects: ['aws.organizations.'] }),
      ...satellites
        .of(policyAttachment)
        .flatMap((s) => s.link('protected-by', 'target', { reverse: true, expects: ['aws.organizations.'] })),
    ],
  }),
});

export const account = defineKind({
  type: 'aws.organizations.account',
  element: 'supporting',
  kind: 'identity/organization',
  dialects: { terraform: 'aws_organizations_account', cloudformation: 'AWS::Organizations::Account' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'AccountName' },
    parent: { terraform: 'parent_id', cloudformation: 'ParentIds' },
  },
  names: ['name'],
  build: (r) => ({ links: r.link('contains', 'parent', { reverse: true, expects: ['aws.organizations.'] }) }),
});

export const organizationalUnit = defineKind({
  type: 'aws.organizations.unit',
  element: 'supporting',
  kind: 'identity/organization',
  dialects: {
    terraform: 'aws_organizations_organizational_unit',
    cloudformation: 'AWS::Organizations::OrganizationalUnit',
  },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    parent: { terraform: 'parent_id', cloudformation: 'ParentId' },
  },
  names: ['name'],
  build: (r) => ({ links: r.link('contains', 'parent', { reverse: true, expects: ['aws.organizations.'] }) }),
});

export const kinds = [organizationPolicy, policyAttachment, account, organizationalUnit];
