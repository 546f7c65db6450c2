import { DEPTH_LIMIT, type Parser } from './parser.js';
import type { Span, TemplatePart } from './syntax.js';
import type { TemplateToken } from './template-token.js';

/** The text of tokens that are all text. */
export function joinTexts(tokens: readonly TemplateToken[]): string {
  return tokens.map((token) => (token.kind === 'text' ? token.value : '')).join('');
}

type IfToken = Extract<TemplateToken, { kind: 'if' }>;
type ForToken = Extract<TemplateToken, { kind: 'for' }>;

interface Cursor {
  at: number;
  readonly tokens: readonly TemplateToken[];
}

/** A directive that is open while its body is built. */
interface Opener {
  readonly name: 'if' | 'else' | 'for';
  readonly span: Span;
}

/** Nests `%{if}` and `%{for}` and joins neighbouring text. */
export function buildParts(p: Parser, tokens: readonly TemplateToken[]): TemplatePart[] {
  return buildBody(p, { at: 0, tokens }, undefined, 0);
}

/** Parts up to the directive that ends the opener's body; that token is left for the caller. */
function buildBody(p: Parser, cursor: Cursor, opener: Opener | undefined, depth: number): TemplatePart[] {
  if (depth > DEPTH_LIMIT && opener !== undefined) p.tooDeep(opener.span.start);
  const parts: TemplatePart[] = [];
  for (;;) {
    const token = cursor.tokens[cursor.at];
    if (token === undefined) {
      if (opener !== undefined) failUnclosed(p, opener, cursor.tokens.at(-1)?.span.end ?? 0);
      return parts;
    }
    if (token.kind === 'else' || token.kind === 'endif' || token.kind === 'endfor') {
      if (closes(opener, token.kind)) return parts;
      failUnexpected(p, opener, token);
    }
    cursor.at++;
    if (token.kind === 'text') pushText(parts, token.value, token.span);
    else if (token.kind === 'interpolation') parts.push(token);
    else parts.push(token.kind === 'if' ? buildIf(p, cursor, token, depth) : buildFor(p, cursor, token, depth));
  }
}

function closes(opener: Opener | undefined, kind: 'else' | 'endif' | 'endfor'): boolean {
  if (opener?.name === 'for') return kind === 'endfor';
  if (opener?.name === 'if') return kind !== 'endfor';
  return opener?.name === 'else' && kind === 'endif';
}

function buildIf(p: Parser, cursor: Cursor, token: IfToken, depth: number): TemplatePart {
  const then = buildBody(p, cursor, { name: 'if', span: token.span }, depth + 1);
  let otherwise: TemplatePart[] = [];
  if (cursor.tokens[cursor.at]?.kind === 'else') {
    cursor.at++;
    otherwise = buildBody(p, cursor, { name: 'else', span: token.span }, depth + 1);
  }
  return { kind: 'if', condition: token.condition, then, otherwise, span: closedSpan(cursor, token.span) };
}

function buildFor(p: Parser, cursor: Cursor, token: ForToken, depth: number): TemplatePart {
  const body = buildBody(p, cursor, { name: 'for', span: token.span }, depth + 1);
  return { ...token, body, span: closedSpan(cursor, token.span) };
}

/** Eats the closing directive and returns the span from the opening one to it. */
function closedSpan(cursor: Cursor, opened: Span): Span {
  const end = cursor.tokens[cursor.at]?.span.end ?? opened.end;
  cursor.at++;
  return { start: opened.start, end };
}

function pushText(parts: TemplatePart[], value: string, span: Span): void {
  if (value === '') return;
  const last = parts.at(-1);
  if (last?.kind !== 'text') {
    parts.push({ kind: 'text', value, span });
    return;
  }
  parts[parts.length - 1] = {
    kind: 'text',
    value: last.value + value,
    span: { start: last.span.start, end: span.end },
  };
}

function failUnclosed(p: Parser, opener: Opener, end: number): never {
  const name = opener.name === 'else' ? 'if' : opener.name;
  p.failAt(
    'Unexpected end of template',
    `The ${name} directive at ${p.describe(opener.span)} is missing its corresponding end${name} directive.`,
    { start: end, end: end + 1 },
  );
}

function failUnexpected(p: Parser, opener: Opener | undefined, token: TemplateToken): never {
  const name = opener?.name === 'else' ? 'if' : opener?.name;
  const detail =
    opener === undefined
      ? 'The control directives within this template are unbalanced.'
      : `Expecting an end${name} directive for the ${name} started at ${p.describe(opener.span)}.`;
  p.failAt(`Unexpected ${token.kind} directive`, detail, token.span);
}
