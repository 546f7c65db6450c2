import type { Value } from '../../../../model/value.js';
import { stringValue } from '../../../../model/values.js';
import { formatNumber } from '../types/number.js';
import { compareText } from '../types/set.js';
import { hiddenOf } from '../open-collection.js';
import { fromPieces, type Piece, piecesOf } from './pieces.js';

const MAX_DEPTH = 200;

/**
 * The JSON text of a value as Go's encoding/json writes it: sorted keys, no spaces, `<`, `>` and `&` escaped. Strings
 * keep their holes in place; anything else unknown is a hole of its own.
 */
export function jsonText(value: Value): Value {
  const pieces: Piece[] = [];
  write(value, pieces, 0);
  return pieces.length === 0 ? stringValue('') : fromPieces(pieces);
}

function write(value: Value, out: Piece[], depth: number): void {
  if (depth > MAX_DEPTH) return;
  switch (value.kind) {
    case 'null':
      out.push('null');
      return;
    case 'bool':
      out.push(String(value.value));
      return;
    case 'number':
      out.push(formatNumber(value));
      return;
    case 'list':
      return writeList(value.items, out, depth);
    case 'map':
      return value.open ? writeOpen(hiddenOf(value), out) : writeMap(value.entries, out, depth);
    default:
      return writeOpen(value, out);
  }
}

/** A reference is a string in nearly every policy document, so it is quoted; an unknown of unknown type is not. */
function writeOpen(value: Value, out: Piece[]): void {
  const quoted =
    value.kind === 'string' ||
    value.kind === 'template' ||
    value.kind === 'reference' ||
    (value.kind === 'unknown' && value.type === 'string' && !value.rest) ||
    (value.kind === 'choice' && value.arms.every((arm) => arm.kind === 'string' || arm.kind === 'template'));
  if (quoted) out.push('"');
  for (const piece of piecesOf(value)) out.push(typeof piece === 'string' ? escapeJson(piece) : piece);
  if (quoted) out.push('"');
}

function writeList(items: readonly Value[], out: Piece[], depth: number): void {
  out.push('[');
  items.forEach((item, i) => {
    if (i > 0) out.push(',');
    write(item, out, depth + 1);
  });
  out.push(']');
}

function writeMap(entries: ReadonlyMap<string, Value>, out: Piece[], depth: number): void {
  out.push('{');
  [...entries.keys()].sort(compareText).forEach((key, i) => {
    out.push(`${i > 0 ? ',' : ''}"${escapeJson(key)}":`);
    write(entries.get(key) as Value, out, depth + 1);
  });
  out.push('}');
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** Go's HTML-safe JSON string escapes, without the quotes. */
export function escapeJson(text: string): string {
  // biome-ignore lint: control characters are meant
  return text.replace(
    /[\u0000-\u001f"\\<>&\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (char) => {
      const code = char.charCodeAt(0);
      if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
      return SHORT[char] ?? `\\u${code.toString(16).padStart(4, '0')}`;
    },
  );
}
