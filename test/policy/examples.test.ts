import { beforeAll, describe, expect, it } from 'vitest';
import { policyFiles } from '../../scripts/generate-policies.js';
import type { Threat } from '../../src/model/threat.js';
import type { ThreatModel } from '../../src/model/threat-model.js';
import { loadPolicies } from '../../src/policy/load.js';
import type { ExampleDialect, Policy } from '../../src/policy/policy.js';
import { scan } from '../../src/scan.js';
import { memoryTree } from '../../src/source/memory-tree.js';

/** Every example of every policy goes through the whole pipeline, with all policies at work. */
const { policies, diagnostics } = loadPolicies(policyFiles());
const fileNames: Readonly<Record<ExampleDialect, string>> = {
  terraform: 'main.tf',
  cloudformation: 'template.yaml',
  kubernetes: 'manifest.yaml',
};

type Outcome = 'threat' | 'none' | 'undecided';
const cases = policies.flatMap((policy) =>
  (['threat', 'none', 'undecided'] as const).flatMap((outcome) =>
    Object.entries(policy.examples?.[outcome] ?? {}).map(([dialect, text]) => ({
      policy,
      outcome,
      dialect: dialect as ExampleDialect,
      text,
    })),
  ),
);

async function scanText(dialect: ExampleDialect, text: string): Promise<ThreatModel> {
  return (await scan(memoryTree({ [fileNames[dialect]]: text }), { policies })).model;
}

const ofPolicy = (model: ThreatModel, policy: Policy): readonly Threat[] =>
  model.threats.filter((threat) => threat.policy === policy.id);

const verdict: Readonly<Record<Outcome, (found: readonly Threat[]) => void>> = {
  threat: (found) => expect(found.filter((threat) => threat.confidence !== 'possible')).not.toEqual([]),
  none: (found) => expect(found.map((threat) => threat.title)).toEqual([]),
  undecided: (found) => {
    expect(found.filter((threat) => threat.confidence === 'possible')).not.toEqual([]);
    expect(found.filter((threat) => threat.confidence !== 'possible')).toEqual([]);
  },
};

describe('the policies that ship', () => {
  beforeAll(() => {
    expect(diagnostics).toEqual([]);
  });

  it('each have an example of all three outcomes, and an id that says where they are', () => {
    for (const policy of policies) {
      expect([policy.id, Object.keys(policy.examples ?? {}).sort()]).toEqual([
        policy.id,
        ['none', 'threat', 'undecided'],
      ]);
      expect(policy.file).toBe(`policies/${policy.stride[0]}/${policy.id}.yaml`);
    }
  });

  it('cover all six categories, and a dozen graph patterns', () => {
    expect(new Set(policies.flatMap((policy) => policy.stride)).size).toBe(6);
    const isGraph = (policy: Policy): boolean =>
      policy.match.shape !== 'element' || (policy.match.where.related ?? []).length > 0;
    expect(policies.filter(isGraph).length).toBeGreaterThanOrEqual(12);
  });

  it.each(cases.map((test) => [`${test.policy.id}: ${test.outcome} (${test.dialect})`, test] as const))(
    '%s',
    async (_name, { policy, outcome, dialect, text }) => {
      const model = await scanText(dialect, text);
      expect(model.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
      verdict[outcome](ofPolicy(model, policy));
    },
  );

  it('rate nothing in an example without the threat of that policy as worse than the example with it', async () => {
    const worst = (model: ThreatModel, policy: Policy): number =>
      Math.max(0, ...ofPolicy(model, policy).map((threat) => threat.score));
    for (const { policy, text } of cases.filter((test) => test.outcome === 'undecided')) {
      const threat = policy.examples?.threat?.terraform;
      if (threat === undefined) continue;
      const [sure, open] = [await scanText('terraform', threat), await scanText('terraform', text)];
      expect([policy.id, worst(open, policy) <= worst(sure, policy)]).toEqual([policy.id, true]);
    }
  });
});
