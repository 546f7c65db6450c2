import { readFileSync } from 'node:fs';
import { type Format, render } from '../src/report/index.js';
import type { Policy } from '../src/policy/index.js';
import { scan } from '../src/scan.js';
import { openSource } from '../src/source/index.js';

const root = new URL('../', import.meta.url);

/** Reports of the smallest example system, committed so that every change of a reporter shows as a diff. */
export const goldenReports: readonly { readonly path: string; make(): Promise<string> }[] = [
  { path: 'fixtures/reports/site.txt', make: () => report('table') },
  { path: 'fixtures/reports/site.json', make: () => report('json') },
  { path: 'fixtures/reports/site.sarif', make: () => report('sarif') },
];

async function report(format: Format): Promise<string> {
  const opened = openSource(['fixtures/systems/site'], { cwd: root.pathname });
  if ('error' in opened) throw new Error(opened.error);
  const { policies } = JSON.parse(readFileSync(new URL('data/policies.json', root), 'utf8')) as { policies: Policy[] };
  const { model } = await scan(opened.tree, { root: opened.root, version: '0.0.0', policies });
  return render(model, format, { all: true, width: 120 });
}
