import { foldSatellites } from '../../../src/catalog/fold.js';
import type { KindDefinition } from '../../../src/catalog/kind.js';
import { kindIndex } from '../../../src/catalog/kind-index.js';
import { toResource } from '../../../src/catalog/to-resource.js';
import type { Declaration, Dialect } from '../../../src/model/declaration.js';
import type { Fact } from '../../../src/model/fact.js';
import type { Location } from '../../../src/model/location.js';
import type { Resource } from '../../../src/model/resource.js';
import { yes } from '../../../src/model/tri.js';
import type { MapValue, ReferenceValue, UnknownValue, Value } from '../../../src/model/value.js';
import { boolValue, listValue, mapValue, numberValue, stringValue } from '../../../src/model/values.js';

/** A body as people write it; a `Value` inside stands for itself. Every member stands on a line of its own. */
export type Written = unknown;

const isValue = (data: unknown): data is Value =>
  typeof data === 'object' && data !== null && 'kind' in data && typeof data.kind === 'string';

class Lines {
  private line = 1;
  next(): Location {
    this.line += 1;
    return { file: 'main.tf', start: { line: this.line, column: 3 }, end: { line: this.line, column: 40 } };
  }
}

function toValue(data: Written, lines: Lines, at?: Location): Value {
  if (isValue(data)) return at ? { ...data, at } : data;
  if (typeof data === 'string') return stringValue(data, at);
  if (typeof data === 'number') return numberValue(data, at);
  if (typeof data === 'boolean') return boolValue(data, at);
  if (data === null || data === undefined) return { kind: 'null', ...(at && { at }) };
  if (Array.isArray(data))
    return listValue(
      data.map((item) => toValue(item, lines, at)),
      at,
    );
  const entries = Object.entries(data as object).map(
    ([key, item]) => [key, toValue(item, lines, lines.next())] as const,
  );
  return mapValue(new Map(entries), at);
}

/** A declaration as a reader would hand it over. Its header is on line 1, its attributes follow in order. */
export function declare(type: string, name: string, body: Written, extra: Partial<Declaration> = {}): Declaration {
  const dialect: Dialect = type.includes('::') ? 'cloudformation' : 'terraform';
  const location: Location = { file: 'main.tf', start: { line: 1, column: 1 }, end: { line: 1, column: 20 } };
  const lines = new Lines();
  const address = dialect === 'terraform' ? `${extra.mode === 'data' ? 'data.' : ''}${type}.${name}` : name;
  return {
    dialect,
    type,
    mode: 'managed',
    scope: '',
    address,
    name,
    location,
    exists: yes(),
    body: { ...(toValue(body, lines) as MapValue), at: location },
    ...extra,
  };
}

/** `aws_kms_key.orders.arn`, or what `!GetAtt OrdersKey.Arn` gives. */
export const ref = (address: string, ...path: string[]): ReferenceValue => ({
  kind: 'reference',
  to: { scope: '', address, path },
});

/** `var.name` without a value. */
export const variable = (name: string): UnknownValue => ({
  kind: 'unknown',
  reasons: [{ code: 'variable', subject: `var.${name}` }],
});

/** The resources that some kinds make of declarations, by address. */
export function build(
  modules: readonly { readonly kinds: readonly unknown[] }[],
  ...declarations: readonly Declaration[]
): ReadonlyMap<string, Resource> {
  const kinds = modules.flatMap((module) => module.kinds) as KindDefinition[];
  const groups = foldSatellites(declarations, kindIndex(kinds));
  return new Map(groups.map((group) => [group.declaration.address, toResource(group)]));
}

/** Facts without places: values, or `unknown`. */
export const factValues = (resource: Resource | undefined): Record<string, unknown> =>
  Object.fromEntries(
    [...(resource?.facts ?? [])].map(([name, fact]) => [name, fact.state === 'known' ? fact.value : 'unknown']),
  );

/** Lines that a fact rests on. */
export const linesOf = (fact: Fact | undefined): readonly number[] => fact?.because.map((at) => at.start.line) ?? [];

/** `kind -> target` for every link, with references as addresses. */
export const linkTexts = (resource: Resource | undefined): readonly string[] =>
  resource?.links.map((link) => `${link.reverse ? '<' : ''}${link.kind} ${textOf(link.target)}`).sort() ?? [];

export function textOf(value: Value | undefined): string {
  switch (value?.kind) {
    case 'string':
      return value.value;
    case 'bool':
    case 'number':
      return String(value.value);
    case 'reference':
      return value.to.address;
    case 'list':
      return value.items.map(textOf).join(',');
    case 'template':
      return value.parts.map((part) => (typeof part === 'string' ? part : `\${${textOf(part)}}`)).join('');
    case 'unknown':
      return value.refs?.map((reference) => reference.address).join() || '?';
    default:
      return value?.kind ?? 'none';
  }
}
