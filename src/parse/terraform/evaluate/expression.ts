import type { Location } from '../../../model/location.js';
import type { Value } from '../../../model/value.js';
import {
  boolValue,
  listValue,
  mapValue,
  nullValue,
  numberValue,
  reasonsOf,
  stringValue,
} from '../../../model/values.js';
import type { Expression } from '../hcl/syntax.js';
import { locate } from '../module/locate.js';
import { getAttribute, getIndex, textOf } from './access.js';
import { evaluateCall } from './call.js';
import { choiceOf, distribute } from './choice.js';
import { evaluateFor, evaluateSplat } from './comprehension.js';
import { CollectedProblems, type Environment, fail, ignoredProblems } from './environment.js';
import { type Marks, deepReasons, unknownFrom, withMarks } from './marks.js';
import { asCondition, binary, unary } from './operators.js';
import { evaluateTemplate } from './template.js';
import { evaluateTraversal } from './traversal.js';
import { convert, typeOf, unify } from './types/index.js';
import { parseNumber } from './types/number.js';
import { tooLarge, weighed } from './weight.js';

/** Expressions inside expressions, counting what references lead to; beyond it the value is unknown. */
const MAX_DEPTH = 900;

/** The value of an expression. Never throws on bad input: a wrong expression is a problem and an unknown. */
export function evaluate(expr: Expression, env: Environment): Value {
  const { run } = env.module;
  if (run.depth >= MAX_DEPTH) {
    return fail(
      env,
      expr.span,
      'Expression nested too deeply',
      'The chain of references and nested expressions is too long to follow; the value counts as unknown. Shorten the chain.',
      'terraform-limit',
    );
  }
  run.depth++;
  try {
    return dispatch(expr, env);
  } finally {
    run.depth--;
  }
}

