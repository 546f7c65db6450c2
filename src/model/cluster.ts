import type { Location } from './location.js';
import type { Reason } from './unknown.js';
import type { MapValue, Value } from './value.js';
import { entry, possibilities } from './values.js';

/** What an object is to the reasoning about a Kubernetes cluster. */
export type ClusterPart =
  | 'workload'
  | 'service'
  | 'ingress'
  | 'ingress-class'
  | 'gateway'
  | 'route'
  | 'reference-grant'
  | 'network-policy'
  | 'admin-network-policy'
  | 'role'
  | 'binding'
  | 'service-account'
  | 'namespace'
  | 'secret'
  | 'config-map'
  | 'volume-claim'
  | 'volume'
  | 'webhook'
  | 'quota'
  | 'other';

/**
 * A Kubernetes object as its API defines it, whatever dialect declared it: Terraform's nested blocks are brought into the
 * manifest's shape by the catalog. Values stay three-valued and keep their places.
 */
export interface ClusterFacet {
  readonly part: ClusterPart;
  /** `Deployment` */
  readonly kind: string;
  /** Undefined for a cluster-scoped object. `default` when a namespaced object does not say. */
  readonly namespace?: string;
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  /** The whole object: `metadata`, `spec`, `rules`, `data`, ... in the API's own spelling. */
  readonly object: MapValue;
  /** Of a workload: its pods, hoisted out of the template. */
  readonly pod?: PodFacet;
}

export interface PodFacet {
  readonly labels: ReadonlyMap<string, string>;
  readonly spec: MapValue;
  /** Secrets, ConfigMaps and volumes that its containers use. */
  readonly uses: readonly ObjectUse[];
  /** Ways out to the node that its own specification opens, cheapest first (spec/E4). */
  readonly escapes: readonly PodEscape[];
  /** Ports that its containers name. */
  readonly ports: readonly PodPort[];
  /** Set when a container runs an administration interface (a dashboard): its image. */
  readonly adminInterface?: Location;
}

export interface PodPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly hostPort?: Location;
}

export interface PodEscape {
  readonly technique: string;
  /** Effort points. */
  readonly cost: number;
  readonly at: Location;
  /** Not empty: the pod only may have it. */
  readonly unknowns: readonly Reason[];
}

/** A Secret, ConfigMap or volume claim that a pod uses. */
export interface ObjectUse {
  readonly kind: 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim';
  readonly name: string;
  readonly how: 'environment' | 'volume' | 'image-pull';
  readonly at: Location;
  /** Environment variable. */
  readonly variable?: string;
  readonly key?: string;
}

/** The value at a path of keys in an object; null counts as not written. */
export function fieldAt(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  const found = path.reduce<Value | undefined>((inner, key) => entry(inner, key), value);
  return found?.kind === 'null' ? undefined : found;
}

/** Text of a scalar. Names and labels that YAML reads as numbers or booleans are text to Kubernetes. */
export const scalarText = (value: Value | undefined): string | undefined =>
  value?.kind === 'string' || value?.kind === 'number' || value?.kind === 'bool' ? String(value.value) : undefined;

/** Items of a list, those of every arm of a choice; nothing when it is not written or not known. */
export const listItems = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : possibilities(value).flatMap((arm) => (arm.kind === 'list' ? arm.items : []));

/** Known text entries of a map. */
export function textEntries(value: Value | undefined): ReadonlyMap<string, string> {
  if (value?.kind !== 'map') return new Map();
  return new Map(
    [...value.entries].flatMap(([key, item]) => {
      const text = scalarText(item);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}
