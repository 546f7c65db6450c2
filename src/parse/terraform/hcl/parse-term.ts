import { parseCall } from './parse-call.js';
import { parseObject, parseTuple } from './parse-collection.js';
import { parseExpression } from './parse-expression.js';
import { parseHeredoc, parseQuoted } from './parse-template.js';
import type { Parser } from './parser.js';
import type { Expression } from './syntax.js';

/** An expression without operators and traversals (hclsyntax/spec.md "Expression Terms"). */
export function parseTerm(p: Parser): Expression {
  switch (p.kind) {
    case 'identifier':
      return parseName(p);
    case 'quote':
      return parseQuoted(p);
    case 'number':
      return parseNumber(p);
    case '[':
      return parseTuple(p);
    case '{':
      return parseObject(p);
    case '(':
      return parseParentheses(p);
    case 'heredoc':
      return parseHeredoc(p);
    default:
      return p.failHere(
        'Invalid expression',
        'Expected the start of an expression, but found an invalid expression token.',
      );
  }
}

function parseName(p: Parser): Expression {
  const { start, end } = p;
  const name = p.tokenText();
  p.advance();
  if (p.kind === '(' || p.kind === '::') return parseCall(p, name, start, end);
  const span = p.span(start, end);
  if (name === 'true') return { kind: 'literal', value: true, span };
  if (name === 'false') return { kind: 'literal', value: false, span };
  if (name === 'null') return { kind: 'literal', value: null, span };
  return { kind: 'variable', name, span };
}

/** A number. `text` keeps the digits when a double would not print them back. */
function parseNumber(p: Parser): Expression {
  const text = p.tokenText();
  const value = Number(text);
  if (Number.isNaN(value)) {
    p.fail('Invalid number literal', 'Failed to recognize the value of this number literal.', p.start, p.end);
  }
  const span = p.span(p.start, p.end);
  p.advance();
  // An exponent may go beyond what a double holds: 1e-400 is not zero.
  if (text.length <= 15 && /^\d+(\.\d+)?$/.test(text)) return { kind: 'literal', value, span };
  return String(value) === text ? { kind: 'literal', value, span } : { kind: 'literal', value, text, span };
}

function parseParentheses(p: Parser): Expression {
  const { start, newlines } = p;
  p.newlines = false;
  p.advance();
  const inner = parseExpression(p);
  if (p.kind !== ')') {
    p.failHere('Unbalanced parentheses', 'Expected a closing parenthesis to terminate the expression.');
  }
  p.newlines = newlines;
  p.advance();
  return { kind: 'parentheses', inner, span: p.spanFrom(start) };
}
