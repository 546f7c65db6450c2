import type { ReadOptions } from '../parse/index.js';
import type { SourceResult } from '../source/index.js';
import { assignments } from './assignments.js';
import type { InputOptions } from './options.js';

/** What the readers are told by the command line. Value files may be named from the current folder or from the scan root. */
export function readOptions(flags: InputOptions, source: SourceResult): ReadOptions {
  return {
    variables: assignments(flags.var ?? [], '--var'),
    varFiles: (flags.varFile ?? []).map(source.locate),
    modulePaths: assignments(flags.modulePath ?? [], '--module-path'),
    parameters: assignments(flags.param ?? [], '--param'),
    ...(flags.workspace !== undefined && { workspace: flags.workspace }),
  };
}
