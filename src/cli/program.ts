import { Command, CommanderError } from 'commander';
import { addCan } from './commands/can.js';
import { addEval } from './commands/eval.js';
import { addExplain } from './commands/explain.js';
import { addPolicies } from './commands/policies.js';
import { addReach } from './commands/reach.js';
import { addScan } from './commands/scan.js';
import { addWhoCan } from './commands/who-can.js';
import { versionText } from './version.js';

/** The command line: one file in commands/ for each command. `done` receives the exit code. */
export function buildProgram(done: (code: number) => void): Command {
  const program = new Command('threatplan')
    .description('terraform plan says what will change; threatplan says what can go wrong with it.')
    .option('-V, --version', 'show the version, and how old the data on IAM is')
    .exitOverride()
    .showHelpAfterError('(threatplan --help shows what there is)')
    .configureHelp({ sortSubcommands: false })
    .addHelpText('after', examples);
  // Not commander's own: the dates are read only when they are asked for.
  program.on('option:version', () => {
    process.stdout.write(versionText());
    throw new CommanderError(0, 'commander.version', 'shown');
  });
  addScan(program, done);
  addExplain(program, done);
  addReach(program, done);
  addWhoCan(program, done);
  addCan(program, done);
  addPolicies(program, done);
  addEval(program, done);
  return program;
}

const examples = `
Examples:
  threatplan                                scan the current folder
  threatplan scan infra -f sarif=out.sarif  table on the terminal, SARIF in a file
  threatplan scan . --var region=eu-west-1 --fail-on critical
  threatplan explain aws_s3_bucket.logs     why: the evidence, hop by hop
  threatplan reach internet aws_db_instance.orders --port 5432
  threatplan who-can s3:GetObject aws_s3_bucket.invoices
  echo 'local.name' | threatplan eval infra what the scan believes, and why
  threatplan policies show DAT-001          what a policy looks for

Exit code: 0 nothing at or above the gate, 1 threats at or above it (--fail-on, default high,
and at least --confidence likely), 2 unusable arguments or nothing readable, 3 a bug of ours.
It writes only the files it is told to, and uses the network only with --live (read-only calls of IAM).`;
