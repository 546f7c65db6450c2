/** Go's math.Pow, which differs from JavaScript's in the last bit now and then. */
export function goPow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0 || Math.abs(y) >= 2 ** 53) return x ** y;
  let whole = Math.trunc(Math.abs(y));
  let fraction = Math.abs(y) - whole;
  if (fraction !== 0 && x < 0) return Number.NaN;
  let mantissa = 1;
  let exponent = 0;
  if (fraction !== 0) {
    if (fraction > 0.5) {
      fraction -= 1;
      whole += 1;
    }
    mantissa = Math.exp(fraction * Math.log(x));
  }
  let [factor, power] = frexp(x);
  for (let i = whole; i >= 1; i = Math.floor(i / 2)) {
    // Beyond any double: the result is zero or infinite anyway.
    if (Math.abs(power) > 2 ** 12) {
      exponent += power;
      break;
    }
    if (i % 2 === 1) {
      mantissa *= factor;
      exponent += power;
    }
    factor *= factor;
    power *= 2;
    if (factor < 0.5) {
      factor += factor;
      power -= 1;
    }
  }
  return y < 0 ? ldexp(1 / mantissa, -exponent) : ldexp(mantissa, exponent);
}

/** x = fraction * 2^exponent with 0.5 <= |fraction| < 1. */
function frexp(x: number): [fraction: number, exponent: number] {
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1);
  let fraction = x * 2 ** -exponent;
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    exponent -= 1;
  }
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    exponent += 1;
  }
  return [fraction, exponent];
}

/** In two steps, so that a huge exponent does not overflow on the way. */
function ldexp(fraction: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return fraction * 2 ** half * 2 ** (exponent - half);
}
