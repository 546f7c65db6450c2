import type { Value } from '../../../../model/value.js';
import { listValue, stringValue, unknownValue } from '../../../../model/values.js';
import { textOf, unknownFrom, withMarks } from '../combine.js';
import type { Environment } from '../environment.js';
import { evaluate, noValue } from '../evaluate.js';
import type { Intrinsic } from '../intrinsic.js';
import { refReturns } from '../ref-returns.js';
import type { Stack } from '../stack.js';

/** `Ref`: a pseudo parameter, a parameter, or what the resource's type says. */
export function ref(call: Intrinsic, env: Environment): Value {
  const name = textOf(evaluate(call.argument, env));
  if (name === undefined) return unknownValue('error', 'Ref', call.at);
  return refTo(name, call, env);
}

/** The same by name, for `${name}` in `Fn::Sub`. */
export function refTo(name: string, call: Intrinsic, env: Environment): Value {
  const { stack } = env;
  const value = pseudoParameter(name, stack) ?? stack.parameter(name) ?? resourceRef(name, env);
  if (value) return value;
  const candidates = [...stack.template.parameters.keys(), ...stack.resources.keys(), ...pseudo.keys()];
  const hint = stack.run.problems.suggest(name, candidates);
  const detail = `The template has no parameter or resource of that name; the value is unknown.${hint}`;
  stack.run.problems.error('cfn-unresolved-reference', call.at, `${name} is not declared`, detail);
  return unknownValue('error', name, call.at);
}

const pseudo: ReadonlyMap<string, (stack: Stack) => Value> = new Map<string, (stack: Stack) => Value>([
  ['AWS::NoValue', () => noValue],
  ['AWS::Partition', () => ({ ...stringValue('aws'), assumed: true })],
  ['AWS::URLSuffix', () => ({ ...stringValue('amazonaws.com'), assumed: true })],
  ['AWS::Region', (stack) => ofScope(stack, 'AWS::Region')],
  ['AWS::AccountId', (stack) => ofScope(stack, 'AWS::AccountId')],
  ['AWS::StackName', (stack) => stack.reference('AWS::StackName')],
  ['AWS::StackId', (stack) => stack.reference('AWS::StackId')],
  ['AWS::NotificationARNs', () => unknownValue('account', 'AWS::NotificationARNs')],
]);

/** A value that the user gives wins; else a symbol that is the same everywhere in the stack. */
function pseudoParameter(name: string, stack: Stack): Value | undefined {
  const make = pseudo.get(name);
  if (!make) return undefined;
  return (name === 'AWS::NoValue' ? undefined : stack.pseudo(name)) ?? make(stack);
}

/** Account and Region are those of the whole deployment, also inside nested stacks. */
const ofScope = (stack: Stack, address: string): Value => ({
  kind: 'reference',
  to: { scope: stack.use.scope, address, path: [] },
});

function resourceRef(name: string, env: Environment): Value | undefined {
  const id = env.stack.aliases.get(name) ?? name;
  const resource = env.stack.resources.get(id);
  if (!resource) return undefined;
  const returns = refReturns(resource.type);
  switch (returns.kind) {
    case 'arn':
      return env.stack.reference(id, 'Arn');
    case 'attribute':
      return env.stack.reference(id, returns.attribute);
    case 'id':
      return env.stack.reference(id);
    case 'name':
      return written(id, returns.property, env) ?? env.stack.reference(id);
  }
}

/**
 * A name that the template writes, as text that still refers to the resource. A name made from other resources' attributes
 * says less than the reference itself, and would lead elsewhere.
 */
function written(id: string, property: string, env: Environment): Value | undefined {
  const value = env.stack.property(id, property, env.depth + 1);
  const self = env.stack.reference(id).to;
  if (value?.kind !== 'string' && value?.kind !== 'number' && value?.kind !== 'template') return undefined;
  if (value.kind === 'number') return withMarks(stringValue(String(value.value)), { refs: [self] });
  const symbolic = value.kind === 'template' ? value.parts : [];
  if (symbolic.some((part) => typeof part !== 'string' && !isPseudo(part))) return undefined;
  const { refs: _refs, ...name } = value;
  return { ...name, refs: [self] } as Value;
}

const isPseudo = (part: Value): boolean => part.kind === 'reference' && part.to.address.includes('AWS::');

/** `Fn::GetAtt`: an attribute, an output of a nested stack, or a property of the same name that is written. */
export function getAtt(call: Intrinsic, env: Environment): Value {
  const target = targetOf(call, env);
  if (!target) {
    const detail = 'Write `Resource.Attribute` or a list of the two; the value is unknown.';
    env.stack.run.problems.error('cfn-arguments', call.at, 'Fn::GetAtt takes a resource and an attribute', detail);
    return unknownValue('error', 'Fn::GetAtt', call.at);
  }
  return attributeOf(target.name, target.attribute, call, env);
}

/** The same by name, for `${name.attribute}` in `Fn::Sub`. */
export function attributeOf(name: string, attribute: string, call: Intrinsic, env: Environment): Value {
  const { stack } = env;
  const alias = stack.aliases.get(`${name}.${attribute}`);
  if (alias !== undefined && stack.resources.has(alias)) return refTo(alias, call, env);
  const id = stack.aliases.get(name) ?? name;
  const resource = stack.resources.get(id);
  if (!resource) {
    const hint = stack.run.problems.suggest(name, stack.resources.keys());
    const detail = `The template has no resource of that name; the value is unknown.${hint}`;
    stack.run.problems.error('cfn-unresolved-reference', call.at, `${name} is not declared`, detail);
    return unknownValue('error', `${name}.${attribute}`, call.at);
  }
  if (attribute.startsWith('Outputs.')) {
    const output = outputOf(id, attribute.slice('Outputs.'.length), env);
    if (output) return output;
  }
  return property(id, attribute, env) ?? stack.reference(id, ...attribute.split('.'));
}

function property(id: string, attribute: string, env: Environment): Value | undefined {
  const value = env.stack.property(id, attribute, env.depth + 1);
  if (value?.kind !== 'string') return undefined;
  const { refs: _refs, ...text } = value;
  return { ...text, refs: [env.stack.reference(id, attribute).to] };
}

function outputOf(id: string, name: string, env: Environment): Value | undefined {
  return env.stack.child(id)?.output(name, env.depth + 1);
}

function targetOf(
  call: Intrinsic,
  env: Environment,
): { readonly name: string; readonly attribute: string } | undefined {
  const { argument } = call;
  if (argument.kind === 'scalar') {
    const dot = argument.text.indexOf('.');
    if (dot <= 0) return undefined;
    return { name: argument.text.slice(0, dot), attribute: argument.text.slice(dot + 1) };
  }
  if (argument.kind !== 'sequence') return undefined;
  const [name, ...rest] = argument.items.map((item) => textOf(evaluate(item, env)));
  const attribute = rest.every((part) => part !== undefined) ? rest.join('.') : undefined;
  return name === undefined || !attribute ? undefined : { name, attribute };
}

/** `Fn::ImportValue`: what a stack of this scan exports under the name, else unknown. */
export function importValue(call: Intrinsic, env: Environment): Value {
  const name = evaluate(call.argument, env);
  if (name.kind === 'list') return unknownFrom([listValue([name])]);
  return env.stack.run.exported({ ...name, at: call.at }, env.stack);
}
