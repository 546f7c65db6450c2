import type { Value } from '../../model/value.js';
import { boolValue, nullValue, numberValue, stringValue } from '../../model/values.js';
import type { YamlScalar } from './node.js';

const nullText = /^(~|null|Null|NULL|)$/;
const boolText = /^(true|True|TRUE|false|False|FALSE)$/;
const numberText = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;
const hexText = /^0[xo][0-9a-fA-F]+$/;

/**
 * What a scalar means in the YAML 1.2 core schema. A number whose text a double would not give back (`012345678901`,
 * `1.10`, `1e3`) stays text: in infrastructure code it is an account, a version or a name.
 */
export function scalarValue(node: YamlScalar): Value {
  const { text, at } = node;
  if (node.tag === '!!str' || node.tag === '!') return stringValue(text, at);
  if (!node.plain && node.tag === undefined) return stringValue(text, at);
  if (nullText.test(text)) return nullValue(at);
  if (boolText.test(text)) return boolValue(text[0] === 't' || text[0] === 'T', at);
  if (numberText.test(text) && String(Number(text)) === text.replace(/^\+/, '')) return numberValue(Number(text), at);
  if (hexText.test(text)) return numberValue(Number(text), at);
  return stringValue(text, at);
}
