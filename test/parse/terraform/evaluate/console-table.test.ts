import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateExpressions } from '../../../../src/parse/terraform/index.js';
import { openSource } from '../../../../src/source/index.js';

const FOLDER = 'fixtures/parse/terraform/console';
type Row = readonly [expression: string, printed: string];

const collapsed = (text: string): string => text.replace(/\n\s*/g, ' ');

/** Errors are compared by their summary, which is Terraform's; the table does not hold details. */
const comparable = (text: string, printed: string): string =>
  text.startsWith('error: ') && printed.startsWith('error: ') ? text.slice(0, printed.length) : collapsed(text);

for (const name of readdirSync(FOLDER)) {
  describe(`terraform console in ${name}`, async () => {
    const folder = join(FOLDER, name);
    const rows = JSON.parse(readFileSync(join(folder, 'table.json'), 'utf8')) as Row[];
    const opened = openSource([folder], { cwd: process.cwd(), exclude: [] });
    if ('error' in opened) throw new Error(opened.error);
    const answers = await evaluateExpressions(
      opened.tree,
      '',
      rows.map(([expression]) => expression),
      {},
    );
    it('has rows', () => expect(rows.length).toBeGreaterThan(5));
    for (const [index, [expression, printed]] of rows.entries()) {
      it(expression, () => expect(comparable(answers[index] as string, printed)).toBe(collapsed(printed)));
    }
  });
}
