import type { Command } from 'commander';
import type { ResourceGraph } from '../../graph/index.js';
import { analyseIdentity, principalCan, type PrincipalCan } from '../../infer/identity/index.js';
import type { Fact } from '../../model/fact.js';
import { formatLocation } from '../../model/location.js';
import type { Relation } from '../../model/relation.js';
import { exitCodes } from '../exit-codes.js';
import { type InputOptions, withInputOptions } from '../options.js';
import { runScan } from '../run-scan.js';
import { UsageError } from '../usage-error.js';

interface CanFlags extends InputOptions {
  readonly json?: boolean;
}

export function addCan(program: Command, done: (code: number) => void): void {
  const command = program
    .command('can')
    .description('what a principal can really do: to which resources, whom it can become, how it could get more')
    .argument('<principal>', 'a role, user or group, a process that runs as one, anonymous, or any-aws')
    .argument('[path...]', 'what to scan; the current folder if not given')
    .option('--json', 'the answer as JSON');
  withInputOptions(command).action(async (name: string, paths: string[], flags: CanFlags) => {
    const { graph } = await runScan(paths, flags);
    const answer = principalCan(analyseIdentity(graph), name);
    if (!answer)
      throw new UsageError(
        `"${name}" is no principal in this scan: give the address or name of a role, user, group, or of what runs as one`,
      );
    process.stdout.write(flags.json ? `${JSON.stringify(answer, null, 2)}\n` : text(answer, graph));
    done(exitCodes.clean);
  });
}

function text(answer: PrincipalCan, graph: ResourceGraph): string {
  const name = (id: string): string => graph.resource(id)?.address ?? id;
  const lines = [
    answer.name,
    ...Object.entries(answer.facts).map(([fact, value]) => `  ${fact} = ${show(value)}`),
    ...(answer.permissions.length > 0 ? ['is granted:', ...answer.permissions.map(granted)] : []),
    ...section('may do', answer.can, (r) => `${[r.attrs?.access ?? []].flat().join(', ')}  ${name(r.to)}`),
    ...section('may become', answer.assumes, (r) => name(r.to)),
    ...section('could get more', answer.escalates, (r) => `${name(r.to)}: ${r.attrs?.text ?? r.attrs?.technique}`),
    ...(answer.open.length > 0 ? ['there may be more:', ...answer.open.map((subject) => `  ${subject}`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const granted = ({ service, levels, resources, conditional }: PrincipalCan['permissions'][number]): string =>
  `  ${service}  ${levels.join(', ') || 'unknown actions'}${resources === 'all' ? ' on everything' : ''}${conditional ? ' (if)' : ''}`;

const show = (fact: Fact): string => (fact.state === 'known' ? String(fact.value) : 'unknown');

function section(
  title: string,
  relations: readonly Relation[],
  row: (relation: Relation) => string,
): readonly string[] {
  if (relations.length === 0) return [];
  const rows = relations.map((r) => {
    const at = r.because[0];
    return `  ${row(r)}${r.certainty === 'conditional' ? ' (if)' : ''}${at ? `  ${formatLocation(at)}` : ''}`;
  });
  return [`${title}:`, ...rows];
}
