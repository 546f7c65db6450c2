import type { Failure } from './outcome.js';

/** A document as IAM gives it, decoded, or why it cannot be read. */
export type DocumentRecord =
  | { readonly name: string; readonly json: unknown }
  | { readonly name: string; readonly failure: Failure };

/** What IAM says about a role, user or group. */
export interface PrincipalRecord {
  readonly kind: 'role' | 'user' | 'group';
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  /** Roles only. */
  readonly trust?: DocumentRecord;
  /** ARN of the permissions boundary. */
  readonly boundary?: string;
  readonly inline: readonly DocumentRecord[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
  /** Groups of a user, by name. */
  readonly groups: readonly string[];
  /** Parts that could not be listed: what it can do is then not wholly known. */
  readonly gaps: readonly Failure[];
}

/** The default version of a managed policy. */
export interface PolicyRecord {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly version: string;
  /** Absent when the snapshot already has this version. */
  readonly document?: DocumentRecord;
}
