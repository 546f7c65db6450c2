import { CHAIN_LIMIT, type Parser } from './parser.js';
import { parseTerm } from './parse-term.js';
import { parseTraversals } from './parse-traversal.js';
import type { BinaryOperator, Expression } from './syntax.js';

/** Binding strength of the binary operators (hclsyntax/spec.md "Operations"); 0 for what is none. */
function strength(kind: string): number {
  switch (kind) {
    case '||':
      return 1;
    case '&&':
      return 2;
    case '==':
    case '!=':
      return 3;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return 4;
    case '+':
    case '-':
      return 5;
    case '*':
    case '/':
    case '%':
      return 6;
    default:
      return 0;
  }
}

/** Any expression: a conditional, or an operation. The current token is its first; afterwards the one behind it. */
export function parseExpression(p: Parser): Expression {
  p.enter();
  const start = p.start;
  const condition = parseBinary(p, 1);
  if (p.kind !== '?') {
    p.leave();
    return condition;
  }
  p.advance();
  const then = parseExpression(p);
  if ((p.kind as string) !== ':') {
    p.failHere(
      'Missing false expression in conditional',
      'The conditional operator (...?...:...) requires a false expression, delimited by a colon.',
    );
  }
  p.advance();
  const otherwise = parseExpression(p);
  p.leave();
  return { kind: 'conditional', condition, then, otherwise, span: p.spanFrom(start) };
}

function parseBinary(p: Parser, weakest: number): Expression {
  const start = p.start;
  let left = parseOperand(p);
  let chain = 0;
  for (;;) {
    const level = strength(p.kind);
    if (level < weakest || level === 0) return left;
    if (++chain > CHAIN_LIMIT) p.tooDeep(p.start);
    const operator = p.kind as BinaryOperator;
    p.advance();
    const right = parseBinary(p, level + 1);
    left = { kind: 'binary', operator, left, right, span: p.spanFrom(start) };
  }
}

/** A term with its traversals. A unary operator binds tighter than any binary one. */
export function parseOperand(p: Parser): Expression {
  if (p.kind !== '-' && p.kind !== '!') {
    const start = p.start;
    return parseTraversals(p, parseTerm(p), start);
  }
  p.enter();
  const start = p.start;
  const operator = p.kind;
  p.advance();
  const operand = parseOperand(p);
  p.leave();
  return { kind: 'unary', operator, operand, span: p.spanFrom(start) };
}
