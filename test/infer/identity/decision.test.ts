import { describe, expect, it } from 'vitest';
import { decideRow } from './rows.js';
import { conditions } from './tables/conditions.js';
import { d8 } from './tables/d8.js';
import { layers } from './tables/layers.js';
import { matching } from './tables/matching.js';

describe.each([
  ['spec D8', d8],
  ['patterns', matching],
  ['conditions', conditions],
  ['layers', layers],
])('decisions: %s', (_, rows) => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', (_name, row) => {
    expect(decideRow(row).truth).toBe(row.expect);
  });
});
