import { parseExpression } from './parse-expression.js';
import { CHAIN_LIMIT, type Parser } from './parser.js';
import type { Expression } from './syntax.js';

/** Applies `.name`, `.0`, `[key]`, `[*]` and `.*` to a term for as long as they follow. */
export function parseTraversals(p: Parser, term: Expression, start: number): Expression {
  let object = term;
  let chain = 0;
  while (p.kind === '.' || p.kind === '[') {
    if (++chain > CHAIN_LIMIT) p.tooDeep(p.start);
    object = p.kind === '.' ? parseDot(p, object, start) : parseIndex(p, object, start);
  }
  return object;
}

function parseDot(p: Parser, object: Expression, start: number): Expression {
  p.advance();
  if (p.kind === 'identifier') return parseAttributeName(p, object, start);
  if (p.kind === 'number') return parseLegacyIndex(p, object, start, 'instead');
  if (p.kind === '*') return parseAttributeSplat(p, object, start);
  return p.failHere('Invalid attribute name', 'An attribute name is required after a dot.');
}

function parseAttributeName(p: Parser, object: Expression, start: number): Expression {
  const name = p.tokenText();
  const nameSpan = p.span(p.start, p.end);
  p.advance();
  return { kind: 'attribute', object, name, nameSpan, span: p.spanFrom(start) };
}

function parseLegacyIndex(
  p: Parser,
  object: Expression,
  start: number,
  instead: 'instead' | 'with a full splat expression [*] instead',
): Expression {
  const text = p.tokenText();
  const dot = text.indexOf('.');
  if (dot !== -1) {
    p.fail(
      'Invalid legacy index syntax',
      `When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax ${instead}, like [${text.slice(0, dot)}][${text.slice(dot + 1)}].`,
      p.start,
      p.end,
    );
  }
  p.advance();
  return { kind: 'legacy-index', object, index: Number(text), span: p.spanFrom(start) };
}

/** `object.*` and the attribute names and legacy indexes behind it; `[...]` then applies to the whole result. */
function parseAttributeSplat(p: Parser, object: Expression, start: number): Expression {
  const itemSpan = p.span(p.start, p.end);
  const itemStart = p.start;
  p.advance();
  let each: Expression = { kind: 'splat-item', span: itemSpan };
  let chain = 0;
  while (p.kind === '.') {
    if (++chain > CHAIN_LIMIT) p.tooDeep(p.start);
    p.advance();
    const kind = p.kind as string;
    if (kind === 'identifier') each = parseAttributeName(p, each, itemStart);
    else if (kind === 'number') {
      each = parseLegacyIndex(p, each, itemStart, 'with a full splat expression [*] instead');
    } else if (kind === '*') {
      p.failHere(
        'Nested splat expression not allowed',
        'A splat expression (*) cannot be used inside another attribute-only splat expression.',
      );
    } else p.failHere('Invalid attribute name', 'An attribute name is required after a dot.');
  }
  return { kind: 'splat', full: false, object, each, span: p.spanFrom(start) };
}

function parseIndex(p: Parser, object: Expression, start: number): Expression {
  const { newlines, end } = p;
  p.advance();
  if (p.kind === '*') return parseFullSplat(p, object, start);
  if (newlines) {
    p.newlines = false;
    p.moveTo(end);
    p.advance();
  }
  const key = parseExpression(p);
  if (p.kind !== ']') {
    p.failHere('Missing close bracket on index', 'The index operator must end with a closing bracket ("]").');
  }
  p.newlines = newlines;
  p.advance();
  return { kind: 'index', object, key, span: p.spanFrom(start) };
}

/** `object[*]`: everything that follows applies to each element, further splats included. */
function parseFullSplat(p: Parser, object: Expression, start: number): Expression {
  p.enter();
  const itemStart = p.start;
  const item: Expression = { kind: 'splat-item', span: p.span(p.start, p.end) };
  p.advance();
  if ((p.kind as string) !== ']') {
    p.failHere(
      'Missing close bracket on splat index',
      'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
    );
  }
  p.advance();
  const each = parseTraversals(p, item, itemStart);
  p.leave();
  return { kind: 'splat', full: true, object, each, span: p.spanFrom(start) };
}
