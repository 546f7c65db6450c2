import { describe, expect, it } from 'vitest';
import { loadPolicies } from '../../src/policy/load.js';
import { policyText } from './support.js';

const good = policyText('element: store\nwhere: { kind: data-store }');

/** What is wrong, with line:column. */
function complaints(text: string): readonly string[] {
  return loadPolicies([{ path: 'orders.yaml', text }]).diagnostics.map(
    ({ summary, location }) => `${location?.start.line}:${location?.start.column} ${summary}`,
  );
}

const table: readonly (readonly [what: string, text: string, expected: string])[] = [
  [
    'an unknown fact',
    policyText('element: store\nwhere: { storage.versionned: true }'),
    '7:12 unknown fact "storage.versionned": did you mean "storage.versioned"?',
  ],
  ['an unknown key of a policy', `${good}mitigaton: x\n`, '12:1 unknown key "mitigaton": did you mean "mitigation"?'],
  [
    'an unknown key of a condition',
    policyText('element: store\nwhere: { kidn: data-store }'),
    '7:12 unknown key "kidn" in match.where: did you mean "kind"?',
  ],
  [
    'an unknown kind',
    policyText('element: store\nwhere: { kind: data-stor }'),
    '7:18 match.where.kind cannot be "data-stor": did you mean "data-store"?',
  ],
  [
    'an unknown relation',
    policyText('element: store\nwhere:\n  related:\n    - relation: log-to'),
    '9:19 match.where.related.0.relation cannot be "log-to": did you mean "logs-to"?',
  ],
  ['an unknown category', good.replace('information-disclosure', 'disclosure'), '3:10 stride.0 cannot be "disclosure"'],
  ['a missing text', good.replace('threat: It happens.\n', ''), '1:1 threat is missing'],
  [
    'a value that the fact cannot have',
    policyText('element: store\nwhere: { identity.privilege: powr }'),
    '7:32 match.where.identity.privilege cannot be "powr": did you mean "power"?',
  ],
  [
    'a boolean where a fact is true or false',
    policyText('element: store\nwhere: { storage.versioned: 3 }'),
    '7:31 match.where.storage.versioned must be true or false, a list or a comparison, not "3"',
  ],
  [
    'a name in braces that nothing has',
    good.replace('{store}', '{stroe}'),
    '2:8 title: nothing in match is called "stroe": did you mean "store"?',
  ],
  ['YAML that is none', 'id: [a\ntitle: b', '2:1 orders.yaml is not valid YAML'],
];

describe('loading policies', () => {
  it.each(table)('explains %s', (_what, text, expected) => {
    const [first] = complaints(text);
    expect(first).toContain(expected);
  });

  it('reads a correct file without complaint', () => {
    expect(complaints(good)).toEqual([]);
  });

  it('lets a broken file cost only itself, and keeps the first of two equal ids', () => {
    const files = [
      { path: 'a.yaml', text: 'id: [' },
      { path: 'b.yaml', text: good },
      { path: 'c.yaml', text: good },
    ];
    const { policies, diagnostics } = loadPolicies(files);
    expect(policies.map((policy) => policy.file)).toEqual(['b.yaml']);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['policy-syntax', 'policy-duplicate']);
    expect(loadPolicies(files, ['test-policy']).policies).toEqual([]);
  });

  it.each([
    ['a tag', 'id: !!js/function "function () {}"'],
    ['an alias', 'a: &a [1]\nb: *a'],
    ['nesting without end', '['.repeat(5000)],
    ['nothing', ''],
    ['a list', '- a'],
  ])('answers %s with a diagnostic', (_what, text) => {
    const { policies, diagnostics } = loadPolicies([{ path: 'x.yaml', text }]);
    expect(policies).toEqual([]);
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});
