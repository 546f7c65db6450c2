import { isSpace } from './characters.js';
import type { TemplateToken } from './template-token.js';

/** More blanks than a line has. */
const MANY = 0x3fffffff;

/**
 * Takes the indentation that all lines of a `<<-` heredoc share off each of them. Lines of blanks alone neither count
 * nor change; a line that begins with a sequence has no indentation (hclsyntax, flushHeredocTemplateParts).
 */
export function stripIndentation(tokens: TemplateToken[]): void {
  const indented: number[] = [];
  let shared = MANY;
  let atLineStart = true;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as TemplateToken;
    const text = token.kind === 'text' ? token.value : '';
    const lineEnds = text.charCodeAt(text.length - 1) === 10;
    if (atLineStart) {
      const spaces = leadingSpaces(text);
      const blankLine = lineEnds && spaces === text.length;
      if (!blankLine) {
        if (token.kind === 'text') indented.push(index);
        if (spaces < shared) shared = spaces;
      }
    }
    atLineStart = lineEnds;
  }
  if (shared === 0 || shared === MANY) return;
  for (const index of indented) {
    const token = tokens[index];
    if (token?.kind === 'text') tokens[index] = { kind: 'text', value: token.value.slice(shared), span: token.span };
  }
}

function leadingSpaces(text: string): number {
  let at = 0;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}
