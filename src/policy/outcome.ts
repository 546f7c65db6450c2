import type { Location } from '../model/location.js';
import type { Evidence } from '../model/threat.js';
import type { Truth } from '../model/tri.js';
import { mergeReasons, type Reason } from '../model/unknown.js';

/** The three-valued outcome of a condition, with what a reader needs to check or change it. */
export interface Outcome {
  readonly truth: Truth;
  readonly evidence: readonly Evidence[];
  readonly unknowns: readonly Reason[];
  /** True when it rests on a default that somebody else may override. */
  readonly assumed: boolean;
  /** Named participants: name -> resource id. */
  readonly bindings: Readonly<Record<string, string>>;
  /** Attributes that decide it, first the most telling. */
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly fact: string;
  readonly resource: string;
  readonly attribute?: string;
  readonly location?: Location;
}

const empty = { evidence: [], unknowns: [], assumed: false, bindings: {}, fixes: [] } as const;

/** True without any condition to show for it. */
export const always: Outcome = { truth: 'yes', ...empty };
/** False; what fails needs no evidence. */
export const never: Outcome = { truth: 'no', ...empty };

export const undecided = (
  unknowns: readonly Reason[],
  evidence: readonly Evidence[] = [],
  fixes: readonly Fix[] = [],
): Outcome => ({ ...empty, truth: 'unknown', unknowns, evidence, fixes });

/** Kleene conjunction; one `no` decides. */
export function both(...parts: readonly Outcome[]): Outcome {
  if (parts.some((part) => part.truth === 'no')) return never;
  const telling = parts.filter((part) => part !== always);
  const [only] = telling;
  if (telling.length <= 1) return only ?? always;
  return join(telling, telling.some((part) => part.truth === 'unknown') ? 'unknown' : 'yes');
}

/** Kleene disjunction; the first `yes` decides and alone is the evidence. */
export function either(...parts: readonly Outcome[]): Outcome {
  const sure = parts.filter((part) => part.truth === 'yes');
  const firm = sure.find((part) => !part.assumed) ?? sure[0];
  if (firm) return firm;
  const open = parts.filter((part) => part.truth === 'unknown');
  return open.length === 0 ? never : join(open, 'unknown');
}

/** Kleene negation. What made the inner part false is not evidence that a reader needs. */
export function negate(part: Outcome): Outcome {
  if (part.truth === 'yes') return never;
  return part.truth === 'no' ? { ...always, assumed: part.assumed } : { ...part, bindings: {} };
}

function join(parts: readonly Outcome[], truth: Truth): Outcome {
  return {
    truth,
    evidence: parts.flatMap((part) => part.evidence),
    unknowns: truth === 'unknown' ? mergeReasons(...parts.map((part) => part.unknowns)) : [],
    assumed: parts.some((part) => part.assumed),
    bindings: Object.assign({}, ...parts.map((part) => part.bindings)),
    fixes: parts.flatMap((part) => part.fixes),
  };
}
