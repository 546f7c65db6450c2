/** A point in time with the offset it was written in. */
export interface Timestamp {
  /** Seconds since 1970 in UTC. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

const PREFIX = 'not a valid RFC3339 timestamp: ';
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** RFC 3339 as Go's time.Parse reads it; a string is the error message. */
export function parseTimestamp(text: string): Timestamp | string {
  const match = SHAPE.exec(text);
  if (!match) return PREFIX + problem(text);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const out = rangeProblem(text, { year, month, day, hour, minute, second });
  if (out) return PREFIX + out;
  const [, , , , , , , fraction = '', sign, hours = '0', minutes = '0'] = match;
  if (Number(hours) > 24 || Number(minutes) >= 60) return `${PREFIX}timezone offset out of range`;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  utc.setUTCHours(hour, minute, second);
  return {
    seconds: utc.getTime() / 1000 - offset * 60,
    nanoseconds: Number(fraction.slice(0, 9).padEnd(9, '0')),
    offset: offset === 0 ? 0 : offset,
  };
}

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

function rangeProblem(text: string, f: Fields): string | undefined {
  if (f.month < 1 || f.month > 12) return `cannot use ${JSON.stringify(text.slice(7))} as month`;
  const days = new Date(Date.UTC(2000 + (f.year % 400), f.month, 0)).getUTCDate();
  if (f.day < 1 || f.day > days) return 'day out of range';
  if (f.hour > 23) return 'hour must be between 0 and 23 inclusive';
  if (f.minute > 59) return 'minute must have exactly two digits';
  return f.second > 59 ? 'second out of range' : undefined;
}

/** Go reads `2006-01-02T15:04:05Z07:00` from left to right and stops at the first part that does not fit. */
const STEPS: readonly (readonly [RegExp, string, string])[] = [
  [/^\d{4}/, '', 'year'],
  [/^-/, 'missing required date delimiter', 'year'],
  [/^\d{2}/, '', 'month'],
  [/^-/, 'missing required date delimiter', 'month'],
  [/^\d{2}/, '', 'day of month'],
  [/^T/, "missing required time introducer 'T'", ''],
  [/^\d{2}/, '', 'hour'],
  [/^:/, 'missing required time delimiter', 'hour'],
  [/^\d{2}/, '', 'minute'],
  [/^:/, 'missing required time delimiter', 'minute'],
  [/^\d{2}(?:[.,]\d+)?/, '', 'second'],
  [/^(?:Z|[+-]\d{2}:\d{2})$/, '', 'UTC offset'],
];

function problem(text: string): string {
  let rest = text;
  for (const [shape, delimiter, field] of STEPS) {
    const match = shape.exec(rest);
    if (match) {
      rest = rest.slice(match[0].length);
      continue;
    }
    if (delimiter === '')
      return rest === '' ? `end of string before ${field}` : `cannot use ${JSON.stringify(rest)} as ${field}`;
    return field === '' ? delimiter : `cannot use ${JSON.stringify(rest)} as ${field}`;
  }
  return 'extra text';
}

export function formatOffset(minutes: number, colon: string): string {
  const magnitude = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(magnitude / 60))}${colon}${two(magnitude % 60)}`;
}

/** RFC 3339 without fractions. */
export function formatTimestamp({ seconds, offset }: Timestamp): string {
  const local = new Date((seconds + offset * 60) * 1000).toISOString().slice(0, 19);
  return local + (offset === 0 ? 'Z' : formatOffset(offset, ':'));
}
