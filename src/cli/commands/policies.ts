import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import type { Policy } from '../../policy/index.js';
import { exitCodes } from '../exit-codes.js';
import { packageFile } from '../package-file.js';
import { allPolicies } from '../run-scan.js';
import { UsageError } from '../usage-error.js';

export function addPolicies(program: Command, done: (code: number) => void): void {
  const policies = program
    .command('policies')
    .description('list the policies, show one, or check a folder of your own');
  policies
    .command('list', { isDefault: true })
    .description('every policy: id, severity ceiling, STRIDE categories, title')
    .option('--policies <folder>', 'also those of a folder of your own')
    .action(async (flags: { policies?: string }) =>
      done(await list(flags.policies === undefined ? [] : [flags.policies])),
    );
  policies
    .command('show')
    .description('one policy: what it looks for, why, when it is wrong, what to do, with examples')
    .argument('<id>', 'id or alias, such as NET-001')
    .action(async (id: string) => done(await show(id)));
  policies
    .command('check')
    .description('validate a folder of your own policies')
    .argument('<folder>')
    .action(async (folder: string) => done(await check(folder)));
}

async function list(folders: readonly string[]): Promise<number> {
  const policies = [...(await allPolicies(folders)).list].sort((a, b) => (a.id < b.id ? -1 : 1));
  const width = Math.max(...policies.map((policy) => policy.id.length));
  for (const policy of policies) {
    process.stdout.write(
      `${policy.id.padEnd(width)}  ${policy.severity.padEnd(8)}  ${policy.title}  (${policy.stride.join(', ')})\n`,
    );
  }
  return exitCodes.clean;
}

async function show(id: string): Promise<number> {
  const found = (await allPolicies([])).list.filter(
    (candidate) => candidate.id === id || candidate.aliases.includes(id),
  );
  if (found.length === 0) throw new UsageError(`there is no policy "${id}": threatplan policies list shows them`);
  process.stdout.write(`${found.map(readSource).join('\n\n')}\n`);
  return exitCodes.clean;
}

/** The policy's own file is its documentation: prose, pattern and examples together. */
const readSource = (policy: Policy): string => readFileSync(packageFile(policy.file), 'utf8').trimEnd();

async function check(folder: string): Promise<number> {
  const { list: all, diagnostics } = await allPolicies([folder]);
  for (const d of diagnostics) {
    const place = d.location ? `${d.location.file}:${d.location.start.line}:${d.location.start.column}: ` : '';
    process.stdout.write(`${place}${d.summary}\n  ${d.detail}\n`);
  }
  if (diagnostics.length > 0) return exitCodes.unusable;
  process.stdout.write(`${all.length - (await allPolicies([])).list.length} policies are in order\n`);
  return exitCodes.clean;
}
