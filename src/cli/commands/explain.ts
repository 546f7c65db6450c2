import type { Command } from 'commander';
import { explain } from '../../report/explain.js';
import { exitCodes } from '../exit-codes.js';
import { type InputOptions, withInputOptions } from '../options.js';
import { runScan } from '../run-scan.js';
import { terminal } from '../terminal.js';
import { UsageError } from '../usage-error.js';

export function addExplain(program: Command, done: (code: number) => void): void {
  const command = program
    .command('explain')
    .description(
      'why: the evidence of a threat hop by hop, or all that is known of an address, and what would make it go away',
    )
    .argument('<id|address>', 'a threat id, an attack path id, or the address of a resource')
    .argument('[path...]', 'what to scan; the current folder if not given');
  withInputOptions(command).action(async (subject: string, paths: string[], flags: InputOptions) => {
    const { model } = await runScan(paths, flags);
    const text = explain(model, subject, terminal(true));
    if (text === undefined) throw new UsageError(`there is no threat, path or resource "${subject}" in this scan`);
    process.stdout.write(text);
    done(exitCodes.clean);
  });
}
