import { identifierLength } from './characters.js';

const TOP_LEVEL =
  /^(?:resource|data|variable|output|locals|module|provider|terraform|moved|removed|import|check|ephemeral)\b[^={}]*\{/;

/** The characters that are looked back on to find the start of a line; a name further right counts as not first. */
const INDENT_LIMIT = 200;

/** What skipping needs of the parser. */
export interface Skipper {
  readonly text: string;
  commentClose(from: number): number;
  /** Characters that may still be searched for heredoc markers, so that unclosed heredocs do not cost their square. */
  heredocBudget: number;
}

/** True when a line such as `resource "a" "b" {` begins at the offset. Only used after an error. */
export function isTopLevelHeader(text: string, offset: number): boolean {
  return TOP_LEVEL.test(lineAt(text, offset)) && lineColumn(text, offset) < INDENT_LIMIT;
}

/** Blanks before the offset when it is the first in its line; `INDENT_LIMIT` otherwise. */
export function lineColumn(text: string, offset: number): number {
  let at = offset;
  while (offset - at < INDENT_LIMIT && isBlank(text.charCodeAt(at - 1))) at--;
  return at === 0 || text.charCodeAt(at - 1) === 10 || text.charCodeAt(at - 1) === 0xfeff ? offset - at : INDENT_LIMIT;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, Math.min(end === -1 ? text.length : end, offset + 400));
}

function indentation(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at++;
  return at - start;
}

/**
 * Where to go on after a body item that is broken at `errorAt`: the line end behind it, the brace that closes the body
 * around it, or a line that by its look and indentation begins the next item. Brackets, strings and heredocs are
 * skipped as a whole as far as they close.
 */
export function skipBrokenItem(skipper: Skipper, itemStart: number, errorAt: number): number {
  const { text } = skipper;
  const column = lineColumn(text, itemStart);
  // The line of the error itself may be the next item: behind `f(1,` the line `b = 2` fails at its equals sign.
  const errorLine = Math.max(itemStart, text.lastIndexOf('\n', Math.min(errorAt, text.length) - 1));
  const open: string[] = [];
  let at = itemStart;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      if (at >= errorAt && open.length === 0) return at;
      at++;
      if (at > errorLine && looksLikeItem(text, at, column)) return at;
    } else if (code === 34) {
      at = skipQuoted(text, at + 1, 0);
    } else if (code === 35 || (code === 47 && text.charCodeAt(at + 1) === 47)) {
      at = endOfLine(text, at);
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      const close = skipper.commentClose(at + 2);
      at = close === -1 ? at + 2 : close + 2;
    } else if (code === 60 && text.charCodeAt(at + 1) === 60) {
      const next = skipHeredoc(skipper, at);
      if (next === -1) return skipOpenHeredoc(text, at, column);
      at = next;
    } else if (code === 40 || code === 91 || code === 123) {
      open.push(code === 40 ? ')' : code === 91 ? ']' : '}');
      at++;
    } else if (code === 41 || code === 93 || code === 125) {
      const closed = closeBracket(open, String.fromCharCode(code));
      if (!closed && code === 125 && at > itemStart && at >= errorAt) return at;
      at++;
    } else at++;
  }
  return text.length;
}

/** Pops to the matching bracket; false, and everything popped for a brace, when there is none. */
function closeBracket(open: string[], close: string): boolean {
  const match = open.lastIndexOf(close);
  if (match !== -1) open.length = match;
  else if (close === '}') open.length = 0;
  return match !== -1;
}

/** A line in the item's column that reads `name =` or `name ... {`, or a top-level header left of it. */
function looksLikeItem(text: string, start: number, column: number): boolean {
  const indent = indentation(text, start);
  if (indent > column) return false;
  const at = start + indent;
  const letters = identifierLength(text, at);
  if (letters === 0) return false;
  if (isTopLevelHeader(text, at)) return true;
  return indent === column && /^\s*(?:=(?![=>])|(?:"[^"\n]*"\s*)*\{\s*$)/.test(lineAt(text, at + letters).trimEnd());
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** Behind the closing quote, or at the line end when the string is not closed. */
function skipQuoted(text: string, offset: number, depth: number): number {
  let at = offset;
  let braces = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 10) return at;
    if (code === 92) at += 2;
    else if (code === 34) {
      if (braces === 0) return at + 1;
      at = depth < 50 ? skipQuoted(text, at + 1, depth + 1) : at + 1;
    } else {
      if (code === 123 && (braces > 0 || isSequenceMark(text.charCodeAt(at - 1)))) braces++;
      else if (code === 125 && braces > 0) braces--;
      at++;
    }
  }
  return at;
}

function isSequenceMark(code: number): boolean {
  return code === 36 || code === 37;
}

/** Behind the marker line; -1 when the heredoc never ends. */
function skipHeredoc(skipper: Skipper, offset: number): number {
  const { text } = skipper;
  const dash = text.charCodeAt(offset + 2) === 45 ? 1 : 0;
  const nameStart = offset + 2 + dash;
  const letters = identifierLength(text, nameStart);
  if (letters === 0) return offset + 2;
  const marker = text.slice(nameStart, nameStart + letters);
  let line = endOfLine(text, nameStart) + 1;
  while (line < text.length && skipper.heredocBudget > 0) {
    const end = endOfLine(text, line);
    if (end - line < letters + INDENT_LIMIT && text.slice(line, end).trim() === marker) return end;
    skipper.heredocBudget -= end + 1 - line;
    line = end + 1;
  }
  return -1;
}

/** Lines of an open heredoc are text, up to a brace alone left of the item or the next top-level block. */
function skipOpenHeredoc(text: string, offset: number, column: number): number {
  for (let line = endOfLine(text, offset) + 1; line < text.length; line = endOfLine(text, line) + 1) {
    const indent = indentation(text, line);
    if (indent > column) continue;
    if (isTopLevelHeader(text, line + indent)) return line;
    if (indent < column && /^\}\s*$/.test(lineAt(text, line + indent))) return line;
  }
  return text.length;
}
