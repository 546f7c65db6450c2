/**
 * Binary floating point with a chosen precision: what Go's `math/big.Float` does for Terraform's numbers
 * (512 bits for literals, 53 for results of functions that compute in float64). Rounds to nearest, ties to even.
 */
export interface BigFloat {
  readonly negative: boolean;
  /** value = mantissa * 2^exponent; 0n for zero. */
  readonly mantissa: bigint;
  readonly exponent: number;
  /** Bits of precision that results computed from it keep. */
  readonly precision: number;
  readonly infinite?: true;
}

/** Precision of a number literal and of a number parsed from a string. */
export const LITERAL_PRECISION = 512;
/** Decimal exponents beyond this are refused, so that `1e999999999` cannot eat the memory. */
const MAX_DECIMAL_EXPONENT = 20_000;

export const bitLength = (n: bigint): number => {
  if (n === 0n) return 0;
  const hex = n.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0] ?? '0', 16)));
};

/** Rounds mantissa * 2^exponent (plus something smaller when `sticky`) to `precision` bits. */
function rounded(negative: boolean, mantissa: bigint, exponent: number, precision: number, sticky = false): BigFloat {
  const excess = bitLength(mantissa) - precision;
  if (excess <= 0) return { negative, mantissa, exponent, precision };
  const shift = BigInt(excess);
  const half = 1n << (shift - 1n);
  const rest = mantissa & ((1n << shift) - 1n);
  let kept = mantissa >> shift;
  if (rest > half || (rest === half && (sticky || (kept & 1n) === 1n))) kept += 1n;
  return { negative, mantissa: kept, exponent: exponent + excess, precision };
}

/** Quotient of two non-negative integers times 2^exponent, correctly rounded. */
function quotient(negative: boolean, top: bigint, bottom: bigint, exponent: number, precision: number): BigFloat {
  const shift = Math.max(0, precision + 2 - (bitLength(top) - bitLength(bottom)));
  const scaled = top << BigInt(shift);
  const whole = scaled / bottom;
  // Two more bits than the precision; a remainder makes the lowest one sticky.
  const sticky = whole * bottom !== scaled;
  const mantissa = sticky ? (whole << 1n) | 1n : whole << 1n;
  return rounded(negative, mantissa, exponent - shift - 1, precision);
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Parses decimal text; undefined when it is not a number. `Inf` and `-Inf` are numbers to Go. */
export function parseBigFloat(text: string, precision = LITERAL_PRECISION): BigFloat | undefined {
  const infinity = /^([+-]?)(?:Inf|inf)$/.exec(text);
  if (infinity) return infinite(infinity[1] === '-');
  const match = DECIMAL.exec(text);
  const [, sign, whole = '', fraction = '', power = '0'] = match ?? [];
  if (!match || whole.length + fraction.length === 0) return undefined;
  const exponent = Number(power) - fraction.length;
  if (Math.abs(exponent) > MAX_DECIMAL_EXPONENT) return undefined;
  const digits = BigInt(whole + fraction);
  if (exponent >= 0) return rounded(sign === '-', digits * 10n ** BigInt(exponent), 0, precision);
  return digits === 0n
    ? { negative: sign === '-', mantissa: 0n, exponent: 0, precision }
    : quotient(sign === '-', digits, 10n ** BigInt(-exponent), 0, precision);
}

export const infinite = (negative: boolean): BigFloat => ({
  negative,
  mantissa: 0n,
  exponent: 0,
  precision: LITERAL_PRECISION,
  infinite: true,
});

/** The exact value of a double. */
export function fromDouble(value: number, precision = 53): BigFloat {
  if (!Number.isFinite(value)) return infinite(value < 0);
  const negative = value < 0 || Object.is(value, -0);
  let scaled = Math.abs(value);
  let exponent = 0;
  // Multiplying by a power of two is exact.
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent -= 1;
  }
  return { negative, mantissa: BigInt(scaled), exponent, precision };
}

export const fromInteger = (value: bigint): BigFloat => ({
  negative: value < 0n,
  mantissa: value < 0n ? -value : value,
  exponent: 0,
  precision: Math.max(64, bitLength(value < 0n ? -value : value)),
});

