import type { ResourceGraph } from '../../graph/index.js';
import type { Sensitivity, TrustBoundary } from '../../model/analysis.js';
import { BoundaryTree } from './tree.js';

const levels: Readonly<Record<Sensitivity, string>> = {
  0: 'public data',
  1: 'internal data',
  2: 'confidential data',
  3: 'restricted data',
  4: 'crown jewels',
};

/** The data dimension: stores by the sensitivity of what they hold. A copy from one level to another crosses. */
export function dataBoundaries(graph: ResourceGraph): readonly TrustBoundary[] {
  const tree = new BoundaryTree('data');
  for (const { store, sensitivity, because } of graph.assets) {
    const zone = `tb:data:level-${sensitivity}`;
    tree.add(zone, levels[sensitivity], undefined, because);
    tree.place(zone, store);
  }
  return tree.boundaries();
}
