import { parseExpression } from './parse-expression.js';
import { parseBlock } from './parse-block.js';
import { type Parser, SyntaxAbort } from './parser.js';
import { isTopLevelHeader, lineColumn, skipBrokenItem } from './recovery.js';
import type { Attribute, Block, Body } from './syntax.js';

const REQUIRED = 'Argument or block definition required';
const REQUIRED_HERE = 'An argument or block definition is required here.';
const USE_EQUALS = `${REQUIRED_HERE} To set an argument, use the equals sign "=" to introduce the argument value.`;

/** Characters that may be skipped in all, as a multiple of the text: hostile input could otherwise cost its square. */
const SKIP_LIMIT = 20;

/** Where a block's header begins and its brace opens; the top level has none. */
export interface OpenBlock {
  readonly start: number;
  readonly brace: number;
}

interface Items {
  readonly attributes: Attribute[];
  readonly blocks: Block[];
  /** Names already set, once there are enough of them for a scan to be slow. */
  names?: Map<string, Attribute>;
}

/** Attributes and blocks up to the closing brace or the end of the file, which stays the current token. */
export function parseBody(p: Parser, open: OpenBlock | undefined): Body {
  const start = open === undefined ? 0 : open.brace + 1;
  const items: Items = { attributes: [], blocks: [] };
  for (;;) {
    if (p.kind === 'newline') {
      p.advance();
    } else if (p.kind === 'eof' || (p.kind === '}' && open !== undefined)) {
      break;
    } else {
      if (p.recovering && open !== undefined && closesByLayout(p, open)) break;
      parseItemOrSkip(p, items);
    }
  }
  return { attributes: items.attributes, blocks: items.blocks, span: p.span(start, p.start) };
}

/** After an error, a line such as `resource "a" "b" {` in the block's own column or left of it ends the block. */
function closesByLayout(p: Parser, open: OpenBlock): boolean {
  return isTopLevelHeader(p.text, p.start) && lineColumn(p.text, p.start) <= lineColumn(p.text, open.start);
}

function parseItemOrSkip(p: Parser, items: Items): void {
  const { start, depth } = p;
  try {
    parseItem(p, items);
  } catch (caught) {
    if (!(caught instanceof SyntaxAbort)) throw caught;
    p.depth = depth;
    p.recovering = true;
    p.newlines = true;
    skipFrom(p, start, Math.max(start, p.errorStart));
  }
}

function parseItem(p: Parser, items: Items): void {
  if (p.kind !== 'identifier') failItemStart(p);
  const { start, end } = p;
  const name = p.tokenText();
  p.advance();
  switch (p.kind as string) {
    case '=':
      addAttribute(p, items, parseAttribute(p, name, start, end));
      return;
    case 'quote':
    case '{':
    case 'identifier':
      items.blocks.push(parseBlock(p, name, start));
      endBlock(p);
      return;
    default:
      failAfterName(p, start, end);
  }
}

function failItemStart(p: Parser): never {
  if (p.kind === 'quote') p.fail('Invalid argument name', 'Argument names must not be quoted.', p.start, p.end);
  p.failHere(REQUIRED, REQUIRED_HERE);
}

export function failAfterName(p: Parser, start: number, end: number): never {
  if (p.kind === 'invalid') p.failHere(REQUIRED, USE_EQUALS);
  p.fail(REQUIRED, USE_EQUALS, start, end);
}

function parseAttribute(p: Parser, name: string, start: number, end: number): Attribute {
  const attribute = parseAttributeValue(p, name, start, end);
  if (p.kind === 'newline') p.advance();
  else if (p.kind !== 'eof') reportAttributeEnd(p);
  return attribute;
}

/** `= value`; the current token is the equals sign. Does not look at what follows. */
export function parseAttributeValue(p: Parser, name: string, start: number, end: number): Attribute {
  p.advance();
  const value = parseExpression(p);
  return { name, nameSpan: p.span(start, end), value, span: p.spanFrom(start) };
}

/** Something stands behind the value: the value is kept, the rest of the line is skipped. */
function reportAttributeEnd(p: Parser): void {
  const rule = 'An argument definition must end with a newline.';
  if (p.kind === ',') {
    const detail = `Argument definitions must be separated by newlines, not commas. ${rule}`;
    p.report('Unexpected comma after argument', detail, p.start, p.end);
  } else p.reportHere('Missing newline after argument', rule);
  skipRest(p);
}

function endBlock(p: Parser): void {
  if (p.kind === 'newline') p.advance();
  else if (p.kind !== 'eof' && !p.recovering) {
    p.reportHere('Missing newline after block definition', 'A block definition must end with a newline.');
    skipRest(p);
  }
}

function skipRest(p: Parser): void {
  p.recovering = true;
  skipFrom(p, p.start, p.start);
}

/** Goes on behind the broken item, or at the end of the text once skipping has cost too much in all. */
function skipFrom(p: Parser, start: number, errorAt: number): void {
  const next = skipBrokenItem(p, start, errorAt);
  p.skipped += Math.max(next, errorAt) - start;
  p.moveTo(p.skipped > SKIP_LIMIT * p.text.length ? p.text.length : next);
  p.advance();
}

function addAttribute(p: Parser, items: Items, attribute: Attribute): void {
  const earlier = find(items, attribute.name);
  if (earlier === undefined) {
    items.attributes.push(attribute);
    items.names?.set(attribute.name, attribute);
    return;
  }
  const at = p.describe(earlier.nameSpan);
  const detail = `The argument ${JSON.stringify(attribute.name)} was already set at ${at}. Each argument may be set only once.`;
  p.reportAt('Attribute redefined', detail, attribute.nameSpan);
}

function find(items: Items, name: string): Attribute | undefined {
  if (items.attributes.length < 12) return items.attributes.find((attribute) => attribute.name === name);
  items.names ??= new Map(items.attributes.map((attribute) => [attribute.name, attribute]));
  return items.names.get(name);
}
