import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceTree } from '../model/source.js';
import { DiskTree, diskFile } from './disk-tree.js';
import { memoryTree } from './memory-tree.js';
import { walk } from './walk.js';

export interface SourceOptions {
  /** Globs, relative to the scan root, of what to leave out. */
  readonly exclude?: readonly string[];
  /** Current folder, for naming the root in reports. */
  readonly cwd: string;
}

export interface SourceResult {
  readonly tree: SourceTree;
  /** The root as people and tools name it: relative to the current folder when it is below it. `''` is the folder itself. */
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  /** The tree's name of a file that is named from the current folder or from the scan root. */
  readonly locate: (path: string) => string;
}

/** Opens what the user named: folders, files, or `-` for standard input. An error says what was not found. */
export function openSource(
  paths: readonly string[],
  options: SourceOptions,
): SourceResult | { readonly error: string } {
  if (paths.includes('-')) return openStdin(paths);
  const missing = paths.find((path) => !existsSync(resolve(options.cwd, path)));
  if (missing !== undefined) return { error: `${missing} does not exist` };
  const full = paths.map((path) => resolve(options.cwd, path));
  const root = commonFolder(full);
  const files = new Map<string, ReturnType<typeof diskFile>>();
  const diagnostics: Diagnostic[] = [];
  for (const path of full) {
    const found = collect(root, path, matcher(options.exclude));
    for (const file of found.files) files.set(file.path, file);
    diagnostics.push(...found.diagnostics);
  }
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const locate = (path: string): string => {
    const here = resolve(options.cwd, path);
    return existsSync(here) ? relative(root, here).split(sep).join('/') : path;
  };
  return { tree: new DiskTree(root, sorted), root: displayName(root, options.cwd), diagnostics, locate };
}

function openStdin(paths: readonly string[]): SourceResult | { readonly error: string } {
  if (paths.length > 1) return { error: '- (standard input) cannot be combined with other paths' };
  return { tree: memoryTree({ stdin: readFileSync(0, 'utf8') }), root: '', diagnostics: [], locate: (path) => path };
}

function collect(root: string, path: string, excluded: (path: string) => boolean) {
  const name = relative(root, path).split(sep).join('/');
  const info = statSync(path);
  if (info.isFile()) return { files: [diskFile(root, name, info.size)], diagnostics: [] };
  const prefix = name === '' ? '' : `${name}/`;
  const walked = walk(path, (inner) => excluded(prefix + inner));
  if (prefix === '') return walked;
  return {
    files: walked.files.map((file) => diskFile(root, prefix + file.path, file.size)),
    diagnostics: walked.diagnostics.map((d) =>
      d.location ? { ...d, location: { ...d.location, file: prefix + d.location.file } } : d,
    ),
  };
}

const matcher = (globs: readonly string[] | undefined): ((path: string) => boolean) =>
  globs && globs.length > 0 ? picomatch([...globs], { dot: true }) : () => false;

/** The deepest folder that holds all of the paths. */
function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => (statSync(path).isDirectory() ? path : dirname(path)));
  return folders.reduce((common, folder) => {
    let at = common;
    while (folder !== at && !folder.startsWith(at.endsWith(sep) ? at : at + sep)) at = dirname(at);
    return at;
  });
}

function displayName(root: string, cwd: string): string {
  const name = relative(cwd, root);
  return name.startsWith('..') ? root : name.split(sep).join('/');
}
