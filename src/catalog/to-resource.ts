import type { Declaration } from '../model/declaration.js';
import type { Fact } from '../model/fact.js';
import type { Resource } from '../model/resource.js';
import type { Group } from './fold.js';
import { handlesOf } from './identify.js';
import type { Attributes, KindDefinition, ResourceParts, Satellites } from './kind.js';
import type { Reader } from './reader.js';
import { tagsOf } from './tags.js';

/** Builds the node of one declaration and its satellites. */
export function toResource(group: Group): Resource {
  const { declaration, kind, reader } = group;
  const parts: ResourceParts = kind?.build?.(reader, satellitesOf(group)) ?? {};
  const { facts, name, links, ...facets } = parts;
  const account = declaration.provider?.account;
  return {
    id: group.id,
    address: declaration.address,
    scope: declaration.scope,
    dialect: declaration.dialect,
    type: kind?.type ?? declaration.type,
    element: kind?.element ?? 'supporting',
    kind: kind?.kind ?? 'other',
    name: name ?? physicalName(kind, reader) ?? nameTag(declaration) ?? declaration.address,
    location: declaration.location,
    tags: tagsOf(declaration),
    exists: declaration.exists,
    managed: declaration.mode === 'managed',
    facts: factMap(facts),
    handles: kind ? [...handlesOf(kind, reader), ...group.satellites.flatMap((s) => handlesOf(s.kind, s.reader))] : [],
    links: links ?? [],
    declarations: [declaration, ...group.satellites.flatMap((s) => (s.lent ? [] : [s.reader.declaration]))],
    ...(account && { account }),
    ...(declaration.provider?.region && { region: declaration.provider.region }),
    ...facets,
  };
}

function satellitesOf(group: Group): Satellites {
  return {
    of: <S extends Attributes>(kind: KindDefinition<S>) =>
      group.satellites.filter((s) => s.kind.type === kind.type).map((s) => s.reader as unknown as Reader<S>),
  };
}

function physicalName(kind: KindDefinition | undefined, reader: Reader): string | undefined {
  for (const key of kind?.names ?? []) {
    const name = reader.text(key);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** The `Name` tag, which the AWS console shows as the name of what has none of its own. */
function nameTag(declaration: Declaration): string | undefined {
  const tag = tagsOf(declaration).get('Name');
  return tag?.kind === 'string' ? tag.value : undefined;
}

function factMap(facts: Readonly<Record<string, Fact | undefined>> | undefined): ReadonlyMap<string, Fact> {
  return new Map(Object.entries(facts ?? {}).flatMap(([name, fact]) => (fact ? [[name, fact] as const] : [])));
}
