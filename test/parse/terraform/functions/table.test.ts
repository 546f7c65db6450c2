import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { print } from './evaluate-call.js';

/** Every row was answered by `terraform console` 1.11 (scripts/function-table.ts). */
const FOLDER = new URL('../../../../fixtures/parse/functions/', import.meta.url);
const tables = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

describe.each(tables)('%s as terraform console prints it', (name) => {
  const rows = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as [string, string][];
  it.each(rows)('%s', (expression, expected) => {
    expect(print(expression)).toBe(expected);
  });
});

it('has several hundred rows', () => {
  const counts = tables.map((name) => (JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as unknown[]).length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500);
});
