import type { ResourceGraph } from '../../graph/index.js';
import type { ClusterFacet, ClusterPart, PodFacet } from '../../model/cluster.js';
import type { Resource } from '../../model/resource.js';

/** A Kubernetes object in the graph. */
export type ClusterObject = Resource & { readonly cluster: ClusterFacet };
export type Workload = ClusterObject & {
  readonly cluster: ClusterFacet & { readonly pod: PodFacet; readonly namespace: string };
};

export const isWorkload = (resource: Resource | undefined): resource is Workload =>
  resource?.cluster?.pod !== undefined;

/** Objects of one scan by what they are, where they are and how they are called. */
export class Cluster {
  private readonly parts = new Map<ClusterPart, ClusterObject[]>();
  private readonly names = new Map<string, ClusterObject[]>();
  private readonly byNamespace = new Map<string, Workload[]>();
  /** Namespace and one label -> pods, so that a selector looks at few of them. */
  private readonly byLabel = new Map<string, Workload[]>();

  constructor(readonly graph: ResourceGraph) {
    for (const resource of graph.resources) {
      if (!resource.cluster) continue;
      const object = resource as ClusterObject;
      push(this.parts, object.cluster.part, object);
      push(this.names, nameKey(object.cluster.kind, object.cluster.namespace, object.cluster.name), object);
      if (!isWorkload(resource)) continue;
      const { namespace, pod } = resource.cluster;
      push(this.byNamespace, namespace, resource);
      for (const [key, value] of pod.labels) push(this.byLabel, labelKey(namespace, key, value), resource);
    }
  }

  get isEmpty(): boolean {
    return this.names.size === 0;
  }

  of(part: ClusterPart): readonly ClusterObject[] {
    return this.parts.get(part) ?? [];
  }

  get workloads(): readonly Workload[] {
    return this.of('workload') as readonly Workload[];
  }

  /** The object of a name that belongs to the same cluster as another object. */
  find(kind: string, namespace: string | undefined, name: string, from: Resource): ClusterObject | undefined {
    const found = this.names.get(nameKey(kind, namespace, name))?.filter((object) => together(object, from)) ?? [];
    return found.find((object) => object.scope === from.scope) ?? found[0];
  }

  workloadsIn(namespace: string, from: Resource): readonly Workload[] {
    return (this.byNamespace.get(namespace) ?? []).filter((workload) => together(workload, from));
  }

  /** Pods of a namespace with a label. */
  labelled(namespace: string, key: string, value: string, from: Resource): readonly Workload[] {
    return (this.byLabel.get(labelKey(namespace, key, value)) ?? []).filter((workload) => together(workload, from));
  }

  /** Labels of a namespace; every one carries its name (`kubernetes.io/metadata.name`). */
  namespaceLabels(namespace: string, from: Resource): ReadonlyMap<string, string> {
    const declared = this.find('Namespace', undefined, namespace, from);
    return new Map([...(declared?.cluster.labels ?? []), ['kubernetes.io/metadata.name', namespace]]);
  }

  /** True when labels of a namespace may exist that no file shows. */
  isDeclared(namespace: string, from: Resource): boolean {
    return this.find('Namespace', undefined, namespace, from) !== undefined;
  }
}

/** Objects without a scope of their own belong to every cluster of the scan. */
export const together = (a: Resource, b: Resource): boolean =>
  a.scope === b.scope || a.scope === '' || b.scope === '' || a.dialect !== b.dialect;

const labelKey = (namespace: string, key: string, value: string): string => `${namespace} ${key}=${value}`;

const nameKey = (kind: string, namespace: string | undefined, name: string): string =>
  `${kind}/${namespace ?? ''}/${name}`;

function push<K, T>(index: Map<K, T[]>, key: K, item: T): void {
  const present = index.get(key);
  if (present) present.push(item);
  else index.set(key, [item]);
}
