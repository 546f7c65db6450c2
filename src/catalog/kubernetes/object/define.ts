import type { Kind } from '../../../model/kinds.js';
import type { Element } from '../../../model/resource.js';
import { type AttributePath, defineKind, type KindDefinition, type ResourceParts } from '../../kind.js';
import type { Reader } from '../../reader.js';
import type { ClusterFacet } from '../../../model/cluster.js';
import { stringValue } from '../../../model/values.js';
import { facetOf, type ObjectKind } from './facet.js';
import { objectHandle } from './settings.js';

/** Attributes that every object has. */
const metadata = {
  name: { kubernetes: 'metadata.name', terraform: 'metadata.name' },
  namespace: { kubernetes: 'metadata.namespace', terraform: 'metadata.namespace' },
} as const satisfies Readonly<Record<string, AttributePath>>;

export interface ClusterKind extends Omit<ObjectKind, 'apiVersion'> {
  /** `kubernetes.deployment` */
  readonly type: string;
  readonly element: Element;
  readonly nodeKind: Kind;
  /** `apps/v1`; the first one is today's. */
  readonly versions: readonly string[];
  readonly terraform?: readonly string[];
  /** The object that others of the cluster take it for: an ExternalSecret is the Secret that it makes. */
  seenAs?(facet: ClusterFacet): ClusterFacet;
  build?(r: Reader, facet: ClusterFacet): ResourceParts;
}

/** One kind of object of the Kubernetes API. */
export function clusterKind(about: ClusterKind): KindDefinition {
  const apiVersion = about.versions[0] ?? 'v1';
  const facet = (r: Reader): ClusterFacet => {
    const own = facetOf(r, { ...about, apiVersion });
    return about.seenAs?.(own) ?? own;
  };
  return defineKind({
    type: about.type,
    element: about.element,
    kind: about.nodeKind,
    dialects: {
      kubernetes: about.versions.map((version) => `${version}/${about.kind}`),
      ...(about.terraform && { terraform: about.terraform }),
    },
    attributes: metadata,
    ...(about.part === 'secret' && {
      handles: (r) => {
        const { namespace, name, kind } = facet(r as unknown as Reader);
        return [{ kind: 'name', value: stringValue(objectHandle(r.declaration.scope, kind, namespace, name)) }];
      },
    }),
    build(r) {
      const reader = r as unknown as Reader;
      const cluster = facet(reader);
      return { cluster, name: cluster.name, ...about.build?.(reader, cluster) };
    },
  }) as unknown as KindDefinition;
}
