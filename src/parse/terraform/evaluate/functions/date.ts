import type { Value } from '../../../../model/value.js';
import { numberValue, stringValue, unknownValue } from '../../../../model/values.js';
import { string, stringArg } from './arguments.js';
import { type BuiltinFunction, fail, type Outcome } from './function.js';
import { parseDuration } from './duration.js';
import { formatOffset, formatTimestamp, parseTimestamp, type Timestamp } from './timestamp.js';

/** Dates. Source: go-cty stdlib/datetime.go, terraform lang/funcs/datetime.go. */

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const two = (n: number): string => String(n).padStart(2, '0');

type Formatter = (t: Timestamp) => string;
const local = (t: Timestamp): Date => new Date((t.seconds + t.offset * 60) * 1000);

/** Each letter: the accepted runs, and what else is said about the letter. */
const VERBS: Readonly<Record<string, { readonly forms: Readonly<Record<string, Formatter>>; readonly rule: string }>> =
  {
    Y: {
      rule: 'year must either be "YY" or "YYYY"',
      forms: {
        YY: (t) => two(local(t).getUTCFullYear() % 100),
        YYYY: (t) => String(local(t).getUTCFullYear()).padStart(4, '0'),
      },
    },
    M: {
      rule: 'month must be "M", "MM", "MMM", or "MMMM"',
      forms: {
        M: (t) => String(local(t).getUTCMonth() + 1),
        MM: (t) => two(local(t).getUTCMonth() + 1),
        MMM: (t) => (MONTHS[local(t).getUTCMonth()] ?? '').slice(0, 3),
        MMMM: (t) => MONTHS[local(t).getUTCMonth()] ?? '',
      },
    },
    D: {
      rule: 'day of month must either be "D" or "DD"',
      forms: { D: (t) => String(local(t).getUTCDate()), DD: (t) => two(local(t).getUTCDate()) },
    },
    E: {
      rule: 'day of week must either be "EEE" or "EEEE"',
      forms: {
        EEE: (t) => (DAYS[local(t).getUTCDay()] ?? '').slice(0, 3),
        EEEE: (t) => DAYS[local(t).getUTCDay()] ?? '',
      },
    },
    h: {
      rule: '24-hour must either be "h" or "hh"',
      forms: { h: (t) => String(local(t).getUTCHours()), hh: (t) => two(local(t).getUTCHours()) },
    },
    H: {
      rule: '12-hour must either be "H" or "HH"',
      forms: { H: (t) => String(local(t).getUTCHours() % 12 || 12), HH: (t) => two(local(t).getUTCHours() % 12 || 12) },
    },
    A: { rule: 'must be "AA"', forms: { AA: (t) => (local(t).getUTCHours() < 12 ? 'AM' : 'PM') } },
    a: { rule: 'must be "aa"', forms: { aa: (t) => (local(t).getUTCHours() < 12 ? 'am' : 'pm') } },
    m: {
      rule: 'minute must either be "m" or "mm"',
      forms: { m: (t) => String(local(t).getUTCMinutes()), mm: (t) => two(local(t).getUTCMinutes()) },
    },
    s: {
      rule: 'second must either be "s" or "ss"',
      forms: { s: (t) => String(local(t).getUTCSeconds()), ss: (t) => two(local(t).getUTCSeconds()) },
    },
    Z: {
      rule: 'timezone must be Z, ZZZZ, or ZZZZZ',
      forms: {
        Z: (t) => (t.offset === 0 ? 'Z' : formatOffset(t.offset, ':')),
        ZZZ: (t) => (t.offset === 0 ? 'UTC' : formatOffset(t.offset, '')),
        ZZZZ: (t) => formatOffset(t.offset, ''),
        ZZZZZ: (t) => formatOffset(t.offset, ':'),
      },
    },
  };

function formatdate(args: readonly Value[]): Outcome {
  const format = stringArg(args, 0);
  const time = parseTimestamp(stringArg(args, 1));
  if (typeof time === 'string') return fail(time, 1);
  let out = '';
  for (const token of format.match(/'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/g) ?? []) {
    const piece = formatToken(token, time);
    if (typeof piece !== 'string') return piece;
    out += piece;
  }
  return stringValue(out);
}

function formatToken(token: string, time: Timestamp): string | ReturnType<typeof fail> {
  const letter = token[0] ?? '';
  if (letter === "'") {
    const body = token.slice(1, -1);
    const closed = token.length > 1 && token.endsWith("'") && (body.match(/'/g)?.length ?? 0) % 2 === 0;
    return closed ? body.replaceAll("''", "'") : fail("unterminated literal '", 0);
  }
  if (!/[A-Za-z]/.test(letter)) return token;
  const verb = VERBS[letter];
  if (!verb) return fail(`invalid date format verb ${JSON.stringify(token)}`, 0);
  const form = verb.forms[token];
  return form ? form(time) : fail(`invalid date format verb ${JSON.stringify(token)}: ${verb.rule}`, 0);
}

function timeadd(args: readonly Value[]): Outcome {
  const time = parseTimestamp(stringArg(args, 0));
  if (typeof time === 'string') return fail(time);
  const nanoseconds = parseDuration(stringArg(args, 1));
  if (typeof nanoseconds === 'string') return fail(nanoseconds);
  const total = BigInt(time.seconds) * 1_000_000_000n + BigInt(time.nanoseconds) + nanoseconds;
  const seconds = total / 1_000_000_000n - (total % 1_000_000_000n < 0n ? 1n : 0n);
  return stringValue(formatTimestamp({ ...time, seconds: Number(seconds) }));
}

function timecmp(args: readonly Value[]): Outcome {
  const a = parseTimestamp(stringArg(args, 0));
  if (typeof a === 'string') return fail(a, 0);
  const b = parseTimestamp(stringArg(args, 1));
  if (typeof b === 'string') return fail(b, 1);
  return numberValue(Math.sign(a.seconds - b.seconds || a.nanoseconds - b.nanoseconds));
}

/** The time of the run. */
const now = (name: string): BuiltinFunction => ({
  name,
  params: [],
  returns: 'string',
  call: () => ({ ...unknownValue('computed', `${name}()`), type: 'string' }),
});

export const dateFunctions: readonly BuiltinFunction[] = [
  { name: 'formatdate', params: [string('format'), string('time')], returns: 'string', call: formatdate },
  now('plantimestamp'),
  { name: 'timeadd', params: [string('timestamp'), string('duration')], returns: 'string', call: timeadd },
  {
    name: 'timecmp',
    params: [string('timestamp_a'), string('timestamp_b')],
    returns: 'number',
    call: timecmp,
  },
  now('timestamp'),
];
