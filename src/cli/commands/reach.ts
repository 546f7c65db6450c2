import type { Command } from 'commander';
import { clusterReach } from '../../infer/kubernetes/index.js';
import { analyseNetwork, type ReachAnswer } from '../../infer/network/index.js';
import { formatLocation, type Location } from '../../model/location.js';
import { describeReason } from '../../model/unknown.js';
import { exitCodes } from '../exit-codes.js';
import { oneResource } from '../one-resource.js';
import { type InputOptions, withInputOptions } from '../options.js';
import { runScan } from '../run-scan.js';
import { UsageError } from '../usage-error.js';

interface ReachFlags extends InputOptions {
  readonly port?: string;
  readonly json?: boolean;
}

export function addReach(program: Command, done: (code: number) => void): void {
  const command = program
    .command('reach')
    .description('can one open a connection to the other? by which rules? if not, what blocks it?')
    .argument('<from>', 'internet, an address, a name, or tag:Name=value')
    .argument('<to>', 'an address, a name, tag:Name=value, or internet')
    .argument('[path...]', 'what to scan; the current folder if not given')
    .option('--port <port>', 'only this port, or a range such as 8000-8100')
    .option('--json', 'the answer as JSON');
  withInputOptions(command).action(async (from: string, to: string, paths: string[], flags: ReachFlags) => {
    const { graph } = await runScan(paths, flags);
    const [source, target] = [oneResource(graph, from), oneResource(graph, to)];
    const ports = portsOf(flags.port);
    const query = ports === undefined ? {} : { ports };
    const answer =
      clusterReach(graph, source.id, target.id, query) ?? analyseNetwork(graph).reach(source.id, target.id, query);
    const name = (id: string): string => graph.resource(id)?.address ?? id;
    const shown = {
      from: source.address,
      to: target.address,
      ...answer,
      hops: answer.hops.map((hop) => ({ ...hop, from: name(hop.from), to: name(hop.to) })),
    };
    process.stdout.write(flags.json ? `${JSON.stringify(shown, null, 2)}\n` : text(shown));
    done(exitCodes.clean);
  });
}

function portsOf(text: string | undefined): number | readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (!match || first > last || last > 65535)
    throw new UsageError(`--port ${text}: expected a port from 0 to 65535, or a range such as 8000-8100`);
  return first === last ? first : [first, last];
}

function text(answer: ReachAnswer & { readonly from: string; readonly to: string }): string {
  const ports = answer.ports.length > 0 ? ` on ${answer.ports.join(', ')}` : '';
  const lines = [
    `${answer.truth}: ${answer.from} → ${answer.to}${answer.truth === 'no' ? '' : ports}`,
    ...answer.hops.flatMap((hop) => [
      `  ${hop.from} → ${hop.to}${hop.ports.length > 0 ? ` on ${hop.ports.join(', ')}` : ''}`,
      ...places(hop.because),
    ]),
    ...(answer.blockedBy
      ? [`  only the ${answer.blockedBy.kind} is in the way`, ...places(answer.blockedBy.because)]
      : []),
    ...answer.unknowns.map((reason) => `  it depends: ${describeReason(reason)}`),
    ...answer.notes.map((note) => `  ${note}`),
  ];
  return `${lines.join('\n')}\n`;
}

const places = (because: readonly Location[]): readonly string[] => because.map((at) => `      ${formatLocation(at)}`);
