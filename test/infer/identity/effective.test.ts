import { describe, expect, it } from 'vitest';
import { factText, scanText, show } from './scanned.js';
import { estates } from './tables/estates.js';

describe('what declared principals can do', () => {
  it.each(estates.map((row) => [row.name, row] as const))('%s', async (_, row) => {
    const { graph } = await scanText(row.terraform);
    if (row.can) {
      const found = graph.relations
        .filter(({ kind, from }) => kind === 'can' && from.endsWith('aws_iam_role.clinic'))
        .map(show);
      expect(found.map((text) => text.replace('aws_iam_role.clinic can ', '')).sort()).toEqual([...row.can].sort());
    }
    for (const [name, value] of Object.entries(row.facts ?? {})) {
      expect([name, factText(graph.fact('|aws_iam_role.clinic', `identity.${name}`)).replace(/ .*/, '')]).toEqual([
        name,
        value,
      ]);
    }
  });
});
