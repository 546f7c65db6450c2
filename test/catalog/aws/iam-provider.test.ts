import { expect, test } from 'vitest';
import * as profiles from '../../../src/catalog/aws/iam-instance-profile.js';
import * as policies from '../../../src/catalog/aws/iam-policy.js';
import * as providers from '../../../src/catalog/aws/iam-provider.js';
import { build, declare, ref, textOf } from './support.js';

const catalog = [profiles, policies, providers];
const first = (type: string, body: object, extra = {}) =>
  [...build(catalog, declare(type, 'x', body, extra)).values()][0];
const arnOf = (resource: ReturnType<typeof first>) =>
  resource?.handles.flatMap((handle) => (handle.kind === 'arn' ? [textOf(handle.value)] : []));

test('the ARN of an OIDC provider is its URL without the scheme', () => {
  const url = 'https://token.actions.githubusercontent.com';
  for (const provider of [
    first('aws_iam_openid_connect_provider', { url }),
    first('AWS::IAM::OIDCProvider', { Url: url }),
  ]) {
    expect(provider?.identity).toMatchObject({ part: 'identity-provider', issuer: { value: url } });
    expect(arnOf(provider)).toEqual(['arn:aws:iam::${?}:oidc-provider/token.actions.githubusercontent.com']);
  }
});

test('an instance profile hands out its one role', () => {
  const role = ref('aws_iam_role.web', 'name');
  const inTerraform = first('aws_iam_instance_profile', { role });
  const inTemplate = first('AWS::IAM::InstanceProfile', { Roles: [role] });
  for (const profile of [inTerraform, inTemplate]) expect(textOf(profile?.identity?.role)).toBe('aws_iam_role.web');
});

test('a policy looked up by its ARN is known by it', () => {
  const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  expect(arnOf(first('aws_iam_policy', { arn }, { mode: 'data' }))).toEqual([arn]);
});
