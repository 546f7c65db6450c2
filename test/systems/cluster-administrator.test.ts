import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scanText } from './scan-system.js';

const stack = readFileSync(
  new URL('../../fixtures/systems/corpus/cluster-administrator/main.tf', import.meta.url),
  'utf8',
);

it('who administers a cluster on purpose is not accused of administering the account', async () => {
  const model = await scanText({ 'main.tf': stack });
  expect(model.resources.map((r) => r.address)).toContain('aws_iam_role.deployer');
  expect(model.threats.filter((t) => t.address === 'aws_iam_role.deployer').map((t) => t.policy)).toEqual([]);
});
