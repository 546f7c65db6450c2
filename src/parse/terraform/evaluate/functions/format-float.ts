import type { BigFloat } from '../types/big-float.js';
import {
  type Decimal,
  exactDecimal,
  exponentText,
  fixedText,
  roundDecimal,
  shortestDecimal,
} from '../types/decimal-text.js';

/** Go's `%e %E %f %g %G` of a big float; without a precision `%e` and `%f` have six places, `%g` as many as needed. */
export function formatFloat(x: BigFloat, { verb, precision }: { verb: string; precision?: number }): string {
  if (x.infinite) return x.negative ? '-Inf' : '+Inf';
  const text = lowerCase(x, verb.toLowerCase(), precision);
  return verb === verb.toUpperCase() ? text.toUpperCase() : text;
}

function lowerCase(x: BigFloat, verb: string, precision: number | undefined): string {
  const exact = exactDecimal(x.mantissa, x.exponent);
  if (verb === 'f') {
    const places = precision ?? 6;
    return fixedText(x.negative, roundDecimal(exact, exact.point + places), places);
  }
  if (verb === 'e') {
    const places = precision ?? 6;
    return exponentText(x.negative, roundDecimal(exact, places + 1), places);
  }
  return general(x, exact, precision);
}

/** `%g`: the exponent form below 1e-4 and from 1e21 on (or from the precision on). */
function general(x: BigFloat, exact: Decimal, precision: number | undefined): string {
  const decimal = precision === undefined ? shortestDecimal(x) : roundDecimal(exact, Math.max(precision, 1));
  let limit = precision === undefined ? 6 : Math.max(precision, 1);
  if (limit > decimal.digits.length && decimal.digits.length >= decimal.point) limit = decimal.digits.length;
  if (precision === undefined) limit = 6;
  const power = decimal.point - 1;
  const exponential = decimal.digits !== '' && (power < -4 || power >= limit);
  return exponential ? exponentText(x.negative, decimal) : fixedText(x.negative, decimal);
}
