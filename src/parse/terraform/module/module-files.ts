import type { Diagnostic } from '../../../model/diagnostic.js';
import type { SourceTree } from '../../../model/source.js';
import { parseHcl } from '../hcl/parse-hcl.js';
import type { HclFile } from '../hcl/syntax.js';
import { parseHclJson } from '../hcl/parse-json.js';
import { fileNameOf, joinPath } from './paths.js';

const NATIVE = /\.(tf|tofu)$/;
const JSON_SYNTAX = /\.(tf|tofu)\.json$/;
const OVERRIDE = /(^|_)override\.(tf|tofu)(\.json)?$/;

/** True for the files that make up a module. */
export const isTerraformFile = (path: string): boolean => NATIVE.test(path) || JSON_SYNTAX.test(path);

/** True for files whose blocks are merged into those of the others. */
export const isOverrideFile = (path: string): boolean => OVERRIDE.test(fileNameOf(path));

/**
 * The Terraform files of a folder, out of the paths in it: primary files first, then override files, each group by
 * name. Where both `x.tf` and `x.tofu` exist, `x.tf` is read, as Terraform does.
 */
export function moduleFiles(paths: readonly string[]): readonly string[] {
  const names = new Set(paths);
  return paths
    .filter((path) => isTerraformFile(path) && !fileNameOf(path).startsWith('.') && !isDuplicate(path, names))
    .sort((a, b) => Number(isOverrideFile(a)) - Number(isOverrideFile(b)) || (a < b ? -1 : 1));
}

const isDuplicate = (path: string, names: ReadonlySet<string>): boolean =>
  /\.tofu(\.json)?$/.test(path) && names.has(path.replace(/\.tofu(\.json)?$/, '.tf$1'));

/** Folders that the walk skips (`.terraform/modules`) are read on demand. */
export function listedFiles(tree: SourceTree, dir: string): readonly string[] {
  return tree.list(dir).flatMap((path) => {
    const named = joinPath('', path) ?? path;
    const inside = dir === '' || named === dir || named.startsWith(`${dir}/`) ? named : joinPath(dir, named);
    return inside !== undefined && inside.slice(0, Math.max(0, inside.lastIndexOf('/'))) === dir ? [inside] : [];
  });
}

/** Reads and parses one file; undefined, with a diagnostic, when it cannot be read. */
export function parseFile(tree: SourceTree, path: string): ParsedFile {
  const read = tree.read(path);
  if (read.ok) {
    const { text } = read;
    return { text, ...(JSON_SYNTAX.test(path) ? parseHclJson(path, text) : parseHcl(path, text)) };
  }
  const unreadable: Diagnostic = {
    severity: 'error',
    code: 'file-unreadable',
    summary: `Cannot read ${path} (${read.why})`,
    detail: 'The file is left out of the scan. Check its size and permissions.',
    unreadFile: true,
  };
  return { diagnostics: [unreadable] };
}

export interface ParsedFile {
  readonly file?: HclFile;
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}
