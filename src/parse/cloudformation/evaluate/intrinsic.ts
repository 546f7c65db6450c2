import type { Location } from '../../../model/location.js';
import type { YamlNode } from '../../yaml/node.js';

/** A call of an intrinsic function, in whichever form it is written. */
export interface Intrinsic {
  /** Long name: `Ref`, `Condition`, `Fn::Sub`. */
  readonly name: string;
  readonly argument: YamlNode;
  readonly at: Location;
}

/** `!Sub x` and `{ "Fn::Sub": x }` alike; undefined for plain data. */
export function intrinsicOf(node: YamlNode): Intrinsic | undefined {
  const { tag } = node;
  if (tag !== undefined && tag.length > 1 && !tag.startsWith('!!')) {
    const { tag: _tag, ...argument } = node;
    const short = tag.slice(1);
    return { name: longName(short), argument: argument as YamlNode, at: node.at };
  }
  if (node.kind !== 'mapping' || node.entries.size !== 1) return undefined;
  const [entry] = node.entries.values();
  if (!entry) return undefined;
  const { key, value } = entry;
  const isCall = key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && value.kind === 'scalar');
  return isCall ? { name: key, argument: value, at: node.at } : undefined;
}

const longName = (short: string): string => (short === 'Ref' || short === 'Condition' ? short : `Fn::${short}`);
