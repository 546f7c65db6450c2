/** Character classes of RE2 as members of JavaScript classes. */

/** What is wrong with a pattern, in Go's words; thrown by the translator only. */
export class PatternError extends Error {}

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
/** Perl classes are ASCII in RE2. */
export const PERL: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };

export const quote = (char: string): string => (/[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char);
/** Inside a class a dash is special too. */
export const quoteMember = (char: string): string => (char === '-' ? '\\-' : quote(char));

export function posixClass(match: RegExpExecArray): { length: number; members: string; negated: boolean } {
  const members = POSIX[match[2] ?? ''];
  if (!members) throw new PatternError(`invalid character class range: \`${match[0]}\``);
  return { length: match[0].length, members, negated: match[1] === '^' };
}

export function combineClass(members: string, complements: readonly string[], negated: boolean): string {
  if (complements.length === 0) return `[${negated ? '^' : ''}${members}]`;
  const any = [members === '' ? '' : `[${members}]`, ...complements].filter(Boolean).join('|');
  return negated ? `(?:(?!${any})[^])` : `(?:${any})`;
}

/** A range in both cases, by the ASCII letters it holds. */
export function bothCases(low: string, high: string): string {
  let extra = '';
  const from = low.codePointAt(0) ?? 0;
  const to = Math.min(high.codePointAt(0) ?? 0, from + 0x400);
  for (let code = from; code <= to; code++) {
    const char = String.fromCodePoint(code);
    for (const form of [char.toLowerCase(), char.toUpperCase()])
      if (form !== char && [...form].length === 1) extra += quoteMember(form);
  }
  return `${quoteMember(low)}-${quoteMember(high)}${extra}`;
}

export const isGeneralCategory = (name: string): boolean => isProperty(name) && name.length <= 2;
export function isProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, 'u').unicode;
  } catch {
    return false;
  }
}
