import type { Resource } from '../../../model/resource.js';
import type { Reason } from '../../../model/unknown.js';
import type { Layer } from './layer.js';

/**
 * Who asks. `role` and `user` are declared; the others stand for callers outside the code:
 * `anonymous` without credentials, `any-aws` somebody with an account of their own, `account` a named foreign account,
 * `own-account` somebody in our account whose own policies allow everything, `service` an AWS service acting for anybody's
 * resource, `federated` a web identity or SAML user.
 */
export type PrincipalKind =
  | 'role'
  | 'user'
  | 'anonymous'
  | 'any-aws'
  | 'account'
  | 'own-account'
  | 'service'
  | 'federated';

export interface Principal {
  readonly kind: PrincipalKind;
  /** Id of its node. */
  readonly id: string;
  readonly name: string;
  /** Canonical text; for a caller whose name is free, a glob. Empty for anonymous callers and services. */
  readonly arn: string;
  /** Account as canonical text; empty for anonymous callers. */
  readonly account: string;
  /** What its own policies say; absent: they do not limit it (it is outside the scan, or has none by nature). */
  readonly identity?: Layer;
  /** Permissions boundary. `open`: why its content is not known. */
  readonly boundary?: { readonly layer: Layer; readonly open: readonly Reason[] };
  readonly node?: Resource;
  /** Of a service: `sns.amazonaws.com`; of a federated user: the provider as the trust policy names it. */
  readonly provider?: string;
}
