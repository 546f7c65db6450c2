import type { Diagnostic } from '../../../model/diagnostic.js';
import type { SourceTree } from '../../../model/source.js';
import type { Value } from '../../../model/value.js';
import { fromJson } from '../../../model/values.js';
import { parseHcl } from '../hcl/parse-hcl.js';
import type { Expression, HclFile } from '../hcl/syntax.js';
import { fileNameOf } from './paths.js';

type Report = { add(diagnostic: Diagnostic): void };

/** Value files next to a root: those Terraform reads by itself, weakest first, and the others. */
export function valueFiles(paths: readonly string[]): {
  readonly automatic: readonly string[];
  readonly offered: readonly string[];
} {
  const all = paths.filter((path) => /\.tfvars(\.json)?$/.test(path));
  const named = ['terraform.tfvars', 'terraform.tfvars.json'].flatMap((name) =>
    all.filter((path) => fileNameOf(path) === name),
  );
  const auto = all.filter((path) => /\.auto\.tfvars(\.json)?$/.test(path)).sort();
  const automatic = [...named, ...auto];
  return { automatic, offered: all.filter((path) => !automatic.includes(path)).sort() };
}

/** Evaluates an expression of a value file, which can name nothing. */
export type EvaluateLiteral = (expression: Expression, file: HclFile) => Value;

/** Reads a value file into `values`; what was there under the same name is replaced. */
export function readValueFile(
  tree: SourceTree,
  path: string,
  values: Map<string, Value>,
  evaluate: EvaluateLiteral,
  problems: Report,
): void {
  const read = tree.read(path);
  if (!read.ok) {
    problems.add({
      severity: 'error',
      code: 'var-file-unreadable',
      summary: `Cannot read the value file ${path} (${read.why})`,
      detail: 'Its values are not used. Give a path inside the scan root, relative to it.',
      unreadFile: true,
    });
    return;
  }
  if (path.endsWith('.json')) readJson(path, read.text, values, problems);
  else {
    const { file, diagnostics } = parseHcl(path, read.text);
    for (const diagnostic of diagnostics) problems.add(diagnostic);
    for (const { name, value } of file.body.attributes) values.set(name, evaluate(value, file));
  }
}

function readJson(path: string, text: string, values: Map<string, Value>, problems: Report): void {
  const start = { line: 1, column: 1 };
  try {
    const data: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      throw new SyntaxError('the top level is not an object');
    for (const [name, value] of Object.entries(data))
      values.set(name, fromJson(value, { file: path, start, end: start }));
  } catch (error) {
    problems.add({
      severity: 'error',
      code: 'var-file-syntax',
      summary: `${path} is not a JSON object`,
      detail: `Its values are not used: ${error instanceof Error ? error.message : String(error)}.`,
      location: { file: path, start, end: start },
      unreadFile: true,
    });
  }
}
