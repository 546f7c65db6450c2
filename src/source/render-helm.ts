import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** Rendering a chart takes Helm less than a second; one that takes this long (milliseconds) hangs. */
const timeLimit = 20_000;
/** Bytes of rendered manifests that are taken. */
const sizeLimit = 32 * 1024 * 1024;

/**
 * Renders charts with the operator's own `helm`, when there is one: `helm template` works offline and talks to no cluster.
 * Gives undefined for a chart that cannot be rendered (no Helm, missing dependencies, values that only the operator has).
 */
export function renderHelm(root: string): (folder: string) => string | undefined {
  let program: string | undefined | null = null;
  return (folder) => {
    if (program === null) program = findProgram('helm');
    if (program === undefined) return undefined;
    const result = spawnSync(program, ['template', 'release', '.'], {
      cwd: resolve(root, folder),
      encoding: 'utf8',
      timeout: timeLimit,
      maxBuffer: sizeLimit,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return result.status === 0 ? result.stdout : undefined;
  };
}

/** Looked up once in PATH; a folder of the scanned tree is never searched. */
function findProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder.startsWith('/') || /^[A-Za-z]:/.test(folder));
  return folders
    .flatMap((folder) => [join(folder, name), join(folder, `${name}.exe`)])
    .find((path) => existsSync(path));
}
