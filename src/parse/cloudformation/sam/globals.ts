import { child, type YamlEntry, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import { isCall, mapping } from './syntax.js';

/** Section of `Globals` for each resource type. */
const sections: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Function',
  'AWS::Serverless::Api': 'Api',
  'AWS::Serverless::HttpApi': 'HttpApi',
  'AWS::Serverless::SimpleTable': 'SimpleTable',
  'AWS::Serverless::StateMachine': 'StateMachine',
  'AWS::Serverless::LayerVersion': 'LayerVersion',
};

/**
 * Properties with the defaults of `Globals` below them: maps are merged, lists are joined (the global items first), and any
 * other value of the resource replaces the global one (SAM specification, "Globals").
 */
export function withGlobals(
  type: string,
  properties: YamlNode | undefined,
  globals: YamlNode | undefined,
): YamlMapping | undefined {
  const section = sections[type];
  const shared = section === undefined ? undefined : child(globals, section);
  const own = properties?.kind === 'mapping' ? properties : undefined;
  if (shared?.kind !== 'mapping') return own;
  const merged = merge(shared, own ?? mapping({}, shared.at), 32);
  return merged.kind === 'mapping' ? merged : own;
}

function merge(below: YamlNode, above: YamlNode, depth: number): YamlNode {
  if (depth === 0 || isCall(below) || isCall(above)) return above;
  if (below.kind === 'sequence' && above.kind === 'sequence')
    return { ...above, items: [...below.items, ...above.items] };
  if (below.kind !== 'mapping' || above.kind !== 'mapping') return above;
  const entries = new Map<string, YamlEntry>(below.entries);
  for (const [key, entry] of above.entries) {
    const present = entries.get(key);
    entries.set(key, present ? { ...entry, value: merge(present.value, entry.value, depth - 1) } : entry);
  }
  return { ...above, entries };
}
