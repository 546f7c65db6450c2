/** Go's path/filepath on slash paths. */

/** filepath.Clean. */
export function cleanPath(path: string): string {
  if (path === '') return '.';
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (part !== '..' || !rooted) kept.push(part);
  }
  const joined = kept.join('/');
  return rooted ? `/${joined}` : joined === '' ? '.' : joined;
}

/** filepath.Base. */
export function baseName(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** filepath.Dir. */
export function dirName(path: string): string {
  const slash = path.lastIndexOf('/');
  return cleanPath(path.slice(0, slash + 1));
}

/** Joins and cleans; `''` for the root itself. */
export function joinPath(folder: string, path: string): string {
  const joined = cleanPath(folder === '' ? path : `${folder}/${path}`);
  return joined === '.' ? '' : joined;
}
