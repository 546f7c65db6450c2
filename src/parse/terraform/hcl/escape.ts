import type { Parser } from './parser.js';

const SUMMARY = 'Invalid escape sequence';
const SINGLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** The escape sequence at a backslash of a quoted template. A wrong one is reported and kept as it is written. */
export function readEscape(p: Parser, at: number): { readonly value: string; readonly end: number } {
  const selector = String.fromCodePoint(p.text.codePointAt(at + 1) ?? 32);
  const single = SINGLE[selector];
  if (single !== undefined) return { value: single, end: at + 2 };
  if (selector === 'u')
    return readHexadecimal(p, at, 4, 'The \\u escape sequence must be followed by four hexadecimal digits.');
  if (selector === 'U')
    return readHexadecimal(p, at, 8, 'The \\U escape sequence must be followed by eight hexadecimal digits.');
  const atLineEnd = selector === '\n' || selector === '\r' || at + 1 >= p.text.length;
  const end = atLineEnd ? at + 1 : at + 1 + selector.length;
  p.report(
    SUMMARY,
    `The symbol ${JSON.stringify(atLineEnd ? '' : selector)} is not a valid escape sequence selector.`,
    at,
    end,
  );
  return { value: p.text.slice(at, end), end };
}

function readHexadecimal(
  p: Parser,
  at: number,
  digits: number,
  rule: string,
): { readonly value: string; readonly end: number } {
  let end = at + 2;
  while (end < at + 2 + digits && isHexadecimal(p.text.charCodeAt(end))) end++;
  const point = Number.parseInt(p.text.slice(at + 2, end), 16);
  if (end < at + 2 + digits) p.report(SUMMARY, rule, at, end);
  else return { value: point > 0x10ffff || isSurrogate(point) ? '\ufffd' : String.fromCodePoint(point), end };
  return { value: p.text.slice(at, end), end };
}

function isHexadecimal(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}
