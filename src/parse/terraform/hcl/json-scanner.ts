import type { Span } from './syntax.js';

/** A JSON value with the place of every part; strings are decoded, numbers keep their text. */
export type JsonNode =
  | { readonly kind: 'object'; readonly properties: readonly JsonProperty[]; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly span: Span }
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'number'; readonly text: string; readonly span: Span }
  | { readonly kind: 'keyword'; readonly value: boolean | null; readonly span: Span };

export interface JsonProperty {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: JsonNode;
}

/** The first thing that is wrong, in the words of HashiCorp's JSON parser (hashicorp/hcl, json/parser.go). */
export interface JsonProblem {
  readonly summary: string;
  readonly detail: string;
  readonly span: Span;
}

export type JsonResult =
  | { readonly ok: true; readonly node: JsonNode }
  | { readonly ok: false; readonly problem: JsonProblem };

const DEPTH_LIMIT = 400;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z0-9_+.-]+/y;

class JsonAbort {
  constructor(readonly problem: JsonProblem) {}
}

/** Reads a JSON text (RFC 8259). */
export function scanJson(text: string): JsonResult {
  const scanner = new JsonScanner(text);
  try {
    return { ok: true, node: scanner.document() };
  } catch (caught) {
    if (!(caught instanceof JsonAbort)) throw caught;
    return { ok: false, problem: caught.problem };
  }
}

class JsonScanner {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  document(): JsonNode {
    this.blanks();
    if (this.at >= this.text.length) this.fail('Missing value', 'The JSON data ends prematurely.', this.at);
    const node = this.value();
    this.blanks();
    if (this.at < this.text.length) {
      this.fail('Extraneous data after value', 'Extra characters appear after the JSON value.', this.at);
    }
    return node;
  }

  private fail(summary: string, detail: string, start: number, end = start + 1): never {
    throw new JsonAbort({ summary, detail, span: { start, end: Math.max(start, Math.min(end, this.text.length)) } });
  }

  private blanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  private value(): JsonNode {
    const code = this.text.charCodeAt(this.at);
    if (code === 123 || code === 91) return this.nested(code);
    if (code === 34) return this.string();
    if (code === 45 || (code >= 48 && code <= 57)) return this.number();
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return this.keyword();
    return this.fail(
      'Missing JSON value',
      'A JSON value must start with a brace, a bracket, a number, a string, or a keyword.',
      this.at,
    );
  }

  private nested(code: number): JsonNode {
    if (++this.depth > DEPTH_LIMIT) {
      this.fail('Nesting too deep', `Objects and arrays are nested more than ${DEPTH_LIMIT} deep here.`, this.at);
    }
    const node = code === 123 ? this.object() : this.array();
    this.depth--;
    return node;
  }

  private object(): JsonNode {
    const start = this.at++;
    const properties: JsonProperty[] = [];
    for (;;) {
      this.blanks();
      if (this.text[this.at] === '}') break;
      if (this.at >= this.text.length) this.failUnclosed('object', 'brace', start);
      if (this.text[this.at] !== '"') {
        this.fail('Invalid object property name', 'A JSON object property name must be a string.', this.at);
      }
      properties.push(this.property());
      if (!this.separator('object', 'brace', '}', start)) break;
    }
    this.at++;
    return { kind: 'object', properties, span: { start, end: this.at } };
  }

  private property(): JsonProperty {
    const name = this.string();
    this.blanks();
    if (this.text[this.at] !== ':') {
      this.fail(
        'Missing property value colon',
        "A colon must appear between an object property's name and its value.",
        this.at,
      );
    }
    this.at++;
    this.blanks();
    return { name: name.value, nameSpan: name.span, value: this.value() };
  }

  private array(): JsonNode {
    const start = this.at++;
    const items: JsonNode[] = [];
    for (;;) {
      this.blanks();
      if (this.text[this.at] === ']') break;
      if (this.at >= this.text.length) this.failUnclosed('array', 'bracket', start);
      items.push(this.value());
      if (!this.separator('array', 'bracket', ']', start)) break;
    }
    this.at++;
    return { kind: 'array', items, span: { start, end: this.at } };
  }

  /** True behind a comma; false at the closing mark. */
  private separator(what: string, mark: string, close: string, start: number): boolean {
    this.blanks();
    if (this.text[this.at] === close) return false;
    if (this.at >= this.text.length) this.failUnclosed(what, mark, start);
    if (this.text[this.at] !== ',') {
      const next = what === 'object' ? 'Missing attribute separator' : 'Missing element separator';
      this.fail(
        next,
        `A comma must separate the ${what === 'object' ? 'properties of an object' : 'values of an array'}.`,
        this.at,
      );
    }
    const comma = this.at++;
    this.blanks();
    if (this.text[this.at] === close) {
      const part = what === 'object' ? 'property in an object' : 'value in an array';
      this.fail(`Trailing comma in ${what}`, `JSON does not permit a trailing comma after the final ${part}.`, comma);
    }
    return true;
  }

  private failUnclosed(what: string, mark: string, start: number): never {
    this.fail(`Unclosed ${what}`, `No closing ${mark} was found for this JSON ${what}.`, start);
  }

  private string(): JsonNode & { readonly kind: 'string' } {
    const start = this.at;
    let end = start + 1;
    let plain = true;
    for (;;) {
      const code = this.text.charCodeAt(end);
      if (code === 34) break;
      if (code < 32 || Number.isNaN(code)) this.failString(start, end);
      if (code === 92) {
        plain = false;
        end++;
      }
      end++;
    }
    this.at = end + 1;
    const value = plain ? this.text.slice(start + 1, end) : this.decode(start, end + 1);
    return { kind: 'string', value, span: { start, end: end + 1 } };
  }

  private decode(start: number, end: number): string {
    try {
      return JSON.parse(this.text.slice(start, end)) as string;
    } catch {
      return this.failString(start, end);
    }
  }

  private failString(start: number, end: number): never {
    this.fail('Invalid JSON string', 'There is a syntax error in the given JSON string.', start, end);
  }

  private number(): JsonNode {
    const start = this.at;
    NUMBER.lastIndex = start;
    const text = NUMBER.exec(this.text)?.[0] ?? '';
    const word = this.word(start);
    if (text === '' || text !== word) {
      this.fail('Invalid JSON number', 'There is a syntax error in the given JSON number.', start, start + word.length);
    }
    this.at = start + text.length;
    return { kind: 'number', text, span: { start, end: this.at } };
  }

  private keyword(): JsonNode {
    const start = this.at;
    const word = this.word(start);
    const end = start + word.length;
    if (word !== 'true' && word !== 'false' && word !== 'null') {
      this.fail('Invalid JSON keyword', `${JSON.stringify(word)} is not a valid JSON keyword.`, start, end);
    }
    this.at = end;
    return { kind: 'keyword', value: word === 'null' ? null : word === 'true', span: { start, end } };
  }

  private word(start: number): string {
    WORD.lastIndex = start;
    return WORD.exec(this.text)?.[0] ?? '';
  }
}
