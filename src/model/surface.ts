import type { Location } from './location.js';
import type { Value } from './value.js';

/**
 * How callers come in when it is not (only) by a network interface: APIs, function URLs, CDNs, hosted UIs.
 * The network pass turns it into exposure (spec/C11).
 */
export interface SurfaceFacet {
  /** Reachable from the internet by its own nature: `yes`, or as a value says (endpoint type, flag), or only inside a VPC. */
  readonly internet: 'yes' | 'no' | 'by-endpoint' | 'unknown';
  /** Where that is decided. */
  readonly because: readonly Location[];
  /** Operations with their own authentication; at least one for a surface that can be called. */
  readonly operations: readonly Operation[];
}

/** Weakest first: who can get past it. `custom` code is counted as `user`. */
export type Authentication = 'none' | 'self-registered' | 'shared-key' | 'user' | 'iam' | 'mtls';

/** One callable thing: an API method, a route, a listener rule, a function URL, a cache behaviour. */
export interface Operation {
  /** `POST /orders`, `$default`, `https:443 /admin/*`. */
  readonly name: string;
  readonly authentication: Authentication | 'unknown';
  /** Places that decide the authentication: the attribute, or the block that lacks it. */
  readonly because: readonly Location[];
  /** Why authentication is unknown. */
  readonly unknown?: Value;
  /** The authorizer. */
  readonly authorizer?: Value;
  /** Backends: functions, load balancers, queues, buckets. */
  readonly targets: readonly OperationTarget[];
  /** Address of the declaration when the operation has one of its own (aws_api_gateway_method.x). */
  readonly address?: string;
  /** True for verbs that change something, or any verb. */
  readonly sideEffects: boolean;
  readonly apiKeyRequired?: Value;
}

export interface OperationTarget {
  readonly target: Value;
  /** `proxy` passes the request on; `action` calls an AWS API with a role. */
  readonly kind: 'function' | 'http' | 'private' | 'action' | 'store';
  readonly credentials?: Value;
  readonly at: Location;
  readonly encrypted?: 'yes' | 'no' | 'unknown';
}
