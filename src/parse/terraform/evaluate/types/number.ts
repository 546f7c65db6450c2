import type { NumberValue } from '../../../../model/value.js';
import * as big from './big-float.js';
import { exponentText, fixedText, roundDecimal, shortestDecimal } from './decimal-text.js';

/**
 * Terraform's numbers on `NumberValue`. The convention: without `exact`, the shortest decimal text of `value` is the
 * number (the literal `0.1` is a tenth, not the nearest double); with `exact`, that text is. `precision: 53` marks the
 * result of a function that computes in float64 (`pow`, `log`), which is exactly the double.
 */
export type PreciseNumber = NumberValue & { readonly precision?: 53 };

/** The number as Terraform holds it. */
export function toBig(n: NumberValue): big.BigFloat {
  if ((n as PreciseNumber).precision === 53) return big.fromDouble(n.value);
  if (n.exact !== undefined) return big.parseBigFloat(n.exact) ?? big.fromDouble(n.value, big.LITERAL_PRECISION);
  if (Number.isInteger(n.value) && Math.abs(n.value) <= Number.MAX_SAFE_INTEGER)
    return big.fromDouble(n.value, big.LITERAL_PRECISION);
  return big.parseBigFloat(String(n.value).replace('Infinity', 'Inf')) ?? big.fromDouble(n.value);
}

/** A NumberValue from a big float: `exact` only where a double's shortest text would not say the same. */
export function fromBig(x: big.BigFloat): NumberValue {
  if (x.infinite) return { kind: 'number', value: x.negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  const text = fixedText(x.negative, shortestDecimal(x));
  // A float64 is exactly its double, although Go's shortest text of a power of two may name a neighbour.
  const value = x.precision === 53 ? doubleOf(x) : Number(text);
  const plain: NumberValue =
    plainText(value) === text ? { kind: 'number', value } : { kind: 'number', value, exact: text };
  if (x.precision !== 53 || big.compare(toBig(plain), x) === 0) return plain;
  return { ...plain, precision: 53 } as PreciseNumber;
}

/** Exact for 53 bits of mantissa. */
const doubleOf = (x: big.BigFloat): number => (x.negative ? -1 : 1) * Number(x.mantissa) * 2 ** x.exponent;

/** The result of a function that computes in float64. */
export const fromFloat64 = (value: number): NumberValue =>
  Number.isSafeInteger(value) ? { kind: 'number', value } : fromBig(big.fromDouble(value));

export const fromBigInt = (value: bigint): NumberValue => fromBig(big.fromInteger(value));

/** Parses a number literal or a string for `tonumber`; undefined when it is not decimal text. */
export function parseNumber(text: string): NumberValue | undefined {
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(text)) return { kind: 'number', value: Number(text) };
  const parsed = big.parseBigFloat(text);
  return parsed && fromBig(parsed);
}

/** A double without exponent: `1e21` is `1000000000000000000000`. */
function plainText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  if (!text.includes('e')) return text;
  const [mantissa = '', power = '0'] = text.split('e');
  const digits = mantissa.replace(/[-.]/g, '');
  const point = Number(power) + 1;
  return fixedText(value < 0, { digits, point });
}

/** As `terraform console` and `tostring` print it. */
export function formatNumber(n: NumberValue): string {
  if (n.exact !== undefined) return n.exact;
  if (n.value === Number.POSITIVE_INFINITY) return '+Inf';
  if (n.value === Number.NEGATIVE_INFINITY) return '-Inf';
  return plainText(n.value);
}

/** Go's `%g` with a number of significant digits: what go-cty hashes set elements by. */
export function significantText(n: NumberValue, digits: number): string {
  if (isSmall(n) && Math.abs(n.value) < 1e9 && !Object.is(n.value, -0)) return String(n.value);
  const x = toBig(n);
  if (x.infinite) return x.negative ? '-Inf' : '+Inf';
  const decimal = roundDecimal(shortestDecimal({ ...x, precision: big.LITERAL_PRECISION }), digits);
  const power = decimal.point - 1;
  return power < -4 || power >= digits ? exponentText(x.negative, decimal) : fixedText(x.negative, decimal);
}

const isPlain = (n: NumberValue): boolean => n.exact === undefined && (n as PreciseNumber).precision === undefined;
const isSmall = (n: NumberValue): boolean => isPlain(n) && Number.isSafeInteger(n.value);

type Exact = (a: big.BigFloat, b: big.BigFloat) => big.BigFloat | undefined;

/** Doubles are exact while everything is a safe integer; else 512 bits. */
function operate(a: NumberValue, b: NumberValue, fast: number, exact: Exact): NumberValue | undefined {
  if (isSmall(a) && isSmall(b) && Number.isSafeInteger(fast) && fast !== 0) return { kind: 'number', value: fast };
  const result = exact(toBig(a), toBig(b));
  return result && fromBig(result);
}

/** a + b; undefined for Inf - Inf. */
export const addNumbers = (a: NumberValue, b: NumberValue): NumberValue | undefined =>
  operate(a, b, a.value + b.value, big.add);
export const subtractNumbers = (a: NumberValue, b: NumberValue): NumberValue | undefined =>
  operate(a, b, a.value - b.value, big.subtract);
/** a * b; undefined for 0 * Inf. */
export const multiplyNumbers = (a: NumberValue, b: NumberValue): NumberValue | undefined =>
  operate(a, b, a.value * b.value, big.multiply);
/** a / b; infinite for x / 0; undefined for 0 / 0 ("can't divide zero by zero or infinity by infinity"). */
export function divideNumbers(a: NumberValue, b: NumberValue): NumberValue | undefined {
  const result = big.divide(toBig(a), toBig(b));
  return result && fromBig(result);
}
/** a % b with the sign of a; undefined for b = 0. */
export const moduloNumbers = (a: NumberValue, b: NumberValue): NumberValue | undefined =>
  operate(a, b, b.value === 0 ? Number.NaN : a.value % b.value, big.remainder);

export const negateNumber = (a: NumberValue): NumberValue => fromBig(big.negate(toBig(a)));

/** -1, 0 or 1. Shortest texts order as their doubles do, so only exact numbers need more. */
export function compareNumbers(a: NumberValue, b: NumberValue): number {
  if (isPlain(a) && isPlain(b)) return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  return big.compare(toBig(a), toBig(b));
}

export const isWhole = (n: NumberValue): boolean => (isPlain(n) ? Number.isInteger(n.value) : big.isInteger(toBig(n)));

/** The integer part, towards zero; undefined for an infinity. */
export function integerOf(n: NumberValue): bigint | undefined {
  if (!Number.isFinite(n.value) && n.exact === undefined) return undefined;
  return big.toInteger(toBig(n));
}
