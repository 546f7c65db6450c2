import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.js';
import { walk } from './walk.js';

/** The YAML files of a policy folder (or the one file), with their texts. Only folders that the operator names are read. */
export function readPolicyFolder(path: string): {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly diagnostics: readonly Diagnostic[];
} {
  if (statSync(path).isFile()) return { files: [{ path, text: readFileSync(path, 'utf8') }], diagnostics: [] };
  const walked = walk(path, (name) => name.endsWith('.json'));
  const files = walked.files
    .filter((file) => /\.ya?ml$/.test(file.path))
    .map((file) => ({ path: relative('.', join(path, file.path)), text: file.text() }));
  return { files, diagnostics: walked.diagnostics };
}
