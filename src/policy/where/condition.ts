import type { FactValue } from '../../model/fact.js';
import type { Condition, Scalar } from '../policy.js';

/**
 * Does a known value meet a condition? `order` is the closed, ordered set of a string fact, for `atLeast` and `atMost`.
 * Text compares without regard to case only in `hasWord`.
 */
export function holds(condition: Condition, value: FactValue, order?: readonly string[]): boolean {
  if (condition.absent === true) return false;
  return (
    (condition.is === undefined || equals(value, condition.is)) &&
    (condition.not === undefined || !equals(value, condition.not)) &&
    (condition.in === undefined || condition.in.some((item) => equals(value, item))) &&
    (condition.notIn === undefined || !condition.notIn.some((item) => equals(value, item))) &&
    (condition.atLeast === undefined || compare(value, condition.atLeast, order) >= 0) &&
    (condition.atMost === undefined || compare(condition.atMost, value, order) >= 0) &&
    (condition.contains === undefined || includes(value, condition.contains)) &&
    (condition.containsAny === undefined || condition.containsAny.some((item) => includes(value, item))) &&
    (condition.hasWord === undefined || hasWord(value, condition.hasWord))
  );
}

/** Does the condition hold of something that nobody states? Only when it asks for exactly that. */
export const holdsOfNothing = (condition: Condition): boolean => condition.absent === true;

const isList = (value: FactValue): value is readonly string[] => typeof value === 'object';

function equals(value: FactValue, wanted: Scalar): boolean {
  return isList(value) ? value.includes(String(wanted)) : value === wanted || String(value) === String(wanted);
}

function includes(value: FactValue, part: Scalar): boolean {
  return isList(value) ? value.includes(String(part)) : String(value).includes(String(part));
}

/** Negative, zero, positive; NaN (so neither side) for what cannot be compared. */
function compare(a: FactValue, b: FactValue, order: readonly string[] | undefined): number {
  if (order && typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [order.indexOf(a), order.indexOf(b)];
    return left < 0 || right < 0 ? Number.NaN : left - right;
  }
  return isList(a) || isList(b) ? Number.NaN : Number(a) - Number(b);
}

/** Words of `ordersDb-private_2`: orders, db, private, 2. */
function hasWord(value: FactValue, wanted: readonly string[]): boolean {
  const words = new Set(
    String(value)
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/),
  );
  return wanted.some((word) => words.has(word.toLowerCase()));
}
