import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const FIXTURES = new URL('../../../../fixtures/', import.meta.url).pathname;
export const HCL_FIXTURES = join(FIXTURES, 'parse/hcl');

export interface Fixture {
  readonly path: string;
  readonly text: string;
}

/** Every file below a folder with the ending, sorted by path. */
export function readFixtures(folder: string, ending: string): Fixture[] {
  const found: Fixture[] = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) found.push(...readFixtures(path, ending));
    else if (name.endsWith(ending)) found.push({ path: path.slice(FIXTURES.length), text: readFileSync(path, 'utf8') });
  }
  return found;
}

/** A tree without its places, for comparison. */
export function withoutSpans(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (/[sS]pan$/.test(key) ? undefined : value)));
}
