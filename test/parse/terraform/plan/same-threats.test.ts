import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ThreatModel } from '../../../../src/model/threat-model.js';
import { scanText } from '../../../systems/scan-system.js';

/** The plans are written by scripts/plan-fixtures.ts. */
const PLANS = 'fixtures/parse/terraform/plan-json';

function filesOf(folder: string, inner = ''): Record<string, string> {
  const entries = readdirSync(join(folder, inner), { withFileTypes: true }).map((entry) => {
    const path = `${inner}${entry.name}`;
    return entry.isDirectory() ? filesOf(folder, `${path}/`) : { [path]: readFileSync(join(folder, path), 'utf8') };
  });
  return Object.assign({}, ...entries) as Record<string, string>;
}

const threats = (model: ThreatModel): readonly string[] =>
  model.threats.map(
    (t) => `${t.id} ${t.policy} ${t.severity} ${t.confidence} ${t.address} ${t.location.file}:${t.location.start.line}`,
  );
const ids = (model: ThreatModel): readonly string[] => model.threats.map((t) => t.id);

describe.each(['orders', 'shop', 'site'])('%s as code and as plan', async (system) => {
  const source = filesOf(`fixtures/systems/${system}`);
  const plan = readFileSync(`${PLANS}/${system}.json`, 'utf8');
  const code = await scanText(source);
  const both = await scanText({ ...source, 'plan.json': plan });
  const alone = await scanText({ stdin: plan });

  it('a plan beside its source gives the same threats at the same places', () => {
    expect(threats(both)).toEqual(threats(code));
    expect(threats(code).length).toBeGreaterThan(3);
  });

  it('every resource is there once, with the address that the code gives it', () => {
    const addresses = (model: ThreatModel) => model.resources.map((r) => `${r.address} ${r.location.file}`);
    expect(addresses(both)).toEqual(addresses(code));
    expect(both.diagnostics).toEqual([]);
  });

  it('a plan from standard input finds the threats too, with places in the plan', () => {
    const found = new Set(ids(alone));
    expect(ids(code).filter((id) => !found.has(id))).toEqual([]);
    expect(new Set(alone.threats.map((t) => t.location.file))).toEqual(new Set(['stdin']));
    expect(alone.resources.length).toBe(code.resources.length);
  });

  it('a secret that was given to the plan from outside is not called a secret in the code', () => {
    const policies = [...both.threats, ...alone.threats].map((t) => t.policy);
    expect(policies).not.toContain('database-password-in-code');
    expect(JSON.stringify([both, alone])).not.toContain('correct-horse-battery');
  });

  it('what is destroyed is not in the model', () => {
    expect(plan).toContain('aws_sns_topic.retired');
    expect([...both.resources, ...alone.resources].filter((r) => r.address.includes('retired'))).toEqual([]);
  });
});
