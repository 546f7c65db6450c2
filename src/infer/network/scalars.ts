import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { possibilities, reasonsOf } from '../../model/values.js';

/** What an attribute with one value may be. */
export interface Scalars {
  /** Every known possibility, as text; `null` stands for "not written". */
  readonly values: readonly (string | null)[];
  /** Why it may be something else, or which of the possibilities it is. */
  readonly reasons: readonly Reason[];
  /** True when `values` holds all there is. */
  readonly complete: boolean;
  readonly assumed: boolean;
}

/** Reads text, number or boolean, through the arms of a choice. An absent attribute is one known possibility: `null`. */
export function readScalars(value: Value | undefined): Scalars {
  if (value === undefined) return { values: [null], reasons: [], complete: true, assumed: false };
  const values: (string | null)[] = [];
  let complete = true;
  let reasons: readonly Reason[] = value.kind === 'choice' ? value.reasons : [];
  for (const arm of possibilities(value)) {
    const text = scalarOf(arm);
    if (text === undefined) {
      complete = false;
      reasons = mergeReasons(reasons, reasonsOf(arm));
    } else if (!values.includes(text)) values.push(text);
  }
  return { values, reasons, complete, assumed: value.assumed === true };
}

function scalarOf(value: Value): string | null | undefined {
  switch (value.kind) {
    case 'null':
      return null;
    case 'string':
      return value.value;
    case 'number':
    case 'bool':
      return String(value.value);
    default:
      return undefined;
  }
}

/** The one value it has in every reading; undefined when that is not known. */
export const onlyScalar = (value: Value | undefined): string | null | undefined => {
  const { values, complete } = readScalars(value);
  return complete && values.length === 1 ? values[0]! : undefined;
};

/** A list flattened; the arms of a choice become possibilities, each with the reason why it is only one. */
export function leaves(written: Value, doubts: readonly Reason[] = [], depth = 16, assumed = false): Leaf[] {
  if (depth === 0) return [];
  const value: Value = assumed && !written.assumed ? { ...written, assumed } : written;
  const inherits = value.assumed === true;
  switch (value.kind) {
    case 'null':
      return [];
    case 'list':
      return value.items.flatMap((item) => leaves(item, doubts, depth - 1, inherits));
    case 'choice':
      return value.arms.flatMap((arm) => leaves(arm, mergeReasons(doubts, value.reasons), depth - 1, inherits));
    default:
      return [{ value, doubts }];
  }
}

export interface Leaf {
  readonly value: Value;
  /** Why it may not be there; empty when it surely is. */
  readonly doubts: readonly Reason[];
}
