import type { ResourceGraph } from '../graph/types.js';
import type { BoundaryDimension } from '../model/analysis.js';
import type { Outcome } from './outcome.js';
import type { Where } from './policy.js';

/** What matching shares between policies: the graph, and what has been found out about (where, resource). */
export interface Context {
  readonly graph: ResourceGraph;
  readonly memo: WeakMap<Where, Map<string, Outcome>>;
  /** Dimension of each boundary, by its id. */
  readonly dimensions: ReadonlyMap<string, BoundaryDimension>;
}

export const createContext = (graph: ResourceGraph): Context => ({
  graph,
  memo: new WeakMap(),
  dimensions: new Map(graph.boundaries.map(({ id, dimension }) => [id, dimension])),
});
