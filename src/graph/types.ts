import type { Asset, AttackPath, DataFlow, TrustBoundary } from '../model/analysis.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Fact } from '../model/fact.js';
import type { Relation, RelationKind, UnresolvedLink } from '../model/relation.js';
import type { Resource } from '../model/resource.js';
import type { Reason } from '../model/unknown.js';
import type { Value } from '../model/value.js';

/** The outcome of finding out which resources a value names. */
export interface Resolution {
  /** Resources that it names; `conditional` when an unknown decides (one arm of a choice, a hole in a name). */
  readonly targets: readonly { readonly id: string; readonly certainty: 'certain' | 'conditional' }[];
  /** Non-empty when the value, or a part of it, names something we cannot tell, or that is not in the scan. */
  readonly unresolved: readonly Reason[];
}

/** What a pass adds. Facts override earlier facts of the same name on the same resource. */
export interface Additions {
  readonly resources?: readonly Resource[];
  readonly relations?: readonly Relation[];
  readonly facts?: readonly { readonly resource: string; readonly name: string; readonly fact: Fact }[];
  readonly assets?: readonly Asset[];
  readonly flows?: readonly DataFlow[];
  readonly boundaries?: readonly TrustBoundary[];
  readonly paths?: readonly AttackPath[];
  readonly diagnostics?: readonly Diagnostic[];
}

/**
 * The one graph of everything scanned. Reading never changes it; `extend` returns a new view that shares storage, and the
 * old one must not be used afterwards. All lists are in a deterministic order (resources by id, relations as added).
 */
export interface ResourceGraph {
  readonly resources: readonly Resource[];
  readonly relations: readonly Relation[];
  resource(id: string): Resource | undefined;
  /** Exact type `aws.s3.bucket`, or all whose type begins with a prefix ending in `.`. */
  byType(type: string): readonly Resource[];
  /** Exact kind `data-store/object`, or prefix `data-store/`. */
  byKind(kind: string): readonly Resource[];
  outgoing(id: string, kind?: RelationKind): readonly Relation[];
  incoming(id: string, kind?: RelationKind): readonly Relation[];
  /** Links whose other end could not be found: three-valued reasoning needs to know that there is *something*. */
  unresolved(id: string, kind?: RelationKind): readonly UnresolvedLink[];
  /**
   * Which resources a value names: by reference (exact instance; satellites stand for their owner), by ARN, name, id or DNS name.
   * `expects` narrows by type (exact, or prefix ending in `.`); `from` is the resource that says it (scope, account and Region).
   */
  resolve(value: Value, expects: readonly string[] | undefined, from: Resource): Resolution;
  fact(id: string, name: string): Fact | undefined;
  readonly assets: readonly Asset[];
  asset(id: string): Asset | undefined;
  readonly flows: readonly DataFlow[];
  readonly boundaries: readonly TrustBoundary[];
  readonly paths: readonly AttackPath[];
  readonly diagnostics: readonly Diagnostic[];
  extend(additions: Additions): ResourceGraph;
}
