import type { Kind } from './kinds.js';
import { externalIds } from './ids.js';
import type { Resource } from './resource.js';
import { yes } from './tri.js';

const nowhere = { file: '', start: { line: 0, column: 0 }, end: { line: 0, column: 0 } } as const;

/** A node for something that no code declares: the internet, another account, an AWS service. Its location is empty. */
export function syntheticResource(id: string, kind: Kind, name: string): Resource {
  return {
    id,
    address: id.slice(id.indexOf('|') + 1),
    scope: '',
    dialect: 'synthetic',
    type: kind.replace('/', '.'),
    element: 'external-entity',
    kind,
    name,
    location: nowhere,
    tags: new Map(),
    exists: yes(),
    managed: false,
    facts: new Map(),
    handles: [],
    links: [],
    declarations: [],
  };
}

export const internetResource = (): Resource =>
  syntheticResource(externalIds.internet, 'external/internet', 'the internet');
export const anyAwsResource = (): Resource =>
  syntheticResource(externalIds.anyAws, 'external/any-aws', 'any AWS account');
export const accountResource = (account: string): Resource =>
  syntheticResource(externalIds.awsAccount(account), 'external/account', `AWS account ${account}`);
export const serviceResource = (principal: string): Resource =>
  syntheticResource(externalIds.awsService(principal), 'external/service', principal);
export const identityProviderResource = (issuer: string): Resource =>
  syntheticResource(externalIds.identityProvider(issuer), 'external/identity-provider', issuer);
export const ciResource = (issuer: string, subject: string): Resource =>
  syntheticResource(externalIds.ci(issuer, subject), 'external/ci', `${issuer} ${subject}`);
export const saasResource = (host: string): Resource =>
  syntheticResource(externalIds.saas(host), 'external/saas', host);
/** The right to do everything in an account: the end of every escalation. */
export const accountAdminResource = (account: string): Resource =>
  syntheticResource(
    externalIds.accountAdmin(account),
    'external/account',
    account === '' ? 'administrator of the account' : `administrator of ${account}`,
  );
