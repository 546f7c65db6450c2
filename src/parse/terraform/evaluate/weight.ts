import type { ListValue, MapValue, Value } from '../../../model/value.js';
import type { Span } from '../hcl/syntax.js';
import { type Environment, fail } from './environment.js';
import type { Run } from './run.js';

/**
 * Collections share their parts, so `[local.a, local.a]` over and over is small in memory and endless to walk. Each
 * collection that an expression builds therefore carries how many values a walk over it would meet.
 */
const WEIGHT: unique symbol = Symbol('weight');

const MAX_WEIGHT = 5_000_000;
/** Longer texts are not built. */
export const MAX_TEXT = 16_000_000;

const weightOf = (value: Value): number =>
  (value as { readonly [WEIGHT]?: number })[WEIGHT] ??
  (value.kind === 'list' ? 1 + value.items.length : value.kind === 'map' ? 1 + value.entries.size : 1);

/** The collection with its weight; a problem and an unknown when it is too heavy. */
export function weighed(value: ListValue | MapValue, env: Environment, span: Span): Value {
  let weight = 1;
  for (const item of value.kind === 'list' ? value.items : value.entries.values()) weight += weightOf(item);
  if (weight > MAX_WEIGHT) return tooLarge(env, span);
  return Object.assign(value, { [WEIGHT]: weight });
}

/** A `for`, with all that loop inside it, goes round at most this many times. */
const MAX_STEPS = 2_000_000;

interface Loops {
  nesting: number;
  steps: number;
}
const loops = new WeakMap<Run, Loops>();

/** Runs the body of a loop over `count` elements; undefined when it and the loops around it would never end. */
export function looping<T>(env: Environment, count: number, body: () => T): T | undefined {
  const { run } = env.module;
  const state = loops.get(run) ?? { nesting: 0, steps: 0 };
  loops.set(run, state);
  if (state.nesting === 0) state.steps = 0;
  state.steps += count;
  if (state.steps > MAX_STEPS) return undefined;
  state.nesting++;
  try {
    return body();
  } finally {
    state.nesting--;
  }
}

/** The unknown that stands for a value nobody could read. */
export const tooLarge = (env: Environment, span: Span): Value =>
  fail(
    env,
    span,
    'Value too large',
    'This value would be too large to evaluate; it counts as unknown.',
    'terraform-limit',
  );
