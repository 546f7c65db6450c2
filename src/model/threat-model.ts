import type { BoundaryDimension, Confidence } from './analysis.js';
import type { Diagnostic } from './diagnostic.js';
import type { FactValue } from './fact.js';
import type { Location } from './location.js';
import type { Certainty, Grade } from './relation.js';
import type { StrideCategory, Threat } from './threat.js';
import type { Truth } from './tri.js';
import type { Reason } from './unknown.js';

/** Bumped by semver: a field that goes or changes meaning is a major version. */
export const schemaVersion = '1.0.0';

/**
 * The frozen result of a scan: the product's contract. Reports, diffs and re-renders read nothing else. All lists are in a
 * deterministic order and all cross-references are addresses (`internet` and the like for what has none).
 */
export interface ThreatModel {
  readonly schemaVersion: string;
  readonly tool: {
    readonly name: 'threatplan';
    readonly version: string;
    readonly data: Readonly<Record<string, string>>;
  };
  readonly root: string;
  readonly resources: readonly ModelResource[];
  readonly flows: readonly ModelFlow[];
  readonly boundaries: readonly ModelBoundary[];
  readonly assets: readonly ModelAsset[];
  readonly paths: readonly ModelPath[];
  readonly threats: readonly Threat[];
  readonly matrix: readonly MatrixCell[];
  readonly unknowns: readonly ModelUnknown[];
  readonly diagnostics: readonly Diagnostic[];
  readonly startHere: readonly ModelFix[];
  readonly summary: ModelSummary;
}

export interface ModelResource {
  readonly address: string;
  readonly type: string;
  readonly kind: string;
  readonly element: string;
  readonly name: string;
  readonly dialect: string;
  /** Innermost network boundary. */
  readonly boundary?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly location: Location;
  readonly facets: Readonly<Record<string, ModelFact>>;
}

export interface ModelFact {
  /** `null` when unknown. */
  readonly value: FactValue | null;
  readonly because: readonly Location[];
  readonly unknowns?: readonly Reason[];
  readonly assumed?: boolean;
  readonly setBy?: string;
}

export interface ModelFlow {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly data: 'forward' | 'backward' | 'both';
  readonly grade: Grade;
  readonly certainty: Certainty;
  readonly encrypted: Truth;
  readonly authenticated: Truth;
  readonly throttled: Truth;
  readonly inspected: Truth;
  readonly crosses: readonly string[];
  readonly crossings: readonly ModelCrossing[];
  readonly guards: readonly string[];
  readonly because: readonly Location[];
}

/** What decides about a flow through one boundary, and whether that is known. */
export interface ModelCrossing {
  readonly boundary: string;
  readonly decision: string;
  readonly state: 'controlled' | 'uncontrolled' | 'unverified';
  readonly because: readonly Location[];
}

export interface ModelBoundary {
  readonly id: string;
  readonly dimension: BoundaryDimension;
  readonly label: string;
  readonly parent?: string;
  readonly members: readonly string[];
}

export interface ModelAsset {
  readonly address: string;
  readonly sensitivity: number;
  readonly origin: string;
  readonly reason: string;
}

export interface ModelPath {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly effect: string;
  readonly cost: number;
  readonly confidence: Confidence;
  /** What is wrong on the way; empty when only a flaw in application code would open it. */
  readonly weaknesses: readonly string[];
  /** Id of the path to an administrator that this one leads through. */
  readonly impliedBy?: string;
  /** Id of the cheapest path to the same target; this one comes through another kind of door. */
  readonly alternativeTo?: string;
  readonly hops: readonly ModelHop[];
}

export interface ModelHop {
  readonly from: string;
  readonly to: string;
  readonly action: string;
  readonly text: string;
  readonly cost: number;
  readonly certainty: Certainty;
  readonly because: readonly Location[];
  readonly crosses: readonly string[];
}

/** One cell of the STRIDE matrix: an element or interaction in one category. */
export interface MatrixCell {
  readonly subject: string;
  /** Set for an interaction: the other end. */
  readonly to?: string;
  readonly category: StrideCategory;
  /** Threats found; or the control that answers it; or not derivable from code. */
  readonly state: 'threat' | 'mitigated' | 'ask';
  readonly threats: readonly string[];
  readonly control?: string;
  readonly because: readonly Location[];
}

/** Something that would decide a threat if it were known. */
export interface ModelUnknown {
  readonly subject: string;
  readonly code: string;
  readonly text: string;
  /** Ids of the threats that rest on it. */
  readonly threats: readonly string[];
  readonly location?: Location;
}

/** One change that removes most risk for its effort. */
export interface ModelFix {
  readonly text: string;
  readonly location?: Location;
  readonly attribute?: string;
  /** Ids of the threats that it removes or lowers. */
  readonly threats: readonly string[];
  readonly paths: readonly string[];
}

export interface ModelSummary {
  readonly resources: number;
  readonly files: number;
  readonly unreadFiles: number;
  readonly bySeverity: Readonly<Record<string, number>>;
  readonly byCategory: Readonly<Record<string, number>>;
  /** Id of the worst attack path, if any. */
  readonly worstPath?: string;
  readonly accepted: number;
  /** Root modules, stacks and clusters that were read, and value files that were offered but not used. */
  readonly notes: readonly string[];
}
