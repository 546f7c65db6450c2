import type { SourceTree } from '../../model/source.js';
import type { Value } from '../../model/value.js';
import { stringValue } from '../../model/values.js';
import type { ReadOptions } from '../index.js';
import { child, type YamlNode } from '../yaml/node.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import type { Problems } from './problems.js';

/** Values of parameters from parameter files, in order, and from the command line, which wins. */
export function givenParameters(
  tree: SourceTree,
  options: ReadOptions,
  problems: Problems,
): ReadonlyMap<string, Value> {
  const given = new Map<string, Value>();
  for (const path of options.varFiles ?? []) {
    if (!/\.(json|ya?ml)$/.test(path) || path.endsWith('.tfvars.json')) continue;
    const read = tree.read(path);
    if (!read.ok) continue;
    const { documents, diagnostics } = parseYaml(read.text, path);
    for (const diagnostic of diagnostics) problems.add(diagnostic);
    if (documents[0]) readFile(documents[0], given);
  }
  for (const [name, text] of Object.entries(options.parameters ?? {})) given.set(name, stringValue(text));
  return given;
}

/**
 * `[{ ParameterKey, ParameterValue }]` (the command line's), `{ Parameters: { Name: value } }` (CodePipeline's) or
 * `["Name=value"]`.
 */
function readFile(root: YamlNode, given: Map<string, Value>): void {
  const put = (name: string, node: YamlNode | undefined): void => {
    if (node?.kind === 'scalar') given.set(name, stringValue(node.text, node.at));
    if (node?.kind === 'sequence')
      given.set(
        name,
        stringValue(node.items.map((item) => (item.kind === 'scalar' ? item.text : '')).join(','), node.at),
      );
  };
  if (root.kind === 'sequence') {
    for (const item of root.items) {
      const key = child(item, 'ParameterKey');
      if (key?.kind === 'scalar') put(key.text, child(item, 'ParameterValue'));
      else if (item.kind === 'scalar') {
        const [name = '', ...value] = item.text.split('=');
        given.set(name, stringValue(value.join('='), item.at));
      }
    }
    return;
  }
  const table = child(root, 'Parameters') ?? root;
  if (table.kind === 'mapping') for (const { key, value } of table.entries.values()) put(key, value);
}
