import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, posix, resolve, sep } from 'node:path';
import type { ReadResult, SourceFile, SourceTree } from '../model/source.js';
import { limits } from './limits.js';

/** The scan root on disk. Every path is resolved through links and refused when it ends up outside the root. */
export class DiskTree implements SourceTree {
  private readonly root: string;

  constructor(
    root: string,
    readonly files: readonly SourceFile[],
  ) {
    this.root = realpathSync(root);
  }

  read(path: string): ReadResult {
    const real = this.inside(path);
    if (typeof real !== 'string') return real;
    try {
      const info = statSync(real);
      if (info.isDirectory()) return { ok: false, why: 'directory' };
      if (!info.isFile()) return { ok: false, why: 'unreadable' };
      if (info.size > limits.namedFile) return { ok: false, why: 'too-large' };
      const bytes = readFileSync(real);
      return {
        ok: true,
        bytes,
        get text() {
          return bytes.toString('utf8');
        },
      };
    } catch {
      return { ok: false, why: 'unreadable' };
    }
  }

  list(dir: string): readonly string[] {
    const found: string[] = [];
    const visit = (folder: string, depth: number): void => {
      const real = this.inside(folder);
      if (typeof real !== 'string' || depth > limits.depth || found.length > limits.files) return;
      for (const entry of entriesOf(real)) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) visit(path, depth + 1);
        else if (entry.isFile()) found.push(path);
      }
    };
    visit(normalise(dir), 0);
    return found.sort();
  }

  isDirectory(path: string): boolean {
    const real = this.inside(path);
    try {
      return typeof real === 'string' && statSync(real).isDirectory();
    } catch {
      return false;
    }
  }

  /** The real path when it is inside the root, through whatever links. */
  private inside(path: string): string | Extract<ReadResult, { ok: false }> {
    const wanted = resolve(this.root, normalise(path));
    if (!within(this.root, wanted)) return { ok: false, why: 'outside' };
    try {
      const real = realpathSync(wanted);
      return within(this.root, real) ? real : { ok: false, why: 'outside' };
    } catch {
      return { ok: false, why: 'missing' };
    }
  }
}

/** A file that is read when somebody asks, once. */
export function diskFile(root: string, path: string, size: number): SourceFile {
  let text: string | undefined;
  return {
    path,
    size,
    text() {
      text ??= readFileSync(join(root, path), 'utf8');
      return text;
    },
  };
}

export function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

const normalise = (path: string): string => (path === '.' ? '' : posix.normalize(path.split(sep).join('/')));
const within = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
