import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('../../', import.meta.url).pathname;

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real command line, bundled, in a process of its own. `npm run build` makes the bundle; `npm run check` does so first. */
export function runCli(
  args: readonly string[],
  options: { readonly input?: string; readonly cwd?: string; readonly env?: Record<string, string> } = {},
): CliResult {
  if (!existsSync(`${root}dist/cli.cjs`)) throw new Error('dist/cli.cjs is missing: run npm run build');
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}bin/threatplan.js`, ...args], {
    cwd: options.cwd ?? root,
    encoding: 'utf8',
    input: options.input ?? '',
    env: { PATH: process.env.PATH ?? '', ...options.env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}
