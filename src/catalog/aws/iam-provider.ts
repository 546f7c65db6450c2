import { lookUpArn, optional } from '../common/documents.js';
import { defineKind } from '../kind.js';
import type { Handle } from '../../model/resource.js';
import type { Value } from '../../model/value.js';

/** OpenID Connect provider: roles trust tokens that its issuer signs (GitHub Actions, EKS clusters). */
export const oidcProvider = defineKind({
  type: 'aws.iam.oidc-provider',
  element: 'supporting',
  kind: 'identity/provider',
  dialects: { terraform: 'aws_iam_openid_connect_provider', cloudformation: 'AWS::IAM::OIDCProvider' },
  attributes: {
    url: { terraform: 'url', cloudformation: 'Url' },
    audiences: { terraform: 'client_id_list', cloudformation: 'ClientIdList' },
  },
  names: ['url'],
  handles: (r) => [...providerArn(r.value('url')), ...lookUpArn(r)],
  build: (r) => ({
    identity: {
      part: 'identity-provider',
      permissions: [],
      attachments: [],
      ...optional('issuer', r.value('url')),
      ...optional('name', r.value('url')),
    },
  }),
});

/** `arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com`: the URL without its scheme. */
function providerArn(url: Value | undefined): readonly Handle[] {
  if (url?.kind !== 'string') return [];
  const account: Value = { kind: 'unknown', reasons: [{ code: 'account', subject: 'account of the provider' }] };
  const tail = `:oidc-provider/${url.value.replace(/^https:\/\//, '').replace(/\/$/, '')}`;
  return [{ kind: 'arn', value: { kind: 'template', parts: ['arn:aws:iam::', account, tail] } }];
}

export const samlProvider = defineKind({
  type: 'aws.iam.saml-provider',
  element: 'supporting',
  kind: 'identity/provider',
  dialects: { terraform: 'aws_iam_saml_provider', cloudformation: 'AWS::IAM::SAMLProvider' },
  attributes: { name: { terraform: 'name', cloudformation: 'Name' } },
  arn: 'arn:aws:iam::{account}:saml-provider/{name}',
  names: ['name'],
  build: (r) => ({
    identity: {
      part: 'identity-provider',
      permissions: [],
      attachments: [],
      ...optional('issuer', r.value('name')),
      ...optional('name', r.value('name')),
    },
  }),
});

export const kinds = [oidcProvider, samlProvider];
