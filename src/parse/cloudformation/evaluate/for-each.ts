import type { Value } from '../../../model/value.js';
import { unknownValue } from '../../../model/values.js';
import type { YamlEntry, YamlMapping, YamlNode } from '../../yaml/node.js';
import { textOf } from './combine.js';
import type { Environment } from './environment.js';
import { evaluate, evaluateMap } from './evaluate.js';
import { type Intrinsic, intrinsicOf } from './intrinsic.js';

/** The map that `Fn::ForEach` writes, evaluated. */
export function expandForEach(call: Intrinsic, env: Environment): Value {
  const entries = forEachEntries(call, env);
  if (!entries) return unknownValue('unsupported', call.name, call.at);
  return evaluateMap({ kind: 'mapping', entries, at: call.at, weight: 1 }, env);
}

/** Its entries as written, the identifier replaced; undefined, with a diagnostic, when the collection is not known. */
export function forEachEntries(call: Intrinsic, env: Environment): ReadonlyMap<string, YamlEntry> | undefined {
  const [identifier, collection, template] = call.argument.kind === 'sequence' ? call.argument.items : [];
  if (identifier?.kind !== 'scalar' || !collection || template?.kind !== 'mapping') {
    const detail = 'Write an identifier, a list and a map; nothing was made.';
    env.stack.run.problems.error('cfn-arguments', call.at, `${call.name} has the wrong arguments`, detail);
    return undefined;
  }
  const values = evaluate(collection, env);
  const texts = values.kind === 'list' ? values.items.map(textOf) : [undefined];
  if (texts.includes(undefined)) {
    const detail = 'What it would make is missing from the model. Give the parameter a value with --param.';
    env.stack.run.problems.warning(
      'cfn-unknown-collection',
      call.at,
      `The collection of ${call.name} is not known`,
      detail,
    );
    return undefined;
  }
  const made = new Map<string, YamlEntry>();
  for (const text of texts) {
    const body = replace(template, identifier.text, text ?? '') as YamlMapping;
    for (const [key, entry] of body.entries) if (!made.has(key)) made.set(key, entry);
  }
  return made;
}

/** `${Name}` and `&{Name}` (which keeps letters and digits only) in keys and texts, and `Ref: Name`. */
function replace(node: YamlNode, name: string, text: string): YamlNode {
  const put = (source: string): string =>
    source.replaceAll(`\${${name}}`, text).replaceAll(`&{${name}}`, text.replaceAll(/[^A-Za-z0-9]/g, ''));
  const visit = (one: YamlNode): YamlNode => {
    const call = intrinsicOf(one);
    if (call?.name === 'Ref' && call.argument.kind === 'scalar' && call.argument.text === name) {
      return { kind: 'scalar', text, plain: false, at: one.at, weight: 1 };
    }
    if (one.kind === 'scalar') return { ...one, text: put(one.text) };
    if (one.kind === 'sequence') return { ...one, items: one.items.map(visit) };
    const entries = [...one.entries.values()].map((entry): readonly [string, YamlEntry] => {
      const key = put(entry.key);
      return [key, { ...entry, key, value: visit(entry.value) }];
    });
    return { ...one, entries: new Map(entries) };
  };
  return visit(node);
}
