import type { Declaration } from '../../model/declaration.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { compareLocations } from '../../model/location.js';
import type { SourceTree } from '../../model/source.js';
import { declarationsOf } from './evaluate/declarations.js';
import { openRoots } from './evaluate/open-roots.js';
import { Problems } from './evaluate/run.js';
import { ModuleLoader } from './module/module-loader.js';
import type { RootSummary, TerraformOptions } from './options.js';
import { findRoots } from './module/roots.js';
import { findPlans, readPlans } from './read-plans.js';

export type { RootSummary, TerraformOptions } from './options.js';
export { evaluateExpressions } from './evaluate/console/index.js';

export interface TerraformReading {
  readonly declarations: Declaration[];
  readonly diagnostics: Diagnostic[];
  readonly roots: RootSummary[];
  /** Sentences about files that were seen and not read. */
  readonly notes: readonly string[];
}

/**
 * Reads every root module, plan and state of the tree: one declaration per instance of each resource and data source.
 * Where a plan of a root is in the scan, the plan counts and the root's files only say where things are written.
 */
export async function readTerraform(tree: SourceTree, options: TerraformOptions): Promise<TerraformReading> {
  const problems = new Problems();
  const modulePaths = options.modulePaths ?? {};
  const loader = new ModuleLoader(tree, new Map(Object.entries(modulePaths)), problems);
  await loader.prepare();
  const dirs = findRoots(tree, loader, modulePaths);
  const plans = findPlans(tree, loader, dirs, problems);
  const opened = openRoots(tree, loader, dirs, options, problems, plans.inputs);
  const declarations: Declaration[] = [];
  const roots = opened.flatMap(({ module, summary }) => {
    if (plans.inputs.has(summary.dir)) return [];
    const before = declarations.length;
    declarationsOf(module, declarations);
    return [{ ...summary, instances: declarations.length - before }];
  });
  for (const { declarations: planned, summary } of readPlans(plans, opened, tree, loader, options, problems)) {
    for (const declaration of planned) declarations.push(declaration);
    roots.push(summary);
  }
  return { declarations, diagnostics: sorted(problems.all()), roots, notes: plans.notes };
}

/** By place; diagnostics without one come first. */
function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => {
    if (a.location && b.location) return compareLocations(a.location, b.location) || (a.summary < b.summary ? -1 : 1);
    if (a.location || b.location) return a.location ? 1 : -1;
    return a.summary < b.summary ? -1 : 1;
  });
}
