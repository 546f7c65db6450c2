import { externalIds } from '../../model/ids.js';
import type { Principal } from './decision/principal.js';
import { foreignAccount, ownAccount } from './pattern/symbol.js';

/** Callers that no code declares (spec/D3, D4). */

/** Somebody on the internet, without credentials. */
export const anonymous: Principal = {
  kind: 'anonymous',
  id: externalIds.internet,
  name: 'anyone',
  arn: '',
  account: '',
};

/** Somebody with an AWS account of their own, where they may do as they please. */
export const anyAws: Principal = {
  kind: 'any-aws',
  id: externalIds.anyAws,
  name: 'any AWS account',
  arn: `arn:aws:iam::${foreignAccount}:*`,
  account: foreignAccount,
};

/** A named account that is not ours. */
export const foreign = (account: string): Principal => ({
  kind: 'account',
  id: externalIds.awsAccount(account),
  name: `account ${account}`,
  arn: `arn:aws:iam::${account}:*`,
  account,
});

/** An AWS service that acts for a resource of anybody: the confused deputy. */
export const service = (provider: string): Principal => ({
  kind: 'service',
  id: externalIds.awsService(provider),
  name: provider,
  arn: '',
  account: '',
  provider,
});

/** Somebody in our account whose own policies allow everything. */
export const ownAdministrator = (account: string): Principal => ({
  kind: 'own-account',
  id: externalIds.accountAdmin(account === ownAccount ? '' : account),
  name: 'an administrator of the account',
  arn: `arn:aws:iam::${account}:*`,
  account,
});
