import { ChunkedFile, type SnapshotAbout } from './chunked-file.js';

/** The newest version of an AWS-managed policy. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly version: string;
  /** The document as plain JSON data. */
  readonly document: unknown;
}

const file = new ChunkedFile<ManagedPolicy>('iam-managed-policies.br');

/** By name (`ReadOnlyAccess`) or ARN; undefined for a name that the snapshot does not know. */
export function awsManagedPolicy(nameOrArn: string): ManagedPolicy | undefined {
  return file.get(nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1));
}

/** Date and source of the snapshot of managed policies. */
export const managedPoliciesSnapshot = (): SnapshotAbout => file.about;

/** The version that the snapshot has of an AWS-managed policy: `v4`. */
export const managedPolicyVersion = (arn: string): string | undefined =>
  /^arn:aws[\w-]*:iam::aws:policy\//.test(arn) ? awsManagedPolicy(arn)?.version : undefined;
