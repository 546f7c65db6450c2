import { describe, expect, it } from 'vitest';
import { isPublicPolicy } from '../../../src/infer/identity/public/aws-public.js';
import { documentOf } from './rows.js';
import { factText, scanText } from './scanned.js';
import { publicRows } from './tables/public.js';
import { exposures } from './tables/exposures.js';

describe('public as S3 Block Public Access defines it', () => {
  it.each(publicRows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    expect(isPublicPolicy(documentOf(row.policy).statements).truth).toBe(row.public);
  });
});

describe('what strangers can do', () => {
  it.each(exposures.map((row) => [row.name, row] as const))('%s', async (_, row) => {
    const { graph } = await scanText(row.terraform);
    const id = graph.resources.find(({ address }) => address === row.address)?.id ?? '';
    const found = Object.fromEntries(
      Object.keys(row.facts).map((name) => [name, factText(graph.fact(id, `identity.${name}`)).replace(/ .*/, '')]),
    );
    expect(found).toEqual(row.facts);
  });
});
