import { identifierLength, isDigit, isNameStart } from './characters.js';
import type { Comment } from './syntax.js';

/** Token kinds: punctuation is named by itself. `quote` is the opening `"`; `heredoc` is the `<<EOT` line. */
export type TokenKind =
  | 'eof'
  | 'newline'
  | 'identifier'
  | 'number'
  | 'quote'
  | 'heredoc'
  | 'invalid'
  | '{'
  | '}'
  | '['
  | ']'
  | '('
  | ')'
  | '~}'
  | ','
  | ':'
  | '::'
  | '.'
  | '...'
  | '='
  | '=>'
  | '?'
  | '!'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '&&'
  | '||';

/**
 * One token at a time, on demand, over the text itself. `newlines` says whether a line end is a token (bodies, object
 * constructors) or blank space (inside brackets, calls and interpolations); set it before advancing.
 */
export class Lexer {
  kind: TokenKind = 'eof';
  start = 0;
  end = 0;
  previousEnd = 0;
  newlines = true;
  private unclosedCommentAt = Number.POSITIVE_INFINITY;
  readonly comments: Comment[] = [];

  constructor(readonly text: string) {
    if (text.charCodeAt(0) === 0xfeff) this.end = 1;
  }

  /** Continues at an offset: the next `advance` reads there. Comments behind it will be collected again. */
  moveTo(offset: number): void {
    while ((this.comments.at(-1)?.span.start ?? -1) >= offset) this.comments.pop();
    this.end = offset;
  }

  advance(): void {
    this.previousEnd = this.end;
    const { text } = this;
    let at = this.end;
    // A line comment takes its line end with it: the line end then begins at the comment, as in HCL's scanner.
    let comment = -1;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 9) {
        do at++;
        while (text.charCodeAt(at) === 32);
      } else if (code === 10 || (code === 13 && text.charCodeAt(at + 1) === 10)) {
        const width = code === 10 ? 1 : 2;
        if (this.newlines) {
          const start = comment === -1 ? at : comment;
          return this.token('newline', start, at + width - start);
        }
        comment = -1;
        at += width;
      } else if (code === 35) {
        comment = at;
        at = this.lineComment(at, 1);
      } else if (code === 47) {
        const next = text.charCodeAt(at + 1);
        if (next === 47) {
          comment = at;
          at = this.lineComment(at, 2);
        } else if (next === 42) {
          const close = this.commentClose(at + 2);
          if (close === -1) return this.token('/', at, 1);
          this.comments.push({ text: text.slice(at + 2, close), span: { start: at, end: close + 2 } });
          at = close + 2;
        } else return this.token('/', at, 1);
      } else {
        return this.scan(code, at);
      }
    }
  }

  /** Offset of the next `*` + `/`; -1 when there is none, which is searched for once only. */
  commentClose(from: number): number {
    if (from >= this.unclosedCommentAt) return -1;
    const close = this.text.indexOf('*/', from);
    if (close === -1) this.unclosedCommentAt = from;
    return close;
  }

  private lineComment(at: number, marker: number): number {
    let end = this.text.indexOf('\n', at);
    if (end === -1) end = this.text.length;
    if (this.text.charCodeAt(end - 1) === 13) end--;
    this.comments.push({ text: this.text.slice(at + marker, end), span: { start: at, end } });
    return end;
  }

  private token(kind: TokenKind, at: number, width: number): void {
    this.kind = kind;
    this.start = at;
    this.end = at + width;
  }

  private scan(code: number, at: number): void {
    if (isNameStart(code)) return this.token('identifier', at, identifierLength(this.text, at));
    if (isDigit(code)) return this.token('number', at, numberLength(this.text, at));
    this.scanPunctuation(code, at);
  }

  private scanPunctuation(code: number, at: number): void {
    const next = this.text.charCodeAt(at + 1);
    switch (code) {
      case 34:
        return this.token('quote', at, 1);
      case 61: // =
        return next === 61 ? this.token('==', at, 2) : next === 62 ? this.token('=>', at, 2) : this.token('=', at, 1);
      case 123:
        return this.token('{', at, 1);
      case 125:
        return this.token('}', at, 1);
      case 91:
        return this.token('[', at, 1);
      case 93:
        return this.token(']', at, 1);
      case 40:
        return this.token('(', at, 1);
      case 41:
        return this.token(')', at, 1);
      case 44:
        return this.token(',', at, 1);
      case 46: // .
        return next === 46 && this.text.charCodeAt(at + 2) === 46 ? this.token('...', at, 3) : this.token('.', at, 1);
      case 58: // :
        return next === 58 ? this.token('::', at, 2) : this.token(':', at, 1);
      default:
        return this.scanOperator(code, next, at);
    }
  }

  private scanOperator(code: number, next: number, at: number): void {
    switch (code) {
      case 63:
        return this.token('?', at, 1);
      case 33: // !
        return next === 61 ? this.token('!=', at, 2) : this.token('!', at, 1);
      case 43:
        return this.token('+', at, 1);
      case 45:
        return this.token('-', at, 1);
      case 42:
        return this.token('*', at, 1);
      case 37:
        return this.token('%', at, 1);
      case 60: // <
        if (next === 60) {
          const width = heredocHeaderLength(this.text, at);
          if (width > 0) return this.token('heredoc', at, width);
        }
        return next === 61 ? this.token('<=', at, 2) : this.token('<', at, 1);
      case 62: // >
        return next === 61 ? this.token('>=', at, 2) : this.token('>', at, 1);
      case 38: // &
        return next === 38 ? this.token('&&', at, 2) : this.token('invalid', at, 1);
      case 124: // |
        return next === 124 ? this.token('||', at, 2) : this.token('invalid', at, 1);
      case 126: // ~
        return next === 125 ? this.token('~}', at, 2) : this.token('invalid', at, 1);
      default:
        return this.scanOther(at);
    }
  }

  private scanOther(at: number): void {
    if (at >= this.text.length) return this.token('eof', this.text.length, 0);
    const letters = identifierLength(this.text, at);
    if (letters > 0) return this.token('identifier', at, letters);
    this.token('invalid', at, (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  }
}

/** Digits, then digits, dots and exponents, not ending in a dot: `1.2.3` is one (invalid) number, as in HCL. */
function numberLength(text: string, offset: number): number {
  let at = offset + 1;
  let end = at;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      end = ++at;
    } else if (code === 46) {
      at++;
    } else if (code === 101 || code === 69) {
      const sign = text.charCodeAt(at + 1);
      const digits = sign === 43 || sign === 45 ? at + 2 : at + 1;
      if (!isDigit(text.charCodeAt(digits))) break;
      at = end = digits + 1;
    } else break;
  }
  return end - offset;
}

/** Length of `<<EOT` or `<<-EOT` with its line end; 0 when this is not a heredoc. */
function heredocHeaderLength(text: string, offset: number): number {
  let at = offset + 2;
  if (text.charCodeAt(at) === 45) at++;
  const letters = identifierLength(text, at);
  if (letters === 0) return 0;
  at += letters;
  if (text.charCodeAt(at) === 13) at++;
  return text.charCodeAt(at) === 10 ? at + 1 - offset : 0;
}
