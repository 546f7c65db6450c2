import type { Truth } from '../../../model/tri.js';
import { contains, intersects, isGlob, matches } from './glob.js';
import { foreignAccount, isHole, isUndecided, literalQuestion, literalStar, widen } from './symbol.js';

/**
 * Three-valued comparison of canonical texts. `some`: is there a text of `subject` that `pattern` matches?
 * `every`: does `pattern` match every text of `subject`? For a subject without wildcards both are "does it match?".
 */
export type Reading = 'some' | 'every';

/** Compares a pattern with a subject, which may itself be a glob standing for a set of names. */
export function compareText(pattern: string, subject: string, reading: Reading = 'some'): Truth {
  if (pattern === '*' || pattern === subject) return 'yes';
  const p = pattern;
  const s = subject;
  if (!isGlob(s) ? matches(p, s) : reading === 'some' ? intersects(p, s) : contains(p, s)) return 'yes';
  if (!isUndecided(p) && !isUndecided(s)) return 'no';
  if (isStranger(p, s) || isStranger(s, p)) return 'no';
  return intersects(widen(p), widen(s)) ? 'unknown' : 'no';
}

/** Nobody sets a variable to an account that nobody knows. */
const isStranger = (a: string, b: string): boolean => a.includes(foreignAccount) && isHole(b);

/** `*` and `?` of an exact operator are themselves. */
export const asLiteral = (text: string): string =>
  isGlob(text) ? text.replaceAll('*', literalStar).replaceAll('?', literalQuestion) : text;
