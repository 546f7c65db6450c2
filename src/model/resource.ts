import type { ClusterFacet } from './cluster.js';
import type { Declaration, Dialect } from './declaration.js';
import type { Fact } from './fact.js';
import type { IdentityFacet } from './identity.js';
import type { Kind } from './kinds.js';
import type { Location } from './location.js';
import type { NetworkFacet } from './network.js';
import type { Link } from './relation.js';
import type { StoreFacet, WorkloadFacet } from './workload.js';
import type { SurfaceFacet } from './surface.js';
import type { Tri } from './tri.js';
import type { Value } from './value.js';

/** The element of a data-flow diagram that a resource is; `supporting` ones (roles, subnets, keys) are not drawn as elements. */
export type Element = 'external-entity' | 'process' | 'data-store' | 'supporting';

/** A name by which other declarations may refer to a resource. */
export interface Handle {
  /** `arn`, `name`, `id`, `dns`, `url`, ... */
  readonly kind: string;
  /** A string, or a template whose holes are unknown (`arn:aws:s3:::${...}`). */
  readonly value: Value;
}

/**
 * A node of the graph. `id` is `scope|address` and is unique in a scan; synthetic nodes (the internet, AWS services,
 * foreign accounts) have ids that begin with `ext|`.
 */
export interface Resource {
  readonly id: string;
  readonly address: string;
  readonly scope: string;
  readonly dialect: Dialect | 'synthetic';
  /** Dialect-neutral: `aws.s3.bucket`, `aws.ec2.security-group`, `kubernetes.deployment`, `external.internet`. */
  readonly type: string;
  readonly element: Element;
  /** Finer kind for policies, shared by services: `data-store/object`, `process/function`, `edge/api`, ... (model/kinds.ts). */
  readonly kind: Kind;
  /** The physical name when known, else the address' last name. For titles. */
  readonly name: string;
  readonly location: Location;
  readonly tags: ReadonlyMap<string, Value>;
  readonly exists: Tri;
  /** Account id and Region as far as the provider configuration tells. */
  readonly account?: Value;
  readonly region?: Value;
  /** `data` sources and look-ups: the thing exists outside this scan. */
  readonly managed: boolean;
  /** What policies read, by fact name (model/vocabulary.ts). Passes add more. */
  readonly facts: ReadonlyMap<string, Fact>;
  readonly network?: NetworkFacet;
  readonly identity?: IdentityFacet;
  readonly surface?: SurfaceFacet;
  readonly store?: StoreFacet;
  readonly workload?: WorkloadFacet;
  /** Kubernetes objects only. */
  readonly cluster?: ClusterFacet;
  readonly handles: readonly Handle[];
  readonly links: readonly Link[];
  /** Its own declaration first, then the satellites that were folded into it. */
  readonly declarations: readonly Declaration[];
}
