import { CommanderError } from 'commander';
import { buildProgram } from './program.js';
import { UsageError } from './usage-error.js';
import { exitCodes } from './exit-codes.js';

/** Runs the command line and returns the exit code. Only here is an exception of ours turned into words. */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.clean;
  const program = buildProgram((result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.unusable;
    if (error instanceof UsageError) {
      process.stderr.write(`threatplan: ${error.message}\n`);
      return exitCodes.unusable;
    }
    process.stderr.write(
      `threatplan: this is a bug of ours. Please report it with the lines below.\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return exitCodes.bug;
  }
}
