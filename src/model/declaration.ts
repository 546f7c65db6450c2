import type { Location } from './location.js';
import type { Tri } from './tri.js';
import type { MapValue, Value } from './value.js';

export type Dialect = 'terraform' | 'cloudformation' | 'kubernetes';

/** One block as written, evaluated in place: the output of every reader, the input of the catalog. */
export interface Declaration {
  readonly dialect: Dialect;
  /** As the dialect names it: `aws_s3_bucket`, `AWS::S3::Bucket`, `apps/v1/Deployment` (core kinds: `v1/Secret`). */
  readonly type: string;
  /** `data` for a look-up of something that exists (Terraform data source). */
  readonly mode: 'managed' | 'data';
  /** Root module folder, stack or cluster; `''` when there is only one. Addresses are unique within a scope. */
  readonly scope: string;
  /** As the dialect prints it: `module.api["eu"].aws_s3_bucket.logs[0]`, a logical id, `Kind/namespace/name`. */
  readonly address: string;
  /** The last name in the address: `logs`, the logical id, the object's name. */
  readonly name: string;
  /** Attributes and nested blocks. A nested block is a list of maps, in source order, also when there is one. */
  readonly body: MapValue;
  /** The block's header line(s). */
  readonly location: Location;
  /** `unknown` when count, for_each or a condition is not decided; such a thing only may exist. */
  readonly exists: Tri;
  /** Provider configuration in effect: `{ region, account, alias, default_tags }` as far as known. */
  readonly provider?: {
    readonly alias?: string;
    readonly region?: Value;
    readonly account?: Value;
    readonly defaultTags?: Value;
  };
  /** Module calls on the way from the root to this block, outermost first. */
  readonly callers?: readonly Location[];
}
