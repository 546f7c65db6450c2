import { compilePike, type Match } from './pike.js';
import { PatternError } from './re2-class.js';
import { Translator } from './re2-syntax.js';

/**
 * Go's regular expressions (RE2 syntax) as JavaScript ones. Differences handled: named groups, inline flags, `\A` `\z`
 * `\Q..\E` `\pN` `\C`, POSIX classes, `.` and `$` meaning, and everything RE2 lacks (look-around, back-references) refused with Go's
 * message. Source: https://github.com/google/re2/wiki/Syntax
 */
export interface CompiledPattern {
  /** The leftmost match at or after an offset. */
  find(text: string, from: number): Match | undefined;
  /** The name of each capture group, undefined for an unnamed one. */
  readonly groups: readonly (string | undefined)[];
  /** Too large to be run safely. */
  readonly tooLarge: boolean;
}

/** Longer inputs and patterns are left unevaluated. */
export const MAX_INPUT = 100_000;
const MAX_PATTERN = 10_000;

const cache = new Map<string, CompiledPattern | { readonly error: string }>();

/** Compiles, or says what is wrong in the words of Go's regexp/syntax ("missing closing ): `(`"). */
export function compilePattern(pattern: string): CompiledPattern | { readonly error: string } {
  const known = cache.get(pattern);
  if (known) return known;
  const compiled = translate(pattern);
  if (cache.size > 500) cache.clear();
  cache.set(pattern, compiled);
  return compiled;
}

function translate(pattern: string): CompiledPattern | { readonly error: string } {
  if (pattern.length > MAX_PATTERN) return { error: 'expression too large' };
  try {
    const translator = new Translator(pattern);
    const source = translator.run();
    const { groups } = translator;
    const native = new RegExp(source, 'usg');
    const risky = isRisky(source);
    const careful = risky || isPolynomial(source) ? compilePike(source) : undefined;
    if (risky && !careful) return { find: () => undefined, groups, tooLarge: true };
    return {
      find: (text, from) =>
        careful && (risky || text.length > SHORT_INPUT) ? careful(text, from) : findNative(native, text, from),
      groups,
      tooLarge: false,
    };
  } catch (error) {
    if (error instanceof PatternError) return { error: error.message };
    if (error instanceof SyntaxError) return { error: `invalid or unsupported syntax: \`${pattern}\`` };
    throw error;
  }
}

function findNative(expression: RegExp, text: string, from: number): Match | undefined {
  expression.lastIndex = from;
  const match = expression.exec(text);
  return match ? { index: match.index, groups: [...match] } : undefined;
}

/** A repeated group can take a backtracking engine exponential time, and JavaScript captures differently in it. */
const REPEATED_GROUP = /\)(?:[*+?]|\{)/;
const UNBOUNDED = /[*+]|\{\d+,\}/g;
/** Several unbounded repetitions are polynomial, which is harmless on short inputs. */
const SHORT_INPUT = 1_000;

const isRisky = (source: string): boolean => REPEATED_GROUP.test(source);
const isPolynomial = (source: string): boolean => (source.match(UNBOUNDED)?.length ?? 0) > 1;
