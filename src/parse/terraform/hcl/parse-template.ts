import { parseExpression } from './parse-expression.js';
import type { Parser } from './parser.js';
import { stripIndentation } from './heredoc.js';
import type { Expression, Span } from './syntax.js';
import { buildParts, joinTexts } from './template-tree.js';
import { parseDirective } from './template-directive.js';
import type { TemplateToken } from './template-token.js';
import { trimLeft, trimRight } from './characters.js';
import { readEscape } from './escape.js';

/** Where a template ends: at its quote, at its heredoc marker, or with the text. */
type Ending =
  | { readonly kind: 'quote' }
  | { readonly kind: 'marker'; readonly marker: string }
  | { readonly kind: 'text' };

const QUOTE: Ending = { kind: 'quote' };

/** A quoted template; the current token is its `"`. Plain text is a literal, `"${x}"` alone is a `wrap`. */
export function parseQuoted(p: Parser): Expression {
  const { start, text } = p;
  const plain = plainQuotedEnd(p, start + 1);
  if (plain !== -1) {
    p.moveTo(plain + 1);
    p.advance();
    return { kind: 'literal', value: p.normalized(text.slice(start + 1, plain)), span: p.span(start, plain + 1) };
  }
  p.enter();
  const tokens = readTemplate(p, start + 1, QUOTE);
  p.leave();
  const end = p.end;
  p.advance();
  return templateExpression(p, tokens, p.span(start, end));
}

/** A heredoc; the current token is its `<<EOT` line. The text ends before the line that holds the marker alone. */
export function parseHeredoc(p: Parser): Expression {
  const { start, end } = p;
  const flush = p.text.charCodeAt(start + 2) === 45;
  const marker = p.text.slice(start + (flush ? 3 : 2), end).trimEnd();
  p.enter();
  const tokens = readTemplate(p, end, { kind: 'marker', marker });
  p.leave();
  if (flush) stripIndentation(tokens);
  const close = p.end;
  p.advance();
  return templateExpression(p, tokens, p.span(start, close));
}

/** A whole text as template, as `templatefile` reads one. */
export function parseWholeTemplate(p: Parser): Expression {
  const tokens = readTemplate(p, p.end, { kind: 'text' });
  return templateExpression(p, tokens, p.span(0, p.text.length));
}

function templateExpression(p: Parser, tokens: TemplateToken[], span: Span): Expression {
  if (tokens.length === 0) return { kind: 'literal', value: '', span };
  const [only] = tokens;
  if (tokens.length === 1 && only?.kind === 'interpolation') return { kind: 'wrap', inner: only.value, span };
  if (tokens.every((token) => token.kind === 'text')) return { kind: 'literal', value: joinTexts(tokens), span };
  return { kind: 'template', parts: buildParts(p, tokens), span };
}

/** Offset of the closing quote when nothing between needs decoding; -1 otherwise. */
function plainQuotedEnd(p: Parser, offset: number): number {
  const end = p.quotes.next(offset);
  const plain =
    end < p.lineEnds.next(offset) &&
    end < p.carriageReturns.next(offset) &&
    end < p.backslashes.next(offset) &&
    end < p.interpolations.next(offset) &&
    end < p.directives.next(offset);
  return plain ? end : -1;
}

/** Reads the tokens of a template from an offset; leaves `p.end` behind its closing mark. */
function readTemplate(p: Parser, offset: number, ending: Ending): TemplateToken[] {
  const tokens: TemplateToken[] = [];
  const { newlines } = p;
  let at = offset;
  let trimNext = false;
  let lineStart = true;
  for (;;) {
    if (ending.kind === 'marker' && lineStart) {
      const close = markerEnd(p.text, at, ending.marker);
      if (close !== -1) {
        p.moveTo(close);
        return tokens;
      }
    }
    const from = at;
    const chunk = readText(p, at, ending.kind);
    at = chunk.end;
    if (at > from) {
      const value = trimNext ? trimLeft(chunk.value) : chunk.value;
      tokens.push({ kind: 'text', value: p.normalized(value, true), span: p.span(from, at) });
      trimNext = false;
    }
    lineStart = chunk.stop === 'line';
    if (chunk.stop === 'line') continue;
    if (chunk.stop !== 'sequence') {
      if (chunk.stop === 'quote') p.moveTo(at + 1);
      else if (ending.kind !== 'text') failUnterminated(p, at);
      else p.moveTo(at);
      return tokens;
    }
    trimNext = readSequence(p, at, tokens, ending);
    at = p.end;
    p.newlines = newlines;
  }
}

function failUnterminated(p: Parser, at: number): never {
  p.fail('Unterminated template string', 'No closing marker was found for the string.', at, at);
}

