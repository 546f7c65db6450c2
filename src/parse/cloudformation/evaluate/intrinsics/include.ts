import { posix } from 'node:path';
import type { Value } from '../../../../model/value.js';
import { unknownValue } from '../../../../model/values.js';
import { child } from '../../../yaml/node.js';
import { parseYaml } from '../../../yaml/parse-yaml.js';
import { textOf } from '../combine.js';
import type { Environment } from '../environment.js';
import { evaluate } from '../evaluate.js';
import type { Intrinsic } from '../intrinsic.js';

/** `Fn::Transform` with `AWS::Include`: a snippet inside the scan root. Any other macro runs in the account. */
export function include(call: Intrinsic, env: Environment): Value {
  const name = child(call.argument, 'Name');
  const location = child(child(call.argument, 'Parameters'), 'Location');
  const macro = name?.kind === 'scalar' ? name.text : 'a macro';
  if (macro !== 'AWS::Include' || !location) return unknownValue('unsupported', `macro ${macro}`, call.at);
  const path = textOf(evaluate(location, env));
  const snippet = path === undefined ? undefined : readSnippet(path, env);
  if (snippet === undefined) return unknownValue('external', path ?? 'an included snippet', call.at);
  return snippet;
}

function readSnippet(path: string, env: Environment): Value | undefined {
  const { run, template } = env.stack;
  const relative = posix.join(posix.dirname(template.file), path);
  const read = run.tree.read(relative);
  if (!read.ok || /^[a-z0-9]+:\/\//.test(path)) return undefined;
  const { documents, diagnostics } = parseYaml(read.text, relative);
  for (const diagnostic of diagnostics) run.problems.add(diagnostic);
  const [root] = documents;
  return root && evaluate(root, env);
}
