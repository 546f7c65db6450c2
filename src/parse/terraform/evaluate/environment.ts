import type { Diagnostic } from '../../../model/diagnostic.js';
import type { UnknownValue, Value } from '../../../model/value.js';
import { unknownValue } from '../../../model/values.js';
import type { Expression, HclFile, Span } from '../hcl/syntax.js';
import { locate } from '../module/locate.js';
import type { ModuleInstance } from './module-instance.js';

/** One step of a traversal: `.name`, `[key]` or `.0`. */
export type Step = Extract<Expression, { kind: 'attribute' | 'index' | 'legacy-index' }>;

/** Variables of enclosing `for` expressions, innermost first. */
export interface Binding {
  readonly name: string;
  readonly value: Value;
  readonly outer: Binding | undefined;
}

/** Where problems go: to the run's diagnostics, or to a `try` that swallows them. */
export interface ProblemSink {
  add(diagnostic: Diagnostic): void;
}

/** Everything an expression can see. */
export interface Environment {
  readonly module: ModuleInstance;
  /** The file the expression stands in. */
  readonly file: HclFile;
  readonly problems: ProblemSink;
  readonly bindings?: Binding;
  /** The element inside `list[*].name`. */
  readonly splatItem?: Value;
  readonly each?: { readonly key: Value; readonly value: Value };
  readonly countIndex?: Value;
  /** The resource instance whose provisioners and connections are read. */
  readonly self?: (rest: Step[]) => Value;
  /** True inside templates rendered by `templatefile`: only their own variables can be named. */
  readonly isolated?: boolean;
}

/** Adds loop variables to an environment. */
export const bind = (env: Environment, name: string, value: Value): Environment => ({
  ...env,
  bindings: { name, value, outer: env.bindings },
});

/** Reports a wrong expression and gives the unknown that stands for its value. */
export function fail(
  env: Environment,
  span: Span,
  summary: string,
  detail: string,
  code = 'terraform-evaluation',
): UnknownValue {
  const location = locate(env.file, span);
  env.problems.add({ severity: 'error', code, summary, detail, location });
  return unknownValue('error', summary, location);
}

/** A sink that remembers whether anything was reported, for `try` and `can`. */
export class CollectedProblems implements ProblemSink {
  readonly diagnostics: Diagnostic[] = [];
  add(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }
}

/** Swallows everything: for the arm of a conditional that is not taken. */
export const ignoredProblems: ProblemSink = { add: () => undefined };
