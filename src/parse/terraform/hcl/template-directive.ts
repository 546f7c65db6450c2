import { parseExpression } from './parse-expression.js';
import { parseForVariables } from './parse-for.js';
import type { Parser } from './parser.js';
import type { TemplateToken } from './template-token.js';

/** One `%{...}`; the current token is its keyword, and afterwards its closing brace. */
export function parseDirective(p: Parser, start: number): TemplateToken {
  if (p.kind !== 'identifier') {
    p.failHere(
      'Invalid template directive',
      'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.',
    );
  }
  const keyword = p.tokenText();
  switch (keyword) {
    case 'if': {
      p.advance();
      const condition = parseExpression(p);
      return { kind: 'if', condition, span: close(p, keyword, start) };
    }
    case 'for': {
      const variables = parseForVariables(p, 'directive');
      const collection = parseExpression(p);
      return { kind: 'for', ...variables, collection, span: close(p, keyword, start) };
    }
    case 'else':
    case 'endif':
    case 'endfor':
      p.advance();
      return { kind: keyword, span: close(p, keyword, start) };
    default:
      return p.failHere(
        'Invalid template control keyword',
        `${JSON.stringify(keyword)} is not a valid template control keyword.`,
      );
  }
}

function close(p: Parser, keyword: string, start: number) {
  if (p.kind !== '}' && p.kind !== '~}') {
    p.failHere(
      `Extra characters in ${keyword} marker`,
      'Expected a closing brace to end the sequence, but found extra characters.',
    );
  }
  return p.span(start, p.end);
}
