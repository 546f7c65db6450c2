import type { Value } from '../../../../model/value.js';
import { unknownValue } from '../../../../model/values.js';
import type { Environment } from '../environment.js';
import { evaluateCondition } from '../condition.js';
import { expandForEach } from '../for-each.js';
import type { Intrinsic } from '../intrinsic.js';
import { unevaluated } from './unevaluated.js';
import { findInMap, ifElse } from './choose.js';
import { include } from './include.js';
import { availabilityZones, cidrBlocks } from './network.js';
import { getAtt, importValue, ref } from './reference.js';
import { substitute } from './substitute.js';
import { base64, join, length, select, split, toJsonString } from './text.js';

type Evaluate = (call: Intrinsic, env: Environment) => Value;

const functions: ReadonlyMap<string, Evaluate> = new Map<string, Evaluate>([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::ImportValue', importValue],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Split', split],
  ['Fn::Select', select],
  ['Fn::Base64', base64],
  ['Fn::Length', length],
  ['Fn::ToJsonString', toJsonString],
  ['Fn::If', ifElse],
  ['Fn::FindInMap', findInMap],
  ['Fn::Cidr', cidrBlocks],
  ['Fn::GetAZs', availabilityZones],
  ['Fn::Transform', include],
  ['Condition', logical],
  ['Fn::Equals', logical],
  ['Fn::And', logical],
  ['Fn::Or', logical],
  ['Fn::Not', logical],
]);

/** Calls an intrinsic function. One that does not exist is a diagnostic, and its value unknown. */
export function callIntrinsic(call: Intrinsic, env: Environment): Value {
  const known = functions.get(call.name);
  if (known) return known(call, env);
  if (call.name.startsWith('Fn::ForEach::')) return expandForEach(call, env);
  const lenient = unevaluated(call);
  if (lenient) return lenient;
  const hint = env.stack.run.problems.suggest(call.name, functions.keys());
  const detail = `CloudFormation has no such function; the value is unknown.${hint}`;
  env.stack.run.problems.error('cfn-unknown-function', call.at, `${call.name} is not an intrinsic function`, detail);
  return unknownValue('error', call.name, call.at);
}

/** A condition where a value is expected. */
function logical(call: Intrinsic, env: Environment): Value {
  const node = call.argument.kind === 'sequence' ? call.argument : { ...call.argument };
  const { truth, reasons, assumed } = evaluateCondition({ ...node, tag: shortTag(call.name) }, env);
  if (truth === 'unknown') return { kind: 'unknown', reasons, type: 'bool', at: call.at };
  return { kind: 'bool', value: truth === 'yes', at: call.at, ...(assumed && { assumed: true }) };
}

const shortTag = (name: string): string => `!${name.replace(/^Fn::/, '')}`;
