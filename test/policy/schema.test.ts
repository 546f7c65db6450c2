import { Ajv2020 } from 'ajv/dist/2020.js';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { policyFiles } from '../../scripts/generate-policies.js';
import { compilePolicies } from '../../src/policy/compiled.js';
import { policySchema } from '../../src/policy/file/json-schema.js';
import { loadPolicies } from '../../src/policy/load.js';
import { policyText } from './support.js';

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(policySchema());
const accepts = (text: string): boolean => validate(load(text, { schema: CORE_SCHEMA }));

describe('the JSON Schema for editors', () => {
  it('accepts every policy that ships', () => {
    const refused = policyFiles().filter((file) => !accepts(file.text));
    expect(refused.map((file) => file.path)).toEqual([]);
  });

  it.each([
    ['an unknown fact', policyText('element: store\nwhere: { storage.versionned: true }')],
    ['an unknown key', `${policyText('element: store\nwhere: { kind: data-store }')}owner: clinic\n`],
    ['two shapes at once', policyText('element: store\nflow: {}\nwhere: { kind: data-store }')],
    ['a deep mistake', policyText('element: store\nwhere: { any: [{ related: [{ relation: runs-az }] }] }')],
  ])('refuses %s, as the loader does', (_what, text) => {
    expect(accepts(text)).toBe(false);
    expect(loadPolicies([{ path: 'p.yaml', text }]).policies).toEqual([]);
  });
});

describe('compiled policies', () => {
  it('survive a round trip through JSON, without their examples', () => {
    const { policies } = loadPolicies(policyFiles());
    const compiled = compilePolicies(policies);
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
    expect(compiled.policies).toHaveLength(policies.length);
    expect(compiled.policies.some((policy) => policy.examples !== undefined)).toBe(false);
  });
});
