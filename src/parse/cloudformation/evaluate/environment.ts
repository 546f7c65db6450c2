import type { Stack } from './stack.js';

/** Where an expression is evaluated. */
export interface Environment {
  readonly stack: Stack;
  /** Nested evaluations so far, also through references to other properties. */
  readonly depth: number;
}
