import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Plans every root in fixtures/parse/terraform/plan with Terraform 1.11 and writes the addresses and inputs of its
 * `terraform_data` resources, which need no provider, to planned.json. Not needed by the tests:
 * `npx tsx scripts/terraform-plan-table.ts`.
 */
const FOLDER = 'fixtures/parse/terraform/plan';

interface Module {
  readonly resources?: readonly { readonly address: string; readonly values: { readonly input?: unknown } }[];
  readonly child_modules?: readonly Module[];
}

const resourcesOf = (module: Module): readonly (readonly [string, unknown])[] => [
  ...(module.resources ?? []).map(({ address, values }) => [address, values.input ?? null] as const),
  ...(module.child_modules ?? []).flatMap(resourcesOf),
];

for (const name of readdirSync(FOLDER)) {
  const dir = mkdtempSync(join(tmpdir(), 'plan-table-'));
  cpSync(join(FOLDER, name), dir, { recursive: true });
  writeFileSync(join(dir, 'terraformrc'), '');
  const env = { ...process.env, TF_CLI_CONFIG_FILE: join(dir, 'terraformrc'), CHECKPOINT_DISABLE: '1' };
  const run = (...args: string[]): string => {
    const done = spawnSync('terraform', args, { cwd: dir, env, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(done.stderr + done.stdout);
    return done.stdout;
  };
  run('init', '-backend=false', '-no-color');
  run('plan', '-out=plan.bin', '-no-color', '-input=false');
  const plan = JSON.parse(run('show', '-json', 'plan.bin')) as { planned_values: { root_module: Module } };
  const planned = Object.fromEntries(
    [...resourcesOf(plan.planned_values.root_module)].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeFileSync(join(FOLDER, name, 'planned.json'), `${JSON.stringify(planned, null, 2)}\n`);
}
