import type { Location } from '../../../model/location.js';
import type { Tri } from '../../../model/tri.js';
import type { Value } from '../../../model/value.js';
import { mapValue, unknownValue } from '../../../model/values.js';
import type { Expression, HclFile, Span } from '../hcl/syntax.js';
import { locate } from '../module/locate.js';
import type { ModuleSource } from '../module/module-source.js';
import { type Environment, type Step, fail } from './environment.js';
import { evaluateAt } from './expression.js';
import type { FunctionContext } from './functions/index.js';
import { makeFunctionContext } from './function-context.js';
import { Memo, cycle } from './memo.js';
import { ModuleCall } from './module-call.js';
import { withMarks } from './marks.js';
import { ResourceNode } from './resource.js';
import type { Run } from './run.js';
import { variableValue } from './variables.js';

/** How a module was called: nothing of this for a root module. */
export interface Caller {
  readonly call: ModuleCall;
  /** The calling module's environment, with `each` and `count` of this instance. */
  readonly environment: Environment;
}

/** One instance of a module: its names, evaluated when first asked for. */
export class ModuleInstance {
  private readonly variables = new Memo<Value>();
  private readonly locals = new Memo<Value>();
  private readonly outputs = new Memo<Value>();
  private readonly resources = new Map<string, ResourceNode | undefined>();
  private readonly calls = new Map<string, ModuleCall | undefined>();
  private context: FunctionContext | undefined;

  constructor(
    readonly run: Run,
    readonly source: ModuleSource,
    /** `module.api["eu"]`; empty for the root. */
    readonly address: string,
    readonly exists: Tri,
    readonly callers: readonly Location[],
    readonly caller?: Caller,
  ) {}

  environment(file: HclFile): Environment {
    return { module: this, file, problems: this.run.problems };
  }

  get functionContext(): FunctionContext {
    this.context ??= makeFunctionContext(this, this.run.problems);
    return this.context;
  }

  /** "the root module" or the module's address, for messages. */
  describe(): string {
    return this.address === '' ? 'the root module' : this.address;
  }

  qualified(name: string): string {
    return this.address === '' ? name : `${this.address}.${name}`;
  }

  variable(name: string, span: Span, env: Environment): Value {
    const block = this.source.variables.get(name);
    if (!block) {
      return fail(
        env,
        span,
        'Reference to undeclared input variable',
        `An input variable with the name "${name}" has not been declared. This variable can be declared with a variable "${name}" {} block.`,
        'terraform-reference',
      );
    }
    const label = this.qualified(`var.${name}`);
    return this.variables.get(
      this.run,
      name,
      label,
      () => variableValue(this, name, block),
      (names) => cycle(names, env, span),
    );
  }

  local(name: string, span: Span, env: Environment): Value {
    const attribute = this.source.locals.get(name);
    if (!attribute) {
      return fail(
        env,
        span,
        'Reference to undeclared local value',
        `A local value with the name "${name}" has not been declared.`,
        'terraform-reference',
      );
    }
    const label = this.qualified(`local.${name}`);
    const compute = (): Value => evaluateAt(attribute.value, this.environment(attribute.file));
    return this.locals.get(this.run, name, label, compute, (names) => cycle(names, env, span));
  }

  /** The names of all outputs. */
  get outputNames(): readonly string[] {
    return [...this.source.outputs.keys()].sort();
  }

  /** Undefined when the module has no such output. */
  output(name: string): Value | undefined {
    const block = this.source.outputs.get(name);
    if (!block) return undefined;
    const attribute = block.attributes.get('value');
    if (!attribute) return unknownValue('error', `output.${name}`, locate(block.file, block.headerSpan));
    const env = this.environment(attribute.file);
    const label = this.qualified(`output.${name}`);
    const compute = (): Value => {
      const value = evaluateAt(attribute.value, env);
      return isTrue(block.attributes.get('sensitive')?.value) ? withMarks(value, { sensitive: true }) : value;
    };
    return this.outputs.get(this.run, name, label, compute, (names) => cycle(names, env, attribute.value.span));
  }

  /** All outputs as one object. */
  outputsObject(): Value {
    return mapValue(new Map(this.outputNames.map((name) => [name, this.output(name) as Value])));
  }

  /** By `aws_s3_bucket.logs` or `data.aws_vpc.main`. */
  resource(key: string): ResourceNode | undefined {
    if (this.resources.has(key)) return this.resources.get(key);
    const block = this.source.managed.get(key) ?? this.source.data.get(key);
    const node = block && new ResourceNode(block, key, this);
    this.resources.set(key, node);
    return node;
  }

  call(name: string): ModuleCall | undefined {
    if (this.calls.has(name)) return this.calls.get(name);
    const block = this.source.calls.get(name);
    const call = block && new ModuleCall(block, name, this);
    this.calls.set(name, call);
    return call;
  }

  /** `module.name...`; takes the steps that it consumed from `rest`. */
  callObject(name: string, span: Span, rest: Step[], env: Environment): Value {
    const call = this.call(name);
    if (!call) {
      return fail(
        env,
        span,
        'Reference to undeclared module',
        `No module call named "${name}" is declared in ${this.describe()}.`,
        'terraform-reference',
      );
    }
    return call.resolve(rest, env, span);
  }
}

export const isTrue = (expression: Expression | undefined): boolean =>
  expression?.kind === 'literal' && expression.value === true;
