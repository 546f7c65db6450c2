import type { Value } from '../../../../model/value.js';
import { boolValue, listValue, stringValue } from '../../../../model/values.js';
import { isWhole } from '../types/number.js';
import { compareText } from '../types/set.js';
import { listOf, STRING } from '../types/type.js';
import { guarded, isOpen, listArg, number, numberArg, partial, string, stringArg, unknownFrom } from './arguments.js';
import { formatFunctions } from './format.js';
import { type BuiltinFunction, fail, NOT_AN_INTEGER, type Outcome } from './function.js';
import { graphemes } from './graphemes.js';
import { concatenate, fromPieces, literalPrefix, literalSuffix, mapLiterals, type Piece, piecesOf } from './pieces.js';
import { regexFunctions, replaceByPattern } from './regex.js';

const holed = (name: string): BuiltinFunction['params'][number] => partial(name, STRING);

/** Go's unicode.ToUpper and ToLower map one character to one character (ß stays). */
const mapped = (text: string, change: (char: string) => string): string => {
  let out = '';
  for (const char of text) {
    const next = change(char);
    out += [...next].length === 1 ? next : char === 'İ' ? 'i' : char;
  }
  return out;
};
const ASCII = /^[\u0020-\u007e\s]*$/;
export const toLower = (text: string): string =>
  ASCII.test(text) ? text.toLowerCase() : mapped(text, (char) => char.toLowerCase());
export const toUpper = (text: string): string =>
  ASCII.test(text) ? text.toUpperCase() : mapped(text, (char) => char.toUpperCase());

/** A string function that changes the literal stretches only. */
const onLiterals = (name: string, change: (text: string) => string): BuiltinFunction => ({
  name,
  params: [holed('str')],
  returns: 'string',
  call: ([value]) => mapLiterals(value as Value, change),
});

/** A function of wholly known strings. */
const onText = (name: string, params: readonly string[], change: (...texts: string[]) => string): BuiltinFunction => ({
  name,
  params: params.map(string),
  returns: 'string',
  call: (args) => stringValue(change(...args.map((_, i) => stringArg(args, i)))),
});

/**
 * Trims what is literal at the ends. A hole that comes to stand at an end may itself lose characters, so then the
 * result is unknown.
 */
function trimEnds(value: Value, start: (text: string) => string, end: (text: string) => string): Value {
  if (value.kind === 'string') return stringValue(end(start(value.value)));
  const pieces = [...piecesOf(value)];
  const trimmedStart = start(literalPrefix(value));
  const trimmedEnd = end(literalSuffix(value));
  const keepsStart = trimmedStart !== '' || start === unchanged;
  const keepsEnd = trimmedEnd !== '' || end === unchanged;
  if (!keepsStart || !keepsEnd) return unknownFrom([value], 'string');
  if (typeof pieces[0] === 'string') pieces[0] = trimmedStart;
  if (typeof pieces.at(-1) === 'string') pieces[pieces.length - 1] = trimmedEnd;
  return fromPieces(pieces);
}
const unchanged = (text: string): string => text;

const SPACES = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING = new RegExp(`^[${SPACES}]+`);
const TRAILING = new RegExp(`[${SPACES}]+$`);

function trim(text: string, cutset: string): string {
  const cut = new Set(cutset);
  const chars = [...text];
  let start = 0;
  let end = chars.length;
  while (start < end && cut.has(chars[start] as string)) start++;
  while (end > start && cut.has(chars[end - 1] as string)) end--;
  return chars.slice(start, end).join('');
}

/** Go's strings.Title: upper-cases a letter that follows a separator. */
function title(text: string): string {
  let out = '';
  let previous = ' ';
  for (const char of text) {
    out += isSeparator(previous) ? toUpper(char) : char;
    previous = char;
  }
  return out;
}

function isSeparator(char: string): boolean {
  if (char <= '\u007f') return !/[A-Za-z0-9_]/.test(char);
  return /^[\p{L}\p{N}]$/u.test(char) ? false : new RegExp(`^[${SPACES}]$`).test(char);
}

function indent(args: readonly Value[]): Outcome {
  const spaces = numberArg(args, 0);
  if (!isWhole(spaces)) return fail(NOT_AN_INTEGER, 0);
  const pad = ' '.repeat(Math.min(Math.max(spaces.value, 0), 10_000));
  return mapLiterals(args[1] as Value, (text) => text.replaceAll('\n', `\n${pad}`));
}

