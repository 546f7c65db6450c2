import { type BigFloat, bitLength, isZero } from './big-float.js';

/** Decimal digits d1 d2 d3... with the point before digit `point`: value = 0.d1d2d3... * 10^point. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** The exact decimal expansion of a finite number's magnitude, without trailing zeros. */
export function exactDecimal(mantissa: bigint, exponent: number): Decimal {
  if (mantissa === 0n) return { digits: '', point: 0 };
  const text = (exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent)).toString();
  return { digits: text.replace(/0+$/, ''), point: text.length + Math.min(exponent, 0) };
}

/** Rounds half to even on exact digits (Go's `decimal.round`), or in a given direction. */
export function roundDecimal(decimal: Decimal, count: number, direction?: 'up' | 'down'): Decimal {
  const { digits, point } = decimal;
  if (count < 0) return { digits: '', point: 0 };
  if (count >= digits.length) return decimal;
  const up = direction === undefined ? roundsUp(digits, count) : direction === 'up';
  if (!up) return { digits: digits.slice(0, count).replace(/0+$/, ''), point };
  const kept = count === 0 ? '1' : (BigInt(digits.slice(0, count)) + 1n).toString().padStart(count, '0');
  const grown = kept.length > count ? 1 : 0;
  return { digits: kept.replace(/0+$/, ''), point: point + grown };
}

function roundsUp(digits: string, count: number): boolean {
  const next = digits[count] ?? '0';
  if (next !== '5' || count + 1 < digits.length) return next >= '5';
  return count > 0 && Number(digits[count - 1]) % 2 === 1;
}

/** The shortest decimal that rounds back to the same number at its precision (Go's `roundShortest`). */
export function shortestDecimal(x: BigFloat): Decimal {
  const exact = exactDecimal(x.mantissa, x.exponent);
  if (isZero(x)) return exact;
  const shift = bitLength(x.mantissa) - (x.precision + 1);
  const mantissa = shift < 0 ? x.mantissa << BigInt(-shift) : x.mantissa >> BigInt(shift);
  const lower = exactDecimal(mantissa - 1n, x.exponent + shift).digits;
  const upper = exactDecimal(mantissa + 1n, x.exponent + shift).digits;
  const inclusive = (mantissa & 2n) === 0n;
  for (let i = 0; i < exact.digits.length; i++) {
    const m = exact.digits.charCodeAt(i);
    const l = i < lower.length ? lower.charCodeAt(i) : 48;
    const u = i < upper.length ? upper.charCodeAt(i) : 48;
    const down = l !== m || (inclusive && i + 1 === lower.length);
    const up = m !== u && (inclusive || m + 1 < u || i + 1 < upper.length);
    if (down && up) return roundDecimal(exact, i + 1);
    if (down) return roundDecimal(exact, i + 1, 'down');
    if (up) return roundDecimal(exact, i + 1, 'up');
  }
  return exact;
}

/** Go's `%f`: `places` digits after the point, or as many as there are. */
export function fixedText(negative: boolean, decimal: Decimal, places?: number): string {
  const { digits, point } = decimal;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const all = point >= 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  const fraction = places === undefined ? all : all.slice(0, places).padEnd(places, '0');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Go's `%e`: `1.5e+06`, the exponent at least two digits. */
export function exponentText(negative: boolean, decimal: Decimal, places?: number): string {
  const { digits, point } = decimal;
  const first = digits[0] ?? '0';
  const rest = digits.slice(1);
  const fraction = places === undefined ? rest : rest.slice(0, places).padEnd(places, '0');
  const power = digits === '' ? 0 : point - 1;
  const exponent = `${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  return `${negative ? '-' : ''}${first}${fraction === '' ? '' : `.${fraction}`}e${exponent}`;
}
