import type { Additions, ResourceGraph } from '../../graph/index.js';
import type { Asset } from '../../model/analysis.js';
import { known } from '../../model/fact.js';
import type { Resource } from '../../model/resource.js';
import { classify } from './classify.js';
import { propagate } from './propagate.js';

/** Says which data every store holds and how sensitive it is, with its reason (spec/H3). */
export function assetPass(graph: ResourceGraph): Additions {
  const stores = graph.resources.filter((resource) => resource.store);
  const own = new Map(stores.map((store) => [store.id, published(graph, store, classify(store))]));
  const assets = propagate(graph, own);
  return { assets, facts: assets.map((asset) => sensitivityFact(asset, graph.resource(asset.store))) };
}

/** What a CDN fronts is meant for its viewers, unless a tag or a name says otherwise (spec/H3, "website/CDN origin 0-1"). */
function published(graph: ResourceGraph, store: Resource, asset: Asset): Asset {
  if (asset.origin !== 'kind' || store.store?.store !== 'object') return asset;
  const front = graph
    .incoming(store.id, 'fronts')
    .find((relation) => relation.certainty === 'certain' && graph.resource(relation.from)?.kind === 'edge/cdn');
  if (!front) return asset;
  const cdn = graph.resource(front.from)?.address ?? front.from;
  return { ...asset, sensitivity: 1, reason: `${cdn} publishes it`, because: front.because };
}

/** What a person wrote down is certain; what we infer from names and kinds rests on an assumption. */
function sensitivityFact(asset: Asset, store: Resource | undefined) {
  const assumed = asset.origin !== 'tag' && asset.origin !== 'configuration';
  const because = asset.because.length > 0 ? asset.because : store ? [store.location] : [];
  return { resource: asset.store, name: 'asset.sensitivity', fact: known(asset.sensitivity, because, { assumed }) };
}