function substr(args: readonly Value[]): Outcome {
  const offset = numberArg(args, 1);
  const length = numberArg(args, 2);
  if (!isWhole(offset) || !isWhole(length)) return fail(NOT_AN_INTEGER);
  const value = args[0] as Value;
  if (value.kind !== 'string') return substrOfPrefix(value, offset.value, length.value);
  const chars = graphemes(value.value);
  const start = offset.value < 0 ? Math.max(0, offset.value + chars.length) : offset.value;
  const end = length.value < 0 ? chars.length : start + length.value;
  return stringValue(chars.slice(start, end).join(''));
}

/** The beginning of a partly known string, as far as it is literal. */
function substrOfPrefix(value: Value, offset: number, length: number): Value {
  const prefix = literalPrefix(value);
  // The last character could join with what follows, so it is left out of the count.
  const chars = graphemes(prefix);
  if (offset >= 0 && length >= 0 && offset + length < chars.length)
    return stringValue(chars.slice(offset, offset + length).join(''));
  if (offset >= 0 && length < 0 && offset < chars.length)
    return fromPieces([chars.slice(offset).join(''), ...piecesOf(value).slice(1)]);
  return unknownFrom([value], 'string');
}

function join(args: readonly Value[]): Outcome {
  const [separator, ...lists] = args as [Value, ...Value[]];
  if (lists.length === 0) return fail('at least one list is required');
  const pieces: Value[] = [];
  for (const [l, list] of lists.entries()) {
    if (list.kind !== 'list') return unknownFrom(lists.concat(separator), 'string');
    // A set with unknown items has neither a known order nor a known size.
    const undecided = list.items.some((item) => item.kind === 'unknown' || item.kind === 'choice');
    if (list.collection === 'set' && list.items.length > 1 && undecided) return unknownFrom([list], 'string');
    for (const [i, item] of list.items.entries()) {
      if (item.kind === 'null') return fail(nullItem(i, l, lists.length), l + 1);
      if (pieces.length > 0) pieces.push(separator);
      pieces.push(item);
    }
  }
  const joined = concatenate(pieces);
  return pieces.some((piece) => piece.sensitive) ? { ...joined, sensitive: true } : joined;
}

const nullItem = (item: number, list: number, lists: number): string =>
  lists > 1
    ? `element ${item} of list ${list + 1} is null; cannot concatenate null values`
    : `element ${item} is null; cannot concatenate null values`;

function split(args: readonly Value[]): Outcome {
  const separator = stringArg(args, 0);
  const value = args[1] as Value;
  if (value.kind === 'string') return strings(separator === '' ? [...value.value] : value.value.split(separator));
  const parts = splitPieces(piecesOf(value), separator);
  return parts ? listValue(parts, undefined, 'list') : unknownFrom(args, 'list');
}

const strings = (texts: readonly string[]): Value =>
  listValue(
    texts.map((text) => stringValue(text)),
    undefined,
    'list',
  );

/** Attributes that hold no slash, comma or space; an `arn` may hold slashes and colons, so it is not here. */
const PLAIN_ATTRIBUTES = new Set(['id', 'name', 'bucket', 'account_id', 'region', 'key_id', 'function_name']);
const PLAIN_SEPARATORS = /^[,/|; \n]+$/;

/** Splits at separators in the literal stretches, when no hole can hold one. */
function splitPieces(pieces: readonly Piece[], separator: string): Value[] | undefined {
  if (!PLAIN_SEPARATORS.test(separator)) return undefined;
  const plain = (piece: Piece): boolean =>
    typeof piece === 'string' ||
    (piece.kind === 'reference' && PLAIN_ATTRIBUTES.has(piece.to.path.at(-1) ?? '') && separator !== '/');
  if (!pieces.every(plain)) return undefined;
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      parts.at(-1)?.push(piece);
      continue;
    }
    const [head = '', ...rest] = piece.split(separator);
    parts.at(-1)?.push(head);
    for (const text of rest) parts.push([text]);
  }
  return parts.map((part) => fromPieces(part.filter((piece) => piece !== '')));
}

