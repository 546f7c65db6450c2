/** Paths inside the scan root: relative, forward slashes, `''` for the root itself. Nothing here touches the disk. */

/** The last segment of a path. */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Joins and normalises; undefined when the result would leave the scan root. */
export function joinPath(dir: string, path: string): string | undefined {
  const segments: string[] = [];
  for (const segment of `${dir}/${path}`.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (segments.pop() === undefined) return undefined;
    } else segments.push(segment);
  }
  return segments.join('/');
}

/** `to` as seen from `from`, the way Terraform prints `path.module`: `.` for the same folder. */
export function relativePath(from: string, to: string): string {
  const a = from === '' ? [] : from.split('/');
  const b = to === '' ? [] : to.split('/');
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  const path = [...a.slice(common).map(() => '..'), ...b.slice(common)].join('/');
  return path === '' ? '.' : path;
}
