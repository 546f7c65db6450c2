/** Why a character that starts no token is not valid, in HashiCorp's words (hclsyntax/token.go, checkInvalidTokens). */
export function describeInvalidToken(text: string): { readonly summary: string; readonly detail: string } {
  const known = MESSAGES[text];
  if (known !== undefined) return known;
  return { summary: 'Invalid character', detail: 'This character is not used within the language.' };
}

const CURLY = {
  summary: 'Invalid character',
  detail:
    '"Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via documents or discussion forums. It might help to replace the character with a "straight quote".',
};

const MESSAGES: Readonly<Record<string, { readonly summary: string; readonly detail: string }>> = {
  '&': bitwise(' Did you mean boolean AND ("&&")?'),
  '|': bitwise(' Did you mean boolean OR ("||")?'),
  '^': bitwise(''),
  '~': bitwise(' Did you mean boolean NOT ("!")?'),
  '\ufffd': {
    summary: 'Invalid character encoding',
    detail: 'All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.',
  },
  "'": {
    summary: 'Invalid character',
    detail: 'Single quotes are not valid. Use double quotes (") to enclose strings.',
  },
  '`': {
    summary: 'Invalid character',
    detail: 'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
  },
  ';': {
    summary: 'Invalid character',
    detail:
      'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
  },
  '\u201c': CURLY,
  '\u201d': CURLY,
  '\u2018': CURLY,
  '\u2019': CURLY,
};

function bitwise(suggestion: string): { readonly summary: string; readonly detail: string } {
  return { summary: 'Unsupported operator', detail: `Bitwise operators are not supported.${suggestion}` };
}
