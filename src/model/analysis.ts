import type { FactValue } from './fact.js';
import type { Location } from './location.js';
import type { Certainty, Grade } from './relation.js';
import type { Truth } from './tri.js';
import type { Reason } from './unknown.js';

/** How confident a statement is: all facts certain; only assumed defaults or unverifiable guards; something else unknown. */
export type Confidence = 'confirmed' | 'likely' | 'possible';

/** 0 public, 1 internal, 2 confidential, 3 restricted, 4 crown jewels (spec/H3). */
export type Sensitivity = 0 | 1 | 2 | 3 | 4;

/** Data worth protecting, held by a store. */
export interface Asset {
  /** Resource id of the store. */
  readonly store: string;
  readonly sensitivity: Sensitivity;
  /** Where the level comes from, best source first. */
  readonly origin: 'configuration' | 'tag' | 'name' | 'copy' | 'kind';
  /** "tag DataClassification=restricted", "named `customers`", "relational database". */
  readonly reason: string;
  readonly because: readonly Location[];
}

/** Data moving between two elements. `from` initiates; `data` says which way the data goes. */
export interface DataFlow {
  readonly from: string;
  readonly to: string;
  /** Relation kind that made it: `invokes`, `reads`, ... */
  readonly kind: string;
  readonly data: 'forward' | 'backward' | 'both';
  readonly grade: Grade;
  readonly certainty: Certainty;
  readonly encrypted: Truth;
  readonly authenticated: Truth;
  /** Is the rate of requests limited by something of our own? */
  readonly throttled: Truth;
  /** Does a web application firewall or network firewall look at it? */
  readonly inspected: Truth;
  /** Ids of the boundaries it crosses. */
  readonly crosses: readonly string[];
  /** The same boundaries, each with what decides about the crossing. */
  readonly crossings: readonly Crossing[];
  /** What checks it: "security group aws_security_group.db", "IAM", "authorizer". */
  readonly guards: readonly string[];
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
}

/** A flow through one boundary: who decides, and whether that decision is known to be made (spec/F). */
export interface Crossing {
  readonly boundary: string;
  /** The policy decision point: "security group aws_security_group.db", "IAM policy", "authorizer". */
  readonly decision: string;
  /** At least one verified guard; none; or a guard that cannot be verified from code. */
  readonly state: 'controlled' | 'uncontrolled' | 'unverified';
  readonly because: readonly Location[];
}

export type BoundaryDimension = 'network' | 'account' | 'identity' | 'cluster' | 'data';

/** A zone under one authority (spec/F). */
export interface TrustBoundary {
  /** `tb:network:vpc/aws_vpc.main/private-egress`, stable across runs. */
  readonly id: string;
  readonly dimension: BoundaryDimension;
  readonly label: string;
  readonly parent?: string;
  /** Resource ids directly inside. */
  readonly members: readonly string[];
  readonly because: readonly Location[];
}

/** One step of an attack path. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  /** What the attacker does: `calls`, `runs code in`, `uses the credentials of`, `reads`, `connects to`, `assumes`, ... */
  readonly action: string;
  /** Sentence for people: "calls POST /orders without authentication". */
  readonly text: string;
  /** Effort points (spec/H2). */
  readonly cost: number;
  readonly certainty: Certainty;
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
  /** Ids of the boundaries this hop crosses. */
  readonly crosses: readonly string[];
  readonly attrs?: Readonly<Record<string, FactValue>>;
}

/** The cheapest way from an entry to an asset or a privilege. */
export interface AttackPath {
  readonly id: string;
  /** Resource id of the start (`ext|internet`). */
  readonly from: string;
  readonly to: string;
  /** What the attacker gets: read, write, destroy, administer, or runs code as. */
  readonly effect: 'read' | 'write' | 'destroy' | 'admin' | 'execute';
  readonly cost: number;
  readonly confidence: Confidence;
  /**
   * What is wrong on the way, in order. Empty when every step uses something as it was designed: the path then only says what a
   * flaw in an exposed application would cost, and is at most of medium severity.
   */
  readonly weaknesses: readonly string[];
  readonly hops: readonly Hop[];
  /** Set when the way leads through an administrator, who may do everything anyway: id of the path that ends there. */
  readonly impliedBy?: string;
  /** Set for a further way to the same target through another kind of door: id of the cheapest one. */
  readonly alternativeTo?: string;
}
