import { expect, test } from 'vitest';
import { kinds } from '../../../src/catalog/aws/index.js';
import type { Fact } from '../../../src/model/fact.js';
import { kinds as resourceKinds } from '../../../src/model/kinds.js';
import { factDefinitions } from '../../../src/model/vocabulary/index.js';
import { build, declare, variable } from './support.js';

const declared = kinds.flatMap((kind) =>
  Object.values(kind.dialects).flatMap((names) => [names].flat().map((name) => [name, kind] as const)),
);

/** Every attribute that stands at the top of the body, set to a variable without a value. */
const undecided = (
  attributes: Readonly<Record<string, { terraform?: string; cloudformation?: string }>>,
  name: string,
) =>
  Object.fromEntries(
    Object.values(attributes).flatMap((path) => {
      const written = name.includes('::') ? path.cloudformation : path.terraform;
      return written === undefined ? [] : [[written.split('.')[0], variable(written)]];
    }),
  );

const fits = (type: string, fact: Fact): boolean => {
  if (fact.state === 'unknown') return true;
  return type === 'strings' ? Array.isArray(fact.value) : typeof fact.value === type;
};

test('the catalog has one kind for each declaration type', () => {
  const names = declared.map(([name]) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.length).toBeGreaterThan(250);
});

test.each(declared)(
  '%s: builds from nothing and from variables, and states only facts of the vocabulary',
  (name, kind) => {
    expect(resourceKinds).toContain(kind.kind);
    for (const body of [{}, undecided(kind.attributes, name)]) {
      for (const mode of ['managed', 'data'] as const) {
        for (const resource of build([{ kinds }], declare(name, 'x', body, { mode })).values()) {
          for (const [fact, value] of resource.facts) {
            const definition = factDefinitions.get(fact);
            expect(definition, `${fact} is in the vocabulary`).toBeDefined();
            expect(fits(definition?.type ?? '', value), `${name} ${fact} is a ${definition?.type}`).toBe(true);
            if (value.state === 'unknown') expect(value.reasons.length, `${fact} says why`).toBeGreaterThan(0);
          }
          for (const link of resource.links) expect(link.because.length).toBeGreaterThan(0);
        }
      }
    }
  },
);
