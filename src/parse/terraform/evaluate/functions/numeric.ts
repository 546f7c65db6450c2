import type { NumberValue, Value } from '../../../../model/value.js';
import { numberValue } from '../../../../model/values.js';
import {
  addNumbers,
  compareNumbers,
  fromBigInt,
  fromFloat64,
  integerOf,
  isWhole,
  negateNumber,
} from '../types/number.js';
import { anything, number, numberArg } from './arguments.js';
import { goPow } from './pow.js';
import { type BuiltinFunction, fail, NOT_AN_INTEGER, type Outcome } from './function.js';

const ONE = numberValue(1);
const numbersOf = (args: readonly Value[]): NumberValue[] => args.map((_, i) => numberArg(args, i));
const isInfinite = (n: NumberValue): boolean => n.exact === undefined && !Number.isFinite(n.value);

/** Towards negative infinity (`floor`) or positive infinity (`ceil`). */
function rounded(n: NumberValue, up: boolean): Outcome {
  if (isInfinite(n)) return n;
  if (isWhole(n)) return n;
  const whole = fromBigInt(integerOf(n) ?? 0n);
  const towardsZero = up === n.value < 0;
  if (towardsZero) return whole;
  return addNumbers(whole, up ? ONE : numberValue(-1)) ?? whole;
}

function extreme(args: readonly Value[], sign: 1 | -1): Outcome {
  const [first, ...rest] = numbersOf(args);
  if (!first) return fail('must pass at least one number');
  return rest.reduce((best, n) => (compareNumbers(n, best) * sign > 0 ? n : best), first);
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `parseint`: bases above 36 tell upper case from lower, as Go's `big.Int.SetString`. */
function parseInteger(text: string, base: number): bigint | undefined {
  const [, sign, digits = ''] = /^([+-]?)(.+)$/.exec(text) ?? [];
  if (digits === '') return undefined;
  let total = 0n;
  for (const char of digits) {
    const digit = DIGITS.indexOf(base <= 36 ? char.toLowerCase() : char);
    if (digit < 0 || digit >= base) return undefined;
    total = total * BigInt(base) + BigInt(digit);
  }
  return sign === '-' ? -total : total;
}

function parseint(args: readonly Value[]): Outcome {
  const [text] = args;
  if (text?.kind !== 'string') return fail('first argument must be a string, not ' + kindName(text), 0);
  const base = numberArg(args, 1);
  if (!isWhole(base)) return fail(NOT_AN_INTEGER, 1);
  if (base.value < 2 || base.value > 62) return fail('base must be a whole number between 2 and 62 inclusive', 1);
  const parsed = text.value.length > 10_000 ? undefined : parseInteger(text.value, base.value);
  if (parsed === undefined)
    return fail(`cannot parse ${JSON.stringify(text.value)} as a base ${base.value} integer`, 0);
  return fromBigInt(parsed);
}

const kindName = (value: Value | undefined): string =>
  value?.kind === 'list' || value?.kind === 'map' ? value.collection : (value?.kind ?? 'null');

/** Functions that Go computes in float64. */
function float64(args: readonly Value[], compute: (a: number, b: number) => number): Outcome {
  const result = compute(numberArg(args, 0).value, numberArg(args, 1).value);
  if (Number.isNaN(result)) return fail("can't compute; the result is not a number");
  return fromFloat64(result);
}

/** Go's math.Log of exact powers is exact to the same bits only through the base's own logarithm. */
const logarithm = (n: number, base: number): number => Math.log(n) / Math.log(base);

export const numericFunctions: readonly BuiltinFunction[] = [
  {
    name: 'abs',
    params: [number('num')],
    returns: 'number',
    call: (args) => {
      const n = numberArg(args, 0);
      return n.value < 0 || Object.is(n.value, -0) ? negateNumber(n) : n;
    },
  },
  { name: 'ceil', params: [number('num')], returns: 'number', call: (args) => rounded(numberArg(args, 0), true) },
  { name: 'floor', params: [number('num')], returns: 'number', call: (args) => rounded(numberArg(args, 0), false) },
  { name: 'log', params: [number('num'), number('base')], returns: 'number', call: (args) => float64(args, logarithm) },
  { name: 'max', params: [], variadic: number('numbers'), returns: 'number', call: (args) => extreme(args, 1) },
  { name: 'min', params: [], variadic: number('numbers'), returns: 'number', call: (args) => extreme(args, -1) },
  { name: 'parseint', params: [anything('number'), number('base')], returns: 'number', call: parseint },
  { name: 'pow', params: [number('num'), number('power')], returns: 'number', call: (args) => float64(args, goPow) },
  {
    name: 'signum',
    params: [number('num')],
    returns: 'number',
    call: (args) => {
      const n = numberArg(args, 0);
      if (!isWhole(n) || Math.abs(n.value) >= 2 ** 63) return fail(NOT_AN_INTEGER);
      return numberValue(Math.sign(n.value) || 0);
    },
  },
];
