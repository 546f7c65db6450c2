import { describe, expect, it } from 'vitest';
import type { AttackPath, Hop } from '../../src/model/analysis.js';
import type { Match } from '../../src/model/threat.js';
import { impactOf } from '../../src/risk/impact.js';
import type { Effect, RatedPolicy } from '../../src/risk/rated-policy.js';
import { createReach } from '../../src/risk/reach.js';
import { fact, graphOf, relation, resource } from '../policy/support.js';

/** A function whose role may read the invoices (restricted), and an administrator. */
const shop = graphOf(
  [
    resource('aws_lambda_function.orders', { kind: 'process/function', element: 'process' }),
    resource('aws_iam_role.orders', {
      kind: 'identity/role',
      element: 'supporting',
      facts: { 'identity.privilege': fact('scoped') },
    }),
    resource('aws_iam_role.admin', {
      kind: 'identity/role',
      element: 'supporting',
      facts: { 'identity.privilege': fact('admin') },
    }),
    resource('aws_s3_bucket.invoices'),
    resource('aws_s3_bucket.site'),
  ],
  [
    relation('aws_lambda_function.orders', 'runs-as', 'aws_iam_role.orders'),
    relation('aws_iam_role.orders', 'can', 'aws_s3_bucket.invoices'),
  ],
).extend({
  assets: [
    { store: '|aws_s3_bucket.invoices', sensitivity: 3, origin: 'tag', reason: 'tag', because: [] },
    { store: '|aws_s3_bucket.site', sensitivity: 0, origin: 'name', reason: 'website', because: [] },
  ],
});

const policy = (effect: Effect): RatedPolicy => ({
  id: 'p',
  title: '',
  stride: ['spoofing'],
  severity: 'critical',
  references: {},
  risk: { effect },
  threat: '',
  mitigation: '',
});
const at = (subject: string): Match => ({
  policy: 'p',
  subject: `|${subject}`,
  related: [],
  bindings: {},
  certainty: 'yes',
  assumed: false,
  unknowns: [],
  evidence: [],
  boundaries: [],
});

describe('impact (spec/H4)', () => {
  it.each<[Effect, string, number]>([
    ['read', 'aws_s3_bucket.invoices', 4],
    ['read', 'aws_s3_bucket.site', 1],
    ['read', 'aws_lambda_function.orders', 4],
    ['write', 'aws_s3_bucket.invoices', 3],
    ['destroy', 'aws_s3_bucket.invoices', 3],
    ['act-as', 'aws_iam_role.admin', 5],
    ['act-as', 'aws_lambda_function.orders', 4],
    ['credential', 'aws_s3_bucket.site', 4],
    ['reach', 'aws_lambda_function.orders', 4],
    ['availability', 'aws_lambda_function.orders', 2],
    ['logging', 'aws_s3_bucket.site', 3],
    ['hygiene', 'aws_s3_bucket.site', 1],
    ['hygiene', 'aws_s3_bucket.invoices', 3],
  ])('%s of %s is %i', (effect, subject, expected) => {
    expect(impactOf(at(subject), policy(effect), shop, undefined, createReach(shop))).toBe(expected);
  });

  it.each<[AttackPath['effect'], string, number]>([
    ['read', 'aws_s3_bucket.invoices', 4],
    ['write', 'aws_s3_bucket.invoices', 3],
    ['admin', 'aws_iam_role.admin', 5],
  ])('a path to %s %s is %i', (effect, to, expected) => {
    const path = { effect, to: `|${to}`, hops: [] as readonly Hop[] } as AttackPath;
    expect(impactOf(at(to), policy('read'), shop, path, createReach(shop))).toBe(expected);
  });

  it('is one higher where a break-in spreads widely', () => {
    const stores = ['a', 'b', 'c', 'd'].map((name) => resource(`aws_s3_bucket.${name}`));
    const grown = shop.extend({
      resources: stores,
      relations: stores.map((store) => relation('aws_iam_role.orders', 'can', store.address)),
      assets: stores.map((store) => ({ store: store.id, sensitivity: 3, origin: 'tag', reason: 'tag', because: [] })),
    });
    const reach = createReach(grown);
    expect(impactOf(at('aws_lambda_function.orders'), policy('reach'), grown, undefined, reach)).toBe(5);
  });
});
