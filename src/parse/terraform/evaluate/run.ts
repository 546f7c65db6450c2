import type { Diagnostic } from '../../../model/diagnostic.js';
import type { SourceTree } from '../../../model/source.js';
import type { Value } from '../../../model/value.js';
import type { ModuleLoader } from '../module/module-loader.js';
import type { ProblemSink } from './environment.js';
import type { ModuleInstance } from './module-instance.js';

/** Remembers each distinct diagnostic once, however many instances run into it. */
export class Problems implements ProblemSink {
  private readonly known = new Map<string, Diagnostic>();

  add(diagnostic: Diagnostic): void {
    const { location: at } = diagnostic;
    const place = at ? `${at.file}:${at.start.line}:${at.start.column}` : '';
    const key = `${diagnostic.code}|${place}|${diagnostic.summary}`;
    if (!this.known.has(key)) this.known.set(key, diagnostic);
  }

  all(): Diagnostic[] {
    return [...this.known.values()];
  }
}

/** The evaluation of one root module: what all of its module instances share. */
export interface Run {
  readonly tree: SourceTree;
  readonly loader: ModuleLoader;
  /** Relative to the scan root; also the scope of its addresses. */
  readonly rootDir: string;
  readonly workspace: string;
  readonly problems: Problems;
  /** Values given to the root's variables from outside, by name, before type conversion. */
  readonly inputs: ReadonlyMap<string, Value>;
  /** All roots of the scan, this one included, for `terraform_remote_state`. */
  roots(): readonly ModuleInstance[];
  /** Instances of resources and modules so far. */
  instances: number;
  /** How deep the evaluation is at this moment. */
  depth: number;
  /** Names being evaluated at this moment, outermost first: what a cycle is made of. */
  readonly evaluating: string[];
}
