import type { Diagnostic } from '../../../model/diagnostic.js';
import type { Location } from '../../../model/location.js';
import type { Reason } from '../../../model/unknown.js';

/** One string of a policy document as canonical text (pattern/symbol.ts), with the place where it is written. */
export interface PolicyText {
  readonly text: string;
  readonly at: Location | undefined;
  /** Non-empty when this string stands in one arm of an undecided choice: it only may be there. */
  readonly maybe: readonly Reason[];
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** One entry of `Principal` or `NotPrincipal`; a bare `"*"` reads as `{ "AWS": "*" }`, which it equals (spec/D1). */
export interface PrincipalText extends PolicyText {
  readonly type: PrincipalType;
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Texts<T extends PolicyText = PolicyText> {
  readonly negated: boolean;
  readonly texts: readonly T[];
  /** Why there may be more entries than these. */
  readonly open: readonly Reason[];
}

export interface ConditionText {
  /** Operator and key as the document spells them, for messages. */
  readonly written: { readonly operator: string; readonly key: string };
  /** As written, without qualifier and `IfExists`, lower case: `stringequals`. */
  readonly operator: string;
  readonly ifExists: boolean;
  readonly qualifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** Lower case. */
  readonly key: string;
  /** Alternatives. */
  readonly values: Texts;
  readonly at: Location | undefined;
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly sid?: string;
  /** Absent in identity policies. */
  readonly principal?: Texts<PrincipalText>;
  readonly action: Texts;
  /** Absent in trust policies: the statement is about the thing that carries it. */
  readonly resource?: Texts;
  /** All must hold. */
  readonly conditions: readonly ConditionText[];
  readonly at: Location;
  /** Non-empty when the statement, or its effect, only may be so. */
  readonly maybe: readonly Reason[];
  /** False for version 2008-10-17: `${...}` is then ordinary text. */
  readonly variables: boolean;
}

export interface PolicyDocument {
  readonly statements: readonly Statement[];
  /** Why there may be more statements than these. */
  readonly open: readonly Reason[];
  readonly diagnostics: readonly Diagnostic[];
  /** For messages: `orders-read`, `AdministratorAccess`. */
  readonly name: string;
  readonly at: Location;
  /** Equal keys, equal statements: documents are compared and cached by it. */
  readonly key: string;
  /** ARN of the managed policy that this is the document of. */
  readonly arn?: string;
}
