import type { MapValue, Value } from '../../../model/value.js';
import { numberValue, stringValue } from '../../../model/values.js';
import { at, type KubernetesObject, textOf, withEntry, withPath } from '../object.js';
import { changed, moveAll, renameAll } from './rename.js';

const itemsOf = (value: Value | undefined): readonly Value[] => (value?.kind === 'list' ? value.items : []);

/** Everything a kustomization says about all of its objects, in Kustomize's own order (after patches). */
export function transformAll(kustomization: MapValue, objects: readonly KubernetesObject[]): KubernetesObject[] {
  const moved = moveAll(objects, at(kustomization, 'namespace'));
  const renamed = renameAll(
    moved,
    textOf(at(kustomization, 'namePrefix')) ?? '',
    textOf(at(kustomization, 'nameSuffix')) ?? '',
  );
  const images = itemsOf(at(kustomization, 'images'));
  const replicas = itemsOf(at(kustomization, 'replicas'));
  return renamed.map((object) => {
    let body = labelled(object.body, kustomization);
    if (images.length > 0) body = withImages(body, images, 64) as MapValue;
    const count = replicas.find((entry) => textOf(at(entry, 'name')) === object.name);
    const number = Number(textOf(at(count, 'count')));
    if (count && Number.isInteger(number))
      body = withPath(body, ['spec', 'replicas'], () => numberValue(number, count.at));
    return changed(object, body);
  });
}

const templatePaths = [
  ['spec', 'template'],
  ['spec', 'jobTemplate', 'spec', 'template'],
];

/** `commonLabels` also go into selectors and templates; `labels` only where they say so. */
function labelled(body: MapValue, kustomization: MapValue): MapValue {
  let result = addMap(body, ['metadata', 'annotations'], at(kustomization, 'commonAnnotations'));
  const common = at(kustomization, 'commonLabels');
  result = addLabels(result, common, true, true);
  for (const entry of itemsOf(at(kustomization, 'labels'))) {
    const selectors = textOf(at(entry, 'includeSelectors')) === 'true';
    const templates = selectors || textOf(at(entry, 'includeTemplates')) === 'true';
    result = addLabels(result, at(entry, 'pairs'), selectors, templates);
  }
  return result;
}

function addLabels(body: MapValue, labels: Value | undefined, selectors: boolean, templates: boolean): MapValue {
  if (labels?.kind !== 'map') return body;
  let result = addMap(body, ['metadata', 'labels'], labels);
  for (const path of templates ? templatePaths : []) {
    if (at(result, ...path)?.kind === 'map') result = addMap(result, [...path, 'metadata', 'labels'], labels);
  }
  if (!selectors) return result;
  if (at(result, 'spec', 'selector', 'matchLabels'))
    result = addMap(result, ['spec', 'selector', 'matchLabels'], labels);
  else if (textOf(at(result, 'kind')) === 'Service' && at(result, 'spec', 'selector')?.kind === 'map')
    result = addMap(result, ['spec', 'selector'], labels);
  if (at(result, 'spec', 'podSelector', 'matchLabels'))
    result = addMap(result, ['spec', 'podSelector', 'matchLabels'], labels);
  return result;
}

function addMap(body: MapValue, path: readonly string[], extra: Value | undefined): MapValue {
  if (extra?.kind !== 'map') return body;
  return withPath(body, path, (old) => ({
    ...extra,
    entries: new Map([...(old?.kind === 'map' ? old.entries : []), ...extra.entries]),
  }));
}

/** `images`: new name, tag or digest wherever an `image` of that name stands. */
function withImages(value: Value, images: readonly Value[], depth: number): Value {
  if (depth === 0) return value;
  if (value.kind === 'list') return { ...value, items: value.items.map((item) => withImages(item, images, depth - 1)) };
  if (value.kind !== 'map') return value;
  let result = value;
  for (const [key, inner] of value.entries) {
    const next =
      key === 'image' && inner.kind === 'string'
        ? newImage(inner.value, inner, images)
        : withImages(inner, images, depth - 1);
    if (next !== inner) result = withEntry(result, key, next);
  }
  return result;
}

function newImage(image: string, old: Value, images: readonly Value[]): Value {
  const [, name = image, rest = ''] = /^(.*?)((?::[^/@:]+)?(?:@.+)?)$/.exec(image) ?? [];
  const entry = images.find((one) => textOf(at(one, 'name')) === name);
  if (!entry) return old;
  const digest = textOf(at(entry, 'digest'));
  const tag = textOf(at(entry, 'newTag'));
  const suffix = digest !== undefined ? `@${digest}` : tag !== undefined ? `:${tag}` : rest;
  return stringValue(`${textOf(at(entry, 'newName')) ?? name}${suffix}`, entry.at);
}
