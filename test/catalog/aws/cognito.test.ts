import { describe, expect, it } from 'vitest';
import { kinds as cognito } from '../../../src/catalog/aws/cognito.js';
import { kinds as waf } from '../../../src/catalog/aws/waf.js';
import { fact, type Plain, read, ref, targets, variable } from '../read-declarations.js';

const kinds = [...cognito, ...waf];

describe('sign-up', () => {
  it.each([
    ['aws_cognito_user_pool', {}, true],
    ['aws_cognito_user_pool', { admin_create_user_config: [{ allow_admin_create_user_only: true }] }, false],
    [
      'aws_cognito_user_pool',
      { admin_create_user_config: [{ allow_admin_create_user_only: variable('closed') }] },
      'unknown',
    ],
    ['AWS::Cognito::UserPool', {}, true],
    ['AWS::Cognito::UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }, false],
  ] as readonly (readonly [string, Record<string, Plain>, unknown])[])('%s %j: %s', (type, body, expected) => {
    expect(fact(read(kinds, [{ type, name: 'staff', body }]).get('staff'), 'surface.selfRegistration')).toBe(expected);
  });
});

describe('guests', () => {
  const pool = (type: string, body: Record<string, Plain>, roles: Record<string, Plain>) => {
    const terraform = type.startsWith('aws_');
    const attached = terraform
      ? {
          type: 'aws_cognito_identity_pool_roles_attachment',
          name: 'roles',
          body: { identity_pool_id: ref(`${type}.pool.id`), roles },
        }
      : {
          type: 'AWS::Cognito::IdentityPoolRoleAttachment',
          name: 'roles',
          body: { IdentityPoolId: ref('pool'), Roles: roles },
        };
    return read(kinds, [{ type, name: 'pool', body }, attached]).get('pool');
  };
  const roles = { authenticated: ref('aws_iam_role.user.arn'), unauthenticated: ref('aws_iam_role.guest.arn') };

  it.each([
    ['aws_cognito_identity_pool', { allow_unauthenticated_identities: true }, 'none', ['-> user', '-> guest']],
    ['aws_cognito_identity_pool', {}, 'user', ['-> user']],
    [
      'aws_cognito_identity_pool',
      { allow_unauthenticated_identities: variable('guests') },
      'unknown',
      ['-> user', '-> guest'],
    ],
    ['AWS::Cognito::IdentityPool', { AllowUnauthenticatedIdentities: true }, 'none', ['-> user', '-> guest']],
  ] as readonly (readonly [string, Record<string, Plain>, string, string[]])[])(
    '%s %j',
    (type, body, authentication, expected) => {
      const found = pool(type, body, roles);
      expect(found?.surface?.operations[0]?.authentication).toBe(authentication);
      expect(targets(found, 'runs-as')).toEqual(expected);
    },
  );
});
