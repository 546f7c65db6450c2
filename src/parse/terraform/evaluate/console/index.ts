import type { SourceTree } from '../../../../model/source.js';
import type { Value } from '../../../../model/value.js';
import { describeReason } from '../../../../model/unknown.js';
import { reasonsOf } from '../../../../model/values.js';
import { formatLocation } from '../../../../model/location.js';
import { parseHclExpression } from '../../hcl/parse-hcl.js';
import { findRoots } from '../../module/roots.js';
import { ModuleLoader } from '../../module/module-loader.js';
import type { TerraformOptions } from '../../options.js';
import { openRoot, openRoots } from '../open-roots.js';
import { CollectedProblems } from '../environment.js';
import { evaluate } from '../expression.js';
import { textFile } from '../function-context.js';
import { Problems } from '../run.js';
import { closed, isPartial } from '../open-collection.js';
import { oneLine } from './one-line.js';

/**
 * Answers each expression on one line, as `terraform console` prints it: the console's own text with every line break
 * and the indentation after it replaced by one space (`[ 1, 2, ]`). What is not known is `unknown: <why>`, a wrong
 * expression `error: <message>`. Expressions are read in the scope of the root module in `rootDir`.
 */
export async function evaluateExpressions(
  tree: SourceTree,
  rootDir: string,
  lines: readonly string[],
  options: TerraformOptions,
): Promise<string[]> {
  const loader = new ModuleLoader(tree, new Map(Object.entries(options.modulePaths ?? {})), new Problems());
  await loader.prepare();
  const problems = new Problems();
  const opened =
    openRoots(tree, loader, findRoots(tree, loader, options.modulePaths ?? {}), options, problems).find(
      ({ module }) => module.run.rootDir === rootDir,
    ) ?? openRoot(tree, loader, rootDir, options, problems);
  return lines.map((line) => {
    if (!opened) return `error: there are no Terraform files in ${rootDir === '' ? 'this folder' : rootDir}`;
    const { expression, diagnostics } = parseHclExpression('<console>', line);
    const [syntax] = diagnostics;
    if (!expression || syntax)
      return `error: ${syntax ? `${syntax.summary}: ${syntax.detail}` : 'not an expression'}`.replace(/\s+/g, ' ');
    const problems = new CollectedProblems();
    const value = evaluate(expression, { module: opened.module, file: textFile('<console>', line), problems });
    const [problem] = problems.diagnostics;
    if (problem) return `error: ${problem.summary}: ${problem.detail}`.replace(/\s+/g, ' ');
    return answer(value);
  });
}

function answer(value: Value): string {
  if (value.sensitive) return '(sensitive value)';
  if (isPartial(value)) return answer(closed(value));
  switch (value.kind) {
    case 'unknown':
    case 'choice':
    case 'template':
    case 'reference':
      return `unknown: ${reasonsOf(value)
        .map((r) => describeReason(r) + (r.at ? ` (${formatLocation(r.at)})` : ''))
        .join('; ')}`;
    default:
      return oneLine(value);
  }
}
