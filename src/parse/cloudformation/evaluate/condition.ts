import { andTruth, notTruth, orTruth, type Truth } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Value } from '../../../model/value.js';
import { possibilities } from '../../../model/values.js';
import type { YamlNode } from '../../yaml/node.js';
import { deepReasons, textOf } from './combine.js';
import type { Environment } from './environment.js';
import { evaluate } from './evaluate.js';
import { type Intrinsic, intrinsicOf } from './intrinsic.js';

/** A condition's answer. `assumed`: it rests on a default. `reasons` is empty unless it is unknown. */
export interface Condition {
  readonly truth: Truth;
  readonly reasons: readonly Reason[];
  readonly assumed: boolean;
}

const decided = (truth: boolean, assumed: boolean): Condition => ({
  truth: truth ? 'yes' : 'no',
  reasons: [],
  assumed,
});
export const undecidedCondition = (reasons: readonly Reason[]): Condition => ({
  truth: 'unknown',
  reasons,
  assumed: false,
});

/** Kleene logic over `Fn::Equals`, `And`, `Or`, `Not`, `Contains` and named conditions. */
export function evaluateCondition(node: YamlNode, env: Environment): Condition {
  const call = intrinsicOf(node);
  if (!call || env.depth > 100) return fromValue(evaluate(node, env));
  const inner = { ...env, depth: env.depth + 1 };
  const parts = call.argument.kind === 'sequence' ? call.argument.items : [call.argument];
  switch (call.name) {
    case 'Condition':
      return namedCondition(call, env);
    case 'Fn::Not':
      return negate(evaluateCondition(parts[0] ?? call.argument, inner));
    case 'Fn::And':
      return combine(
        parts.map((part) => evaluateCondition(part, inner)),
        'no',
      );
    case 'Fn::Or':
      return combine(
        parts.map((part) => evaluateCondition(part, inner)),
        'yes',
      );
    case 'Fn::Equals':
      return parts.length === 2 && parts[0] && parts[1]
        ? equal(evaluate(parts[0], inner), evaluate(parts[1], inner))
        : wrongCount(call, env);
    case 'Fn::Contains':
    case 'Fn::EachMemberIn':
      return undecidedCondition([{ code: 'unsupported', subject: call.name, at: call.at }]);
    default:
      return fromValue(evaluate(node, env));
  }
}

function wrongCount(call: Intrinsic, env: Environment): Condition {
  env.stack.run.problems.error(
    'cfn-arguments',
    call.at,
    'Fn::Equals takes two values',
    'The condition counts as undecided.',
  );
  return undecidedCondition([{ code: 'error', subject: 'Fn::Equals', at: call.at }]);
}

function namedCondition(call: Intrinsic, env: Environment): Condition {
  const name = call.argument.kind === 'scalar' ? call.argument.text : '';
  return conditionNamed(name, call.argument, env);
}

/** The condition of that name; one that the template lacks is an error and undecided. */
export function conditionNamed(name: string, node: YamlNode, env: Environment): Condition {
  const found = env.stack.condition(name);
  if (found) return found;
  const hint = env.stack.run.problems.suggest(name, env.stack.template.conditions.keys());
  const detail = `Conditions has no ${name}; it counts as undecided.${hint}`;
  env.stack.run.problems.error('cfn-unknown-condition', node.at, `The condition ${name} is not declared`, detail);
  return undecidedCondition([{ code: 'error', subject: `condition ${name}`, at: node.at }]);
}

function negate(condition: Condition): Condition {
  return { ...condition, truth: notTruth(condition.truth) };
}

/** `And` is decided by one `no`, `Or` by one `yes`; what does not decide does not matter. */
function combine(parts: readonly Condition[], decisive: Truth): Condition {
  const witness = parts.find((p) => p.truth === decisive && !p.assumed) ?? parts.find((p) => p.truth === decisive);
  if (witness) return witness;
  const truth = parts
    .map((p) => p.truth)
    .reduce(decisive === 'no' ? andTruth : orTruth, decisive === 'no' ? 'yes' : 'no');
  const reasons = truth === 'unknown' ? mergeReasons(...parts.map((p) => p.reasons)) : [];
  return { truth, reasons, assumed: truth !== 'unknown' && parts.some((p) => p.assumed) };
}

/** Compares as text, as CloudFormation does. A choice is equal only when all of its arms are. */
function equal(a: Value, b: Value): Condition {
  const assumed = a.assumed === true || b.assumed === true;
  const outcomes = new Set(possibilities(a).flatMap((x) => possibilities(b).map((y) => same(x, y))));
  const [only] = outcomes;
  if (outcomes.size === 1 && only !== undefined) return decided(only, assumed);
  const reasons = mergeReasons(deepReasons(a), deepReasons(b));
  return undecidedCondition(reasons.length > 0 ? reasons : [{ code: 'unsupported', subject: 'Fn::Equals' }]);
}

function same(a: Value, b: Value): boolean | undefined {
  const [left, right] = [textOf(a), textOf(b)];
  if (left !== undefined && right !== undefined) return left === right;
  if (a.kind === 'list' && b.kind === 'list') {
    if (a.items.length !== b.items.length) return false;
    const each = a.items.map((item, i) => same(item, b.items[i] as Value));
    return each.includes(false) ? false : each.includes(undefined) ? undefined : true;
  }
  // A generated name or ARN of a declared resource is never empty.
  if ((left === '' && b.kind === 'template') || (right === '' && a.kind === 'template')) return false;
  return undefined;
}

function fromValue(value: Value): Condition {
  const text = textOf(value);
  if (text === 'true' || text === 'false') return decided(text === 'true', value.assumed === true);
  const reasons = deepReasons(value);
  return undecidedCondition(
    reasons.length > 0 ? reasons : [{ code: 'error', subject: 'a condition', ...(value.at && { at: value.at }) }],
  );
}
