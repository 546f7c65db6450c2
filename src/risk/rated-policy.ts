import type { Severity, StrideCategory } from '../model/threat.js';

/** What an attacker gets, for a match that is no attack path (spec/H4). */
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

/** The part of a policy that rating and wording need. */
export interface RatedPolicy {
  readonly id: string;
  readonly title: string;
  readonly stride: readonly StrideCategory[];
  /** A ceiling. */
  readonly severity: Severity;
  readonly references: Readonly<Record<string, readonly (string | number)[]>>;
  readonly risk: {
    readonly effect?: Effect;
    /** Effort points on top of reaching the element. */
    readonly ease?: number;
    /** Effort points from the finding's own start, when the finding is itself a way in. */
    readonly entry?: number;
  };
  readonly threat: string;
  readonly mitigation: string;
}
