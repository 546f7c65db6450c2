import { failAfterName, type OpenBlock, parseAttributeValue, parseBody } from './parse-body.js';
import type { Parser } from './parser.js';
import { parseLabelText } from './parse-label.js';
import type { Block, Body, Label } from './syntax.js';

const SINGLE = 'Invalid single-argument block definition';

/** A block after its type; the current token is its first label or its brace, and afterwards what follows it. */
export function parseBlock(p: Parser, type: string, start: number): Block {
  const labels = parseLabels(p);
  const headerSpan = p.spanFrom(start);
  const open: OpenBlock = { start, brace: p.start };
  p.enter();
  p.advance();
  const multiline = p.kind === 'newline' || (p.kind as string) === '}' || (p.kind as string) === 'eof';
  const body = multiline ? parseBody(p, open) : parseSingleArgument(p, open);
  p.leave();
  if ((p.kind as string) === '}') p.advance();
  else if (multiline && p.kind === 'eof') reportUnclosed(p, open);
  return { type, labels, body, headerSpan, span: p.spanFrom(start) };
}

function reportUnclosed(p: Parser, open: OpenBlock): void {
  if (p.unclosedBlock) return;
  p.unclosedBlock = true;
  if (p.recovering) return;
  p.report(
    'Unclosed configuration block',
    'There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.',
    open.brace,
    open.brace + 1,
  );
}

function parseLabels(p: Parser): Label[] {
  const labels: Label[] = [];
  for (;;) {
    const { start, end } = p;
    if (p.kind === '{') return labels;
    if (p.kind === 'identifier') {
      labels.push({ text: p.tokenText(), span: p.span(start, end) });
      p.advance();
    } else if (p.kind === 'quote') {
      const text = parseLabelText(p);
      labels.push({ text, span: p.spanFrom(start) });
    } else failLabel(p);
  }
}

function failLabel(p: Parser): never {
  const summary = 'Invalid block definition';
  if (p.kind === '=') {
    const detail = 'The equals sign "=" indicates an argument definition, and must not be used when defining a block.';
    p.fail(summary, detail, p.start, p.end);
  }
  if (p.kind === 'newline') {
    const detail =
      'A block definition must have block content delimited by "{" and "}", starting on the same line as the block header.';
    p.fail(summary, detail, p.start, p.end);
  }
  p.failHere(summary, 'Either a quoted string block label or an opening brace ("{") is expected here.');
}

/** `{ name = value }` on one line: exactly one argument. The closing brace stays the current token. */
function parseSingleArgument(p: Parser, open: OpenBlock): Body {
  if (p.kind !== 'identifier') {
    p.failHere('Argument or block definition required', 'An argument or block definition is required here.');
  }
  const { start, end } = p;
  const name = p.tokenText();
  p.advance();
  const next = p.kind as string;
  if (next === 'quote' || next === '{' || next === 'identifier') failNestedBlock(p, name, start);
  if (next !== '=') failAfterName(p, start, end);
  const attribute = parseAttributeValue(p, name, start, end);
  if ((p.kind as string) !== '}') failSingleEnd(p);
  return { attributes: [attribute], blocks: [], span: p.span(open.brace + 1, p.start) };
}

function failNestedBlock(p: Parser, name: string, start: number): never {
  p.fail(
    'Argument definition required',
    `A single-line block definition can contain only a single argument. If you meant to define argument ${JSON.stringify(name)}, use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.`,
    start,
    p.end,
  );
}

function failSingleEnd(p: Parser): never {
  if (p.kind === ',') {
    p.failHere(
      SINGLE,
      'Single-line block syntax can include only one argument definition. To define multiple arguments, use the multi-line block syntax with one argument definition per line.',
    );
  }
  if (p.kind === 'newline') {
    p.failHere(
      SINGLE,
      "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.",
    );
  }
  p.failHere(
    SINGLE,
    'A single-line block definition must end with a closing brace immediately after its single argument definition.',
  );
}
