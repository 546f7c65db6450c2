import type { Value } from '../../../../model/value.js';
import { boolValue, listValue, mapValue, nullValue } from '../../../../model/values.js';
import { parseNumber } from '../types/number.js';
import { fromPieces, type Piece } from './pieces.js';

/** Thrown inside this file only; the message is Go's encoding/json's. */
class JsonError extends Error {}

const MAX_DEPTH = 500;
/** Stands for a hole while parsing: a noncharacter that no text can hold in earnest. */
const HOLE = '\uffff';

/**
 * Parses JSON to values (objects and tuples, numbers exact), or gives Go's error message. Holes of a partly known
 * text may stand inside strings or for whole values, and stay where they are.
 */
export function parseJson(pieces: readonly Piece[]): Value | string {
  const holes = pieces.filter((piece): piece is Exclude<Piece, string> => typeof piece !== 'string');
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : HOLE)).join('');
  const parser = new JsonParser(text, holes);
  try {
    return parser.document();
  } catch (error) {
    if (error instanceof JsonError) return error.message;
    throw error;
  }
}

class JsonParser {
  private at = 0;
  private hole = 0;

  constructor(
    private readonly text: string,
    private readonly holes: readonly Exclude<Piece, string>[],
  ) {}

  document(): Value {
    const value = this.value(0);
    this.space();
    // Go's decoder stops after the value; a stray closing bracket is not looked at.
    if (this.at < this.text.length && !/[\]}]/.test(this.text[this.at] ?? ''))
      throw new JsonError('extraneous data after JSON object');
    return value;
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at++;
  }

  private value(depth: number): Value {
    if (depth > MAX_DEPTH) throw new JsonError('exceeded max depth');
    this.space();
    const char = this.text[this.at];
    switch (char) {
      case undefined:
        throw new JsonError('EOF');
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case '"':
        return fromPieces(this.string());
      case 't':
        return this.literal('true', boolValue(true));
      case 'f':
        return this.literal('false', boolValue(false));
      case 'n':
        return this.literal('null', nullValue());
      case HOLE:
        return this.nextHole();
      default:
        return this.number(char);
    }
  }

  private nextHole(): Exclude<Piece, string> {
    this.at++;
    return this.holes[this.hole++] as Exclude<Piece, string>;
  }

  private number(char: string): Value {
    const match = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.text.slice(this.at, this.at + 2000));
    const parsed = match && parseNumber(match[0]);
    if (match && parsed) {
      this.at += match[0].length;
      return parsed;
    }
    if (char === '-') {
      this.at++;
      if (this.at >= this.text.length) throw new JsonError('unexpected EOF');
      throw new JsonError(`invalid character ${this.shown()} in numeric literal`);
    }
    throw new JsonError(`invalid character ${this.shown()} looking for beginning of value`);
  }

  private literal(word: string, value: Value): Value {
    for (const [i, expected] of [...word].entries()) {
      if (this.at >= this.text.length) throw new JsonError('unexpected EOF');
      if (this.text[this.at] !== expected && i > 0)
        throw new JsonError(`invalid character ${this.shown()} in literal ${word} (expecting '${expected}')`);
      this.at++;
    }
    return value;
  }

  private array(depth: number): Value {
    this.at++;
    const items: Value[] = [];
    this.space();
    if (this.text[this.at] === ']') {
      this.at++;
      return listValue(items);
    }
    for (;;) {
      items.push(this.value(depth + 1));
      if (this.separator(']', 'after array element')) return listValue(items);
    }
  }

  private object(depth: number): Value {
    this.at++;
    const entries = new Map<string, Value>();
    this.space();
    if (this.text[this.at] === '}') {
      this.at++;
      return mapValue(entries);
    }
    for (;;) {
      this.space();
      if (this.at >= this.text.length) throw new JsonError('EOF');
      if (this.text[this.at] !== '"') {
        const where = entries.size === 0 ? '' : ' looking for beginning of object key string';
        throw new JsonError(`invalid character ${this.shown()}${where}`);
      }
      const key = this.key();
      this.space();
      if (this.at >= this.text.length) throw new JsonError('EOF');
      if (this.text[this.at] !== ':') throw new JsonError(`invalid character ${this.shown()} after object key`);
      this.at++;
      entries.set(key, this.value(depth + 1));
      if (this.separator('}', 'after object key:value pair')) return mapValue(entries);
    }
  }

  /** True at the closing bracket. */
  private separator(close: string, where: string): boolean {
    this.space();
    const char = this.text[this.at];
    if (char === undefined) throw new JsonError('EOF');
    if (char !== ',' && char !== close) throw new JsonError(`invalid character ${this.shown()} ${where}`);
    this.at++;
    return char === close;
  }

  /** A key with a hole cannot be named; it is kept under its literal parts. */
  private key(): string {
    return this.string()
      .map((piece) => (typeof piece === 'string' ? piece : '${...}'))
      .join('');
  }

  private string(): Piece[] {
    this.at++;
    const pieces: Piece[] = [];
    let text = '';
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) throw new JsonError('unexpected EOF');
      if (char === '"') break;
      if (char === HOLE) {
        pieces.push(text, this.nextHole());
        text = '';
      } else if (char < ' ') throw new JsonError(`invalid character ${this.shown()} in string literal`);
      else text += char === '\\' ? this.escape() : this.plain();
    }
    this.at++;
    return [...pieces, text];
  }

  private plain(): string {
    const start = this.at;
    while (this.at < this.text.length && !PLAIN_END.test(this.text[this.at] as string)) this.at++;
    return this.text.slice(start, this.at);
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    const unicode = /^\\u([0-9a-fA-F]{4})/.exec(this.text.slice(this.at, this.at + 6));
    if (unicode) {
      this.at += 6;
      return String.fromCharCode(Number.parseInt(unicode[1] ?? '', 16));
    }
    const simple = ESCAPES[letter];
    this.at++;
    if (letter === '') throw new JsonError('unexpected EOF');
    if (simple === undefined) throw new JsonError(`invalid character ${this.shown()} in string escape code`);
    this.at++;
    return simple;
  }

  private shown(): string {
    const char = this.text[this.at] ?? '';
    return char === "'" ? "'\\''" : char === '"' ? `'"'` : `'${JSON.stringify(char).slice(1, -1)}'`;
  }
}

// biome-ignore lint: control characters are meant
const PLAIN_END = /["\\\uffff\u0000-\u001f]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
