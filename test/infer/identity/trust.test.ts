import { describe, expect, it } from 'vitest';
import { factText, scanText, short } from './scanned.js';
import { trustRows } from './tables/trusts.js';

describe('who may assume a role', () => {
  it.each(trustRows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
    const { graph } = await scanText(`
${row.more ?? ''}
resource "aws_iam_role" "clinic" {
  name               = "clinic"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [${row.trust}] })
}`);
    const id = graph.resources.find(({ address }) => address === 'aws_iam_role.clinic')?.id ?? '';
    const found = Object.fromEntries(
      Object.keys(row.facts).map((name) => [name, factText(graph.fact(id, `identity.${name}`)).replace(/ .*/, '')]),
    );
    expect(found).toEqual(row.facts);
    if (!row.assumable) return;
    const edges = graph.incoming(id, 'can-assume').map(({ from, certainty }) => `${short(from)} ${certainty}`);
    expect(edges.sort()).toEqual([...row.assumable].sort());
  });
});
