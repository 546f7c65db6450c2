import { andTruth, notTruth, orTruth, type Truth } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { ConditionText, PolicyText } from '../document/types.js';
import { holeReasons } from '../pattern/symbol.js';
import { isWide } from './address.js';
import type { Context, ContextValue, Guard } from './context.js';
import { type Operator, operators } from './operators.js';
import { hasVariables, substitute } from './variables.js';

export interface ConditionResult {
  readonly truth: Truth;
  /** Why, when unknown. */
  readonly unknowns: readonly Reason[];
  readonly guard?: Guard;
}

type Effect = 'Allow' | 'Deny';
const holds: ConditionResult = { truth: 'yes', unknowns: [] };
const fails: ConditionResult = { truth: 'no', unknowns: [] };
const of = (truth: Truth): ConditionResult =>
  truth === 'yes' ? holds : truth === 'no' ? fails : { truth, unknowns: [] };

/**
 * Does a condition hold for a request? For a value that the caller chooses: in an Allow whether the caller can make it
 * hold, in a Deny whether the caller cannot avoid it (spec/D2).
 */
export function evaluateCondition(
  condition: ConditionText,
  context: Context,
  effect: Effect,
  variables: boolean,
): ConditionResult {
  const value = context(condition.key);
  const open = condition.values.open;
  if (condition.operator === '') return { truth: 'unknown', unknowns: open };
  if (condition.operator === 'null') return presence(condition, value, effect);
  const operator = operators.get(condition.operator);
  if (!operator) return fails;
  if (value.state === 'absent') return of(whenAbsent(condition, operator));
  if (value.state === 'unknown')
    return { truth: 'unknown', unknowns: value.reasons, ...(value.guard && { guard: value.guard }) };
  const texts = condition.values.texts.flatMap((policyText) => readText(policyText, context, effect, variables));
  const result = judge(condition, operator, texts, value, effect);
  if (result.truth !== 'unknown') return result;
  return {
    truth: 'unknown',
    unknowns: mergeReasons(open, ...texts.map((t) => [...t.maybe, ...holeReasons(t.text)]), contextHoles(value)),
  };
}

const contextHoles = (value: ContextValue): Reason[] =>
  value.state === 'known' ? value.values.flatMap(holeReasons) : [];

function readText(policyText: PolicyText, context: Context, effect: Effect, variables: boolean): PolicyText[] {
  if (!variables || !hasVariables(policyText.text)) return [policyText];
  const text = substitute(policyText.text, context, effect);
  return text === undefined ? [] : [{ ...policyText, text }];
}

function judge(
  condition: ConditionText,
  operator: Operator,
  texts: readonly PolicyText[],
  value: Exclude<ContextValue, { state: 'absent' | 'unknown' }>,
  effect: Effect,
): ConditionResult {
  const open = condition.values.open.length > 0;
  if (value.state === 'internet') return of(onInternet(operator, texts, open));
  if (value.state === 'chosen') return of(whenChosen(condition, operator, texts, value, effect, open));
  const each = value.values.map((given) => one(operator, texts, given, 'some', open));
  if (condition.qualifier === 'ForAllValues') return of(each.reduce(andTruth, 'yes'));
  if (condition.qualifier === 'ForAnyValue' || !operator.negative) return of(each.reduce(orTruth, 'no'));
  return of(each.reduce(andTruth, 'yes'));
}

/** One request value against all alternatives of the policy. */
function one(
  operator: Operator,
  texts: readonly PolicyText[],
  given: string,
  reading: 'some' | 'every',
  open: boolean,
): Truth {
  const match = texts.reduce<Truth>(
    (truth, text) => orTruth(truth, perhaps(operator.compare(text.text, given, reading), text)),
    open ? 'unknown' : 'no',
  );
  return operator.negative ? notTruth(match) : match;
}

const perhaps = (truth: Truth, text: PolicyText): Truth =>
  truth === 'yes' && text.maybe.length > 0 ? 'unknown' : truth;

/** Missing-key semantics (IAM User Guide, "Condition operators"). */
function whenAbsent(condition: ConditionText, operator: Operator): Truth {
  if (condition.ifExists || condition.qualifier === 'ForAllValues') return 'yes';
  if (condition.qualifier === 'ForAnyValue') return 'no';
  return operator.negative ? 'yes' : 'no';
}

function whenChosen(
  condition: ConditionText,
  operator: Operator,
  texts: readonly PolicyText[],
  value: Extract<ContextValue, { state: 'chosen' }>,
  effect: Effect,
  open: boolean,
): Truth {
  const leftOut = value.optional ? whenAbsent(condition, operator) : undefined;
  if (operator.domain !== 'text') return effect === 'Allow' ? 'yes' : 'no';
  if (effect === 'Allow') {
    // A negative operator is satisfied by a value that the policy's pattern does not wholly cover.
    const each = value.from.map((glob) => one(operator, texts, glob, operator.negative ? 'every' : 'some', open));
    return each.reduce(orTruth, leftOut ?? 'no');
  }
  const each = value.from.map((glob) => one(operator, texts, glob, operator.negative ? 'some' : 'every', open));
  return each.reduce(andTruth, leftOut ?? 'yes');
}

function onInternet(operator: Operator, texts: readonly PolicyText[], open: boolean): Truth {
  if (operator.domain !== 'address') return operator.negative ? 'yes' : 'no';
  const inside = texts.reduce<Truth>(
    (truth, text) => orTruth(truth, perhaps(isWide(text.text), text)),
    open ? 'unknown' : 'no',
  );
  return operator.negative ? notTruth(inside) : inside;
}

/** `Null: true` asks that the key is missing, `Null: false` that it is there. */
function presence(condition: ConditionText, value: ContextValue, effect: Effect): ConditionResult {
  const wanted = condition.values.texts.map((text) => text.text.toLowerCase());
  const each = wanted.map((want): Truth => {
    if (want !== 'true' && want !== 'false') return 'unknown';
    const missing = want === 'true';
    if (value.state === 'unknown') return 'unknown';
    if (value.state === 'chosen') {
      if (!value.optional) return missing ? 'no' : 'yes';
      return effect === 'Allow' ? 'yes' : 'no';
    }
    return (value.state === 'absent') === missing ? 'yes' : 'no';
  });
  const truth = each.reduce(orTruth, condition.values.open.length > 0 ? 'unknown' : 'no');
  if (truth !== 'unknown') return of(truth);
  const unknowns = value.state === 'unknown' ? value.reasons : condition.values.open;
  return { truth, unknowns, ...(value.state === 'unknown' && value.guard && { guard: value.guard }) };
}
