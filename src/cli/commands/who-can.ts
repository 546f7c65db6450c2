import type { Command } from 'commander';
import { analyseIdentity, type Answer, whoCan } from '../../infer/identity/index.js';
import { formatLocation } from '../../model/location.js';
import { describeReason } from '../../model/unknown.js';
import { exitCodes } from '../exit-codes.js';
import { type InputOptions, withInputOptions } from '../options.js';
import { runScan } from '../run-scan.js';

interface WhoCanFlags extends InputOptions {
  readonly json?: boolean;
}

export function addWhoCan(program: Command, done: (code: number) => void): void {
  const command = program
    .command('who-can')
    .description(
      'every principal that may do an action to a resource, with the statements and the conditions that remain',
    )
    .argument('<action>', 'an IAM action, such as s3:GetObject')
    .argument('<resource>', 'the address of a resource, its name, or an ARN')
    .argument('[path...]', 'what to scan; the current folder if not given')
    .option('--json', 'the answer as JSON');
  withInputOptions(command).action(async (action: string, resource: string, paths: string[], flags: WhoCanFlags) => {
    const { graph } = await runScan(paths, flags);
    const answer = whoCan(analyseIdentity(graph), action, resource);
    process.stdout.write(flags.json ? `${JSON.stringify(answer, null, 2)}\n` : text(answer));
    done(exitCodes.clean);
  });
}

function text(answer: ReturnType<typeof whoCan>): string {
  const { principals, denied } = answer;
  const head =
    principals.length === 0
      ? `nobody in this scan can ${answer.action} on ${answer.resource}`
      : `${answer.action} on ${answer.resource}`;
  return `${[head, ...principals.flatMap((p) => rows(p)), ...(denied.length > 0 ? ['denied explicitly:'] : []), ...denied.flatMap((p) => rows(p))].join('\n')}\n`;
}

const rows = (answer: Answer & { readonly name: string }): readonly string[] => [
  `  ${answer.truth.padEnd(7)}  ${answer.name}`,
  ...answer.statements.map((s) => `             ${s.effect} ${s.actions.join(', ')}  ${formatLocation(s.at)}`),
  ...answer.conditions.map((condition) => `             if ${condition}`),
  ...answer.unknowns.map((reason) => `             it depends: ${describeReason(reason)}`),
];
