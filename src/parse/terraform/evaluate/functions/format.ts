import type { NumberValue, Value } from '../../../../model/value.js';
import { listValue, stringValue } from '../../../../model/values.js';
import { convert } from '../types/convert.js';
import { integerOf, isWhole, toBig } from '../types/number.js';
import { quoteGo } from '../types/quote.js';
import { BOOL, NUMBER, STRING, type TypeConstraint, type TypedNull } from '../types/type.js';
import { deepReasons, isSensitive, open, string, stringArg, unknownFrom } from './arguments.js';
import { type BuiltinFunction, type Failure, fail, isFailure, type Outcome } from './function.js';
import { formatFloat } from './format-float.js';
import { graphemes } from './graphemes.js';
import { jsonText } from './json-text.js';
import { concatenate, fromPieces, isStringLike, piecesOf } from './pieces.js';

/** One `%` directive: `%-5.2f`, `%[2]s`, `%#v`. */
interface Verb {
  readonly text: string;
  readonly offset: number;
  readonly verb: string;
  /** 1-based argument index that it names or falls on. */
  readonly argument: number;
  readonly flags: string;
  readonly width?: number;
  readonly precision?: number;
}

type Segment = string | Verb;

const DIRECTIVE = /^%([-+ #0]*)(\d+)?(?:\.(\d*))?(?:\[([1-9]\d*)\])?/;

/** Splits a format string into literal text and verbs; a failure names the offset in bytes, as Terraform does. */
function parseFormat(format: string): readonly Segment[] | Failure {
  const segments: Segment[] = [];
  let next = 1;
  for (let at = 0; at < format.length; ) {
    const percent = format.indexOf('%', at);
    if (percent < 0) {
      segments.push(format.slice(at));
      break;
    }
    if (percent > at) segments.push(format.slice(at, percent));
    const head = DIRECTIVE.exec(format.slice(percent));
    const prefix = head?.[0] ?? '%';
    const [verb] = format.slice(percent + prefix.length);
    const problem = verbProblem(format, percent, prefix, verb);
    if (problem) return problem;
    at = percent + prefix.length + 1;
    if (verb === '%') {
      segments.push('%');
      continue;
    }
    const argument = head?.[4] === undefined ? next : Number(head[4]);
    next = argument + 1;
    segments.push({
      text: prefix + verb,
      offset: byteLength(format.slice(0, percent)),
      verb: verb as string,
      argument,
      flags: head?.[1] ?? '',
      ...(head?.[2] !== undefined && { width: Number(head[2]) }),
      ...(head?.[3] !== undefined && { precision: Number(head[3]) }),
    });
  }
  return segments;
}

function verbProblem(format: string, percent: number, prefix: string, verb: string | undefined): Failure | undefined {
  const offset = byteLength(format.slice(0, percent));
  if (verb === undefined) return fail(`invalid format string starting at offset ${offset + byteLength(prefix)}`);
  if (verb === '%' && prefix === '%') return undefined;
  if (verb === '[') {
    const inside = format[percent + prefix.length + 1] ?? '';
    return fail(`unrecognized format character '${inside}' at offset ${offset + prefix.length + 1}`);
  }
  if (!/[A-Za-z%]/.test(verb))
    return fail(`unrecognized format character '${verb}' at offset ${offset + prefix.length}`);
  if (!/[vsqtbdoxXeEfgG]/.test(verb))
    return fail(`unsupported format verb '${verb}' in ${quoteGo(prefix + verb)} at offset ${offset}`);
  return undefined;
}

const byteLength = (text: string): number => Buffer.byteLength(text);

const verbFailure = (verb: Verb, message: string): Failure =>
  fail(`unsupported value for ${quoteGo(verb.text)} at ${verb.offset}: ${message}`);

/** Formats; holes stay holes where the verb leaves text as it is. Source: go-cty stdlib/format.go. */
function formatText(format: string, args: readonly Value[]): Outcome {
  const segments = parseFormat(format);
  if ('kind' in segments) return segments;
  const pieces: Value[] = [];
  let used = 0;
  for (const segment of segments) {
    const piece = typeof segment === 'string' ? stringValue(segment) : formatVerb(segment, args);
    if (isFailure(piece)) return piece;
    pieces.push(piece);
    if (typeof segment !== 'string') used = Math.max(used, segment.argument);
  }
  if (args.length > used) {
    const what = used === 0 ? 'no verbs in format string' : `only ${used} used by format string`;
    return fail(`too many arguments; ${what}`, used + 1);
  }
  const result = concatenate(pieces);
  return args.some((arg) => isSensitive(arg)) ? { ...result, sensitive: true } : result;
}

function formatVerb(verb: Verb, args: readonly Value[]): Outcome {
  const arg = args[verb.argument - 1];
  if (verb.argument < 1) return fail(`invalid format string starting at offset ${verb.offset}`);
  if (arg === undefined) {
    const need = `need index ${verb.argument} but have ${args.length} total`;
    return fail(`not enough arguments for ${quoteGo(verb.text)} at ${verb.offset}: ${need}`);
  }
  if (arg.kind === 'null' && verb.verb !== 'v') return verbFailure(verb, 'null value cannot be formatted');
  const typed = arg.kind === 'null' ? { value: arg } : convertFor(verb, arg);
  if (typed.error !== undefined) return verbFailure(verb, typed.error);
  if (deepReasons(typed.value).length > 0) return formatOpen(verb, typed.value);
  return formatKnown(verb, typed.value);
}

const TYPES: Readonly<Record<string, TypeConstraint>> = { s: STRING, q: STRING, t: BOOL };

function convertFor(verb: Verb, arg: Value): { value: Value; error?: string } {
  if (verb.verb === 'v') return { value: arg };
  const converted = convert(arg, TYPES[verb.verb] ?? NUMBER);
  return converted.error === undefined ? converted : { ...converted, error: article(converted.error) };
}
const article = (message: string): string => (message === 'number required' ? 'a number is required' : message);

/** An open value in `%s` or `%v` without width or precision is a hole; any other verb makes an opaque hole. */
function formatOpen(verb: Verb, value: Value): Value {
  const asIs = (verb.verb === 's' || (verb.verb === 'v' && !verb.flags.includes('#'))) && verb.precision === undefined;
  if (asIs && (verb.width ?? 0) === 0) {
    if (isStringLike(value) || value.kind === 'choice') return value.kind === 'choice' ? choiceText(value) : value;
    if (verb.verb === 'v') return jsonText(value);
  }
  return { ...unknownFrom([value], 'string') };
}

/** Arms become strings, so that the choice can be spelt out. */
function choiceText(value: Extract<Value, { kind: 'choice' }>): Value {
  const arms = value.arms.map((arm) => convert(arm, STRING));
  return arms.every((arm) => arm.error === undefined && isStringLike(arm.value))
    ? { ...value, arms: arms.map((arm) => arm.value) }
    : fromPieces(piecesOf(value));
}

function formatKnown(verb: Verb, value: Value): Outcome {
  switch (verb.verb) {
    case 'v':
      return formatAny(verb, value);
    case 's':
      return stringValue(padText(truncate(textOf(value), verb), verb));
    case 'q':
      return stringValue(padText(quoteGo(truncate(textOf(value), verb)), verb));
    case 't':
      return stringValue(textOf(value));
    default:
      return value.kind === 'number' ? formatNumberVerb(verb, value) : verbFailure(verb, 'a number is required');
  }
}

const textOf = (value: Value): string =>
  value.kind === 'string' ? value.value : value.kind === 'bool' ? String(value.value) : '';

function formatAny(verb: Verb, value: Value): Outcome {
  const plain = !verb.flags.includes('#');
  if (plain && value.kind === 'string') return formatKnown({ ...verb, verb: 's' }, value);
  if (plain && value.kind === 'number')
    return formatNumberVerb({ ...verb, verb: 'g', flags: verb.flags.replaceAll('+', '') }, value);
  if (plain && value.kind === 'bool') return stringValue(padText(textOf(value), verb));
  const json = jsonText(value);
  return json.kind === 'string' ? stringValue(padText(truncate(json.value, verb), verb)) : json;
}

/** Widths and precisions of strings count grapheme clusters; go-cty takes a precision of zero for none. */
const truncate = (text: string, { precision }: Verb): string =>
  precision === undefined || precision === 0 ? text : graphemes(text).slice(0, precision).join('');

function padText(text: string, { width = 0, flags }: Verb): string {
  const missing = width - graphemes(text).length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  return (flags.includes('0') ? '0' : ' ').repeat(missing) + text;
}

const RADIX: Readonly<Record<string, number>> = { d: 10, b: 2, o: 8, x: 16, X: 16 };
const RADIX_PREFIX: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

function formatNumberVerb(verb: Verb, n: NumberValue): Outcome {
  const radix = RADIX[verb.verb];
  if (radix === undefined) return stringValue(padNumber(formatFloat(toBig(n), verb), verb));
  const whole = isWhole(n) ? integerOf(n) : undefined;
  if (whole === undefined) return verbFailure(verb, 'an integer is required');
  const digits = (whole < 0n ? -whole : whole).toString(radix).padStart(verb.precision ?? 0, '0');
  const prefix = verb.flags.includes('#') ? (RADIX_PREFIX[verb.verb] ?? '') : '';
  const text = `${whole < 0n ? '-' : ''}${prefix}${verb.verb === 'X' ? digits.toUpperCase() : digits}`;
  return stringValue(padNumber(text, verb));
}

/** Sign flags, then padding; zeros go between the sign and the digits. */
function padNumber(text: string, verb: Verb): string {
  const { flags, width = 0 } = verb;
  const negative = text.startsWith('-');
  const sign = negative ? '-' : flags.includes('+') && verb.verb !== 'v' ? '+' : flags.includes(' ') ? ' ' : '';
  const digits = negative || text.startsWith('+') ? text.slice(1) : text;
  const zeros = flags.includes('0') && !flags.includes('-') && !(verb.precision !== undefined && verb.verb in RADIX);
  if (zeros) return sign + digits.padStart(width - sign.length, '0');
  return flags.includes('-') ? (sign + digits).padEnd(width) : (sign + digits).padStart(width);
}

const MAX_ITERATIONS = 100_000;

function formatlist(args: readonly Value[]): Outcome {
  const format = stringArg(args, 0);
  const rest = args.slice(1);
  if (rest.length === 0) return asList([formatText(format, [])]);
  if (rest.some(isUntypedNull)) return nullArgument('list');
  const unknownList = rest.find((arg) => arg.kind === 'unknown' && arg.type !== 'string');
  if (unknownList) return unknownFrom(rest, 'list');
  const lists = rest.map((arg, i) => ({ arg, i })).filter(({ arg }) => arg.kind === 'list');
  const [first] = lists;
  const length = first?.arg.kind === 'list' ? first.arg.items.length : 1;
  for (const { arg, i } of lists) {
    if (arg.kind === 'list' && arg.items.length !== length) {
      const other = `argument ${(first?.i ?? 0) + 1} of length ${length}`;
      return fail(`argument ${i + 1} has length ${arg.items.length}, which is inconsistent with ${other}`, i + 1);
    }
  }
  if (length > MAX_ITERATIONS) return unknownFrom(rest, 'list');
  const rows: Outcome[] = [];
  for (let n = 0; n < length; n++) {
    rows.push(
      formatText(
        format,
        rest.map((arg) => (arg.kind === 'list' ? (arg.items[n] as Value) : arg)),
      ),
    );
  }
  return asList(rows);
}

function asList(rows: readonly Outcome[]): Outcome {
  const items: Value[] = [];
  for (const [n, row] of rows.entries()) {
    if (isFailure(row)) return fail(`error on format iteration ${n}: ${row.message}`);
    items.push(row);
  }
  return listValue(items, undefined, 'list');
}

const isUntypedNull = (arg: Value): boolean => arg.kind === 'null' && !(arg as TypedNull).nullOf;
const nullArgument = (type: 'string' | 'list'): Value => ({
  kind: 'unknown',
  reasons: [{ code: 'unsupported', subject: 'format(...) of null' }],
  type,
});

/** A null without a type stands for anything, so the result is unknown (go-cty's treatment of dynamic values). */
function format(args: readonly Value[]): Outcome {
  const [template, ...rest] = args as [Value, ...Value[]];
  if (template.kind !== 'string') return unknownFrom(args, 'string');
  if (rest.some(isUntypedNull)) return nullArgument('string');
  return formatText(template.value, rest);
}

export const formatFunctions: readonly BuiltinFunction[] = [
  {
    name: 'format',
    params: [{ ...string('format'), partial: true }],
    variadic: open('args'),
    returns: 'string',
    call: format,
  },
  { name: 'formatlist', params: [string('format')], variadic: open('args'), returns: 'list', call: formatlist },
];
