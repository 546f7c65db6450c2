import type { SourceTree } from '../../../model/source.js';
import { literalString } from './literal.js';
import { isTerraformFile } from './module-files.js';
import { isLocal, type ModuleLoader } from './module-loader.js';
import { type ModuleSource, nestedOf } from './module-source.js';
import { joinPath } from './paths.js';

/**
 * The folders that `terraform plan` would be run in: those that no other folder calls as a module, and those that
 * have a backend, a configured provider or value files of their own. A module that is only ever called is not one.
 */
export function findRoots(
  tree: SourceTree,
  loader: ModuleLoader,
  modulePaths: Readonly<Record<string, string>>,
): readonly string[] {
  const dirs = [
    ...new Set(tree.files.filter((file) => isTerraformFile(file.path)).map((file) => folder(file.path))),
  ].sort();
  const calls = new Map<string, readonly string[]>();
  for (const dir of dirs) {
    const module = loader.module(dir);
    if (module) calls.set(dir, calledDirs(module, loader));
  }
  const mapped = Object.values(modulePaths).flatMap((dir) => joinPath('', dir) ?? []);
  const called = new Set([...[...calls].flatMap(([from, to]) => to.filter((dir) => dir !== from)), ...mapped]);
  const roots = [...calls.keys()].filter((dir) => !called.has(dir) || isMarkedRoot(dir, loader));
  return withLoops(roots, calls, new Set(mapped));
}

const folder = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function calledDirs(module: ModuleSource, loader: ModuleLoader): readonly string[] {
  const found = new Set<string>();
  for (const [name, block] of module.calls) {
    const source = block.attributes.get('source');
    const text = source && literalString(source.value);
    if (text === undefined) continue;
    const dir = isLocal(text) ? joinPath(module.dir, text) : loader.folderOf(text, module.dir, module.dir, name);
    if (dir !== undefined) found.add(dir);
  }
  return [...found];
}

/** Folders that call one another in a ring have no caller outside it: the first of them is taken as a root. */
function withLoops(
  roots: readonly string[],
  calls: ReadonlyMap<string, readonly string[]>,
  mapped: ReadonlySet<string>,
): readonly string[] {
  const reached = new Set<string>();
  const reach = (from: string): void => {
    const stack = [from];
    for (let dir = stack.pop(); dir !== undefined; dir = stack.pop()) {
      if (reached.has(dir)) continue;
      reached.add(dir);
      stack.push(...(calls.get(dir) ?? []));
    }
  };
  roots.forEach(reach);
  const all = [...roots];
  for (const dir of calls.keys()) {
    if (reached.has(dir) || mapped.has(dir)) continue;
    all.push(dir);
    reach(dir);
  }
  return all.sort();
}

function isMarkedRoot(dir: string, loader: ModuleLoader): boolean {
  const module = loader.module(dir);
  if (!module) return false;
  const backend = module.settings.some(
    (block) => nestedOf(block, 'backend').length > 0 || nestedOf(block, 'cloud').length > 0,
  );
  const configured = [...module.providers.values()].some(
    (block) =>
      block.blocks.length > 0 || [...block.attributes.keys()].some((name) => name !== 'alias' && name !== 'version'),
  );
  return backend || configured || loader.filesIn(dir).some((path) => /\.tfvars(\.json)?$/.test(path));
}
