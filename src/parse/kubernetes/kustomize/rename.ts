import type { MapValue, Value } from '../../../model/value.js';
import { stringValue } from '../../../model/values.js';
import { isClusterScoped } from '../cluster-scoped.js';
import { at, type KubernetesObject, objectOf, textOf, withPath } from '../object.js';

/** Fields that name another object: the key that holds the name's map -> kind, field of the name. */
const references: Readonly<Record<string, { readonly kind: string; readonly field: string }>> = {
  configMapKeyRef: { kind: 'ConfigMap', field: 'name' },
  configMapRef: { kind: 'ConfigMap', field: 'name' },
  configMap: { kind: 'ConfigMap', field: 'name' },
  secretKeyRef: { kind: 'Secret', field: 'name' },
  secretRef: { kind: 'Secret', field: 'name' },
  secret: { kind: 'Secret', field: 'secretName' },
  persistentVolumeClaim: { kind: 'PersistentVolumeClaim', field: 'claimName' },
  service: { kind: 'Service', field: 'name' },
};
const nameFields: Readonly<Record<string, string>> = {
  serviceAccountName: 'ServiceAccount',
  serviceName: 'Service',
};
const unprefixed: ReadonlySet<string> = new Set(['Namespace', 'CustomResourceDefinition', 'APIService']);

/** `namePrefix` and `nameSuffix`: new names, and the references between these objects. */
export function renameAll(objects: readonly KubernetesObject[], prefix: string, suffix: string): KubernetesObject[] {
  if (prefix === '' && suffix === '') return [...objects];
  const names = new Map<string, string>();
  for (const { kind, name } of objects) {
    if (!unprefixed.has(kind)) names.set(`${kind}/${name}`, `${prefix}${name}${suffix}`);
  }
  const renamed = (kind: string, value: Value): Value => {
    const name = names.get(`${kind}/${textOf(value)}`);
    return name === undefined ? value : stringValue(name, value.at);
  };
  return objects.map((object) => {
    const body = withPath(object.body, ['metadata', 'name'], (old) =>
      renamed(object.kind, old ?? stringValue(object.name)),
    );
    return changed(object, walk(body, renamed, 64) as MapValue);
  });
}

type Rename = (kind: string, value: Value) => Value;

function walk(value: Value, renamed: Rename, depth: number): Value {
  if (depth === 0) return value;
  if (value.kind === 'list') return { ...value, items: value.items.map((item) => walk(item, renamed, depth - 1)) };
  if (value.kind !== 'map') return value;
  const kind = textOf(value.entries.get('kind'));
  const entries = new Map<string, Value>();
  for (const [key, inner] of value.entries) {
    const reference = Object.hasOwn(references, key) ? references[key] : undefined;
    const field = Object.hasOwn(nameFields, key) ? nameFields[key] : undefined;
    if (field !== undefined) entries.set(key, renamed(field, inner));
    else if (reference && inner.kind === 'map' && inner.entries.has(reference.field))
      entries.set(
        key,
        withPath(inner, [reference.field], (old) => renamed(reference.kind, old as Value)),
      );
    else if ((key === 'roleRef' || key === 'scaleTargetRef') && inner.kind === 'map')
      entries.set(
        key,
        withPath(inner, ['name'], (old) => renamed(textOf(at(inner, 'kind')) ?? '', old as Value)),
      );
    else if (key === 'name' && kind === 'ServiceAccount' && !value.entries.has('metadata'))
      entries.set(key, renamed(kind, inner));
    else entries.set(key, walk(inner, renamed, depth - 1));
  }
  return { ...value, entries };
}

/** `namespace`: of every namespaced object, of the Namespace itself, and of bound service accounts of this set. */
export function moveAll(objects: readonly KubernetesObject[], namespace: Value | undefined): KubernetesObject[] {
  const name = textOf(namespace);
  if (namespace === undefined || name === undefined || name === '') return [...objects];
  const accounts = new Set(objects.flatMap((object) => (object.kind === 'ServiceAccount' ? [object.name] : [])));
  return objects.map((object) => {
    const moved = stringValue(name, namespace.at);
    if (object.kind === 'Namespace')
      return changed(
        object,
        withPath(object.body, ['metadata', 'name'], () => moved),
      );
    const body = object.kind.endsWith('RoleBinding') ? moveSubjects(object.body, accounts, moved) : object.body;
    if (isClusterScoped(object.apiVersion, object.kind, new Map())) return changed(object, body);
    return changed(
      object,
      withPath(body, ['metadata', 'namespace'], () => moved),
    );
  });
}

function moveSubjects(body: MapValue, accounts: ReadonlySet<string>, namespace: Value): MapValue {
  return withPath(body, ['subjects'], (subjects) => {
    if (subjects?.kind !== 'list') return subjects ?? namespace;
    const items = subjects.items.map((subject) => {
      const name = textOf(at(subject, 'name')) ?? '';
      const ours = textOf(at(subject, 'kind')) === 'ServiceAccount' && (name === 'default' || accounts.has(name));
      return ours && subject.kind === 'map' ? withPath(subject, ['namespace'], () => namespace) : subject;
    });
    return { ...subjects, items };
  });
}

/** The object with another body; its name and namespace are read again. */
export const changed = (object: KubernetesObject, body: MapValue): KubernetesObject => {
  const again = objectOf(body, object.file, object.at);
  return again ? { ...again, at: object.at } : object;
};
