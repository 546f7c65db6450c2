import { readEscape } from './escape.js';
import type { Parser } from './parser.js';

/** A quoted block label: a string in which no template sequence may stand. The current token is its `"`. */
export function parseLabelText(p: Parser): string {
  const { text } = p;
  let value = '';
  let from = p.start + 1;
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 34) break;
    if (code === 92) {
      const escape = readEscape(p, at);
      value += text.slice(from, at) + escape.value;
      at = from = escape.end;
    } else if (code === 36 || code === 37) {
      const next = text.charCodeAt(at + 1);
      if (next === 123) failSequence(p, at, String.fromCharCode(code));
      if (next === code && text.charCodeAt(at + 2) === 123) {
        value += text.slice(from, at + 1);
        from = at + 2;
        at += 3;
      } else at++;
    } else if (code === 10 || (code === 13 && text.charCodeAt(at + 1) === 10)) {
      failLabelNewline(p, at, code === 10 ? at + 1 : at + 2);
    } else if (Number.isNaN(code)) {
      p.fail(
        'Unterminated string literal',
        'Unable to find the closing quote mark before the end of the file.',
        at,
        at,
      );
    } else at++;
  }
  p.moveTo(at + 1);
  p.advance();
  return value + text.slice(from, at);
}

function failSequence(p: Parser, at: number, mark: string): never {
  p.fail(
    'Invalid string literal',
    `Template sequences are not allowed in this string. To include a literal "${mark}", double it (as "${mark}${mark}") to escape it.`,
    at,
    at + 2,
  );
}

function failLabelNewline(p: Parser, start: number, end: number): never {
  p.fail(
    'Invalid multi-line string',
    'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
    start,
    end,
  );
}
