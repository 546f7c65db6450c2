import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Confidence } from '../../model/analysis.js';
import { confidences, type Severity, severities } from '../../model/threat.js';
import type { ThreatModel } from '../../model/threat-model.js';
import { type Format, formats, isFormat, render } from '../../report/index.js';
import { exceedsGate } from '../../risk/index.js';
import { exitCodes } from '../exit-codes.js';
import { type InputOptions, withInputOptions } from '../options.js';
import { progress } from '../progress.js';
import { runScan } from '../run-scan.js';
import { UsageError } from '../usage-error.js';
import { terminal } from '../terminal.js';

interface ScanFlags extends InputOptions {
  readonly format: readonly string[];
  readonly failOn: Severity | 'none';
  readonly confidence: Confidence;
  readonly all?: boolean;
  readonly matrix?: boolean;
}

export function addScan(program: Command, done: (code: number) => void): void {
  const command = program
    .command('scan', { isDefault: true })
    .description('read infrastructure code and report its threats (the default command)')
    .argument('[path...]', 'folders or files to scan, or - for standard input; the current folder if not given');
  withInputOptions(command)
    .addOption(
      new Option('-f, --format <format[=file]>', `${formats.join(', ')}; with =file it is written there (repeatable)`)
        .argParser((value: string, previous: readonly string[]) => [...previous, value])
        .default([], 'table'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when a threat is at least this severe')
        .choices([...severities, 'none'])
        .default('high'),
    )
    .addOption(new Option('--confidence <level>', 'and at least this certain').choices(confidences).default('likely'))
    .option('--all', 'show threats of low severity and notes one by one')
    .option('--matrix', 'add the STRIDE matrix of every element and interaction')
    .action(async (paths: string[], flags: ScanFlags) => done(await run(paths, flags)));
}

async function run(paths: readonly string[], flags: ScanFlags): Promise<number> {
  const outputs = outputsOf(flags.format);
  const ticker = progress('scanning');
  const { model } = await runScan(paths, flags).finally(() => ticker.stop());
  for (const { format, file } of outputs) await write(model, format, file, flags);
  const stopped = flags.failOn !== 'none' && exceedsGate(model.threats, flags.failOn, flags.confidence);
  return stopped ? exitCodes.threats : exitCodes.clean;
}

interface Output {
  readonly format: Format;
  readonly file: string | undefined;
}

/** `-f sarif=out.sarif` alone still prints the table: the file is extra. */
function outputsOf(requests: readonly string[]): readonly Output[] {
  const outputs = requests.map((request): Output => {
    const split = request.indexOf('=');
    const name = split === -1 ? request : request.slice(0, split);
    if (!isFormat(name))
      throw new UsageError(`-f ${request}: there is no format "${name}". There are: ${formats.join(', ')}`);
    return { format: name, file: split === -1 ? undefined : request.slice(split + 1) };
  });
  const printed = outputs.filter((output) => output.file === undefined);
  if (printed.length > 1)
    throw new UsageError('only one format can go to standard output: give the others a file, as in -f sarif=out.sarif');
  return printed.length === 0 ? [{ format: 'table', file: undefined }, ...outputs] : outputs;
}

async function write(model: ThreatModel, format: Format, file: string | undefined, flags: ScanFlags): Promise<void> {
  const { color, width } = terminal(file === undefined);
  const text = await render(model, format, { color, width, all: flags.all === true, matrix: flags.matrix === true });
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
