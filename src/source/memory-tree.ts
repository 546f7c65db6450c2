import { posix } from 'node:path';
import type { ReadResult, SourceTree } from '../model/source.js';

/** A tree of texts that are not on disk: standard input, and tests. Paths are relative, with forward slashes. */
export function memoryTree(texts: Readonly<Record<string, string>>): SourceTree {
  const paths = Object.keys(texts).sort();
  const read = (path: string): ReadResult => {
    const name = posix.normalize(path);
    if (name.startsWith('../') || name.startsWith('/')) return { ok: false, why: 'outside' };
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (text === undefined) return { ok: false, why: 'missing' };
    return { ok: true, text, bytes: Buffer.from(text, 'utf8') };
  };
  const inFolder = (dir: string): readonly string[] => {
    const prefix = dir === '' || dir === '.' ? '' : `${posix.normalize(dir)}/`;
    return paths.filter((path) => path.startsWith(prefix));
  };
  return {
    files: paths.map((path) => ({ path, size: Buffer.byteLength(texts[path] ?? ''), text: () => texts[path] ?? '' })),
    read,
    list: inFolder,
    isDirectory: (path) => path === '' || path === '.' || inFolder(path).length > 0,
  };
}
