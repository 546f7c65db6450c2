import type { Location } from '../../model/location.js';
import type { MapValue, Value } from '../../model/value.js';
import { entry, mapValue } from '../../model/values.js';

/** One Kubernetes object as written, or as Kustomize has changed it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** As written; undefined when it does not say. */
  readonly namespace?: string;
  readonly body: MapValue;
  /** From its first key to its kind or name: its header. */
  readonly at: Location;
  /** File that it is written in. */
  readonly file: string;
}

/** Text of a scalar: labels and names that YAML reads as numbers or booleans are text to Kubernetes. */
export const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'string' || value?.kind === 'number' || value?.kind === 'bool' ? String(value.value) : undefined;

/** The value at a path of keys. */
export const at = (value: Value | undefined, ...path: readonly string[]): Value | undefined =>
  path.reduce<Value | undefined>((inner, key) => entry(inner, key), value);

/** A copy of a map with one key set. */
export function withEntry(map: MapValue, key: string, value: Value): MapValue {
  return { ...map, entries: new Map([...map.entries, [key, value]]) };
}

/** A copy with the value at a path replaced; missing maps on the way are made. */
export function withPath(map: MapValue, path: readonly string[], change: (old: Value | undefined) => Value): MapValue {
  const [head, ...rest] = path;
  if (head === undefined) return map;
  const inner = map.entries.get(head);
  if (rest.length === 0) return withEntry(map, head, change(inner));
  const child = inner?.kind === 'map' ? inner : mapValue(new Map(), map.at);
  return withEntry(map, head, withPath(child, rest, change));
}

/** The object that a map describes; undefined when it lacks apiVersion, kind or a name. */
export function objectOf(body: MapValue, file: string, fallback: Location): KubernetesObject | undefined {
  const apiVersion = textOf(at(body, 'apiVersion'));
  const kind = textOf(at(body, 'kind'));
  const name = textOf(at(body, 'metadata', 'name')) ?? textOf(at(body, 'metadata', 'generateName'));
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  const namespace = textOf(at(body, 'metadata', 'namespace'));
  return {
    apiVersion,
    kind,
    name,
    body,
    file,
    at: headerOf(body, fallback),
    ...(namespace !== undefined && { namespace }),
  };
}

function headerOf(body: MapValue, fallback: Location): Location {
  const from = body.at ?? fallback;
  const ends = [at(body, 'kind'), at(body, 'metadata', 'name')].flatMap((value) =>
    value?.at && value.at.file === from.file ? [value.at.end] : [],
  );
  const end = ends.sort((a, b) => b.line - a.line || b.column - a.column)[0] ?? from.end;
  return { file: from.file, start: from.start, end };
}
