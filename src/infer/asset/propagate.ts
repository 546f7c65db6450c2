import type { ResourceGraph } from '../../graph/index.js';
import type { Asset } from '../../model/analysis.js';
import { mergeLocations } from '../../model/location.js';

/**
 * A copy is as sensitive as its source (spec/H3): raises levels along declared `copies-to` relations until nothing changes.
 * Each store rises at most four times, so this ends after a few rounds over the copy relations.
 */
export function propagate(graph: ResourceGraph, own: ReadonlyMap<string, Asset>): readonly Asset[] {
  const assets = new Map(own);
  const queue = [...own.keys()];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const source = assets.get(id);
    if (!source) continue;
    for (const copy of graph.outgoing(id, 'copies-to')) {
      const target = assets.get(copy.to);
      if (!target || copy.certainty !== 'certain' || target.sensitivity >= source.sensitivity) continue;
      const name = graph.resource(id)?.address ?? id;
      assets.set(copy.to, {
        store: copy.to,
        sensitivity: source.sensitivity,
        origin: 'copy',
        reason: `it receives a copy of ${name} (${source.reason})`,
        because: mergeLocations(copy.because, source.because),
      });
      queue.push(copy.to);
    }
  }
  return [...assets.values()];
}
