import type { Asset, Sensitivity } from '../../model/analysis.js';
import type { Location } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import type { StoreFacet } from '../../model/workload.js';
import { classificationLevels, classificationTags, markerTags, nameTokens, publicTokens, wordsOf } from './tokens.js';

/** Sensitivity of a store whose content nothing else tells, by what it is. */
const byKind: Readonly<Record<StoreFacet['store'], Sensitivity>> = {
  secret: 4,
  key: 4,
  relational: 3,
  nosql: 3,
  warehouse: 3,
  backup: 3,
  registry: 2,
  object: 2,
  file: 2,
  block: 2,
  search: 2,
  cache: 2,
  queue: 2,
  topic: 2,
  stream: 2,
  bus: 1,
  parameter: 2,
  log: 2,
  catalog: 2,
};

/** Kinds whose own level no name can lower or raise: a secret is a secret. */
const fixedKinds: ReadonlySet<StoreFacet['store']> = new Set(['secret', 'key']);

/** Level of one store by itself: tags, then names, then kind. */
export function classify(store: Resource): Asset {
  return byTag(store) ?? byName(store) ?? byItsKind(store);
}

function byTag(store: Resource): Asset | undefined {
  for (const [name, value] of store.tags) {
    const key = name.toLowerCase().replace(/[^a-z]/g, '');
    const text = value.kind === 'string' || value.kind === 'bool' ? String(value.value).toLowerCase() : undefined;
    if (text === undefined) continue;
    const level = classificationTags.has(key) ? classificationLevels[text.replace(/\s+/g, '-')] : undefined;
    const marked = markerTags.has(key) && ['true', 'yes', '1'].includes(text) ? 3 : undefined;
    const sensitivity = level ?? (marked as Sensitivity | undefined);
    if (sensitivity !== undefined) return asset(store, sensitivity, 'tag', `tag ${name} = ${text}`, value.at);
  }
  return undefined;
}

function byName(store: Resource): Asset | undefined {
  if (!store.store || fixedKinds.has(store.store.store)) return undefined;
  const named = hintsOf(store).flatMap(({ text, at }) =>
    wordsOf(text).flatMap((word) =>
      Object.hasOwn(nameTokens, word) ? [{ word, at, level: nameTokens[word] as Sensitivity }] : [],
    ),
  );
  const [best] = named.sort((a, b) => b.level - a.level);
  const floor = byKind[store.store.store];
  if (best && best.level >= floor) return asset(store, best.level, 'name', `its name says "${best.word}"`, best.at);
  if (store.store.store === 'object' && !best) return publicByName(store);
  return undefined;
}

function publicByName(store: Resource): Asset | undefined {
  const website = store.identity?.objectStore?.website;
  if (website) return asset(store, 1, 'name', 'it is configured as a website', website);
  const hint = hintsOf(store).find(({ text }) => wordsOf(text).some((word) => publicTokens.has(word)));
  return hint && asset(store, 1, 'name', `it is named "${hint.text}"`, hint.at);
}

function byItsKind(store: Resource): Asset {
  const kind = store.store?.store ?? 'object';
  return asset(store, byKind[kind], 'kind', `${kind} store`, undefined);
}

function hintsOf(store: Resource): readonly { readonly text: string; readonly at: Location | undefined }[] {
  const declared = store.declarations[0]?.name ?? store.name;
  const hints = store.store?.hints ?? [];
  return [
    { text: declared, at: store.location },
    ...hints.flatMap(({ text, at }) => literalParts(text).map((part) => ({ text: part, at: at ?? text.at }))),
  ];
}

const literalParts = (value: Value): readonly string[] =>
  value.kind === 'string'
    ? [value.value]
    : value.kind === 'template'
      ? value.parts.filter((part) => typeof part === 'string')
      : [];

const asset = (
  store: Resource,
  sensitivity: Sensitivity,
  origin: Asset['origin'],
  reason: string,
  at: Location | undefined,
): Asset => ({
  store: store.id,
  sensitivity,
  origin,
  reason,
  because: [at ?? store.location],
});
