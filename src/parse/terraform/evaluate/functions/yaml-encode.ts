import type { Value } from '../../../../model/value.js';
import { formatNumber } from '../types/number.js';
import { compareText } from '../types/set.js';
import { fromPieces, type Piece, piecesOf } from './pieces.js';

/** `yamlencode`: the layout of go-cty-yaml (libyaml's emitter, every string quoted or a literal block). */

const MAX_DEPTH = 200;
const WIDTH = 80;

/** YAML text of a value; holes stay holes inside their quotes. */
export function yamlText(value: Value): Value {
  const out: Piece[] = [];
  if (isEmptyOrScalar(value)) {
    writeScalar(value, 2, 0, out);
    out.push(value.kind === 'number' || value.kind === 'bool' || value.kind === 'null' ? '\n...\n' : '\n');
  } else writeBlock(value, 0, true, out, 0);
  return fromPieces(squeeze(out));
}

/** A literal block that ends in a line break needs no further one. */
const squeeze = (pieces: readonly Piece[]): Piece[] => pieces.filter((piece) => piece !== '');

const isEmptyOrScalar = (value: Value): boolean =>
  value.kind === 'list' ? value.items.length === 0 : value.kind === 'map' ? value.entries.size === 0 : true;

/** A non-empty sequence or mapping; its first line is already indented when `inline`. */
function writeBlock(value: Value, indent: number, inline: boolean, out: Piece[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  const pad = ' '.repeat(indent);
  if (value.kind === 'list') {
    for (const [i, item] of value.items.entries()) {
      out.push(inline && i === 0 ? '- ' : `${pad}- `);
      if (isEmptyOrScalar(item)) writeLine(item, indent + 2, indent + 2, out);
      else writeBlock(item, indent + 2, true, out, depth + 1);
    }
    return;
  }
  if (value.kind !== 'map') return;
  const keys = [...value.entries.keys()].sort(compareText);
  for (const [i, key] of keys.entries()) {
    if (!(inline && i === 0)) out.push(pad);
    writeEntry(key, value.entries.get(key) as Value, indent, out, depth);
  }
}

function writeEntry(key: string, item: Value, indent: number, out: Piece[], depth: number): void {
  const simple = !isLiteral(key) && key.length <= 128;
  const quoted = simple ? quoteYaml(key) : isLiteral(key) ? literalBlock(key, indent + 2) : quoteYaml(key);
  const head = simple ? `${quoted}:` : `? ${quoted}\n${' '.repeat(indent)}:`;
  out.push(head);
  if (isEmptyOrScalar(item)) {
    out.push(' ');
    writeLine(item, indent + 2, indent + head.length + 1, out);
  } else if (item.kind === 'list') {
    out.push('\n');
    writeBlock(item, indent, false, out, depth + 1);
  } else {
    out.push('\n');
    writeBlock(item, indent + 2, false, out, depth + 1);
  }
}

function writeLine(item: Value, indent: number, column: number, out: Piece[]): void {
  writeScalar(item, indent, column, out);
  out.push('\n');
}

/** `indent` is where continuation lines start, `column` where the scalar itself does. */
function writeScalar(value: Value, indent: number, column: number, out: Piece[]): void {
  switch (value.kind) {
    case 'list':
      out.push('[]');
      return;
    case 'map':
      out.push('{}');
      return;
    case 'null':
      out.push('null');
      return;
    case 'bool':
      out.push(String(value.value));
      return;
    case 'number':
      out.push(formatNumber(value));
      return;
    case 'string':
      out.push(isLiteral(value.value) ? literalBlock(value.value, indent) : foldQuoted(value.value, indent, column));
      return;
    default: {
      const bare = value.kind === 'unknown' && value.type !== 'string';
      const pieces = piecesOf(value).map((piece) => (typeof piece === 'string' ? escapeYaml(piece) : piece));
      out.push(...(bare ? pieces : ['"', ...pieces, '"']));
    }
  }
}

/** Several lines of printable text without trailing spaces: a `|` block. */
const isLiteral = (text: string): boolean =>
  // biome-ignore lint: control characters are meant
  text.includes('\n') &&
  !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/.test(text) &&
  !/ (?:\n|$)/.test(text);

function literalBlock(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const pad = ' '.repeat(indent);
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : pad + line));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

const SHORT: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escapeYaml(text: string): string {
  let out = '';
  for (const char of text) out += SHORT[char] ?? (isPrintable(char) ? char : numeric(char));
  return out;
}

const isPrintable = (char: string): boolean => /^[\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/.test(char);

function numeric(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const [letter, width] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code
    .toString(16)
    .toUpperCase()
    .padStart(width as number, '0')}`;
}

const quoteYaml = (text: string): string => `"${escapeYaml(text)}"`;

/** libyaml breaks a long quoted scalar at a space beyond column 80. */
function foldQuoted(text: string, indent: number, column: number): string {
  if (column + text.length <= WIDTH) return quoteYaml(text);
  const chars = [...text];
  let out = '"';
  let at = column + 1;
  let spaced = false;
  for (const [i, char] of chars.entries()) {
    if (char === ' ' && !spaced && at > WIDTH && i > 0 && i < chars.length - 1) {
      const next = chars[i + 1] === ' ' ? '\\' : '';
      out += `\n${' '.repeat(indent)}${next}`;
      at = indent + next.length;
      spaced = true;
      continue;
    }
    const piece = escapeYaml(char);
    out += piece;
    at += piece.length;
    spaced = char === ' ';
  }
  return `${out}"`;
}
