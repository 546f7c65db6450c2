import { describe, expect, it } from 'vitest';
import { scanText, short } from './scanned.js';
import { labs } from './tables/labs.js';

/** Each lab: what the principal `clinic` can become, as `technique -> target`, and nothing else. */
describe('escalation labs', () => {
  it.each(labs.map((lab) => [lab.name, lab] as const))('%s', async (_, lab) => {
    const { graph } = await scanText(lab.terraform);
    const found = graph.relations
      .filter(({ kind, from }) => kind === 'escalates-to' && from.endsWith('clinic'))
      .flatMap(({ to, attrs, certainty }) =>
        ((attrs?.['techniques'] ?? []) as readonly string[]).map(
          (id) => `${id} -> ${target(to)}${certainty === 'certain' ? '' : '?'}`,
        ),
      )
      .sort();
    const expected = [...lab.expect].sort();
    if (lab.atLeast) expect(found).toEqual(expect.arrayContaining(expected));
    else expect(found).toEqual(expected);
  });
});

const target = (id: string): string =>
  id.startsWith('ext|account-admin') ? 'admin' : short(id).replace(/^aws_iam_(role|user)\./, '');
