import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/model/value.js';
import { readTerraform } from '../../../../src/parse/terraform/index.js';
import { openSource } from '../../../../src/source/index.js';

const FOLDER = 'fixtures/parse/terraform/plan';

function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
    case 'string':
    case 'number':
    case 'bool':
      return value.value;
    case 'null':
      return null;
    default:
      return value?.kind;
  }
}

for (const name of readdirSync(FOLDER)) {
  describe(`terraform plan of ${name}`, async () => {
    const folder = join(FOLDER, name);
    const planned = JSON.parse(readFileSync(join(folder, 'planned.json'), 'utf8')) as Record<string, unknown>;
    const opened = openSource([folder], { cwd: process.cwd(), exclude: ['planned.json'] });
    if ('error' in opened) throw new Error(opened.error);
    const { declarations, diagnostics } = await readTerraform(opened.tree, {});
    it('has the same addresses', () => {
      expect(declarations.map((declaration) => declaration.address).sort()).toEqual(Object.keys(planned).sort());
      expect(diagnostics).toEqual([]);
    });
    for (const { address, body } of declarations) {
      it(address, () => expect(plain(body.entries.get('input'))).toEqual(planned[address]));
    }
  });
}
