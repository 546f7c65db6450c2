import { parseExpression } from './parse-expression.js';
import { parseFor } from './parse-for.js';
import type { Parser } from './parser.js';
import type { Expression, ObjectItem } from './syntax.js';

/** `[...]`: a tuple, or a `for` expression that makes one. */
export function parseTuple(p: Parser): Expression {
  const { start, newlines } = p;
  p.newlines = false;
  p.advance();
  if (p.isWord('for')) return parseFor(p, start, ']', newlines);
  const items: Expression[] = [];
  while (p.kind !== ']') {
    items.push(parseExpression(p));
    if ((p.kind as string) === ']') break;
    if (p.kind !== ',') failTupleSeparator(p, start);
    p.advance();
  }
  p.newlines = newlines;
  p.advance();
  return { kind: 'tuple', items, span: p.spanFrom(start) };
}

function failTupleSeparator(p: Parser, start: number): never {
  if (p.kind === 'eof') {
    p.fail(
      'Unterminated tuple constructor expression',
      'There is no corresponding closing bracket before the end of the file. This may be caused by incorrect bracket nesting elsewhere in this file.',
      start,
      start + 1,
    );
  }
  p.failHere('Missing item separator', 'Expected a comma to mark the beginning of the next item.');
}

/** `{...}`: an object, whose items end at a comma or a line end, or a `for` expression that makes one. */
export function parseObject(p: Parser): Expression {
  const { start, end, newlines } = p;
  p.newlines = false;
  p.advance();
  if (p.isWord('for')) return parseFor(p, start, '}', newlines);
  p.newlines = true;
  p.moveTo(end);
  p.advance();
  const items: ObjectItem[] = [];
  for (;;) {
    while (p.kind === 'newline') p.advance();
    if (p.kind === '}') break;
    items.push(parseObjectItem(p, start));
    if ((p.kind as string) === '}') break;
    if (p.kind !== ',' && (p.kind as string) !== 'newline') failObjectSeparator(p, start);
    p.advance();
  }
  p.newlines = newlines;
  p.advance();
  return { kind: 'object', items, span: p.spanFrom(start) };
}

function parseObjectItem(p: Parser, start: number): ObjectItem {
  const key = objectKey(parseExpression(p));
  if (p.kind !== '=' && p.kind !== ':') failKeySeparator(p, start);
  p.advance();
  return { key, value: parseExpression(p) };
}

/** A bare name as key is a string, also when it is `true`, `false` or `null`. */
function objectKey(key: Expression): Expression {
  if (key.kind === 'variable') return { kind: 'literal', value: key.name, span: key.span };
  if (key.kind === 'literal' && (key.value === null || typeof key.value === 'boolean')) {
    return { kind: 'literal', value: String(key.value), span: key.span };
  }
  return key;
}

function failKeySeparator(p: Parser, start: number): never {
  if (p.kind === 'newline' || p.kind === ',') {
    p.failHere('Missing attribute value', 'Expected an attribute value, introduced by an equals sign ("=").');
  }
  if (p.kind === 'eof') failUnterminatedObject(p, start);
  const hint =
    ' If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal.';
  p.failHere(
    'Missing key/value separator',
    `Expected an equals sign ("=") to mark the beginning of the attribute value.${p.kind === 'identifier' ? hint : ''}`,
  );
}

function failObjectSeparator(p: Parser, start: number): never {
  if (p.kind === 'eof') failUnterminatedObject(p, start);
  p.failHere('Missing attribute separator', 'Expected a newline or comma to mark the beginning of the next attribute.');
}

function failUnterminatedObject(p: Parser, start: number): never {
  p.fail(
    'Unterminated object constructor expression',
    'There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.',
    start,
    start + 1,
  );
}
