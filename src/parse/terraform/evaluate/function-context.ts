import type { HclFile } from '../hcl/syntax.js';
import type { Value } from '../../../model/value.js';
import { unknownValue } from '../../../model/values.js';
import { createLineIndex } from '../hcl/line-index.js';
import { parseHclTemplate } from '../hcl/parse-hcl.js';
import type { Binding, Environment, ProblemSink } from './environment.js';
import { evaluate } from './expression.js';
import type { FunctionContext } from './functions/index.js';
import type { ModuleInstance } from './module-instance.js';

/** What functions may ask of the module they are called in: files, and templates rendered by our evaluator. */
export function makeFunctionContext(module: ModuleInstance, problems: ProblemSink): FunctionContext {
  const { run, source } = module;
  return {
    tree: run.tree,
    moduleDir: source.dir,
    rootDir: run.rootDir,
    workspace: run.workspace,
    evaluateTemplate: (path, text, variables) => renderTemplate(module, problems, path, text, variables),
  };
}

function renderTemplate(
  module: ModuleInstance,
  problems: ProblemSink,
  path: string,
  text: string,
  variables: ReadonlyMap<string, Value>,
): Value {
  const parsed = parseHclTemplate(path, text);
  for (const diagnostic of parsed.diagnostics) problems.add(diagnostic);
  if (!parsed.expression) return unknownValue('error', path);
  let bindings: Binding | undefined;
  for (const [name, value] of variables) bindings = { name, value, outer: bindings };
  const env: Environment = {
    module,
    file: textFile(path, text),
    problems,
    isolated: true,
    ...(bindings && { bindings }),
  };
  return evaluate(parsed.expression, env);
}

/** A text that is not a file of blocks, so that places in it can be named. */
export function textFile(path: string, text: string): HclFile {
  const nowhere = { start: 0, end: 0 };
  return { path, body: { attributes: [], blocks: [], span: nowhere }, comments: [], lines: createLineIndex(text) };
}
