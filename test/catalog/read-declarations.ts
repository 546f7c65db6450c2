import { foldSatellites } from '../../src/catalog/fold.js';
import type { KindDefinition } from '../../src/catalog/kind.js';
import { kindIndex } from '../../src/catalog/kind-index.js';
import { toResource } from '../../src/catalog/to-resource.js';
import type { Declaration } from '../../src/model/declaration.js';
import type { Location } from '../../src/model/location.js';
import type { Resource } from '../../src/model/resource.js';
import { unknown, yes } from '../../src/model/tri.js';
import type { MapValue, Value } from '../../src/model/value.js';
import {
  boolValue,
  listValue,
  mapValue,
  nullValue,
  numberValue,
  stringValue,
  unknownValue,
} from '../../src/model/values.js';

/** A body as plain data; see `ref`, `variable` and `either` for what JSON cannot say. */
export type Plain = null | boolean | number | string | Value | readonly Plain[] | { readonly [key: string]: Plain };

/** `ref('aws_vpc.shop.id')`, `ref('Shop')`, `ref('Function.Arn')`: a pointer to something declared. */
export function ref(path: string): Value {
  const parts = path.split('.');
  const length = /^(data|module)$/.test(parts[0] ?? '') ? 3 : /^[a-z0-9]+_/.test(parts[0] ?? '') ? 2 : 1;
  return { kind: 'reference', to: { scope: '', address: parts.slice(0, length).join('.'), path: parts.slice(length) } };
}

/** An input without a value. */
export const variable = (name: string): Value => unknownValue('variable', `var.${name}`);

/** One of several, decided by a variable. */
export const either = (name: string, ...arms: readonly Plain[]): Value => ({
  kind: 'choice',
  arms: arms.map((arm) => toValue(arm, at(1))),
  reasons: [{ code: 'variable', subject: `var.${name}` }],
});

/** A string with holes: `template('arn:', ref('Queue'))`. */
export const template = (...parts: readonly (string | Value)[]): Value => ({ kind: 'template', parts }) as Value;

export interface Written {
  readonly type: string;
  readonly name: string;
  readonly body?: Readonly<Record<string, Plain>>;
  readonly mode?: 'data';
  /** Set when count or a condition on this variable decides whether it exists. */
  readonly onlyIf?: string;
}

const indexes = new WeakMap<readonly unknown[], ReturnType<typeof kindIndex>>();

/** The index of one list of kinds is made once. */
function indexOf(kinds: readonly unknown[]): ReturnType<typeof kindIndex> {
  const made = indexes.get(kinds) ?? kindIndex(kinds.flat() as readonly KindDefinition[]);
  indexes.set(kinds, made);
  return made;
}

/** Reads declarations with the given kinds, as the catalog does; the resources by name. */
export function read(kinds: readonly unknown[], declarations: readonly Written[]): ReadonlyMap<string, Resource> {
  const groups = foldSatellites(declarations.map(declare), indexOf(kinds));
  const resources = groups.map(toResource);
  return new Map(resources.map((resource) => [resource.declarations[0]?.name ?? resource.address, resource]));
}

const at = (line: number): Location => ({
  file: 'main.tf',
  start: { line, column: 1 },
  end: { line, column: 2 },
});

function declare(written: Written, index: number): Declaration {
  const first = 100 * (index + 1);
  const address = written.type.includes('::')
    ? written.name
    : `${written.mode ? 'data.' : ''}${written.type}.${written.name}`;
  let line = first;
  const entries = Object.entries(written.body ?? {}).map(([key, value]) => {
    line += 1;
    return [key, toValue(value, at(line))] as const;
  });
  return {
    dialect: written.type.includes('::') ? 'cloudformation' : 'terraform',
    type: written.type,
    mode: written.mode ?? 'managed',
    scope: '',
    address,
    name: written.name,
    body: mapValue(new Map(entries), at(first)) as MapValue,
    location: at(first),
    exists: written.onlyIf ? unknown([{ code: 'variable', subject: `var.${written.onlyIf}` }]) : yes(),
  };
}

function toValue(plain: Plain, where: Location): Value {
  if (plain === null) return nullValue(where);
  if (typeof plain === 'boolean') return boolValue(plain, where);
  if (typeof plain === 'number') return numberValue(plain, where);
  if (typeof plain === 'string') return stringValue(plain, where);
  if (Array.isArray(plain))
    return listValue(
      plain.map((item: Plain) => toValue(item, where)),
      where,
    );
  const value = plain as Value;
  if (typeof value.kind === 'string' && ['reference', 'unknown', 'choice', 'template'].includes(value.kind)) {
    return { ...value, at: where };
  }
  const entries = Object.entries(plain as Record<string, Plain>).map(
    ([key, item]) => [key, toValue(item, where)] as const,
  );
  return mapValue(new Map(entries), where);
}

/** The same data without places and attribute names, and with references by the name of what they lead to. */
export function plainly(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(plainly);
  if (data instanceof Map) return Object.fromEntries([...data].map(([key, item]) => [key, plainly(item)]));
  if (typeof data !== 'object' || data === null) return data;
  const record = data as Record<string, unknown>;
  if (record['kind'] === 'reference') return `-> ${(record['to'] as { address: string }).address.split('.').at(-1)}`;
  if (['string', 'number', 'bool'].includes(String(record['kind'])) && 'value' in record) return record['value'];
  if (record['kind'] === 'list') return plainly(record['items']);
  const hidden = new Set(['at', 'because', 'sourceAt', 'setBy', 'refs', 'address', 'assumed', 'subject']);
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, item]) => (hidden.has(key) ? [] : [[key, plainly(item)]])),
  );
}

/** Links of one kind in short: what they lead to. */
export const targets = (resource: Resource | undefined, kind: string): unknown[] =>
  (resource?.links ?? []).filter((link) => link.kind === kind).map((link) => plainly(link.target));

/** The value of a known fact, or the word `unknown`. */
export function fact(resource: Resource | undefined, name: string): unknown {
  const found = resource?.facts.get(name);
  return found?.state === 'known' ? found.value : found?.state;
}

/** What a resource says whatever the dialect: without its address, places and declarations. */
export function comparable(resource: Resource | undefined): unknown {
  const named = resource && resource.name !== resource.address && resource.name !== resource.declarations[0]?.name;
  const { facts, network, identity, surface, store, workload, links, type, element, kind } = resource ?? {};
  return plainly({
    type,
    element,
    kind,
    facts,
    network,
    identity,
    surface,
    store,
    workload,
    links,
    name: named && resource.name,
  });
}
