import type { SourceTree } from '../../../../model/source.js';
import type { UnknownValue, Value } from '../../../../model/value.js';
import type { TypeConstraint } from '../types/type.js';

/** What functions may see of the world: the scan root and the module that calls. */
export interface FunctionContext {
  readonly tree: SourceTree;
  /** Folder of the calling module, relative to the scan root (`''` is the root): `path.module`. */
  readonly moduleDir: string;
  /** Folder of the root module, relative to the scan root: `path.root`, and what relative paths start from. */
  readonly rootDir: string;
  readonly workspace: string;
  /** Renders a template text; the evaluator's, because templates are expressions. */
  evaluateTemplate(path: string, text: string, variables: ReadonlyMap<string, Value>): Value;
}

export interface Parameter {
  readonly name: string;
  readonly type: TypeConstraint;
  readonly allowNull?: boolean;
  /** The function itself deals with an argument that is not wholly known; otherwise the result is unknown. */
  readonly partial?: boolean;
}

/** A wrong argument or a failed call, in Terraform's words without the full stop. */
export interface Failure {
  readonly kind: 'failure';
  readonly message: string;
  /** Index of the argument at fault; absent when the call as a whole fails. */
  readonly argument?: number;
  /** The file that is not on disk, when that is all that is wrong. */
  readonly missingFile?: string;
}

export type Outcome = Value | Failure;

export const fail = (message: string, argument?: number): Failure => ({
  kind: 'failure',
  message,
  ...(argument !== undefined && { argument }),
});
export const isFailure = (outcome: { readonly kind: string }): outcome is Failure => outcome.kind === 'failure';

/** One built-in function: its signature as Terraform reports it, and what it does with converted arguments. */
export interface BuiltinFunction {
  readonly name: string;
  readonly params: readonly Parameter[];
  readonly variadic?: Parameter;
  /** Type of an unknown result. */
  readonly returns?: UnknownValue['type'];
  /** The function looks into choices and sensitive marks itself. */
  readonly raw?: boolean;
  call(args: readonly Value[], context: FunctionContext): Outcome;
}

/** gocty's message for a number that does not fit an int64. */
export const NOT_AN_INTEGER = 'value must be a whole number, between -9223372036854775808 and 9223372036854775807';
