import { parseExpression } from './parse-expression.js';
import type { Parser } from './parser.js';
import type { Expression, Span } from './syntax.js';

const SUMMARY = "Invalid 'for' expression";

/** The variables of a `for`, up to and including `in`; `what` names the construct in messages. */
export function parseForVariables(
  p: Parser,
  what: 'expression' | 'directive',
): { readonly keyVariable?: string; readonly valueVariable: string } {
  const summary = `Invalid 'for' ${what}`;
  p.advance();
  if (p.kind !== 'identifier') p.failHere(summary, `For ${what} requires variable name after 'for'.`);
  const first = p.tokenText();
  p.advance();
  let second: string | undefined;
  if ((p.kind as string) === ',') {
    p.advance();
    if (p.kind !== 'identifier') p.failHere(summary, `For ${what} requires value variable name after comma.`);
    second = p.tokenText();
    p.advance();
  }
  if (!p.isWord('in')) {
    const rule = what === 'expression' ? "the 'in' keyword after its name declarations" : "'in' keyword after names";
    p.failHere(summary, `For ${what} requires ${rule}.`);
  }
  p.advance();
  return second === undefined ? { valueVariable: first } : { keyVariable: first, valueVariable: second };
}

/** A `for` expression whose bracket was at `start`; the current token is `for`. */
export function parseFor(p: Parser, start: number, close: ']' | '}', newlines: boolean): Expression {
  const variables = parseForVariables(p, 'expression');
  const collection = parseExpression(p);
  if (p.kind !== ':') p.failHere(SUMMARY, 'For expression requires a colon after the collection expression.');
  p.advance();
  const first = parseExpression(p);
  let second: Expression | undefined;
  if ((p.kind as string) === '=>') {
    p.advance();
    second = parseExpression(p);
  }
  const ellipsis = (p.kind as string) === '...' ? { start: p.start, end: p.end } : undefined;
  if (ellipsis !== undefined) p.advance();
  let condition: Expression | undefined;
  if (p.isWord('if')) {
    p.advance();
    condition = parseExpression(p);
  }
  if ((p.kind as string) !== close) p.failHere(SUMMARY, "Extra characters after the end of the 'for' expression.");
  p.newlines = newlines;
  p.advance();
  checkForResult(p, close, first, second, ellipsis);
  return {
    kind: 'for',
    ...variables,
    collection,
    ...(second !== undefined && { key: first }),
    value: second ?? first,
    ...(condition !== undefined && { condition }),
    group: ellipsis !== undefined,
    span: p.spanFrom(start),
  };
}

function checkForResult(
  p: Parser,
  close: ']' | '}',
  first: Expression,
  second: Expression | undefined,
  ellipsis: Span | undefined,
): void {
  if (close === '}') {
    if (second === undefined) p.failAt(SUMMARY, 'Key expression is required when building an object.', first.span);
  } else if (second !== undefined) {
    p.failAt(SUMMARY, 'Key expression is not valid when building a tuple.', first.span);
  } else if (ellipsis !== undefined) {
    p.fail(SUMMARY, 'Grouping ellipsis (...) cannot be used when building a tuple.', ellipsis.start, ellipsis.end);
  }
}
