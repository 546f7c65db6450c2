import { describe, expect, test } from 'vitest';
import * as policies from '../../../src/catalog/aws/iam-policy.js';
import * as roles from '../../../src/catalog/aws/iam-role.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { unknown } from '../../../src/model/tri.js';
import { build, declare, linkTexts, ref, textOf } from './support.js';

const catalog = [roles, policies];
const get = (address: string, ...declarations: Declaration[]) => build(catalog, ...declarations).get(address)?.identity;
const trust = '{"Version":"2012-10-17","Statement":[]}';
const deploy = (body: object = {}) =>
  declare('aws_iam_role', 'deploy', { name: 'deploy', assume_role_policy: trust, ...body });
const Deploy = (body: object = {}) =>
  declare('AWS::IAM::Role', 'Deploy', { RoleName: 'deploy', AssumeRolePolicyDocument: { Statement: [] }, ...body });
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const attachments = (identity: ReturnType<typeof get>) => identity?.attachments.map((a) => textOf(a.policy));
const names = (identity: ReturnType<typeof get>) => identity?.permissions.map((p) => textOf(p.name));

describe('IAM role', () => {
  test('trust, boundary, path, inline and managed policies in both dialects', () => {
    const boundary = 'arn:aws:iam::111122223333:policy/limit';
    const inTerraform = get(
      'aws_iam_role.deploy',
      deploy({
        path: '/ci/',
        permissions_boundary: boundary,
        managed_policy_arns: [readOnly],
        inline_policy: [{ name: 'artefacts', policy: '{}' }],
      }),
    );
    const inTemplate = get(
      'Deploy',
      Deploy({
        Path: '/ci/',
        PermissionsBoundary: boundary,
        ManagedPolicyArns: [readOnly],
        Policies: [{ PolicyName: 'artefacts', PolicyDocument: {} }],
      }),
    );
    for (const identity of [inTerraform, inTemplate]) {
      expect(identity?.part).toBe('role');
      expect(identity?.trust).toBeDefined();
      expect(textOf(identity?.boundary?.policy)).toBe(boundary);
      expect(textOf(identity?.path)).toBe('/ci/');
      expect(attachments(identity)).toEqual([readOnly]);
      expect(names(identity)).toEqual(['artefacts']);
    }
  });

  test('declarations of their own attach by reference and by name', () => {
    const identity = get(
      'aws_iam_role.deploy',
      deploy(),
      declare('aws_iam_role_policy', 'a', { role: ref('aws_iam_role.deploy', 'id'), name: 'own', policy: '{}' }),
      declare('aws_iam_role_policy_attachment', 'b', { role: 'deploy', policy_arn: readOnly }),
      declare('aws_iam_policy_attachment', 'c', {
        name: 'shared',
        roles: ['other', ref('aws_iam_role.deploy', 'name')],
        users: ['jane'],
        policy_arn: ref('aws_iam_policy.shared', 'arn'),
      }),
    );
    expect(names(identity)).toEqual(['own']);
    expect(attachments(identity)).toEqual([readOnly, 'aws_iam_policy.shared']);
  });

  test('AWS::IAM::Policy puts one document into each role it names', () => {
    const resources = build(
      catalog,
      Deploy(),
      declare('AWS::IAM::Role', 'Audit', { AssumeRolePolicyDocument: {} }),
      declare('AWS::IAM::Policy', 'Logs', {
        PolicyName: 'logs',
        PolicyDocument: {},
        Roles: [ref('Deploy'), ref('Audit')],
      }),
    );
    expect([...resources.keys()]).toEqual(['Deploy', 'Audit']);
    for (const role of resources.values()) expect(names(role.identity)).toEqual(['logs']);
  });

  test('a managed policy of a template names the roles that use it', () => {
    const document = { Statement: [] };
    const policy = declare('AWS::IAM::ManagedPolicy', 'Read', { PolicyDocument: document, Roles: [ref('Deploy')] });
    expect(linkTexts(build(catalog, Deploy(), policy).get('Read'))).toEqual(['<uses Deploy']);
  });

  test('only both exclusive lists together close the set of permissions', () => {
    const exclusive = (type: string, body: object) => declare(type, 'only', { role_name: 'deploy', ...body });
    const inline = exclusive('aws_iam_role_policies_exclusive', { policy_names: ['own'] });
    const attached = exclusive('aws_iam_role_policy_attachments_exclusive', { policy_arns: [readOnly] });
    expect(get('aws_iam_role.deploy', deploy(), inline)?.closed).toBeUndefined();
    expect(get('aws_iam_role.deploy', deploy(), inline, attached)?.closed).toBe(true);
    expect(attachments(get('aws_iam_role.deploy', deploy(), attached))).toEqual([readOnly]);
  });

  test('an attachment that may not exist is a choice between the policy and nothing', () => {
    const exists = unknown([{ code: 'variable', subject: 'var.admin' }]);
    const body = { role: 'deploy', policy_arn: readOnly };
    const attachment = declare('aws_iam_role_policy_attachment', 'a', body, { exists });
    const [only] = get('aws_iam_role.deploy', deploy(), attachment)?.attachments ?? [];
    expect(only?.policy).toMatchObject({ kind: 'choice', arms: [{ value: readOnly }, { kind: 'null' }] });
  });

  test('its ARN holds its path', () => {
    const role = build(catalog, deploy({ path: '/ci/' })).get('aws_iam_role.deploy');
    const arn = role?.handles.find((handle) => handle.kind === 'arn')?.value;
    expect(textOf(arn)).toBe('arn:aws:iam::${?}:role/ci/deploy');
  });
});
