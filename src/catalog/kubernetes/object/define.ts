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
  build?(r: Reader, facet: ClusterFacet): ResourceParts;
}

/** One kind of object of the Kubernetes API. */
export function clusterKind(about: ClusterKind): KindDefinition {
  const apiVersion = about.versions[0] ?? 'v1';
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
        const { namespace, name, kind } = facetOf(r as unknown as Reader, { ...about, apiVersion });
        return [{ kind: 'name', value: stringValue(objectHandle(r.declaration.scope, kind, namespace, name)) }];
      },
    }),
    build(r) {
      const reader = r as unknown as Reader;
      const cluster = facetOf(reader, { ...about, apiVersion });
      return { cluster, name: cluster.name, ...about.build?.(reader, cluster) };
    },
  }) as unknown as KindDefinition;
}