function dispatch(expr: Expression, env: Environment): Value {
  switch (expr.kind) {
    case 'literal':
      return literal(expr);
    case 'template':
      return evaluateTemplate(expr.parts, env);
    case 'wrap':
    case 'parentheses':
      return evaluate(expr.inner, env);
    case 'variable':
    case 'attribute':
    case 'index':
    case 'legacy-index':
      return evaluateTraversal(expr, env);
    case 'splat-item':
      return env.splatItem ?? nullValue();
    case 'splat':
      return evaluateSplat(expr, env);
    case 'call':
      return evaluateCall(expr, env);
    case 'unary':
      return unary(expr.operator, evaluate(expr.operand, env), env, expr.operand.span);
    case 'binary':
      return evaluateBinary(expr, env);
    case 'conditional':
      return conditional(expr, env);
    case 'tuple':
      return weighed(listValue(expr.items.map((item) => evaluateAt(item, env))), env, expr.span);
    case 'object':
      return evaluateObject(expr, env);
    case 'for':
      return evaluateFor(expr, env);
  }
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

function literal(expr: Of<'literal'>): Value {
  const { value } = expr;
  if (value === null) return nullValue();
  if (typeof value === 'string') return stringValue(value);
  if (typeof value === 'boolean') return boolValue(value);
  return (expr.text !== undefined ? parseNumber(expr.text) : undefined) ?? numberValue(value);
}

/** The value with the place where it is written. */
export function evaluateAt(expr: Expression, env: Environment): Value {
  const at: Location = locate(env.file, expr.span);
  try {
    return { ...evaluate(expr, env), at };
  } catch (error) {
    // V8 refuses strings, maps and stacks beyond its limits with a RangeError: input of absurd size, not our bug.
    if (error instanceof RangeError) return tooLarge(env, expr.span);
    throw error;
  }
}

function evaluateBinary(expr: Of<'binary'>, env: Environment): Value {
  const left = evaluate(expr.left, env);
  const decides = left.kind === 'bool' && (expr.operator === '&&' ? !left.value : expr.operator === '||' && left.value);
  const right = evaluate(expr.right, decides ? { ...env, problems: ignoredProblems } : env);
  return binary(expr.operator, left, right, env, expr.span);
}

function conditional(expr: Of<'conditional'>, env: Environment): Value {
  const condition = asCondition(evaluate(expr.condition, env), env, expr.condition.span);
  const quiet: Environment = { ...env, problems: ignoredProblems };
  return distribute([condition], ([decided]) => {
    const marks = assumptions(decided as Value);
    if (decided?.kind === 'bool') {
      const taken = evaluate(decided.value ? expr.then : expr.otherwise, env);
      const other = evaluate(decided.value ? expr.otherwise : expr.then, quiet);
      return withMarks(unifiedFirst(taken, other), marks);
    }
    if (decided?.kind === 'unknown' && decided.reasons.some((reason) => reason.code === 'error')) return decided;
    const arms = possibleArms([expr.then, expr.otherwise], env);
    return withMarks(choiceOf(unified(arms), deepReasons(decided as Value)), marks);
  });
}

/**
 * Both arms of an undecided conditional. One that fails cannot be the one taken in a plan that succeeds, so it is
 * left out, unless both fail.
 */
function possibleArms(exprs: readonly Expression[], env: Environment): readonly Value[] {
  const tried = exprs.map((expr) => {
    const problems = new CollectedProblems();
    return { value: evaluate(expr, { ...env, problems }), problems: problems.diagnostics };
  });
  const sound = tried.filter(({ problems }) => problems.length === 0);
  const reported =
    sound.length === 0
      ? tried
      : tried.filter(({ problems }) => problems.some(({ code }) => code === 'terraform-reference'));
  for (const { problems } of reported) for (const problem of problems) env.problems.add(problem);
  return (sound.length === 0 ? tried : sound).map(({ value }) => value);
}

const assumptions = (value: Value): Marks => ({
  ...(value.assumed && { assumed: true }),
  ...(value.sensitive && { sensitive: true }),
});

/** The taken arm, converted to the type that it shares with the other one. */
function unifiedFirst(taken: Value, other: Value): Value {
  if (taken.kind === other.kind && taken.kind !== 'list' && taken.kind !== 'map') return taken;
  if (taken.kind === 'null' && other.kind !== 'unknown') return convert(taken, typeOf(other)).value;
  if (other.kind === 'null' || other.kind === 'unknown') return taken;
  return unified([taken, other])[0] ?? taken;
}

/** Values converted to the type they share, or as they are when they share none. */
function unified(values: readonly Value[]): readonly Value[] {
  const type = unify(values.map((value) => typeOf(value)));
  if (!type || type.kind === 'any') return values;
  const converted = values.map((value) => convert(value, type));
  return converted.some((result) => result.error !== undefined) ? values : converted.map((result) => result.value);
}

function evaluateObject(expr: Of<'object'>, env: Environment): Value {
  const entries = new Map<string, Value>();
  for (const item of expr.items) {
    const key = evaluate(item.key, env);
    if (key.kind === 'null') {
      fail(env, item.key.span, 'Null value as key', "Can't use a null value as a key.");
      continue;
    }
    const value = evaluateAt(item.value, env);
    const conditionKey = key.kind === 'template' ? conditionKeyOf(key) : undefined;
    if (key.kind === 'string' || key.kind === 'number' || key.kind === 'bool') entries.set(textOf(key), value);
    else if (conditionKey !== undefined) entries.set(conditionKey, value);
    else return withMarks(unknownFrom([key], 'map'), { ...(value.refs && { refs: value.refs }) });
  }
  return weighed(mapValue(entries), env, expr.span);
}

/** Steps after a root: attributes and indices, applied one by one. */
export function applyStep(
  value: Value,
  step: Of<'attribute'> | Of<'index'> | Of<'legacy-index'>,
  env: Environment,
): Value {
  switch (step.kind) {
    case 'attribute':
      return getAttribute(value, step.name, env, step.nameSpan);
    case 'index':
      return getIndex(value, evaluate(step.key, env), env, step.key.span);
    case 'legacy-index':
      return getIndex(value, numberValue(step.index), env, step.span);
  }
}

/**
 * `"${issuer}:sub"`, a key of an IAM condition, names a new issuer's claim: the issuer is not known before apply, but what the
 * policy asks for is. Any other key that is not known makes the whole object unknown, as in Terraform.
 */
function conditionKeyOf(key: Extract<Value, { kind: 'template' }>): string | undefined {
  const last = key.parts.at(-1);
  if (key.parts.length !== 2 || typeof last !== 'string' || !/^:(sub|aud|amr)$/.test(last)) return undefined;
  const [issuer] = key.parts;
  return typeof issuer === 'object' ? `\${${reasonsOf(issuer)[0]?.subject ?? 'issuer'}}${last}` : undefined;
}
