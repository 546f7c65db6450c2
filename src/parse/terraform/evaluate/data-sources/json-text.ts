import type { ReferenceValue, UnknownValue, Value } from '../../../../model/value.js';
import { formatNumber } from '../types/number.js';
import { unknownFrom } from '../marks.js';

type Piece = string | ReferenceValue | UnknownValue;

/**
 * A value as JSON text, keys in the order they have, as Go's encoding/json writes structs: `<`, `>` and `&` escaped.
 * What is not known becomes a hole in the text. `indent` as in `JSON.stringify`; without it, no blanks.
 */
export function jsonText(value: Value, indent?: string): Value {
  const out: Piece[] = [];
  let literal = '';
  write(value, '', indent, (piece) => {
    if (typeof piece === 'string') literal += piece;
    else {
      if (literal !== '') out.push(literal);
      literal = '';
      out.push(piece);
    }
  });
  if (out.length === 0) return { kind: 'string', value: literal };
  if (literal !== '') out.push(literal);
  return { kind: 'template', parts: out };
}

type Put = (piece: Piece) => void;

function write(value: Value, margin: string, indent: string | undefined, put: Put): void {
  switch (value.kind) {
    case 'null':
      return put('null');
    case 'bool':
      return put(String(value.value));
    case 'number':
      return put(formatNumber(value));
    case 'string':
      return put(quoted(value.value));
    case 'template':
      put('"');
      for (const part of value.parts) put(typeof part === 'string' ? quoted(part).slice(1, -1) : part);
      return put('"');
    case 'reference':
      put('"');
      put(value);
      return put('"');
    case 'unknown':
      return put(value);
    case 'choice':
      return put({ kind: 'unknown', reasons: value.reasons, refs: unknownFrom([value]).refs ?? [] });
    case 'list':
      return group(
        '[',
        ']',
        value.items.map((item) => ['', item] as const),
        margin,
        indent,
        put,
      );
    case 'map':
      return group(
        '{',
        '}',
        [...value.entries].map(([key, item]) => [`${quoted(key)}:${indent === undefined ? '' : ' '}`, item] as const),
        margin,
        indent,
        put,
      );
  }
}

function group(
  open: string,
  close: string,
  items: readonly (readonly [string, Value])[],
  margin: string,
  indent: string | undefined,
  put: Put,
): void {
  if (items.length === 0) return put(open + close);
  const inner = indent === undefined ? '' : `\n${margin}${indent}`;
  put(open);
  for (const [index, [prefix, item]] of items.entries()) {
    put(`${index === 0 ? '' : ','}${inner}${prefix}`);
    write(item, indent === undefined ? '' : margin + indent, indent, put);
  }
  put(`${indent === undefined ? '' : `\n${margin}`}${close}`);
}

const quoted = (text: string): string =>
  JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
