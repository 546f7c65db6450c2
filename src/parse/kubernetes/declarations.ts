import { posix } from 'node:path';
import type { Declaration } from '../../model/declaration.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { formatLocation } from '../../model/location.js';
import { yes } from '../../model/tri.js';
import { isClusterScoped } from './cluster-scoped.js';
import { at, type KubernetesObject, textOf } from './object.js';

/** Objects that are applied together: those of loose files (`scope` decided later) or of one Kustomize overlay. */
export interface ObjectSet {
  readonly scope: string | undefined;
  readonly objects: readonly KubernetesObject[];
}

/**
 * One declaration for each object. Objects of the same kind, namespace and name in different folders belong to different
 * clusters or environments: the folders where they part become scopes. In one file, the last one wins, as `kubectl apply` has it.
 */
export function declarationsOf(sets: readonly ObjectSet[]): {
  readonly declarations: readonly Declaration[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const scopes = customScopes(sets.flatMap(({ objects }) => objects));
  const addressOf = (object: KubernetesObject): string => {
    if (isClusterScoped(object.apiVersion, object.kind, scopes)) return `${object.kind}/${object.name}`;
    const namespace =
      object.namespace ??
      (isBuiltIn(object.apiVersion) || scopes.has(`${object.apiVersion.split('/')[0]}/${object.kind}`)
        ? 'default'
        : undefined);
    return namespace === undefined ? `${object.kind}/${object.name}` : `${object.kind}/${namespace}/${object.name}`;
  };
  const diagnostics: Diagnostic[] = [];
  const found = new Map<string, Declaration>();
  for (const { scope, objects } of sets) {
    const folders = scope === undefined ? partingFolders(objects, addressOf) : [];
    for (const object of objects) {
      const address = addressOf(object);
      const own = scope ?? folders.find((folder) => isInside(object.file, folder)) ?? '';
      const key = `${own}|${address}`;
      const present = found.get(key);
      if (present) diagnostics.push(duplicate(address, object, formatLocation(present.location)));
      found.set(key, declaration(object, address, own));
    }
  }
  return { declarations: [...found.values()], diagnostics };
}

/** Groups without a dot (`apps`, `batch`) and those under `k8s.io` are Kubernetes' own. */
const isBuiltIn = (apiVersion: string): boolean => {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return !group.includes('.') || /(^|\.)k8s\.io$/.test(group) || group === 'traefik.io';
};

function customScopes(objects: readonly KubernetesObject[]): ReadonlyMap<string, boolean> {
  const scopes = new Map<string, boolean>();
  for (const { kind, body } of objects) {
    if (kind !== 'CustomResourceDefinition') continue;
    const named = textOf(at(body, 'spec', 'names', 'kind'));
    const group = textOf(at(body, 'spec', 'group'));
    if (named !== undefined) scopes.set(`${group}/${named}`, textOf(at(body, 'spec', 'scope')) === 'Cluster');
  }
  return scopes;
}

/** Where two files that declare the same object part: `envs/dev` and `envs/prod`. Longest first. */
function partingFolders(
  objects: readonly KubernetesObject[],
  addressOf: (object: KubernetesObject) => string,
): readonly string[] {
  const first = new Map<string, string>();
  const folders = new Set<string>();
  for (const object of objects) {
    const address = addressOf(object);
    const file = first.get(address);
    if (file === undefined) first.set(address, object.file);
    else if (file !== object.file) for (const folder of parting(file, object.file)) folders.add(folder);
  }
  return [...folders].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function parting(a: string, b: string): readonly string[] {
  const [left, right] = [a.split(posix.sep), b.split(posix.sep)];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  return [left.slice(0, shared + 1).join('/'), right.slice(0, shared + 1).join('/')];
}

const isInside = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

const declaration = (object: KubernetesObject, address: string, scope: string): Declaration => ({
  dialect: 'kubernetes',
  type: `${object.apiVersion}/${object.kind}`,
  mode: 'managed',
  scope,
  address,
  name: object.name,
  body: object.body,
  location: object.at,
  exists: yes([object.at]),
});

const duplicate = (address: string, object: KubernetesObject, first: string): Diagnostic => ({
  severity: 'note',
  code: 'manifest-duplicate',
  summary: `${address} is declared twice`,
  detail: `It is also at ${first}. This later one is used, as kubectl would have it. Remove one of them.`,
  location: object.at,
});
