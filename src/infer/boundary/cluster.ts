import type { ResourceGraph } from '../../graph/index.js';
import type { TrustBoundary } from '../../model/analysis.js';
import type { Resource } from '../../model/resource.js';
import { BoundaryTree } from './tree.js';

/** The network zone of pods and services: one for each cluster of the scan. */
export function clusterNetwork(tree: BoundaryTree, resource: Resource): string {
  const id = `tb:network:cluster${resource.scope === '' ? '' : `/${resource.scope}`}`;
  tree.add(id, 'Kubernetes cluster network', undefined);
  return id;
}

/** The cluster dimension: clusters, and their namespaces (spec/F). Nodes are of the cluster, but of no namespace. */
export function clusterBoundaries(graph: ResourceGraph): readonly TrustBoundary[] {
  const tree = new BoundaryTree('cluster');
  const declared = new Map(
    graph
      .byType('kubernetes.namespace')
      .map((namespace) => [`${namespace.scope} ${namespace.name}`, namespace.location]),
  );
  for (const resource of graph.resources) {
    const isNode = resource.id === 'ext|cluster-node' || resource.id === 'ext|cluster-admin';
    if (!resource.cluster && !isNode) continue;
    const cluster = `tb:cluster:${resource.scope === '' ? 'cluster' : resource.scope}`;
    tree.add(cluster, resource.scope === '' ? 'cluster' : `cluster ${resource.scope}`, undefined);
    const namespace = resource.cluster?.namespace;
    if (namespace === undefined) {
      tree.place(cluster, resource.id);
      continue;
    }
    const zone = `${cluster}/${namespace}`;
    const at = declared.get(`${resource.scope} ${namespace}`);
    tree.add(zone, `namespace ${namespace}`, cluster, at ? [at] : []);
    tree.place(zone, resource.id);
  }
  return tree.boundaries();
}
