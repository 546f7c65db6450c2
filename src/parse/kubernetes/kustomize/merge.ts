import type { ListValue, MapValue, Value } from '../../../model/value.js';
import { listValue } from '../../../model/values.js';
import { at, textOf, withEntry } from '../object.js';

/** Keys by which strategic merge joins the items of a list (Kubernetes API, `patchMergeKey`); other lists are replaced. */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['containerPort', 'port'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
};

/** Lays a strategic merge patch over an object: maps are joined, null deletes, `$patch` replaces or deletes. */
export function mergePatch(base: MapValue, patch: MapValue, depth = 64): MapValue {
  if (depth === 0) return base;
  if (textOf(at(patch, '$patch')) === 'replace') return without(patch, '$patch');
  let merged = base;
  for (const [key, value] of patch.entries) {
    if (key === '$patch') continue;
    const old = merged.entries.get(key);
    if (value.kind === 'null') merged = without(merged, key);
    else if (value.kind === 'map' && textOf(at(value, '$patch')) === 'delete') merged = without(merged, key);
    else if (value.kind === 'map' && old?.kind === 'map')
      merged = withEntry(merged, key, mergePatch(old, value, depth - 1));
    else if (value.kind === 'list' && old?.kind === 'list')
      merged = withEntry(merged, key, mergeLists(key, old, value, depth));
    else merged = withEntry(merged, key, value);
  }
  return merged;
}

function mergeLists(key: string, base: ListValue, patch: ListValue, depth: number): Value {
  const by = (Object.hasOwn(mergeKeys, key) ? mergeKeys[key] : undefined)?.find((name) =>
    patch.items.some((item) => at(item, name) !== undefined),
  );
  if (by === undefined) return patch;
  const items = [...base.items];
  for (const item of patch.items) {
    if (item.kind !== 'map') continue;
    const name = textOf(at(item, by));
    const index = items.findIndex((one) => textOf(at(one, by)) === name);
    const present = items[index];
    if (textOf(at(item, '$patch')) === 'delete') {
      if (index !== -1) items.splice(index, 1);
    } else if (present?.kind === 'map') items[index] = mergePatch(present, item, depth - 1);
    else items.push(item);
  }
  return listValue(items, base.at);
}

function without(map: MapValue, key: string): MapValue {
  const entries = new Map(map.entries);
  entries.delete(key);
  return { ...map, entries };
}
