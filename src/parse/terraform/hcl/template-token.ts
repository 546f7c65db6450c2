import type { Expression, Span } from './syntax.js';

/**
 * The flat form of a template, before its directives are nested: trim marks and the indentation of heredocs work on
 * it, as in HashiCorp's parser. Outside quotes every line of text is a token of its own.
 */
export type TemplateToken =
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'interpolation'; readonly value: Expression; readonly span: Span }
  | { readonly kind: 'if'; readonly condition: Expression; readonly span: Span }
  | {
      readonly kind: 'for';
      readonly keyVariable?: string;
      readonly valueVariable: string;
      readonly collection: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'else'; readonly span: Span }
  | { readonly kind: 'endif'; readonly span: Span }
  | { readonly kind: 'endfor'; readonly span: Span };
