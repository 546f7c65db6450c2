import type { Location } from '../../../model/location.js';
import type { Value } from '../../../model/value.js';
import {
  boolValue,
  fromJson,
  listValue,
  mapValue,
  nullValue,
  numberValue,
  stringValue,
} from '../../../model/values.js';

/**
 * Reads JSON text into values that know their lines. Text that spans lines in its file (a heredoc) has its first line below
 * the opening marker; text from elsewhere (`file(...)`, one line) keeps the place of the expression.
 */
export function parseJsonText(text: string, at: Location): Value | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof data !== 'object' || data === null) return undefined;
  return isHeredoc(text, at) ? (new JsonReader(text, at).read() ?? fromJson(data, at)) : fromJson(data, at);
}

/** Does the text stand line by line at that place? */
export function isHeredoc(text: string, at: Location): boolean {
  const lines = text.split('\n').length;
  return lines > 1 && at.end.line - at.start.line >= lines - 1;
}

const maxDepth = 64;

/** The text is known to be valid JSON, so this only has to find out where each part stands. */
class JsonReader {
  private offset = 0;
  private line = 0;
  private lineStart = 0;

  constructor(
    private readonly text: string,
    private readonly at: Location,
  ) {}

  read(): Value | undefined {
    return this.value(maxDepth);
  }

  private value(depth: number): Value | undefined {
    this.space();
    const start = this.here();
    const c = this.text[this.offset];
    if (depth === 0) return undefined;
    if (c === '{') return this.object(start, depth);
    if (c === '[') return this.list(start, depth);
    if (c === '"') {
      const text = this.string();
      return stringValue(text, this.since(start));
    }
    const word = /[-+.\w]+/y;
    word.lastIndex = this.offset;
    const found = word.exec(this.text)?.[0] ?? '';
    if (found === '') return undefined;
    this.offset += found.length;
    const place = this.since(start);
    if (found === 'true' || found === 'false') return boolValue(found === 'true', place);
    return found === 'null' ? nullValue(place) : numberValue(Number(found), place);
  }

  private object(start: Location['start'], depth: number): Value | undefined {
    const entries = new Map<string, Value>();
    this.offset += 1;
    for (;;) {
      this.space();
      if (this.take('}')) break;
      if (this.take(',')) continue;
      const key = this.string();
      this.space();
      if (!this.take(':')) return undefined;
      const value = this.value(depth - 1);
      if (!value) return undefined;
      entries.set(key, value);
    }
    return mapValue(entries, this.since(start));
  }

  private list(start: Location['start'], depth: number): Value | undefined {
    const items: Value[] = [];
    this.offset += 1;
    for (;;) {
      this.space();
      if (this.take(']')) break;
      if (this.take(',')) continue;
      const value = this.value(depth - 1);
      if (!value) return undefined;
      items.push(value);
    }
    return listValue(items, this.since(start));
  }

  private string(): string {
    const start = this.offset;
    this.offset += 1;
    while (this.offset < this.text.length && this.text[this.offset] !== '"')
      this.offset += this.text[this.offset] === '\\' ? 2 : 1;
    this.offset += 1;
    return JSON.parse(this.text.slice(start, this.offset)) as string;
  }

  private take(c: string): boolean {
    if (this.text[this.offset] !== c) return false;
    this.offset += 1;
    return true;
  }

  private space(): void {
    for (; this.offset < this.text.length && /\s/.test(this.text[this.offset] as string); this.offset += 1) {
      if (this.text[this.offset] !== '\n') continue;
      this.line += 1;
      this.lineStart = this.offset + 1;
    }
  }

  private here(): Location['start'] {
    return { line: this.at.start.line + 1 + this.line, column: this.offset - this.lineStart + 1 };
  }

  private since(start: Location['start']): Location {
    return { file: this.at.file, start, end: this.here() };
  }
}
