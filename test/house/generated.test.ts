import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generated } from '../../scripts/generate.js';

describe('generated files are fresh', () => {
  it('there are some', () => expect(generated.length).toBeGreaterThan(0));

  it.each(generated.map((file) => [file.path, file] as const))('%s', async (path, file) => {
    const committed = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    expect(committed, 'run npm run generate and commit the result').toBe(await file.make());
  });
});
