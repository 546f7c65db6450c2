import type { MapValue, Value } from '../../model/value.js';
import { listValue, mapValue } from '../../model/values.js';
import type { YamlMapping, YamlNode } from '../yaml/node.js';
import { scalarValue } from '../yaml/scalar.js';

/** A YAML node as an evaluated value with its places. Depth is bounded by the reader of YAML. */
export function toValue(node: YamlNode): Value {
  switch (node.kind) {
    case 'scalar':
      return scalarValue(node);
    case 'sequence':
      return listValue(node.items.map(toValue), node.at);
    case 'mapping':
      return toMap(node);
  }
}

export function toMap(node: YamlMapping): MapValue {
  return mapValue(new Map([...node.entries].map(([key, { value }]) => [key, toValue(value)])), node.at);
}
