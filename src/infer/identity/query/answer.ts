import type { Location } from '../../../model/location.js';
import type { Truth } from '../../../model/tri.js';
import type { Reason } from '../../../model/unknown.js';
import type { Decision } from '../decision/decide.js';
import type { ConditionText, Statement } from '../document/types.js';
import { readable } from '../pattern/symbol.js';

/** A statement as an answer quotes it. */
export interface QuotedStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly sid?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly at: Location;
}

/** `yes`, `no`, or `unknown` with what would decide it. */
export interface Answer {
  readonly truth: Truth;
  /** Statements that allow it; for `no`, those that deny it explicitly. */
  readonly statements: readonly QuotedStatement[];
  /** Conditions that remain, in words: `aws:MultiFactorAuthPresent Bool true`. */
  readonly conditions: readonly string[];
  readonly unknowns: readonly Reason[];
  /** What each layer said, in AWS' order of evaluation. */
  readonly layers: readonly { readonly layer: string; readonly truth: Truth }[];
}

export function answerOf({ truth, because, conditions, unknowns, layers }: Decision): Answer {
  return {
    truth,
    statements: because.map(quote),
    conditions: [...new Set(conditions.map(describe))],
    unknowns,
    layers: layers.map(({ layer, truth: said }) => ({ layer, truth: said })),
  };
}

export const quote = (statement: Statement): QuotedStatement => ({
  effect: statement.effect,
  ...(statement.sid !== undefined && { sid: statement.sid }),
  actions: list(statement.action.negated, statement.action.texts),
  resources: statement.resource ? list(statement.resource.negated, statement.resource.texts) : [],
  at: statement.at,
});

const list = (negated: boolean, texts: readonly { readonly text: string }[]): readonly string[] =>
  texts.map(({ text }) => `${negated ? 'not ' : ''}${readable(text)}`);

const describe = ({ written, values }: ConditionText): string =>
  `${written.key} ${written.operator} ${values.texts.map(({ text }) => readable(text)).join(' | ')}`.trim();
