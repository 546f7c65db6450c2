import type { Additions, ResourceGraph } from '../../graph/types.js';
import { type Analysis, analyse } from './analyse.js';
import type { NetworkModel } from './network-model.js';
import { additionsOf } from './pass.js';

export type { NetworkModel, ReachAnswer, ReachQuery } from './network-model.js';

const analyses = new WeakMap<NetworkModel, Analysis>();

/** Works out who can open a connection to whom (spec/C), from the declared graph. */
export function analyseNetwork(graph: ResourceGraph): NetworkModel {
  const analysis = analyse(graph);
  analyses.set(analysis, analysis);
  return analysis;
}

/**
 * Facts of the group `network` and `surface` (model/vocabulary/network.ts), and `reaches` relations from the internet with
 * attrs `ports`, `exposure` and, for an operation, `operation`, `authentication`, `sideEffects`.
 */
export function networkPass(graph: ResourceGraph, model: NetworkModel): Additions {
  return additionsOf(graph, analyses.get(model) ?? analyse(graph));
}
