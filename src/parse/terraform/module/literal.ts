import type { Expression } from '../hcl/syntax.js';

/** The text of a plain string expression; undefined for anything that needs evaluation. */
export function literalString(expression: Expression): string | undefined {
  if (expression.kind === 'parentheses') return literalString(expression.inner);
  return expression.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}