export const negate = (a: BigFloat): BigFloat => ({ ...a, negative: !a.negative });

const signed = (a: BigFloat): bigint => (a.negative ? -a.mantissa : a.mantissa);

/** Sum; undefined for Inf - Inf. */
export function add(a: BigFloat, b: BigFloat): BigFloat | undefined {
  if (a.infinite || b.infinite) {
    if (a.infinite && b.infinite && a.negative !== b.negative) return undefined;
    return a.infinite ? a : b;
  }
  const precision = Math.max(a.precision, b.precision);
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = (signed(a) << BigInt(a.exponent - exponent)) + (signed(b) << BigInt(b.exponent - exponent));
  const negative = sum === 0n ? a.negative && b.negative : sum < 0n;
  return rounded(negative, sum < 0n ? -sum : sum, exponent, precision);
}

export const subtract = (a: BigFloat, b: BigFloat): BigFloat | undefined => add(a, negate(b));

/** Product, in 512 bits when it needs them (go-cty `Value.Multiply`); undefined for 0 * Inf. */
export function multiply(a: BigFloat, b: BigFloat): BigFloat | undefined {
  const negative = a.negative !== b.negative;
  if (a.infinite || b.infinite) return isZero(a) || isZero(b) ? undefined : infinite(negative);
  const wide = rounded(negative, a.mantissa * b.mantissa, a.exponent + b.exponent, LITERAL_PRECISION);
  const needed = bitLength(wide.mantissa) - trailingZeros(wide.mantissa);
  return { ...wide, precision: Math.max(a.precision, b.precision, needed) };
}

/** Quotient; x/0 is infinite as in Go; undefined for 0/0 and Inf/Inf. */
export function divide(a: BigFloat, b: BigFloat): BigFloat | undefined {
  const negative = a.negative !== b.negative;
  if ((isZero(a) && isZero(b)) || (a.infinite && b.infinite)) return undefined;
  if (isZero(b) || a.infinite) return infinite(negative);
  const precision = Math.max(a.precision, b.precision);
  if (isZero(a) || b.infinite) return { negative, mantissa: 0n, exponent: 0, precision };
  return quotient(negative, a.mantissa, b.mantissa, a.exponent - b.exponent, precision);
}

/** Remainder with the sign of the dividend: a - trunc(a/b)*b, as go-cty computes it. */
export function remainder(a: BigFloat, b: BigFloat): BigFloat | undefined {
  const ratio = divide(a, b);
  if (!ratio || ratio.infinite) return undefined;
  const whole = toInteger(ratio);
  const multiple = multiply(b, { ...fromInteger(whole), precision: a.precision });
  return multiple && subtract(a, multiple);
}

export const isZero = (a: BigFloat): boolean => a.mantissa === 0n && !a.infinite;

/** -1, 0 or 1. */
export function compare(a: BigFloat, b: BigFloat): number {
  const rank = (x: BigFloat): number => (x.infinite ? (x.negative ? -2 : 2) : isZero(x) ? 0 : x.negative ? -1 : 1);
  if (rank(a) !== rank(b)) return rank(a) < rank(b) ? -1 : 1;
  if (a.infinite || isZero(a)) return 0;
  const exponent = Math.min(a.exponent, b.exponent);
  const left = signed(a) << BigInt(a.exponent - exponent);
  const right = signed(b) << BigInt(b.exponent - exponent);
  return left === right ? 0 : left < right ? -1 : 1;
}

/** The integer part, towards zero. */
export function toInteger(a: BigFloat): bigint {
  const magnitude = a.exponent >= 0 ? a.mantissa << BigInt(a.exponent) : a.mantissa >> BigInt(-a.exponent);
  return a.negative ? -magnitude : magnitude;
}

export function isInteger(a: BigFloat): boolean {
  if (a.infinite) return false;
  return a.exponent >= 0 || isZero(a) || trailingZeros(a.mantissa) >= -a.exponent;
}

function trailingZeros(n: bigint): number {
  if (n === 0n) return 0;
  return bitLength(n & -n) - 1;
}
