import { expect, test } from 'vitest';
import * as organizations from '../../../src/catalog/aws/organizations.js';
import * as sso from '../../../src/catalog/aws/sso.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, linkTexts, ref, textOf } from './support.js';

const get = (address: string, ...declarations: Declaration[]) =>
  build([sso, organizations], ...declarations).get(address);
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

test('a permission set gathers its policies in both dialects', () => {
  const permission_set_arn = ref('aws_ssoadmin_permission_set.audit', 'arn');
  const inTerraform = get(
    'aws_ssoadmin_permission_set.audit',
    declare('aws_ssoadmin_permission_set', 'audit', { name: 'audit' }),
    declare('aws_ssoadmin_managed_policy_attachment', 'a', { permission_set_arn, managed_policy_arn: readOnly }),
    declare('aws_ssoadmin_permission_set_inline_policy', 'b', { permission_set_arn, inline_policy: '{}' }),
    declare('aws_ssoadmin_permissions_boundary_attachment', 'c', {
      permission_set_arn,
      permissions_boundary: [{ managed_policy_arn: readOnly }],
    }),
  );
  const inTemplate = get(
    'Audit',
    declare('AWS::SSO::PermissionSet', 'Audit', {
      Name: 'audit',
      ManagedPolicies: [readOnly],
      InlinePolicy: {},
      PermissionsBoundary: { ManagedPolicyArn: readOnly },
    }),
  );
  for (const set of [inTerraform, inTemplate]) {
    expect(set?.identity?.part).toBe('permission-set');
    expect(set?.identity?.attachments.map((a) => textOf(a.policy))).toEqual([readOnly]);
    expect(set?.identity?.permissions).toHaveLength(1);
    expect(textOf(set?.identity?.boundary?.policy)).toBe(readOnly);
  }
});

test('a service control policy protects its targets in both dialects', () => {
  const target = ref('aws_organizations_organizational_unit.prod', 'id');
  const inTerraform = get(
    'aws_organizations_policy.deny',
    declare('aws_organizations_policy', 'deny', { name: 'deny', content: '{}' }),
    declare('aws_organizations_policy_attachment', 'deny', {
      policy_id: ref('aws_organizations_policy.deny', 'id'),
      target_id: target,
    }),
  );
  const inTemplate = get('Deny', declare('AWS::Organizations::Policy', 'Deny', { Content: {}, TargetIds: [target] }));
  for (const policy of [inTerraform, inTemplate]) {
    expect(policy?.identity?.permissions).toHaveLength(1);
    expect(linkTexts(policy)).toEqual(['<protected-by aws_organizations_organizational_unit.prod']);
  }
});
