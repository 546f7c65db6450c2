import type { ResourceGraph } from '../../graph/index.js';
import type { TrustBoundary } from '../../model/analysis.js';
import type { Resource } from '../../model/resource.js';
import { BoundaryTree } from './tree.js';

/**
 * The account dimension: our account (or accounts, where the provider configuration tells them apart) and every foreign
 * account that some policy names.
 */
export function accountBoundaries(graph: ResourceGraph): readonly TrustBoundary[] {
  const tree = new BoundaryTree('account');
  for (const resource of graph.resources) {
    const zone = zoneOf(resource);
    if (!zone) continue;
    tree.add(zone.id, zone.label, undefined);
    tree.place(zone.id, resource.id);
  }
  return tree.boundaries();
}

function zoneOf(resource: Resource): { readonly id: string; readonly label: string } | undefined {
  if (resource.kind === 'external/account' || resource.kind === 'external/any-aws') {
    return { id: `tb:account:${resource.address}`, label: resource.name };
  }
  if (resource.dialect === 'synthetic' || resource.dialect === 'kubernetes' || resource.cluster) return undefined;
  const account = resource.account?.kind === 'string' ? resource.account.value : 'self';
  return { id: `tb:account:${account}`, label: account === 'self' ? 'our account' : `account ${account}` };
}
