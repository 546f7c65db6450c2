import type { Truth } from '../../../model/tri.js';
import { compareArn } from '../pattern/arn.js';
import { asLiteral, compareText, type Reading } from '../pattern/compare.js';
import { isUndecided } from '../pattern/symbol.js';
import { compareAddress } from './address.js';

/** How one value of a policy compares with one value of a request. */
export interface Operator {
  readonly compare: (policy: string, request: string, reading: Reading) => Truth;
  /** The operator holds when the comparison does not; a missing key satisfies it. */
  readonly negative: boolean;
  /** `text`: the comparison also understands a request value that is a glob, standing for a choice of the caller. */
  readonly domain: 'text' | 'address' | 'other';
}

const text = (compare: Operator['compare'], negative = false): Operator => ({ compare, negative, domain: 'text' });
const other = (compare: Operator['compare'], negative = false): Operator => ({ compare, negative, domain: 'other' });

const equals: Operator['compare'] = (policy, request, reading) => compareText(asLiteral(policy), request, reading);
const equalsIgnoreCase: Operator['compare'] = (policy, request, reading) =>
  compareText(asLiteral(policy).toLowerCase(), request.toLowerCase(), reading);

/** Compares after reading both sides as numbers; what is no number compares as false, what is unknown as unknown. */
const ordered =
  (read: (text: string) => number, holds: (request: number, policy: number) => boolean): Operator['compare'] =>
  (policy, request) => {
    if (isUndecided(policy) || isUndecided(request)) return policy === request ? decide(holds(0, 0)) : 'unknown';
    const [a, b] = [read(request), read(policy)];
    return Number.isNaN(a) || Number.isNaN(b) ? 'no' : decide(holds(a, b));
  };

const decide = (truth: boolean): Truth => (truth ? 'yes' : 'no');
const number = (value: string): number => (value.trim() === '' ? Number.NaN : Number(value));
/** ISO 8601 or seconds since 1970, in milliseconds. */
const date = (value: string): number => (/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value));

const comparisons: Readonly<Record<string, (request: number, policy: number) => boolean>> = {
  equals: (a, b) => a === b,
  lessthan: (a, b) => a < b,
  lessthanequals: (a, b) => a <= b,
  greaterthan: (a, b) => a > b,
  greaterthanequals: (a, b) => a >= b,
};

const orderedFamily = (prefix: string, read: (text: string) => number): [string, Operator][] => [
  ...Object.entries(comparisons).map(([name, holds]): [string, Operator] => [
    `${prefix}${name}`,
    other(ordered(read, holds)),
  ]),
  [
    `${prefix}notequals`,
    other(
      ordered(read, (a, b) => a === b),
      true,
    ),
  ],
];

/** Every operator but `Null`, which asks for presence and not for a value (condition/evaluate.ts). */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['stringequals', text(equals)],
  ['stringnotequals', text(equals, true)],
  ['stringequalsignorecase', text(equalsIgnoreCase)],
  ['stringnotequalsignorecase', text(equalsIgnoreCase, true)],
  ['stringlike', text(compareText)],
  ['stringnotlike', text(compareText, true)],
  ['arnequals', text(compareArn)],
  ['arnlike', text(compareArn)],
  ['arnnotequals', text(compareArn, true)],
  ['arnnotlike', text(compareArn, true)],
  ['binaryequals', text(equals)],
  ['bool', text(equalsIgnoreCase)],
  ['ipaddress', { compare: compareAddress, negative: false, domain: 'address' }],
  ['notipaddress', { compare: compareAddress, negative: true, domain: 'address' }],
  ...orderedFamily('numeric', number),
  ...orderedFamily('date', date),
]);
