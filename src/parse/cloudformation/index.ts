import type { Declaration } from '../../model/declaration.js';
import type { SourceTree } from '../../model/source.js';
import type { ReadOptions, ReadResult } from '../index.js';
import { checkStack } from './evaluate/checks.js';
import { reportCycles } from './evaluate/cycles.js';
import { declarationsOf } from './evaluate/declarations.js';
import { givenParameters } from './given-parameters.js';
import { openTemplates } from './open-templates.js';
import { Problems } from './problems.js';
import { Scan } from './scan.js';

/**
 * Reads every CloudFormation template of the tree (YAML or JSON, recognised by content), nested stacks inside their
 * parents. One declaration per resource that exists or may exist. Bad input is a diagnostic; never throws on it.
 */
export async function readCloudFormation(tree: SourceTree, options: ReadOptions): Promise<ReadResult> {
  const problems = new Problems();
  const templates = openTemplates(tree, problems);
  const given = givenParameters(tree, options, problems);
  const scan = new Scan(tree, problems, given, templates);
  const declarations: Declaration[] = [];
  for (const stack of scan.roots) {
    const before = declarations.length;
    declarationsOf(stack, declarations);
    checkStack(stack);
    reportCycles(declarations.slice(before), problems);
  }
  return { declarations, diagnostics: problems.all(), notes: [] };
}
