import type { Location } from './location.js';
import type { Value } from './value.js';

/** Code that runs: what it is told (environment, user data), and where its code comes from. */
export interface WorkloadFacet {
  /** Environment variables, task secrets, command arguments, user data, connection settings. */
  readonly settings: readonly WorkloadSetting[];
  /** Image, code bucket/key, layer, AMI. */
  readonly artifacts: readonly {
    readonly source: Value;
    readonly kind: 'image' | 'object' | 'layer' | 'machine-image' | 'repository' | 'script';
    readonly at: Location;
  }[];
  readonly runtime?: Value;
}

export interface WorkloadSetting {
  readonly kind: 'environment' | 'secret' | 'user-data' | 'argument' | 'connection';
  readonly name: string;
  readonly value: Value;
  readonly at: Location;
}

/** Something that keeps data. */
export interface StoreFacet {
  /** What it is, for the default sensitivity and for what counts as reading it. */
  readonly store:
    | 'object'
    | 'relational'
    | 'nosql'
    | 'warehouse'
    | 'cache'
    | 'search'
    | 'queue'
    | 'topic'
    | 'stream'
    | 'bus'
    | 'secret'
    | 'parameter'
    | 'key'
    | 'registry'
    | 'file'
    | 'block'
    | 'backup'
    | 'log'
    | 'catalog';
  /** Names that hint at its content: its name, database name, columns, attribute names. */
  readonly hints: readonly { readonly text: Value; readonly at?: Location }[];
  /** How a client gets in: by IAM, by a password/secret, without anything. */
  readonly access: 'iam' | 'credential' | 'iam-or-credential' | 'none' | 'unknown';
  /** For `credential`: the secrets that hold it. */
  readonly credentials: readonly { readonly secret: Value; readonly at: Location }[];
  readonly engine?: Value;
  /** Does a client need a network path (a database), or is the AWS API enough (a table)? */
  readonly needsNetwork: boolean;
}
