import type { Location } from '../../../model/location.js';
import type { MapValue, Value } from '../../../model/value.js';
import { mapValue, stringValue } from '../../../model/values.js';
import { at, type KubernetesObject, objectOf, textOf } from '../object.js';

type ReadText = (path: string) => string | undefined;
const itemsOf = (value: Value | undefined): readonly Value[] => (value?.kind === 'list' ? value.items : []);

/** ConfigMaps and Secrets that a kustomization makes of literals, files and env files. The hash suffix of names is left out. */
export function generatedObjects(kustomization: MapValue, file: string, read: ReadText): KubernetesObject[] {
  return [
    ...itemsOf(at(kustomization, 'configMapGenerator')).flatMap((entry) =>
      made('ConfigMap', 'data', entry, file, read),
    ),
    ...itemsOf(at(kustomization, 'secretGenerator')).flatMap((entry) =>
      made('Secret', 'stringData', entry, file, read),
    ),
  ];
}

function made(kind: string, field: string, entry: Value, file: string, read: ReadText): KubernetesObject[] {
  const name = at(entry, 'name');
  if (name?.kind !== 'string' || entry.kind !== 'map') return [];
  const data = new Map<string, Value>();
  for (const literal of itemsOf(at(entry, 'literals'))) addLine(data, textOf(literal) ?? '', literal.at);
  for (const one of itemsOf(at(entry, 'files'))) {
    const [, key, path = ''] = /^(?:([^=]+)=)?(.*)$/.exec(textOf(one) ?? '') ?? [];
    const text = read(path);
    if (text !== undefined) data.set(key ?? path.split('/').at(-1) ?? path, stringValue(text, one.at));
  }
  const envFiles = [...itemsOf(at(entry, 'envs')), ...itemsOf(at(entry, 'env'))];
  for (const one of envFiles) {
    for (const line of (read(textOf(one) ?? '') ?? '').split(/\r?\n/))
      if (!/^\s*(#|$)/.test(line)) addLine(data, line, one.at);
  }
  const metadata = new Map<string, Value>([['name', name]]);
  const namespace = at(entry, 'namespace');
  if (namespace) metadata.set('namespace', namespace);
  const body = mapValue(
    new Map<string, Value>([
      ['apiVersion', stringValue('v1', entry.at)],
      ['kind', stringValue(kind, entry.at)],
      ['metadata', mapValue(metadata, entry.at)],
      [field, mapValue(data, entry.at)],
    ]),
    entry.at,
  );
  const place = entry.at ?? { file, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  const object = objectOf(body, file, place);
  return object ? [object] : [];
}

function addLine(data: Map<string, Value>, line: string, place: Location | undefined): void {
  const cut = line.indexOf('=');
  if (cut > 0) data.set(line.slice(0, cut), stringValue(line.slice(cut + 1).replace(/^(["'])(.*)\1$/, '$2'), place));
}
