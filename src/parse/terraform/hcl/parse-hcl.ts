import type { Diagnostic } from '../../../model/diagnostic.js';
import { parseBody } from './parse-body.js';
import { parseExpression } from './parse-expression.js';
import { parseWholeTemplate } from './parse-template.js';
import { Parser, SyntaxAbort } from './parser.js';
import type { Expression, HclFile } from './syntax.js';

export interface ParsedHcl {
  readonly file: HclFile;
  readonly diagnostics: Diagnostic[];
}

export interface ParsedExpression {
  /** Undefined when the text is not an expression. */
  readonly expression?: Expression;
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads a file of HCL native syntax (hashicorp/hcl, hclsyntax/spec.md). Never throws: what is broken is reported in
 * HashiCorp's words, and the tree holds all items that could be read.
 */
export function parseHcl(path: string, text: string): ParsedHcl {
  const p = new Parser(path, text);
  p.advance();
  let body = parseBody(p, undefined);
  let { comments } = p;
  if (p.unclosedBlock) {
    const retry = new Parser(path, text);
    retry.recovering = true;
    retry.advance();
    body = parseBody(retry, undefined);
    comments = retry.comments;
  }
  return { file: { path, body, comments, lines: p.lines }, diagnostics: p.diagnostics };
}

/**
 * Reads one expression that fills the whole text; line ends count as blanks. Spans are counted from `baseOffset`,
 * the offset of the text in its file; diagnostics are counted in the text itself.
 */
export function parseHclExpression(path: string, text: string, baseOffset = 0): ParsedExpression {
  const p = new Parser(path, text, baseOffset);
  p.newlines = false;
  return guarded(p, () => {
    p.advance();
    const expression = parseExpression(p);
    if (p.kind !== 'eof') {
      p.failHere(
        'Extra characters after expression',
        'An expression was successfully parsed, but extra characters were found after it.',
      );
    }
    return expression;
  });
}

/** Reads a whole text as a template, as `templatefile` and `templatestring` do. Spans as in `parseHclExpression`. */
export function parseHclTemplate(path: string, text: string, baseOffset = 0): ParsedExpression {
  const p = new Parser(path, text, baseOffset);
  return guarded(p, () => parseWholeTemplate(p));
}

function guarded(p: Parser, parse: () => Expression): ParsedExpression {
  try {
    const expression = parse();
    return { expression, diagnostics: p.diagnostics };
  } catch (caught) {
    if (!(caught instanceof SyntaxAbort)) throw caught;
    return { diagnostics: p.diagnostics };
  }
}
