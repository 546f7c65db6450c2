import type { Value } from '../../../model/value.js';
import { locate } from '../module/locate.js';
import type { SourceBlock } from '../module/module-source.js';
import { type Environment, fail } from './environment.js';
import { evaluate, evaluateAt } from './expression.js';
import { withLocation, withMarks } from './marks.js';
import { isTrue, type ModuleInstance } from './module-instance.js';
import { extend, originOf, referenceTo } from './origin.js';
import { ANY, type TypeConstraint, convert, parseTypeConstraint } from './types/index.js';

/**
 * The value of an input variable: what the caller passes (or tfvars and `-var` give a root), else its default, else
 * unknown. Converted to its type; a root's default is marked `assumed`, because anyone may set another value.
 */
export function variableValue(module: ModuleInstance, name: string, block: SourceBlock): Value {
  const env = module.environment(block.file);
  const type = typeOf(block, env);
  const given = module.caller ? passed(module, name) : module.run.inputs.get(name);
  const nullable = block.attributes.get('nullable')?.value;
  const refusesNull = nullable?.kind === 'literal' && nullable.value === false;
  const value =
    given && !(given.kind === 'null' && refusesNull)
      ? converted(given, type, name, block, env)
      : absent(module, name, block, type, env);
  const secret = isTrue(block.attributes.get('sensitive')?.value) || isTrue(block.attributes.get('ephemeral')?.value);
  return secret ? withMarks(value, { sensitive: true }) : value;
}

function typeOf(block: SourceBlock, env: Environment): TypeConstraint {
  const attribute = block.attributes.get('type');
  if (!attribute) return ANY;
  const inner = { ...env, file: attribute.file };
  // Before 0.12 a list or map of anything was written as a bare word, and Terraform still reads it.
  if (attribute.value.kind === 'variable' && (attribute.value.name === 'list' || attribute.value.name === 'map')) {
    return { kind: attribute.value.name, element: ANY };
  }
  const parsed = parseTypeConstraint(attribute.value, (expression) => evaluate(expression, inner));
  if (parsed.error !== undefined)
    fail(inner, attribute.value.span, 'Invalid type specification', parsed.error, 'terraform-type');
  return parsed.type;
}

/** What the calling block passes, evaluated where it is written. */
function passed(module: ModuleInstance, name: string): Value | undefined {
  const { caller } = module;
  const attribute = caller?.call.block.attributes.get(name);
  if (!caller || !attribute) return undefined;
  return evaluateAt(attribute.value, { ...caller.environment, file: attribute.file });
}

function converted(value: Value, type: TypeConstraint, name: string, block: SourceBlock, env: Environment): Value {
  const result = convert(withComputed(value, type), type);
  if (result.error === undefined) return value.at ? withLocation(result.value, value.at) : result.value;
  const location = value.at ?? locate(block.file, block.headerSpan);
  env.problems.add({
    severity: 'error',
    code: 'terraform-variable-type',
    summary: `Invalid value for input variable "${name}"`,
    detail: `The given value is not suitable for var.${name}: ${result.error}.`,
    location,
  });
  return {
    kind: 'unknown',
    reasons: [{ code: 'error', subject: env.module.qualified(`var.${name}`), at: location }],
    at: location,
  };
}

/** A whole resource passed as an object: attributes that the type asks for and the provider computes are references. */
function withComputed(value: Value, type: TypeConstraint, depth = 0): Value {
  if (depth > 8) return value;
  if (value.kind === 'choice') return { ...value, arms: value.arms.map((arm) => withComputed(arm, type, depth + 1)) };
  if (value.kind === 'list' && (type.kind === 'list' || type.kind === 'set')) {
    return { ...value, items: value.items.map((item) => withComputed(item, type.element, depth + 1)) };
  }
  if (value.kind === 'map' && type.kind === 'map') {
    const filled = [...value.entries].map(([key, item]) => [key, withComputed(item, type.element, depth + 1)] as const);
    return { ...value, entries: new Map(filled) };
  }
  if (value.kind !== 'map' || type.kind !== 'object') return value;
  const entries = new Map(value.entries);
  const origin = originOf(value);
  for (const [name, attribute] of type.attributes) {
    const item = value.entries.get(name);
    if (item) entries.set(name, withComputed(item, attribute.type, depth + 1));
    else if (origin && !attribute.optional) entries.set(name, referenceTo(extend(origin, name)));
  }
  return { ...value, entries };
}

function absent(
  module: ModuleInstance,
  name: string,
  block: SourceBlock,
  type: TypeConstraint,
  env: Environment,
): Value {
  const attribute = block.attributes.get('default');
  if (attribute) {
    const value = evaluateAt(attribute.value, { ...env, file: attribute.file });
    const result = converted(value, type, name, block, env);
    return module.caller ? result : withMarks(result, { assumed: true });
  }
  const at = locate(block.file, block.headerSpan);
  const unknown: Value = {
    kind: 'unknown',
    reasons: [{ code: 'variable', subject: module.qualified(`var.${name}`), at }],
    at,
  };
  return convert(unknown, type).value;
}
