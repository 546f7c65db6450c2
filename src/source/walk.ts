import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceFile } from '../model/source.js';
import { diskFile, entriesOf } from './disk-tree.js';
import { limits, readableEndings, skippedFolders } from './limits.js';

export interface Walked {
  readonly files: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the files to read below a folder. Links to folders are followed once and only inside the root; a file that is too
 * large, binary or unreadable is a diagnostic. `.gitignore` is not obeyed: a scanned tree must not be able to hide from the
 * scan (DESIGN, law 5); `--exclude` is the operator's way.
 */
export function walk(root: string, excluded: (path: string) => boolean): Walked {
  const files: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>([realpathSync(root)]);
  const visit = (folder: string, depth: number): void => {
    for (const entry of [...entriesOf(join(root, folder))].sort(byName)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (excluded(path)) continue;
      const kind = entry.isSymbolicLink() ? linkKind(root, path, seen) : entry.isDirectory() ? 'folder' : 'file';
      if (kind === 'folder') {
        if (!skippedFolders.has(entry.name) && depth < limits.depth) visit(path, depth + 1);
      } else if (kind === 'file' && readable(entry.name)) admit(root, path, files, diagnostics);
    }
  };
  visit('', 0);
  return { files, diagnostics };
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
const readable = (name: string): boolean => readableEndings.some((ending) => name.endsWith(ending));

function admit(root: string, path: string, files: SourceFile[], diagnostics: Diagnostic[]): void {
  const problem = check(root, path);
  if (typeof problem === 'number') files.push(diskFile(root, path, problem));
  else diagnostics.push(problem);
}

/** The size in bytes of a file that can be read, else why not. */
function check(root: string, path: string): number | Diagnostic {
  const at = { file: path, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  const refuse = (code: string, summary: string, detail: string): Diagnostic => ({
    severity: 'warning',
    code,
    summary,
    detail,
    location: at,
    unreadFile: true,
  });
  try {
    const info = statSync(join(root, path));
    if (!info.isFile())
      return refuse('file-unreadable', 'Not a regular file', 'Devices, sockets and pipes are not read.');
    if (info.size > limits.walkedFile) {
      const size = `${Math.round(info.size / 1048576)} MB`;
      return refuse(
        'file-too-large',
        `File of ${size} not read`,
        `Files above ${limits.walkedFile / 1048576} MB are skipped when a folder is scanned. Name the file itself to have it read.`,
      );
    }
    if (isBinary(join(root, path)))
      return refuse(
        'file-binary',
        'Binary file not read',
        'It holds NUL bytes, so it is not the text that its name promises.',
      );
    return info.size;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/,.*$/, '') : String(error);
    return refuse('file-unreadable', 'File cannot be read', `${why}. Everything else is still scanned.`);
  }
}

function isBinary(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(1024);
    return head.subarray(0, readSync(file, head)).includes(0);
  } finally {
    closeSync(file);
  }
}

function linkKind(root: string, path: string, seen: Set<string>): 'folder' | 'file' | 'skip' {
  try {
    const target = realpathSync(join(root, path));
    const base = realpathSync(root);
    if (target !== base && !target.startsWith(`${base}/`)) return 'skip';
    if (!statSync(target).isDirectory()) return 'file';
    if (seen.has(target) || base.startsWith(target)) return 'skip';
    seen.add(target);
    return 'folder';
  } catch {
    return 'skip';
  }
}
