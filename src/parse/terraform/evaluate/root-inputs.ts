import type { SourceTree } from '../../../model/source.js';
import { yes } from '../../../model/tri.js';
import type { Value } from '../../../model/value.js';
import { stringValue } from '../../../model/values.js';
import { parseHclExpression } from '../hcl/parse-hcl.js';
import type { ModuleLoader } from '../module/module-loader.js';
import type { ModuleSource } from '../module/module-source.js';
import { type EvaluateLiteral, readValueFile } from '../module/tfvars.js';
import type { TerraformOptions } from '../options.js';
import { evaluateAt } from './expression.js';
import { textFile } from './function-context.js';
import { ModuleInstance } from './module-instance.js';
import type { Problems, Run } from './run.js';

/** The values given to a root's variables: value files weakest first, then `-var`. */
export function rootInputs(
  tree: SourceTree,
  loader: ModuleLoader,
  source: ModuleSource,
  files: readonly string[],
  options: TerraformOptions,
  problems: Problems,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  const run: Run = {
    tree,
    loader,
    rootDir: source.dir,
    workspace: 'default',
    problems,
    inputs: values,
    roots: () => [],
    instances: 0,
    depth: 0,
    evaluating: [],
  };
  const empty: ModuleSource = {
    ...source,
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    managed: new Map(),
    data: new Map(),
    calls: new Map(),
  };
  const module = new ModuleInstance(run, empty, '', yes(), []);
  const evaluate: EvaluateLiteral = (expression, file) => evaluateAt(expression, module.environment(file));
  for (const path of files) readValueFile(tree, path, values, evaluate, problems);
  for (const [name, text] of Object.entries(options.variables ?? {})) {
    if (source.variables.has(name)) values.set(name, commandLineValue(name, text, source, evaluate, problems));
  }
  return values;
}

/** Text for a variable of type string (or none); else an HCL expression. */
function commandLineValue(
  name: string,
  text: string,
  source: ModuleSource,
  evaluate: EvaluateLiteral,
  problems: Problems,
): Value {
  const type = source.variables.get(name)?.attributes.get('type')?.value;
  const primitive = !type || (type.kind === 'variable' && ['string', 'number', 'bool'].includes(type.name));
  if (primitive) return stringValue(text);
  const path = `-var ${name}`;
  const { expression, diagnostics } = parseHclExpression(path, text);
  for (const diagnostic of diagnostics) problems.add(diagnostic);
  return expression ? evaluate(expression, textFile(path, text)) : stringValue(text);
}
