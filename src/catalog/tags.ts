import type { Declaration } from '../model/declaration.js';
import type { MapValue, Value } from '../model/value.js';
import { entry } from '../model/values.js';

/** Tags (labels, in Kubernetes) by name. The provider's default tags come first, so that the resource's own win. */
export function tagsOf(declaration: Declaration): ReadonlyMap<string, Value> {
  const tags = new Map<string, Value>();
  const add = (value: Value | undefined): void => {
    for (const [name, tag] of pairs(value)) tags.set(name, tag);
  };
  add(declaration.provider?.defaultTags);
  if (declaration.dialect === 'terraform') {
    add(declaration.body.entries.get('tags'));
    for (const block of listOf(declaration.body.entries.get('tag'))) add(single(block));
  } else if (declaration.dialect === 'cloudformation') add(declaration.body.entries.get('Tags'));
  else add(entry(declaration.body.entries.get('metadata'), 'labels'));
  return tags;
}

function pairs(value: Value | undefined): Iterable<readonly [string, Value]> {
  if (value?.kind === 'map') return value.entries;
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => [...(single(item)?.entries ?? [])]);
}

/** `{Key: a, Value: b}` (CloudFormation) or a `tag` block (`key`, `value`) as a map of one. */
function single(item: Value): MapValue | undefined {
  if (item.kind !== 'map') return undefined;
  const key = item.entries.get('Key') ?? item.entries.get('key');
  const value = item.entries.get('Value') ?? item.entries.get('value');
  if (key?.kind !== 'string' || !value) return undefined;
  return { kind: 'map', collection: 'map', entries: new Map([[key.value, value]]) };
}

const listOf = (value: Value | undefined): readonly Value[] => (value?.kind === 'list' ? value.items : []);
