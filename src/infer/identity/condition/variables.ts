import { asLiteral } from '../pattern/compare.js';
import { hole, literalQuestion, literalStar } from '../pattern/symbol.js';
import type { Context } from './context.js';

/** `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the escapes `${*}`, `${?}`, `${$}`. */
const variable = /\$\{([^}]*)\}/g;

export const hasVariables = (text: string): boolean => text.includes('${');

/**
 * Puts the request's values in the place of policy variables. A value that the caller chooses becomes a glob in an Allow
 * and never matches in a Deny; a missing value without default makes the text match nothing: undefined.
 */
export function substitute(text: string, context: Context, effect: 'Allow' | 'Deny'): string | undefined {
  let missing = false;
  const result = text.replace(variable, (_, inner: string) => {
    if (inner === '*') return literalStar;
    if (inner === '?') return literalQuestion;
    if (inner === '$') return '$';
    const [name = '', fallback] = inner.split(',', 2);
    const value = valueOf(name.trim(), context, effect) ?? defaultOf(fallback);
    if (value === undefined) missing = true;
    return value ?? '';
  });
  return missing ? undefined : result;
}

function valueOf(name: string, context: Context, effect: 'Allow' | 'Deny'): string | undefined {
  const value = context(name.toLowerCase());
  switch (value.state) {
    case 'known':
      return value.values.length === 1 ? asLiteral(value.values[0] as string) : undefined;
    case 'chosen':
      return effect === 'Allow' ? (value.from.length === 1 ? value.from[0] : '*') : undefined;
    case 'unknown':
      return hole(value.reasons[0] ?? { code: 'runtime', subject: name });
    default:
      return undefined;
  }
}

const defaultOf = (text: string | undefined): string | undefined => {
  const quoted = /^\s*'(.*)'\s*$/.exec(text ?? '');
  return quoted ? quoted[1] : undefined;
};
