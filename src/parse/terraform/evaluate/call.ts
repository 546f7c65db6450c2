import type { Value } from '../../../model/value.js';
import { allReferences, boolValue, unknownValue } from '../../../model/values.js';
import type { Expression, Span } from '../hcl/syntax.js';
import { choiceOf, distribute } from './choice.js';
import { CollectedProblems, type Environment, fail } from './environment.js';
import { evaluate } from './expression.js';
import { makeFunctionContext } from './function-context.js';
import { callFunction } from './functions/index.js';
import { locate } from '../module/locate.js';
import { type Marks, deepReasons, marksOf, unknownFrom, withMarks } from './marks.js';
import { closed, isPartial } from './open-collection.js';
import { MAX_TEXT, tooLarge } from './weight.js';

type CallExpression = Extract<Expression, { kind: 'call' }>;

/** Functions that write collections into one text: the text keeps the references of everything inside. */
const TEXT_BUILDERS = new Set(['join', 'format', 'formatlist', 'jsonencode', 'yamlencode']);
/** Functions that look at a value's nature and take nothing of it over. */
const UNMARKED = new Set(['nonsensitive', 'issensitive']);

/** A function call. `try` and `can` see their arguments unevaluated; all others get values. */
export function evaluateCall(expr: CallExpression, env: Environment): Value {
  const name = expr.name.startsWith('core::') ? expr.name.slice(6) : expr.name;
  if (name === 'try') return evaluateTry(expr, env);
  if (name === 'can') return evaluateCan(expr, env);
  if (name.startsWith('provider::')) return unsupported(expr, name, env);
  const args = expr.args.map((arg) => evaluate(arg, env));
  if (!expr.expand) return call(name, args, expr, env);
  return distribute([args.at(-1) as Value], ([last]) => expanded(name, args, last as Value, expr, env));
}

function unsupported(expr: CallExpression, name: string, env: Environment): Value {
  const args = expr.args.map((arg) => evaluate(arg, env));
  return withMarks(unknownValue('unsupported', `${name}()`, locate(env.file, expr.span)), marksOf(args));
}

function expanded(name: string, args: readonly Value[], last: Value, expr: CallExpression, env: Environment): Value {
  if (isPartial(last)) return withMarks(unknownFrom(args.map(closed)), marksOf(args));
  if (last.kind === 'list')
    return call(name, [...args.slice(0, -1), ...last.items.map((item) => withMarks(item, own(last)))], expr, env);
  if (last.kind === 'unknown' || last.kind === 'reference') return unknownFrom(args);
  return fail(
    env,
    expr.args.at(-1)?.span ?? expr.span,
    'Invalid expanding argument value',
    'The expanding argument (indicated by ...) must be of a tuple, list, or set type.',
  );
}

const own = (value: Value): Marks => ({
  ...(value.refs && { refs: value.refs }),
  ...(value.assumed && { assumed: true }),
  ...(value.sensitive && { sensitive: true }),
});

function call(name: string, args: readonly Value[], expr: CallExpression, env: Environment): Value {
  return distribute(args, (values) => {
    const candidates = name === 'lookup' ? lookUpUndecided(values) : undefined;
    if (candidates) return candidates;
    const { value, error } = callFunction(name, values, contextOf(name, env), locate(env.file, expr.span));
    if (error) {
      const span = error.argument === undefined ? expr.nameSpan : (expr.args[error.argument]?.span ?? expr.span);
      if (error.missingFile !== undefined) return missingFile(env, span, error.missingFile, error.message);
      return fail(env, span, summaryOf(error), error.message, 'terraform-function');
    }
    if (isHuge(value)) return tooLarge(env, expr.span);
    return UNMARKED.has(name) ? value : withMarks(bare(value), resultMarks(name, values));
  });
}

/**
 * Build artefacts and keys are rarely committed, so a checkout without them is no wrong code: a warning, and the content is
 * unknown. `try` and `can` still see a failure, as in Terraform.
 */
