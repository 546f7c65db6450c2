import type { Diagnostic } from '../../../model/diagnostic.js';
import { Finder } from './finder.js';
import { Lexer } from './lexer.js';
import { createLineIndex, locate } from './line-index.js';
import { describeInvalidToken } from './invalid-token.js';
import type { LineIndex, Span } from './syntax.js';

/** Deepest nesting of brackets, blocks and templates that is read; real files stay below 40. */
export const DEPTH_LIMIT = 400;
/** Longest chain of operators or traversal steps, which makes a tree as deep as the chain is long. */
export const CHAIN_LIMIT = 1500;
/** After so many errors in one file the rest is not reported. */
const ERROR_LIMIT = 20;

/** Unwinds the parser to the innermost body, which skips the broken item and goes on. Never leaves this room. */
export class SyntaxAbort {}
const ABORT = new SyntaxAbort();

/** The state that all parse functions share: the lexer, the diagnostics and the nesting depth. */
export class Parser extends Lexer {
  readonly diagnostics: Diagnostic[] = [];
  readonly lines: LineIndex;
  depth = 0;
  /** Set after the first error: a top-level block header in the first column then closes what is still open. */
  recovering = false;
  unclosedBlock = false;
  /** Characters skipped after errors. */
  skipped = 0;
  heredocBudget: number;
  readonly quotes: Finder;
  readonly lineEnds: Finder;
  readonly carriageReturns: Finder;
  readonly backslashes: Finder;
  readonly interpolations: Finder;
  readonly directives: Finder;
  /** True when all characters are ASCII, so that no text needs normalizing. */
  private readonly ascii: boolean;
  /** Where the last error began. */
  errorStart = -1;

  constructor(
    readonly path: string,
    text: string,
    private readonly base = 0,
  ) {
    super(text);
    this.heredocBudget = 20 * text.length;
    this.quotes = new Finder(text, '"');
    this.lineEnds = new Finder(text, '\n');
    this.carriageReturns = new Finder(text, '\r');
    this.backslashes = new Finder(text, '\\');
    this.interpolations = new Finder(text, '${');
    this.directives = new Finder(text, '%{');
    this.ascii = Buffer.byteLength(text) === text.length;
    this.lines = createLineIndex(text);
  }

  /** The span from an offset to the end of the last token that was consumed. */
  spanFrom(start: number): Span {
    return { start: start + this.base, end: this.previousEnd + this.base };
  }

  span(start: number, end: number): Span {
    return { start: start + this.base, end: end + this.base };
  }

  /** Text as a value: Terraform keeps all strings in Unicode normalization form C. */
  normalized(text: string, escaped = false): string {
    return this.ascii && !escaped ? text : text.normalize('NFC');
  }

  tokenText(): string {
    return this.text.slice(this.start, this.end);
  }

  isWord(word: string): boolean {
    return (
      this.kind === 'identifier' && this.end - this.start === word.length && this.text.startsWith(word, this.start)
    );
  }

  /** A span in HashiCorp's notation: `main.tf:3,5-12`. */
  describe(span: Span): string {
    const start = this.lines.position(span.start - this.base);
    const end = this.lines.position(span.end - this.base);
    const to = start.line === end.line ? `${end.column}` : `${end.line},${end.column}`;
    return `${this.path}:${start.line},${start.column}-${to}`;
  }

  enter(): void {
    if (++this.depth > DEPTH_LIMIT) this.tooDeep(this.start);
  }

  leave(): void {
    this.depth--;
  }

  tooDeep(start: number): never {
    this.fail(
      'Nesting too deep',
      `Brackets, blocks, templates or operators are nested more than ${DEPTH_LIMIT} deep here. Split the expression into local values.`,
      start,
      start + 1,
    );
  }

  /** Records an error without giving up on the item. */
  report(summary: string, detail: string, start: number, end: number): void {
    if (start === this.errorStart) return;
    this.errorStart = start;
    if (this.diagnostics.length >= ERROR_LIMIT) return;
    const location = locate(this.path, this.lines, { start, end });
    this.diagnostics.push({ severity: 'error', code: 'hcl-syntax', summary, detail, location });
  }

  reportAt(summary: string, detail: string, span: Span): void {
    this.report(summary, detail, span.start - this.base, span.end - this.base);
  }

  /** Records an error at the current token; a token that is not valid is described in the scanner's words. */
  reportHere(summary: string, detail: string): void {
    const said = this.kind === 'invalid' ? describeInvalidToken(this.tokenText()) : { summary, detail };
    this.report(said.summary, said.detail, this.start, this.end);
  }

  /** Records an error and gives up on the item. */
  fail(summary: string, detail: string, start: number, end: number): never {
    this.report(summary, detail, start, end);
    throw ABORT;
  }

  /** The same for a span of the tree. */
  failAt(summary: string, detail: string, span: Span): never {
    this.fail(summary, detail, span.start - this.base, span.end - this.base);
  }

  /** `reportHere`, and gives up on the item. */
  failHere(summary: string, detail: string): never {
    this.reportHere(summary, detail);
    throw ABORT;
  }
}
