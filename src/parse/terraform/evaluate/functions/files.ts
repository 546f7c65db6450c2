import type { UnknownValue } from '../../../../model/value.js';
import { unknownValue } from '../../../../model/values.js';
import { fail, type Failure, type FunctionContext } from './function.js';
import { cleanPath, joinPath } from './paths.js';

/** Files that functions may read: inside the scan root, through the source tree, never elsewhere. */

export interface FoundFile {
  readonly kind: 'file';
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/**
 * `path.module` in this scan is relative to the scan root, while a bare relative path is relative to the root module.
 * The evaluator gives `path.module` as Terraform prints it (relative to the root module), so both start there.
 */
export const resolvePath = (path: string, context: FunctionContext): string => joinPath(context.rootDir, path);

/** Reads a file, or says why not: outside the scan root is unknown, missing is Terraform's error. */
export function readModuleFile(path: string, context: FunctionContext): FoundFile | Failure | UnknownValue {
  if (path.startsWith('/') || path.startsWith('~')) return elsewhere(path);
  const resolved = resolvePath(path, context);
  const found = context.tree.read(resolved);
  if (found.ok) return { kind: 'file', path: resolved, bytes: found.bytes, text: found.text };
  switch (found.why) {
    case 'missing':
      return { ...fail(missing(path), 0), missingFile: path };
    case 'directory':
      return fail(`failed to read file: read ${cleanPath(path)}: is a directory`, 0);
    default:
      return elsewhere(path);
  }
}

const missing = (path: string): string =>
  `no file exists at ${JSON.stringify(cleanPath(path))}; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`;

/** Outside the scan root, too large or unreadable. */
export const elsewhere = (path: string): UnknownValue => ({
  ...unknownValue('external', `file ${path}`),
  type: 'string',
});
