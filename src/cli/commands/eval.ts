import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { type InputOptions, withInputOptions } from '../options.js';
import { readOptions } from '../read-options.js';
import { openSource } from '../../source/index.js';
import { UsageError } from '../usage-error.js';

export function addEval(program: Command, done: (code: number) => void): void {
  const command = program
    .command('eval')
    .description(
      'expressions from standard input, one a line, answered as terraform console would; unknowns with their reason',
    )
    .argument('[dir]', 'a root module; the current folder if not given');
  withInputOptions(command).action(async (dir: string | undefined, flags: InputOptions) => {
    const opened = openSource([dir ?? '.'], { cwd: process.cwd(), exclude: flags.exclude ?? [] });
    if ('error' in opened) throw new UsageError(opened.error);
    const { evaluateExpressions } = await import('../../parse/terraform/index.js');
    const lines = readFileSync(0, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '');
    const answers = await evaluateExpressions(opened.tree, '', lines, readOptions(flags, opened));
    process.stdout.write(answers.map((answer) => `${answer}\n`).join(''));
    done(exitCodes.clean);
  });
}
