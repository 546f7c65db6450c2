import type { Additions, ResourceGraph } from '../../graph/index.js';
import type { TrustBoundary } from '../../model/analysis.js';
import { accountBoundaries } from './account.js';
import { clusterBoundaries } from './cluster.js';
import { dataBoundaries } from './data.js';
import { identityBoundaries } from './identity.js';
import { networkBoundaries, type Places } from './network.js';

/** Draws the trust boundaries from enforcement facts, never from names (spec/F): one tree for each dimension. */
export function boundaryPass(graph: ResourceGraph, network: Places): Additions {
  const boundaries = [
    ...networkBoundaries(graph, network),
    ...accountBoundaries(graph),
    ...identityBoundaries(graph),
    ...clusterBoundaries(graph),
    ...dataBoundaries(graph),
  ];
  return { boundaries: boundaries.sort(byId) };
}

const byId = (a: TrustBoundary, b: TrustBoundary): number => (a.id < b.id ? -1 : 1);
