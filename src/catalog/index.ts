import type { Declaration } from '../model/declaration.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Resource } from '../model/resource.js';
import { kinds as awsKinds } from './aws/index.js';
import { kinds as kubernetesKinds } from './kubernetes/index.js';
import { unwrapManifest } from './kubernetes/object/unwrap.js';
import { foldSatellites } from './fold.js';
import { kindIndex } from './kind-index.js';
import { toResource } from './to-resource.js';

/**
 * Turns declarations of all dialects into resources: one node for one real thing, satellites folded into their owner.
 * Types that the catalog does not know become plain nodes, so that nothing that was declared is lost.
 */
export function toResources(declarations: readonly Declaration[]): {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const index = kindIndex([...awsKinds, ...kubernetesKinds]);
  const groups = foldSatellites(declarations.map(unwrapManifest), index);
  return { resources: groups.map(toResource), diagnostics: [] };
}
