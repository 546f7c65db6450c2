import type { Value } from '../../../../model/value.js';
import { stringValue, unknownValue } from '../../../../model/values.js';
import { concatenate, distribute, unknownFrom } from '../combine.js';
import { resolveDynamic } from '../dynamic-reference.js';
import type { Environment } from '../environment.js';
import { evaluate } from '../evaluate.js';
import { type Intrinsic, intrinsicOf } from '../intrinsic.js';
import { attributeOf, refTo } from './reference.js';

const hole = /\$\{([^}]*)\}/g;

/** `Fn::Sub`: text with `${Name}`, `${Name.Attribute}`, names of its own map, and `${!Literal}`. */
export function substitute(call: Intrinsic, env: Environment): Value {
  const { argument } = call;
  const [first, second] = argument.kind === 'sequence' ? argument.items : [argument];
  if (first && intrinsicOf(first)) return unknownFrom([evaluate(first, env), unknownValue('unsupported', 'Fn::Sub')]);
  if (first?.kind !== 'scalar' || (argument.kind === 'sequence' && argument.items.length > 2)) {
    const detail = 'Fn::Sub takes a string, or a list of a string and a map; the value is unknown.';
    env.stack.run.problems.error('cfn-arguments', call.at, 'Fn::Sub has the wrong arguments', detail);
    return unknownValue('error', 'Fn::Sub', call.at);
  }
  const names = second?.kind === 'mapping' ? second.entries : undefined;
  const values: Value[] = [];
  let from = 0;
  for (const match of first.text.matchAll(hole)) {
    values.push(stringValue(first.text.slice(from, match.index)));
    from = match.index + match[0].length;
    const name = (match[1] ?? '').trim();
    const local = names?.get(name);
    if (name.startsWith('!')) values.push(stringValue(`\${${name.slice(1)}}`));
    else if (local) values.push(evaluate(local.value, env));
    else values.push(lookUp(name, call, env));
  }
  values.push(stringValue(first.text.slice(from)));
  return resolveDynamic(distribute(values, concatenate), env);
}

function lookUp(name: string, call: Intrinsic, env: Environment): Value {
  const dot = name.indexOf('.');
  if (dot === -1 || env.stack.aliases.has(name)) return refTo(env.stack.aliases.get(name) ?? name, call, env);
  return attributeOf(name.slice(0, dot), name.slice(dot + 1), call, env);
}
