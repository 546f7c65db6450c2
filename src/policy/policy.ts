import type { Element } from '../model/resource.js';
import type { Grade, RelationKind } from '../model/relation.js';
import type { BoundaryDimension } from '../model/analysis.js';
import type { Severity, StrideCategory } from '../model/threat.js';

/** A test of one fact, tag, name or attribute. All keys that are given must hold. */
export interface Condition {
  readonly is?: Scalar;
  readonly not?: Scalar;
  readonly in?: readonly Scalar[];
  readonly notIn?: readonly Scalar[];
  /** Numbers, or strings of a closed, ordered set such as `identity.privilege`. */
  readonly atLeast?: number | string;
  readonly atMost?: number | string;
  /** An item of a list, or a part of a string. */
  readonly contains?: Scalar;
  readonly containsAny?: readonly Scalar[];
  /** Whole words of a name: `orders-db` has the words `orders` and `db`. */
  readonly hasWord?: readonly string[];
  /** True: nothing states it; false: something does, whatever it says. */
  readonly absent?: boolean;
}
export type Scalar = string | number | boolean;

/** A conjunction over one resource. */
export interface Where {
  /** Exact kinds (`data-store/object`) or families (`data-store`). */
  readonly kind?: readonly string[];
  /** Exact types, or prefixes that end in `.`. */
  readonly type?: readonly string[];
  readonly element?: readonly Element[];
  /** `false`: only what exists outside this code; `any`: both. */
  readonly managed?: boolean | 'any';
  readonly name?: Condition;
  readonly tags?: Readonly<Record<string, Condition>>;
  readonly facts?: Readonly<Record<string, Condition>>;
  /** Raw attributes, by dialect and declaration type, for users' own rules. */
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Condition>>>>>>;
  readonly related?: readonly Related[];
  readonly any?: readonly Where[];
  readonly all?: readonly Where[];
  readonly not?: Where;
}

/** There is (or, negated, is not) a relation to a resource like this. */
export interface Related {
  readonly relation: readonly RelationKind[];
  /** `out`: from the subject; `in`: to the subject. */
  readonly direction: 'out' | 'in';
  readonly where?: Where;
  readonly attrs?: Readonly<Record<string, Condition>>;
  readonly as?: string;
  /** How many at least; 1 when left out. */
  readonly atLeast?: number;
  readonly negate?: boolean;
}

/** One step of a path over relations. */
export interface Step {
  readonly relation: readonly RelationKind[];
  readonly direction: 'out' | 'in';
  readonly where?: Where;
  readonly attrs?: Readonly<Record<string, Condition>>;
  readonly as?: string;
  /** The step may be taken several times in a row. */
  readonly repeat?: boolean;
}

/** A hop that an attack path must (or, negated, must not) have. */
export interface Through {
  readonly action?: readonly string[];
  readonly from?: Where;
  readonly to?: Where;
  readonly as?: string;
  readonly negate?: boolean;
}

export type PolicyMatch =
  | { readonly shape: 'element'; readonly as: string; readonly where: Where }
  | {
      readonly shape: 'flow';
      readonly from?: Where;
      readonly to?: Where;
      readonly kind?: readonly string[];
      readonly grade?: Grade;
      readonly crosses?: BoundaryDimension | true;
      readonly encrypted?: boolean;
      readonly authenticated?: boolean;
      readonly throttled?: boolean;
      readonly inspected?: boolean;
      readonly guarded?: boolean;
      /** Some crossing of the flow is in this state. */
      readonly crossing?: 'controlled' | 'uncontrolled' | 'unverified';
      readonly subject?: string;
    }
  | {
      readonly shape: 'path';
      readonly as: string;
      readonly where: Where;
      readonly steps: readonly Step[];
      /** The path must come back to where it starts: a cycle. */
      readonly returns?: boolean;
      readonly subject?: string;
    }
  | {
      readonly shape: 'attack';
      readonly from?: Where;
      readonly to?: Where;
      readonly effect?: readonly string[];
      readonly through?: readonly Through[];
      readonly maxCost?: number;
      readonly subject?: string;
    }
  | {
      readonly shape: 'principal';
      readonly as: string;
      readonly where: Where;
      /** The participant that is at fault, when it is not the principal. */
      readonly subject?: string;
    };

/** What an attacker gets, for the impact of a match that is no attack path (spec/H4). */
export type Effect =
  | 'read'
  | 'write'
  | 'destroy'
  | 'act-as'
  | 'credential'
  | 'reach'
  | 'availability'
  | 'logging'
  | 'hygiene';

/** Hints for rating a match that is no attack path (spec/H2). */
export interface RiskHints {
  readonly effect?: Effect;
  /** Effort points on top of reaching the element. */
  readonly ease?: number;
  /** The finding is itself a way in: effort points from its own start. */
  readonly entry?: number;
}

/** A validated policy, ready to be matched. Plain data: it can be written as JSON and read back. */
export interface Policy {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly stride: readonly StrideCategory[];
  /** The highest severity that a match can get. */
  readonly severity: Severity;
  readonly references: Readonly<Record<string, readonly (string | number)[]>>;
  readonly match: PolicyMatch;
  readonly risk: RiskHints;
  /** Name of the fact whose attribute is to be changed, when it is not the first one of `where`. */
  readonly fix?: string;
  /** Policies whose match on one of this one's participants it replaces. */
  readonly subsumes: readonly string[];
  readonly threat: string;
  readonly reasoning: string;
  readonly falsePositives: string;
  readonly mitigation: string;
  /** Where it was read; `built-in` for those that ship. */
  readonly file: string;
  readonly examples?: PolicyExamples;
}

/** Small systems by dialect, for each outcome. */
export type PolicyExamples = Readonly<
  Partial<Record<'threat' | 'none' | 'undecided', Readonly<Partial<Record<ExampleDialect, string>>>>>
>;
export type ExampleDialect = 'terraform' | 'cloudformation' | 'kubernetes';

/** A policy file as `source/` hands it over. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}
