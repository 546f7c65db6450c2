import type { SourceTree } from '../../../model/source.js';
import { yes } from '../../../model/tri.js';
import type { Value } from '../../../model/value.js';
import type { ModuleLoader } from '../module/module-loader.js';
import { valueFiles } from '../module/tfvars.js';
import type { RootSummary, TerraformOptions } from '../options.js';
import { ModuleInstance } from './module-instance.js';
import { rootInputs } from './root-inputs.js';
import type { Problems, Run } from './run.js';

export interface OpenedRoot {
  readonly module: ModuleInstance;
  readonly summary: RootSummary;
}

/** The root modules in the folders with their variables' values, nothing evaluated yet. `planned` are values that plans give. */
export function openRoots(
  tree: SourceTree,
  loader: ModuleLoader,
  dirs: readonly string[],
  options: TerraformOptions,
  problems: Problems,
  planned: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map(),
): readonly OpenedRoot[] {
  const modules: ModuleInstance[] = [];
  const opened = dirs.flatMap(
    (dir) => openRoot(tree, loader, dir, options, problems, () => modules, planned.get(dir)) ?? [],
  );
  modules.push(...opened.map(({ module }) => module));
  return opened;
}

/** One root module with its variables' values, nothing evaluated yet; undefined when there is none in the folder. */
export function openRoot(
  tree: SourceTree,
  loader: ModuleLoader,
  dir: string,
  options: TerraformOptions,
  problems: Problems,
  roots: () => readonly ModuleInstance[] = () => [],
  planned?: ReadonlyMap<string, Value>,
): OpenedRoot | undefined {
  const source = loader.module(dir);
  if (!source) return undefined;
  const { automatic, offered } = valueFiles(loader.filesIn(dir));
  const given = options.varFiles ?? [];
  const varFiles = [...automatic, ...given];
  const values = rootInputs(tree, loader, source, varFiles, options, problems);
  const inputs = planned ? new Map([...values, ...planned]) : values;
  const workspace = options.workspace ?? 'default';
  const run: Run = {
    tree,
    loader,
    rootDir: dir,
    workspace,
    problems,
    inputs,
    roots,
    instances: 0,
    depth: 0,
    evaluating: [],
  };
  const unused = offered.filter((path) => !given.includes(path));
  const summary: RootSummary = { dir, varFiles, offered: unused, instances: 0, notes: notes(dir, unused) };
  return { module: new ModuleInstance(run, source, '', yes(), []), summary };
}

function notes(dir: string, offered: readonly string[]): readonly string[] {
  if (offered.length === 0) return [];
  return [
    `${dir === '' ? 'The root module' : dir} has value files that were not read: ${offered.join(', ')}. Choose one with --var-file.`,
  ];
}
