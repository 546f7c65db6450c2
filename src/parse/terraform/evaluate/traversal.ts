import type { Value } from '../../../model/value.js';
import { stringValue, unknownValue } from '../../../model/values.js';
import type { Expression, Span } from '../hcl/syntax.js';
import { locate } from '../module/locate.js';
import { relativePath } from '../module/paths.js';
import { type Binding, type Environment, type Step, fail } from './environment.js';
import { applyStep, evaluate } from './expression.js';

/** `root.a.b["c"]`: finds what the root names and follows the steps. */
export function evaluateTraversal(expr: Expression, env: Environment): Value {
  const steps: Step[] = [];
  let base = expr;
  while (base.kind === 'attribute' || base.kind === 'index' || base.kind === 'legacy-index') {
    steps.push(base);
    base = base.object;
  }
  steps.reverse();
  if (base.kind !== 'variable') return follow(evaluate(base, env), steps, env);
  const bound = lookUp(env.bindings, base.name);
  if (bound) return follow(bound, steps, env);
  return fromRoot(base.name, base.span, steps, env);
}

const follow = (value: Value, steps: readonly Step[], env: Environment): Value =>
  steps.reduce((current, step) => applyStep(current, step, env), value);

function lookUp(binding: Binding | undefined, name: string): Value | undefined {
  for (let b = binding; b; b = b.outer) if (b.name === name) return b.value;
  return undefined;
}

function fromRoot(root: string, span: Span, steps: readonly Step[], env: Environment): Value {
  if (env.isolated) {
    return fail(env, span, 'Invalid reference', `vars map does not contain key "${root}".`);
  }
  switch (root) {
    case 'var':
      return named(steps, env, span, 'Reference to undeclared input variable', (name, at) =>
        env.module.variable(name, at, env),
      );
    case 'local':
      return named(steps, env, span, 'Reference to undeclared local value', (name, at) =>
        env.module.local(name, at, env),
      );
    case 'module':
      return named(steps, env, span, 'Invalid reference', (name, at, rest) =>
        env.module.callObject(name, at, rest, env),
      );
    case 'data':
    case 'ephemeral':
      return resource(`${root}.`, steps, env, span);
    case 'each':
    case 'count':
    case 'self':
    case 'path':
    case 'terraform':
      return special(root, steps, env, span);
    default:
      return resource('', [undefined, ...steps], env, span, root);
  }
}

type Resolve = (name: string, span: Span, rest: Step[]) => Value;

/** `kind.name...`: the resolver takes from `rest` the steps that it needs. */
function named(steps: readonly Step[], env: Environment, span: Span, summary: string, resolve: Resolve): Value {
  const name = nameOf(steps[0]);
  if (name === undefined) {
    return fail(env, span, summary, 'This must be followed by a dot and a name.', 'terraform-reference');
  }
  const rest = steps.slice(1);
  const value = resolve(name, steps[0]?.span ?? span, rest);
  return follow(value, rest, env);
}

/** The name that an attribute step, or an index step with a literal string, selects. */
function nameOf(step: Step | undefined): string | undefined {
  if (step?.kind === 'attribute') return step.name;
  if (step?.kind === 'index' && step.key.kind === 'literal' && typeof step.key.value === 'string')
    return step.key.value;
  return undefined;
}

function resource(
  prefix: string,
  steps: readonly (Step | undefined)[],
  env: Environment,
  span: Span,
  first?: string,
): Value {
  const type = first ?? nameOf(steps[0]);
  const name = nameOf(steps[1]);
  if (type === undefined || name === undefined) {
    if (first !== undefined) return unknownName(first, env, span);
    return fail(
      env,
      span,
      'Invalid reference',
      'A data reference must be followed by a type and a name.',
      'terraform-reference',
    );
  }
  const rest = steps.slice(2) as Step[];
  const node = env.module.resource(`${prefix}${type}.${name}`);
  if (!node) {
    return fail(
      env,
      steps[1]?.span ?? span,
      'Reference to undeclared resource',
      `${prefix === 'data.' ? 'A data resource' : 'A managed resource'} "${type}" "${name}" has not been declared in ${env.module.describe()}.`,
      'terraform-reference',
    );
  }
  const value = node.resolve(rest, env, steps[1]?.span ?? span);
  return follow(value, rest, env);
}

function unknownName(name: string, env: Environment, span: Span): Value {
  return fail(
    env,
    span,
    'Invalid reference',
    `A reference to a resource type must be followed by at least one attribute access, specifying the resource name ("${name}" alone names nothing).`,
    'terraform-reference',
  );
}

function special(root: string, steps: readonly Step[], env: Environment, span: Span): Value {
  const name = nameOf(steps[0]);
  const rest = steps.slice(1);
  const value = name === undefined ? undefined : specialValue(root, name, env);
  if (value) return follow(value, rest, env);
  if (root === 'self' && env.self) {
    const left = [...steps];
    return follow(env.self(left), left, env);
  }
  return fail(
    env,
    span,
    SPECIAL_SUMMARIES[root] ?? 'Invalid reference',
    describeSpecial(root, name),
    'terraform-reference',
  );
}

function specialValue(root: string, name: string, env: Environment): Value | undefined {
  const { module } = env;
  switch (`${root}.${name}`) {
    case 'each.key':
      return env.each?.key;
    case 'each.value':
      return env.each?.value;
    case 'count.index':
      return env.countIndex;
    case 'path.module':
      return stringValue(relativePath(module.run.rootDir, module.source.dir));
    case 'path.root':
      return stringValue('.');
    case 'path.cwd':
      return unknownValue('runtime', 'path.cwd', locate(env.file, { start: 0, end: 0 }));
    case 'terraform.workspace':
      return stringValue(module.run.workspace);
    case 'terraform.applying':
      return { kind: 'bool', value: false };
    default:
      return undefined;
  }
}

const SPECIAL_SUMMARIES: Readonly<Record<string, string>> = {
  each: 'Reference to "each" in context without for_each',
  count: 'Reference to "count" in non-counted context',
  self: 'Invalid "self" reference',
  path: 'Invalid "path" attribute',
  terraform: 'Invalid "terraform" attribute',
};

function describeSpecial(root: string, name: string | undefined): string {
  if (root === 'each')
    return 'The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.';
  if (root === 'count')
    return 'The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" argument is set.';
  if (root === 'self') return 'The "self" object is not available in this context.';
  return `The "${root}" object does not have an attribute named "${name ?? ''}".`;
}
