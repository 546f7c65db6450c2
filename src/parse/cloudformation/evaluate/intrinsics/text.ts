import type { Value } from '../../../../model/value.js';
import { listValue, numberValue, stringValue, unknownValue } from '../../../../model/values.js';
import { concatenate, distribute, marksOf, textOf, unknownFrom, withMarks } from '../combine.js';
import { resolveDynamic } from '../dynamic-reference.js';
import type { Environment } from '../environment.js';
import { evaluate } from '../evaluate.js';
import type { Intrinsic } from '../intrinsic.js';
import { splitTemplate } from '../split-template.js';
import { jsonPieces } from '../json-text.js';

/** The evaluated arguments; a diagnostic and undefined when there are not as many as the function takes. */
export function argumentsOf(
  call: Intrinsic,
  env: Environment,
  least: number,
  most: number,
): readonly Value[] | undefined {
  const { argument } = call;
  if (argument.kind === 'sequence' && argument.items.length >= least && argument.items.length <= most) {
    return argument.items.map((item) => evaluate(item, env));
  }
  const count = least === most ? `${least}` : `${least} to ${most}`;
  const detail = `${call.name} takes a list of ${count} arguments; the value is unknown.`;
  env.stack.run.problems.error('cfn-arguments', call.at, `${call.name} has the wrong arguments`, detail);
  return undefined;
}

export const failed = (call: Intrinsic): Value => unknownValue('error', call.name, call.at);

/** `Fn::Join`: a delimiter and a list. */
export function join(call: Intrinsic, env: Environment): Value {
  const args = argumentsOf(call, env, 2, 2);
  const [delimiter, list] = args ?? [];
  const between = textOf(delimiter);
  if (!list || between === undefined) return args ? unknownFrom(args, 'string') : failed(call);
  const joined = distribute([list], ([one]) => {
    if (one?.kind !== 'list') return one && one.kind !== 'unknown' ? one : unknownFrom([list], 'string');
    const pieces = one.items.flatMap((item, index) => (index === 0 ? [item] : [stringValue(between), item]));
    return withMarks(distribute(pieces, concatenate), { ...(one.assumed && { assumed: true }) });
  });
  return resolveDynamic(joined, env);
}

/** `Fn::Split`: text at a delimiter. Symbolic parts stay whole: a delimiter is looked for in the literal ones only. */
export function split(call: Intrinsic, env: Environment): Value {
  const args = argumentsOf(call, env, 2, 2);
  const [delimiter, source] = args ?? [];
  const at = textOf(delimiter);
  if (!source || at === undefined || at === '') return args ? unknownFrom(args, 'list') : failed(call);
  return distribute([source], ([one]) => {
    const text = textOf(one);
    const marks = one ? marksOf([one]) : {};
    if (text !== undefined)
      return listValue(
        text.split(at).map((part) => withMarks(stringValue(part), marks)),
        call.at,
        'list',
      );
    if (one?.kind !== 'template') return unknownFrom([source], 'list');
    return listValue(splitTemplate(one.parts, at), call.at, 'list');
  });
}

/** `Fn::Select`: the item at an index. */
export function select(call: Intrinsic, env: Environment): Value {
  const args = argumentsOf(call, env, 2, 2);
  const [index, list] = args ?? [];
  const position = Number(textOf(index) ?? Number.NaN);
  if (!args || !list) return failed(call);
  if (!Number.isInteger(position)) return unknownFrom(args);
  return distribute([list], ([one]) => {
    if (one?.kind !== 'list') return unknownFrom([one ?? list]);
    const item = one.items[position];
    if (item) return withMarks(item, { ...(one.assumed && { assumed: true }) });
    if (one.assumed)
      return { kind: 'unknown', reasons: [{ code: 'variable', subject: 'a list with too short a default' }] };
    const detail = `The list has ${one.items.length} items, counted from 0; the value is unknown.`;
    env.stack.run.problems.error('cfn-arguments', call.at, `Fn::Select finds no item ${position}`, detail);
    return failed(call);
  });
}

/** `Fn::Base64`: kept as the text itself, which is what user data and environment readers want to see. */
export const base64 = (call: Intrinsic, env: Environment): Value => evaluate(call.argument, env);

/** `Fn::Length` of a list. */
export function length(call: Intrinsic, env: Environment): Value {
  const list = evaluate(call.argument, env);
  return distribute([list], ([one]) =>
    one?.kind === 'list' ? withMarks(numberValue(one.items.length), marksOf([one])) : unknownFrom([list], 'number'),
  );
}

/** `Fn::ToJsonString`: the text, with the data it was made from kept as `json`. */
export function toJsonString(call: Intrinsic, env: Environment): Value {
  const data = evaluate(call.argument, env);
  const text = concatenate(jsonPieces(data));
  return text.kind === 'string' || text.kind === 'template' ? { ...text, json: data } : unknownFrom([data], 'string');
}