function replace(args: readonly Value[]): Outcome {
  const value = args[0] as Value;
  const search = stringArg(args, 1);
  const replacement = stringArg(args, 2);
  const isPattern = search.length > 1 && search.startsWith('/') && search.endsWith('/');
  if (value.kind !== 'string') return search === replacement && !isPattern ? value : unknownFrom([value], 'string');
  if (isPattern) return replaceByPattern(value.value, search.slice(1, -1), replacement);
  if (search === '') return stringValue(`${replacement}${[...value.value].map((c) => c + replacement).join('')}`);
  return stringValue(value.value.split(search).join(replacement));
}

/** `startswith` and `endswith`: the literal end decides when it is long enough or already differs. */
const affixTest = (
  name: string,
  second: string,
  known: (value: Value) => string,
  holds: (text: string, affix: string) => boolean,
): BuiltinFunction => ({
  name,
  params: [holed('str'), string(second)],
  returns: 'bool',
  call: (args) => {
    const value = args[0] as Value;
    const affix = stringArg(args, 1);
    const literal = known(value);
    if (value.kind === 'string' || holds(literal, affix)) return boolValue(holds(literal, affix));
    return holds(affix, literal) ? unknownFrom([value], 'bool') : boolValue(false);
  },
});

function strcontains(args: readonly Value[]): Outcome {
  const part = stringArg(args, 1);
  const value = args[0] as Value;
  if (piecesOf(value).some((piece) => typeof piece === 'string' && piece.includes(part))) return boolValue(true);
  return value.kind === 'string' ? boolValue(false) : unknownFrom([value], 'bool');
}

function sort(args: readonly Value[]): Outcome {
  const [list] = args as [Value];
  if (isOpen(list)) return unknownFrom([list], 'list');
  const { items } = listArg(args, 0);
  const missing = items.findIndex((item) => item.kind === 'null');
  if (missing >= 0) return fail(`given list element ${missing} is null; a null string cannot be sorted`);
  if (items.length > 1 && items.some((item) => item.kind !== 'string')) return unknownFrom(items, 'list');
  const text = (value: Value): string => (value.kind === 'string' ? value.value : '');
  return listValue(
    [...items].sort((a, b) => compareText(text(a), text(b))),
    undefined,
    'list',
  );
}

export const stringFunctions: readonly BuiltinFunction[] = [
  ...formatFunctions,
  ...regexFunctions,
  onLiterals('lower', toLower),
  onLiterals('upper', toUpper),
  affixTest('startswith', 'prefix', literalPrefix, (text, prefix) => text.startsWith(prefix)),
  affixTest('endswith', 'suffix', literalSuffix, (text, suffix) => text.endsWith(suffix)),
  onText('strrev', ['str'], (text) => graphemes(text).toReversed().join('')),
  onText('title', ['str'], title),
  onText('trim', ['str', 'cutset'], trim),
  onText('trimprefix', ['str', 'prefix'], (text, prefix) =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  ),
  onText('trimsuffix', ['str', 'suffix'], (text, suffix) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  {
    name: 'chomp',
    params: [holed('str')],
    returns: 'string',
    call: ([value]) => trimEnds(value as Value, unchanged, (text) => text.replace(/(?:\r?\n|\r)+$/, '')),
  },
  {
    name: 'trimspace',
    params: [holed('str')],
    returns: 'string',
    call: ([value]) =>
      trimEnds(
        value as Value,
        (text) => text.replace(LEADING, ''),
        (text) => text.replace(TRAILING, ''),
      ),
  },
  { name: 'indent', params: [number('spaces'), holed('str')], returns: 'string', call: indent },
  {
    name: 'join',
    params: [holed('separator')],
    variadic: partial('lists', listOf(STRING)),
    returns: 'string',
    call: join,
  },
  { name: 'split', params: [string('separator'), holed('str')], returns: 'list', call: split },
  { name: 'replace', params: [holed('str'), string('substr'), string('replace')], returns: 'string', call: replace },
  { name: 'substr', params: [holed('str'), number('offset'), number('length')], returns: 'string', call: substr },
  { name: 'strcontains', params: [holed('str'), string('substr')], returns: 'bool', call: strcontains },
  { name: 'sort', params: [partial('list', listOf(STRING))], returns: 'list', call: guarded(sort) },
];