interface Chunk {
  readonly value: string;
  readonly end: number;
  readonly stop: 'sequence' | 'quote' | 'line' | 'end';
}

/** Literal text up to a sequence, the quote, the end, or (outside quotes) behind the line end. */
function readText(p: Parser, offset: number, ending: Ending['kind']): Chunk {
  const { text } = p;
  const quoted = ending === 'quote';
  if (!quoted) {
    const line = p.lineEnds.next(offset) + 1;
    const plain =
      line <= p.interpolations.next(offset) &&
      line <= p.directives.next(offset) &&
      line <= p.carriageReturns.next(offset) + 2;
    if (plain && line <= text.length) return { value: p.normalized(text.slice(offset, line)), end: line, stop: 'line' };
  }
  let value = '';
  let from = offset;
  let at = offset;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 36 || code === 37) {
      const next = text.charCodeAt(at + 1);
      if (next === 123) return { value: value + text.slice(from, at), end: at, stop: 'sequence' };
      if (next === code && text.charCodeAt(at + 2) === 123) {
        value += text.slice(from, at + 1);
        from = at + 2;
        at += 3;
      } else at++;
    } else if (code === 10) {
      if (!quoted) return { value: value + text.slice(from, at + 1), end: at + 1, stop: 'line' };
      failNewline(p, at);
    } else if (code === 13 && ending !== 'text' && text.charCodeAt(at + 1) !== 10) {
      p.fail('Invalid character', 'This character is not used within the language.', at, at + 1);
    } else if (quoted && code === 34) {
      return { value: value + text.slice(from, at), end: at, stop: 'quote' };
    } else if (quoted && code === 92) {
      const escape = readEscape(p, at);
      value += text.slice(from, at) + escape.value;
      at = from = escape.end;
    } else if (at >= text.length) {
      return { value: value + text.slice(from, at), end: text.length, stop: 'end' };
    } else at++;
  }
}

function failNewline(p: Parser, at: number): never {
  const start = p.text.charCodeAt(at - 1) === 13 ? at - 1 : at;
  p.fail(
    'Invalid multi-line string',
    'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
    start,
    at + 1,
  );
}

/**
 * Where the heredoc ends when this line is its marker (blanks around it allowed) and is followed by a line end: the
 * offset of that line end. -1 when the line is text.
 */
function markerEnd(text: string, offset: number, marker: string): number {
  let at = offset;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  if (!text.startsWith(marker, at)) return -1;
  at += marker.length;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  if (text.charCodeAt(at) === 13) return text.charCodeAt(at + 1) === 10 ? at : -1;
  return text.charCodeAt(at) === 10 ? at : -1;
}

/** `${...}` or `%{...}` at an offset, with its trim marks. True when the text behind it is to be trimmed. */
function readSequence(p: Parser, at: number, tokens: TemplateToken[], ending: Ending): boolean {
  const trimBefore = p.text.charCodeAt(at + 2) === 126;
  const last = tokens.at(-1);
  if (trimBefore && last?.kind === 'text') tokens[tokens.length - 1] = { ...last, value: trimRight(last.value) };
  p.newlines = false;
  const bodyStart = at + (trimBefore ? 3 : 2);
  p.moveTo(bodyStart);
  p.advance();
  if (p.text.charCodeAt(at) === 37) {
    tokens.push(parseDirective(p, at));
  } else {
    const value = parseExpression(p);
    if (p.kind !== '}' && (p.kind as string) !== '~}') failInterpolation(p, at, bodyStart, ending);
    tokens.push({ kind: 'interpolation', value, span: p.span(at, p.end) });
  }
  return (p.kind as string) === '~}';
}

function failInterpolation(p: Parser, at: number, bodyStart: number, ending: Ending): never {
  const summary = 'Unclosed template interpolation sequence';
  const nesting = 'This might be caused by incorrect nesting inside the given expression.';
  if (p.kind === 'eof') {
    const detail = `There is no closing brace for this interpolation sequence before the end of the file. ${nesting}`;
    p.fail(summary, detail, at, bodyStart);
  }
  if (p.kind === 'quote' && ending.kind === 'quote') {
    const detail = `There is no closing brace for this interpolation sequence before the end of the quoted template. ${nesting}`;
    p.fail(summary, detail, at, bodyStart);
  }
  if (p.kind === ':') {
    p.failHere(
      'Extra characters after interpolation expression',
      'Template interpolation doesn\'t expect a colon at this location. Did you intend this to be a literal sequence to be processed as part of another language? If so, you can escape it by starting with "$${" instead of just "${".',
    );
  }
  p.failHere(
    'Extra characters after interpolation expression',
    'Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can happen when you include interpolation syntax for another language, such as shell scripting, but forget to escape the interpolation start token. If this is an embedded sequence for another language, escape it by starting with "$${" instead of just "${".',
  );
}