function missingFile(env: Environment, span: Span, path: string, detail: string): Value {
  const location = locate(env.file, span);
  const summary = `${path} is not on disk; its content is unknown`;
  env.problems.add({ severity: 'warning', code: 'terraform-file', summary, detail, location });
  return { ...unknownValue('external', `file ${path}`, location), type: 'string' };
}

/** `lookup` of an undecided key in a small known map: one of its values, or the default. */
function lookUpUndecided([map, key, fallback]: readonly Value[]): Value | undefined {
  if (map?.kind !== 'map' || !key || !fallback || map.entries.size > 8) return undefined;
  if (key.kind !== 'unknown' && key.kind !== 'reference' && key.kind !== 'template') return undefined;
  return withMarks(choiceOf([...map.entries.values(), fallback], deepReasons(key)), own(map));
}

/** Terraform's summary for a failed call, by what its message says. */
function summaryOf({ argument, message }: { readonly argument?: number; readonly message: string }): string {
  if (message.startsWith('There is no function named')) return 'Call to unknown function';
  if (/^Function "[^"]*" expects/.test(message)) {
    return message.includes('Missing value for') ? 'Not enough function arguments' : 'Too many function arguments';
  }
  return argument === undefined ? 'Error in function call' : 'Invalid function argument';
}

/** Results that the next call could not take in. */
const isHuge = (value: Value): boolean =>
  (value.kind === 'string' && value.value.length > MAX_TEXT) ||
  (value.kind === 'list' && value.items.length > 1_000_000) ||
  (value.kind === 'template' && value.parts.length > 1_000_000);

/** A template of nothing but one hole is that hole. */
function bare(value: Value): Value {
  const only = value.kind === 'template' && value.parts.length === 1 ? value.parts[0] : undefined;
  return typeof only === 'object' && !(value.kind === 'template' && value.json) ? only : value;
}

/** Problems inside a template belong to the call, so that `try` sees them. */
const contextOf = (name: string, env: Environment) =>
  name.startsWith('template') ? makeFunctionContext(env.module, env.problems) : env.module.functionContext;

function resultMarks(name: string, args: readonly Value[]): Marks {
  const marks = marksOf(args);
  if (!TEXT_BUILDERS.has(name)) return marks;
  const refs = args.flatMap((arg) => (arg.kind === 'list' || arg.kind === 'map' ? allReferences(arg) : []));
  return refs.length === 0
    ? marks
    : marksOf([
        { kind: 'null', ...marks },
        { kind: 'null', refs },
      ]);
}

/**
 * The first argument that evaluates without a problem. One that is unknown for another reason is the result too, as
 * Terraform cannot decide further either.
 */
function evaluateTry(expr: CallExpression, env: Environment): Value {
  const failures: string[] = [];
  for (const arg of expr.args) {
    const problems = new CollectedProblems();
    const value = evaluate(arg, { ...env, problems });
    passOnStatic(problems, env);
    if (problems.diagnostics.length === 0) return value;
    failures.push(`${problems.diagnostics[0]?.summary}: ${problems.diagnostics[0]?.detail}`);
  }
  return fail(
    env,
    expr.span,
    'Error in function call',
    `Call to function "try" failed: no expression succeeded. ${failures.join(' ')}`,
    'terraform-function',
  );
}

/** Names that are not declared are errors that neither `try` nor `can` forgives. */
function passOnStatic(problems: CollectedProblems, env: Environment): void {
  for (const problem of problems.diagnostics) if (problem.code === 'terraform-reference') env.problems.add(problem);
}

function evaluateCan(expr: CallExpression, env: Environment): Value {
  const [arg] = expr.args;
  if (!arg)
    return fail(
      env,
      expr.span,
      'Not enough function arguments',
      'Function "can" expects 1 argument(s).',
      'terraform-function',
    );
  const problems = new CollectedProblems();
  const value = evaluate(arg, { ...env, problems });
  passOnStatic(problems, env);
  if (problems.diagnostics.length > 0) return boolValue(false);
  if (value.kind === 'unknown') return unknownFrom([value], 'bool');
  return withMarks(boolValue(true), marksOf([value]));
}
