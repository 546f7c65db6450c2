import type { ReadResult, SourceTree } from '../../../../src/model/source.js';

/** A scan root in memory: path to text. */
export function memoryTree(files: Readonly<Record<string, string>>): SourceTree {
  const paths = Object.keys(files).sort();
  const under = (dir: string): string => (dir === '' || dir === '.' ? '' : `${dir}/`);
  return {
    files: paths.map((path) => ({ path, size: (files[path] ?? '').length, text: () => files[path] ?? '' })),
    read: (path): ReadResult => {
      if (path.startsWith('..') || path.startsWith('/')) return { ok: false, why: 'outside' };
      const text = files[path];
      if (text !== undefined) return { ok: true, text, bytes: new TextEncoder().encode(text) };
      return { ok: false, why: paths.some((file) => file.startsWith(under(path))) ? 'directory' : 'missing' };
    },
    list: (dir) => paths.filter((path) => path.startsWith(under(dir))),
    isDirectory: (path) => paths.some((file) => file.startsWith(under(path))),
  };
}
