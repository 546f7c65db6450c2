import type { Location } from '../../model/location.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { entry } from '../../model/values.js';
import { webAclFact, webAclLinks } from '../common/web-acl.js';
import { defineKind, type Satellites } from '../kind.js';
import { mapFact } from '../reader.js';
import { webAclAssociation } from './waf.js';

/** An application that signs users in with a pool. */
export const userPoolClient = defineKind({
  type: 'aws.cognito.user-pool-client',
  element: 'supporting',
  kind: 'identity/user-pool',
  dialects: { terraform: 'aws_cognito_user_pool_client', cloudformation: 'AWS::Cognito::UserPoolClient' },
  attributes: {
    pool: { terraform: 'user_pool_id', cloudformation: 'UserPoolId' },
    providers: { terraform: 'supported_identity_providers', cloudformation: 'SupportedIdentityProviders' },
  },
  satelliteOf: { owner: 'pool', types: ['aws.cognito.user-pool'] },
});

const triggers = {
  preSignUp: { terraform: 'lambda_config.pre_sign_up', cloudformation: 'LambdaConfig.PreSignUp' },
  postConfirmation: { terraform: 'lambda_config.post_confirmation', cloudformation: 'LambdaConfig.PostConfirmation' },
  preAuthentication: {
    terraform: 'lambda_config.pre_authentication',
    cloudformation: 'LambdaConfig.PreAuthentication',
  },
  postAuthentication: {
    terraform: 'lambda_config.post_authentication',
    cloudformation: 'LambdaConfig.PostAuthentication',
  },
  preToken: { terraform: 'lambda_config.pre_token_generation', cloudformation: 'LambdaConfig.PreTokenGeneration' },
  migration: { terraform: 'lambda_config.user_migration', cloudformation: 'LambdaConfig.UserMigration' },
  message: { terraform: 'lambda_config.custom_message', cloudformation: 'LambdaConfig.CustomMessage' },
} as const;
const triggerKeys = Object.keys(triggers) as (keyof typeof triggers)[];

/** A directory of users who sign in to an application. */
export const userPool = defineKind({
  type: 'aws.cognito.user-pool',
  element: 'process',
  kind: 'identity/user-pool',
  dialects: { terraform: 'aws_cognito_user_pool', cloudformation: 'AWS::Cognito::UserPool' },
  attributes: {
    ...triggers,
    name: { terraform: 'name', cloudformation: 'UserPoolName' },
    adminOnly: {
      terraform: 'admin_create_user_config.allow_admin_create_user_only',
      cloudformation: 'AdminCreateUserConfig.AllowAdminCreateUserOnly',
    },
    mfa: { terraform: 'mfa_configuration', cloudformation: 'MfaConfiguration' },
  },
  names: ['name'],
  build(r, satellites) {
    const associations = satellites.of(webAclAssociation);
    return {
      facts: {
        // Users can sign themselves up unless only administrators may create them (CreateUserPool, AdminCreateUserConfig).
        'surface.selfRegistration': mapFact(r.fact('adminOnly', false), (only) => only !== true),
        'surface.waf': webAclFact(r, associations),
      },
      links: [
        ...triggerKeys.flatMap((key) => r.link('invokes', key, { grade: 'declared', expects: ['aws.lambda.'] })),
        ...webAclLinks(associations),
      ],
    };
  },
});

/** The roles of an identity pool's callers. */
export const identityPoolRoles = defineKind({
  type: 'aws.cognito.identity-pool-roles',
  element: 'supporting',
  kind: 'identity/identity-pool',
  dialects: {
    terraform: 'aws_cognito_identity_pool_roles_attachment',
    cloudformation: 'AWS::Cognito::IdentityPoolRoleAttachment',
  },
  attributes: {
    pool: { terraform: 'identity_pool_id', cloudformation: 'IdentityPoolId' },
    roles: { terraform: 'roles', cloudformation: 'Roles' },
    mappings: {
      terraform: 'role_mapping',
      each: { rules: { terraform: 'mapping_rule', each: { role: { terraform: 'role_arn' } } } },
    },
  },
  satelliteOf: { owner: 'pool', types: ['aws.cognito.identity-pool'] },
});

/** Exchanges a sign-in, or none for guests, for AWS credentials. */
export const identityPool = defineKind({
  type: 'aws.cognito.identity-pool',
  element: 'process',
  kind: 'identity/identity-pool',
  dialects: { terraform: 'aws_cognito_identity_pool', cloudformation: 'AWS::Cognito::IdentityPool' },
  attributes: {
    name: { terraform: 'identity_pool_name', cloudformation: 'IdentityPoolName' },
    guests: { terraform: 'allow_unauthenticated_identities', cloudformation: 'AllowUnauthenticatedIdentities' },
    providers: {
      terraform: 'cognito_identity_providers',
      cloudformation: 'CognitoIdentityProviders',
      each: {
        name: { terraform: 'provider_name', cloudformation: 'ProviderName' },
        client: { terraform: 'client_id', cloudformation: 'ClientId' },
      },
    },
  },
  names: ['name'],
  build(r, satellites) {
    const guests = r.fact('guests', { terraform: false });
    return {
      surface: {
        internet: 'yes',
        because: [r.location],
        operations: [
          {
            name: 'GetCredentialsForIdentity',
            authentication: guests.state === 'unknown' ? 'unknown' : guests.value === true ? 'none' : 'user',
            because: [r.at('guests')],
            targets: [],
            sideEffects: false,
          },
        ],
      },
      facts: { 'surface.guestAccess': guests },
      links: [
        ...r
          .each('providers')
          .flatMap((p) =>
            p.link('authenticates-with', p.value('client') ? 'client' : 'name', { expects: ['aws.cognito.'] }),
          ),
        ...roleLinks(satellites, guests.state === 'known' && guests.value === false),
      ],
    };
  },
});

/** A guest's role counts only where guests are let in. */
function roleLinks(satellites: Satellites, closed: boolean): Link[] {
  return satellites.of(identityPoolRoles).flatMap((s) => {
    const authenticated = entry(s.value('roles'), 'authenticated');
    const guest = closed ? undefined : entry(s.value('roles'), 'unauthenticated');
    return [
      ...(authenticated ? [roleLink(authenticated, 'authenticated', s.at('roles'))] : []),
      ...(guest ? [roleLink(guest, 'guest', s.at('roles'))] : []),
      ...s
        .each('mappings')
        .flatMap((m) =>
          m
            .each('rules')
            .flatMap((rule) => rule.list('role').map((role) => roleLink(role, 'authenticated', rule.location))),
        ),
    ];
  });
}

const roleLink = (target: Value, use: string, at: Location): Link => ({
  kind: 'runs-as',
  target,
  attrs: { use },
  expects: ['aws.iam.'],
  because: [target.at ?? at],
});

export const kinds = [userPool, userPoolClient, identityPool, identityPoolRoles];
