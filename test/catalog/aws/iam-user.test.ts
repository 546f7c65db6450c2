import { expect, test } from 'vitest';
import * as policies from '../../../src/catalog/aws/iam-policy.js';
import * as users from '../../../src/catalog/aws/iam-user.js';
import { unknown } from '../../../src/model/tri.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, ref, textOf } from './support.js';

const get = (address: string, ...declarations: Declaration[]) => build([users, policies], ...declarations).get(address);
const jane = (...satellites: Declaration[]) =>
  get('aws_iam_user.jane', declare('aws_iam_user', 'jane', { name: 'jane' }), ...satellites);
const Jane = (body: object, ...satellites: Declaration[]) =>
  get('Jane', declare('AWS::IAM::User', 'Jane', { UserName: 'jane', ...body }), ...satellites);
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

test('policies and groups come from wherever they are written', () => {
  const inTerraform = jane(
    declare('aws_iam_user_policy', 'a', { user: 'jane', name: 'own', policy: '{}' }),
    declare('aws_iam_user_policy_attachment', 'b', { user: ref('aws_iam_user.jane', 'name'), policy_arn: readOnly }),
    declare('aws_iam_user_group_membership', 'c', { user: 'jane', groups: ['nurses'] }),
    declare('aws_iam_group_membership', 'd', { name: 'd', group: 'doctors', users: ['jane'] }),
  );
  const inTemplate = Jane(
    {
      Groups: ['nurses'],
      ManagedPolicyArns: [readOnly],
      Policies: [{ PolicyName: 'own', PolicyDocument: {} }],
    },
    declare('AWS::IAM::UserToGroupAddition', 'D', { GroupName: 'doctors', Users: [ref('Jane')] }),
  );
  for (const user of [inTerraform, inTemplate]) {
    expect(user?.identity?.permissions.map((p) => textOf(p.name))).toEqual(['own']);
    expect(user?.identity?.attachments.map((a) => textOf(a.policy))).toEqual([readOnly]);
    expect(user?.identity?.groups?.map((g) => textOf(g.group)).sort()).toEqual(['doctors', 'nurses']);
  }
});

test('access keys count unless they are inactive, and may not exist', () => {
  const key = (body: object, extra: Partial<Declaration> = {}) =>
    declare('aws_iam_access_key', 'jane', { user: 'jane', ...body }, extra);
  const longLived = (...satellites: Declaration[]) => factValues(jane(...satellites))['identity.longLivedKey'];
  expect(longLived()).toBe(false);
  expect(longLived(key({}))).toBe(true);
  expect(longLived(key({ status: 'Inactive' }))).toBe(false);
  expect(longLived(key({}, { exists: unknown([{ code: 'variable', subject: 'var.ci' }]) }))).toBe('unknown');
  const inTemplate = Jane({}, declare('AWS::IAM::AccessKey', 'Key', { UserName: ref('Jane') }));
  expect(factValues(inTemplate)['identity.longLivedKey']).toBe(true);
});

test('a login profile is a way to sign in', () => {
  const kinds = (user: ReturnType<typeof jane>) => user?.identity?.credentials?.map((credential) => credential.kind);
  expect(kinds(jane(declare('aws_iam_user_login_profile', 'jane', { user: 'jane' })))).toEqual(['login-profile']);
  expect(kinds(Jane({ LoginProfile: { Password: 'x' } }))).toEqual(['login-profile']);
});
