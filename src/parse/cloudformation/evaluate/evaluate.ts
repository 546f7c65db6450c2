import type { MapValue, NullValue, Value } from '../../../model/value.js';
import { unknownValue } from '../../../model/values.js';
import { type YamlMapping, type YamlNode, type YamlSequence, span } from '../../yaml/node.js';
import { scalarValue } from '../../yaml/scalar.js';
import { resolveDynamic } from './dynamic-reference.js';
import type { Environment } from './environment.js';
import { intrinsicOf } from './intrinsic.js';
import { callIntrinsic } from './intrinsics/index.js';

/** What `AWS::NoValue` gives: the property or item that holds it does not exist. */
export const noValue: NullValue = { kind: 'null' };

/** Deeper than any template that means well; also bounds chains of references from name to name. */
const maxDepth = 250;

/** The value of an expression, as far as it can be known before deployment. Never throws; a mistake is a diagnostic. */
export function evaluate(node: YamlNode, env: Environment): Value {
  if (env.depth > maxDepth) return unknownValue('unsupported', 'an expression nested too deeply', node.at);
  const inner = { ...env, depth: env.depth + 1 };
  const call = intrinsicOf(node);
  if (call) {
    const value = callIntrinsic(call, inner);
    return value === noValue ? value : { ...value, at: node.at };
  }
  if (node.kind === 'scalar') return resolveDynamic(scalarValue(node), inner);
  return node.kind === 'sequence' ? evaluateList(node, inner) : evaluateMap(node, inner);
}

function evaluateList(node: YamlSequence, env: Environment): Value {
  const items = node.items.map((item) => evaluate(item, env)).filter((item) => item !== noValue);
  return { kind: 'list', collection: 'list', items, at: node.at };
}

/** Every value's place begins at its key. An included snippet (`Fn::Transform`) adds its keys. */
export function evaluateMap(node: YamlMapping, env: Environment): MapValue {
  const entries = new Map<string, Value>();
  for (const { key, keyAt, value } of node.entries.values()) {
    if (key === 'Fn::Transform' || key.startsWith('Fn::ForEach::')) {
      const included = callIntrinsic({ name: key, argument: value, at: keyAt }, env);
      if (included.kind === 'map') for (const [name, item] of included.entries) entries.set(name, item);
      continue;
    }
    const evaluated = evaluate(value, env);
    if (evaluated !== noValue) entries.set(key, { ...evaluated, at: span(keyAt, value.at) });
  }
  return { kind: 'map', collection: 'object', entries, at: node.at };
}
