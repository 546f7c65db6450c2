import type { Confidence } from './analysis.js';
import type { Location } from './location.js';
import type { Reason } from './unknown.js';

export const strideCategories = [
  'spoofing',
  'tampering',
  'repudiation',
  'information-disclosure',
  'denial-of-service',
  'elevation-of-privilege',
] as const;
export type StrideCategory = (typeof strideCategories)[number];

/** Most severe first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Most certain first. */
export const confidences = ['confirmed', 'likely', 'possible'] as const satisfies readonly Confidence[];

/** One reason why a policy matched: a fact or a relation, in words, with its places. */
export interface Evidence {
  readonly text: string;
  readonly locations: readonly Location[];
}

/** What to change, and where. */
export interface Mitigation {
  readonly text: string;
  /** Exact attribute to set, in the dialect of the resource, when the fact names one. */
  readonly attribute?: string;
  readonly location?: Location;
}

/** What a policy found, before `risk/` has rated it. */
export interface Match {
  readonly policy: string;
  /** Resource id of the asset at fault: the first of the witness. */
  readonly subject: string;
  /** Other resources that take part. */
  readonly related: readonly string[];
  /** Named participants for titles: `store` -> resource id. */
  readonly bindings: Readonly<Record<string, string>>;
  readonly certainty: 'yes' | 'unknown';
  readonly assumed: boolean;
  readonly unknowns: readonly Reason[];
  readonly evidence: readonly Evidence[];
  /** Id of the attack path that is the witness. */
  readonly path?: string;
  /** Attribute and place to fix, taken from the deciding fact. */
  readonly fix?: { readonly attribute?: string; readonly location?: Location };
  /** Boundary ids that take part in the identity of the threat. */
  readonly boundaries: readonly string[];
  /** Extra discriminator when one policy matches one subject several times (an operation's name, a port). */
  readonly detail?: string;
}

export interface Threat {
  /** Hash of policy, addresses, boundaries and detail; never of line numbers. */
  readonly id: string;
  readonly policy: string;
  readonly title: string;
  readonly stride: readonly StrideCategory[];
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** 4 x likelihood x impact: 4 to 100 (spec/H5). */
  readonly score: number;
  readonly likelihood: 1 | 2 | 3 | 4 | 5;
  readonly impact: 1 | 2 | 3 | 4 | 5;
  readonly status: 'open' | 'accepted';
  /** Why and where it was accepted. */
  readonly accepted?: { readonly reason: string; readonly location: Location };
  /** Address of the asset at fault, as its dialect prints it. */
  readonly address: string;
  readonly related: readonly string[];
  readonly location: Location;
  readonly threat: string;
  readonly because: readonly Evidence[];
  readonly unknowns: readonly Reason[];
  readonly mitigations: readonly Mitigation[];
  /** Id of an attack path in the model. */
  readonly path?: string;
  readonly references: Readonly<Record<string, readonly (string | number)[]>>;
}
