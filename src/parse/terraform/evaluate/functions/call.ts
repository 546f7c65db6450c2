import type { Location } from '../../../../model/location.js';
import { mergeReasons, type Reason } from '../../../../model/unknown.js';
import type { UnknownValue, Value } from '../../../../model/value.js';
import { possibilities, unknownValue } from '../../../../model/values.js';
import { convert } from '../types/convert.js';
import { identityOf } from '../types/set.js';
import { closed } from '../open-collection.js';
import { deepReasons, isSensitive } from './arguments.js';
import {
  type BuiltinFunction,
  type Failure,
  type FunctionContext,
  fail,
  isFailure,
  type Outcome,
  type Parameter,
} from './function.js';

export interface FunctionResult {
  /** On an error: unknown with code `error`. */
  readonly value: Value;
  readonly error?: Omit<Failure, 'kind'>;
}

/** A call with undecided arguments is tried for at most this many combinations of their arms. */
const MAX_COMBINATIONS = 8;

/** Calls one function: arity, nulls, conversion, unknowns and marks as HCL and go-cty treat them. */
export function invoke(
  definition: BuiltinFunction,
  args: readonly Value[],
  context: FunctionContext,
  at?: Location,
): FunctionResult {
  const count = arityProblem(definition, args.length);
  if (count) return failed(definition.name, { message: count }, at);
  const outcome = definition.raw ? apply(definition, args, context) : overChoices(definition, args, context);
  if (isFailure(outcome)) return failed(definition.name, describe(definition, outcome), at);
  return { value: located(outcome, at) };
}

const located = (value: Value, at: Location | undefined): Value => (at && !value.at ? { ...value, at } : value);

export const failed = (name: string, error: Omit<Failure, 'kind'>, at?: Location): FunctionResult => ({
  value: unknownValue('error', `${name}(...)`, at),
  error,
});

function arityProblem({ name, params, variadic }: BuiltinFunction, given: number): string | undefined {
  if (given < params.length) {
    const qualifier = variadic ? 'at least ' : '';
    const missing = params[given]?.name ?? '';
    return `Function "${name}" expects ${qualifier}${params.length} argument(s). Missing value for "${missing}".`;
  }
  if (given > params.length && !variadic) return `Function "${name}" expects only ${params.length} argument(s).`;
  return undefined;
}

const parameterAt = (definition: BuiltinFunction, i: number): Parameter | undefined =>
  definition.params[i] ?? definition.variadic;

function describe(definition: BuiltinFunction, failure: ReturnType<typeof fail>): NonNullable<FunctionResult['error']> {
  const { kind: _, argument, message, ...rest } = failure;
  if (argument === undefined) return { ...rest, message: `Call to function "${definition.name}" failed: ${message}.` };
  const name = parameterAt(definition, argument)?.name ?? '';
  return { ...rest, argument, message: `Invalid value for "${name}" parameter: ${message}.` };
}

/** Calls the function for every combination of the arms of undecided arguments. */
function overChoices(definition: BuiltinFunction, args: readonly Value[], context: FunctionContext): Outcome {
  const choices = args.filter((arg) => arg.kind === 'choice');
  if (choices.length === 0) return apply(definition, args, context);
  const reasons = mergeReasons(...choices.map((choice) => choice.reasons));
  const size = choices.reduce((product, choice) => product * Math.max(1, choice.arms.length), 1);
  if (size > MAX_COMBINATIONS) return unknownResult(definition, reasons);
  let rows: Value[][] = [[]];
  for (const arg of args) rows = rows.flatMap((row) => possibilities(arg).map((arm) => [...row, arm]));
  return choiceOf(
    definition,
    rows.map((row) => apply(definition, row, context)),
    reasons,
    choices.some((choice) => choice.sensitive),
  );
}

/** One of several outcomes; failed arms become unknown unless all fail. */
function choiceOf(
  definition: BuiltinFunction,
  outcomes: readonly Outcome[],
  reasons: readonly Reason[],
  sensitive: boolean,
): Outcome {
  const [first] = outcomes;
  if (first === undefined) return unknownResult(definition, reasons);
  if (outcomes.every(isFailure)) return first;
  const arms = new Map<string, Value>();
  outcomes.forEach((outcome, i) => {
    const arm = isFailure(outcome) ? unknownValue('error', `${definition.name}(...)`) : outcome;
    for (const possible of possibilities(arm)) {
      const key = identityOf(possible) ?? `?${i}`;
      if (!arms.has(key)) arms.set(key, possible);
    }
  });
  const [only, ...others] = arms.values();
  const mark = sensitive ? { sensitive } : {};
  if (only && others.length === 0) return sensitive ? { ...only, ...mark } : only;
  return { kind: 'choice', arms: [...arms.values()], reasons, ...mark };
}

const unknownResult = (definition: BuiltinFunction, reasons: readonly Reason[]): UnknownValue => ({
  kind: 'unknown',
  reasons,
  ...(definition.returns && { type: definition.returns }),
});

/** Functions that deal with lists and maps of which only some members are known; the others see an unknown. */
const OPEN_AWARE: ReadonlySet<string> = new Set([
  'alltrue',
  'anytrue',
  'compact',
  'concat',
  'contains',
  'distinct',
  'flatten',
  'jsonencode',
  'keys',
  'lookup',
  'merge',
  'reverse',
  'setunion',
  'tolist',
  'tomap',
  'toset',
  'values',
]);

/** One call with no undecided argument at the top level. */
function apply(definition: BuiltinFunction, args: readonly Value[], context: FunctionContext): Outcome {
  const converted: Value[] = [];
  const reasons: (readonly Reason[])[] = [];
  let sensitive = false;
  for (const [i, given] of args.entries()) {
    const arg = definition.raw || OPEN_AWARE.has(definition.name) ? given : closed(given);
    const parameter = parameterAt(definition, i) as Parameter;
    if (given.kind === 'null' && !parameter.allowNull) return fail('argument must not be null', i);
    const conversion = parameter.type.kind === 'any' ? { value: arg } : convert(arg, parameter.type);
    if (conversion.error !== undefined) return fail(conversion.error, i);
    converted.push(conversion.value);
    if (definition.raw) continue;
    sensitive ||= parameter.partial ? arg.sensitive === true : isSensitive(arg);
    const why = parameter.partial ? [] : deepReasons(conversion.value);
    if (why.length > 0) reasons.push(why);
  }
  const mark = (outcome: Outcome): Outcome =>
    sensitive && !isFailure(outcome) ? { ...outcome, sensitive: true } : outcome;
  if (reasons.length > 0) return mark(unknownResult(definition, mergeReasons(...reasons)));
  return mark(definition.call(converted, context));
}
