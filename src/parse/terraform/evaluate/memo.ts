import type { Span } from '../hcl/syntax.js';
import { type Environment, fail } from './environment.js';
import type { Value } from '../../../model/value.js';
import type { Run } from './run.js';

const PENDING = Symbol('pending');

/** Values by name, each computed once; a value that needs itself is a cycle. */
export class Memo<T> {
  private readonly done = new Map<string, T | typeof PENDING>();

  /** `onCycle` gives the result when `key` is being computed already. */
  get(run: Run, key: string, label: string, compute: () => T, onCycle: (names: readonly string[]) => T): T {
    const known = this.done.get(key);
    if (known === PENDING) return onCycle(run.evaluating.slice(run.evaluating.lastIndexOf(label)));
    if (known !== undefined) return known;
    this.done.set(key, PENDING);
    run.evaluating.push(label);
    try {
      const value = compute();
      this.done.set(key, value);
      return value;
    } finally {
      if (this.done.get(key) === PENDING) this.done.delete(key);
      run.evaluating.pop();
    }
  }
}

/** Reports a cycle once, whichever of its members was asked for first. */
export function cycle(names: readonly string[], env: Environment, span: Span): Value {
  const members = [...new Set(names)];
  const first = members.indexOf([...members].sort()[0] as string);
  const rotated = [...members.slice(first), ...members.slice(0, first)];
  return fail(
    env,
    span,
    `Cycle: ${rotated.join(', ')}`,
    'These values are defined in terms of one another, so none of them can be known. Remove one of the references.',
    'terraform-cycle',
  );
}
