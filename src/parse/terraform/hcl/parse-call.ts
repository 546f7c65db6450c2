import { parseExpression } from './parse-expression.js';
import type { Parser } from './parser.js';
import type { Expression } from './syntax.js';

/** A function call after its first name; the current token is `(` or `::`. */
export function parseCall(p: Parser, firstName: string, start: number, firstEnd: number): Expression {
  let name = firstName;
  let nameEnd = firstEnd;
  while (p.kind === '::') {
    p.advance();
    if ((p.kind as string) !== 'identifier') {
      p.failHere(
        'Missing function name',
        'Function scope resolution symbol :: must be followed by a function name in this scope.',
      );
    }
    name += `::${p.tokenText()}`;
    nameEnd = p.end;
    p.advance();
  }
  if (p.kind !== '(') {
    p.failHere(
      'Missing open parenthesis',
      'Function selector must be followed by an open parenthesis to begin the function call.',
    );
  }
  const nameSpan = p.span(start, nameEnd);
  const { newlines } = p;
  p.newlines = false;
  const openEnd = p.end;
  p.advance();
  const args: Expression[] = [];
  const expand = parseArguments(p, args, start, openEnd);
  p.newlines = newlines;
  p.advance();
  return { kind: 'call', name, nameSpan, args, expand, span: p.spanFrom(start) };
}

/** Fills `args` up to the closing parenthesis, which stays the current token. True when the last one ends in `...`. */
function parseArguments(p: Parser, args: Expression[], start: number, openEnd: number): boolean {
  while (p.kind !== ')') {
    args.push(parseExpression(p));
    if ((p.kind as string) === ')') break;
    if (p.kind === '...') {
      const { start: ellipsis, end } = p;
      p.advance();
      if ((p.kind as string) !== ')') {
        p.fail(
          'Missing closing parenthesis',
          'An expanded function argument (with ...) must be immediately followed by closing parentheses.',
          ellipsis,
          end,
        );
      }
      return true;
    }
    if (p.kind !== ',') failSeparator(p, start, openEnd);
    p.advance();
  }
  return false;
}

function failSeparator(p: Parser, start: number, openEnd: number): never {
  if (p.kind === 'eof') {
    p.fail(
      'Unterminated function call',
      'There is no closing parenthesis for this function call before the end of the file. This may be caused by incorrect parenthesis nesting elsewhere in this file.',
      start,
      openEnd,
    );
  }
  p.failHere('Missing argument separator', 'A comma is required to separate each function argument from the next.');
}
