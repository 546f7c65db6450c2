import type { Declaration } from '../../model/declaration.js';
import type { SourceTree } from '../../model/source.js';
import { declarationsOf } from './evaluate/declarations.js';
import { type OpenedRoot, openRoot } from './evaluate/open-roots.js';
import type { Problems } from './evaluate/run.js';
import type { ModuleLoader } from './module/module-loader.js';
import type { RootSummary, TerraformOptions } from './options.js';
import { isOutdated, type OpenedPlan, openPlans, planNotes, readPlan, scopeOf } from './plan/index.js';

/** The plans and states of a scan, before anything is evaluated. */
export interface Plans {
  readonly read: readonly OpenedPlan[];
  /** Roots that a plan speaks for: they are evaluated with its variables and their own declarations are not used. */
  readonly inputs: ReadonlyMap<string, OpenedPlan['inputs']>;
  readonly notes: readonly string[];
}

/** Finds plans and states and decides which of them count. */
export function findPlans(tree: SourceTree, loader: ModuleLoader, roots: readonly string[], problems: Problems): Plans {
  const read: OpenedPlan[] = [];
  const notes: string[] = [];
  const inputs = new Map<string, OpenedPlan['inputs']>();
  for (const plan of openPlans(tree.files, loader, roots, problems)) {
    const { path } = plan.document;
    if (isOutdated(plan, roots)) {
      notes.push(`The state ${path} was not read: its configuration is in the scan and says what will be.`);
    } else if (plan.root !== undefined && inputs.has(plan.root)) {
      notes.push(`${path} was not read: another plan of the same configuration was. Scan it by itself.`);
    } else {
      read.push(plan);
      if (plan.root !== undefined) inputs.set(plan.root, plan.document.format === 'plan' ? plan.inputs : new Map());
    }
  }
  return { read, inputs, notes };
}

/** The declarations of every plan, with places from its source where that is at hand. */
export function readPlans(
  plans: Plans,
  opened: readonly OpenedRoot[],
  tree: SourceTree,
  loader: ModuleLoader,
  options: TerraformOptions,
  problems: Problems,
): readonly { readonly declarations: readonly Declaration[]; readonly summary: RootSummary }[] {
  const taken = new Set<string>();
  for (const { summary } of opened) if (!plans.inputs.has(summary.dir)) taken.add(summary.dir);
  return plans.read.map((plan) => {
    const scope = scopeOf(plan, taken);
    taken.add(scope);
    const { root } = plan;
    const found =
      root === undefined
        ? undefined
        : (opened.find(({ summary }) => summary.dir === root) ??
          openRoot(tree, loader, root, options, problems, () => [], plans.inputs.get(root)));
    const source: Declaration[] = [];
    if (found) declarationsOf(found.module, source);
    const declarations = readPlan(plan, scope, found && source);
    const summary: RootSummary = {
      dir: scope,
      varFiles: [],
      offered: [],
      instances: declarations.length,
      notes: planNotes(plan),
    };
    return { declarations, summary };
  });
}
