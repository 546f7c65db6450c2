import type { ResourceGraph } from '../graph/types.js';
import type { Outcome } from './outcome.js';
import type { Where } from './policy.js';

/** What matching shares between policies: the graph, and what has been found out about (where, resource). */
export interface Context {
  readonly graph: ResourceGraph;
  readonly memo: WeakMap<Where, Map<string, Outcome>>;
}

export const createContext = (graph: ResourceGraph): Context => ({ graph, memo: new WeakMap() });
