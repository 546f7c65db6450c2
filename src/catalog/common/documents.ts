import type { PolicySource } from '../../model/identity.js';
import type { Handle } from '../../model/resource.js';
import type { ReferenceValue, Value } from '../../model/value.js';
import { fromJson } from '../../model/values.js';
import type { Attributes } from '../kind.js';
import type { Reader } from '../reader.js';
import { valueIfExists } from './facts.js';

/** The policy document in an attribute, as a list of one; empty when the attribute is not written. */
export function document<A extends Attributes>(
  r: Reader<A>,
  key: keyof A & string,
  name?: keyof A & string,
): readonly PolicySource[] {
  const value = r.value(key);
  if (value === undefined) return [];
  const label = name && r.value(name);
  return [{ document: valueIfExists(r, value), at: value.at ?? r.location, ...(label && { name: label }) }];
}

/** The documents of several satellites of one kind, in source order. */
export const documents = <A extends Attributes>(
  readers: readonly Reader<A>[],
  key: keyof A & string,
  name?: keyof A & string,
): readonly PolicySource[] => readers.flatMap((r) => document(r, key, name));

/** A reference to the declaration itself, or to one of its attributes. */
export const selfReference = (r: Reader, ...path: readonly string[]): ReferenceValue => ({
  kind: 'reference',
  to: { scope: r.declaration.scope, address: r.declaration.address, path },
  at: r.location,
});

/** `{ [key]: value }` when there is a value: for optional properties under exactOptionalPropertyTypes. */
export function optional<K extends string>(key: K, value: Value | undefined): Partial<Record<K, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, Value>>);
}

/** A member of structured data, or of JSON text (`jsonencode({...})`, a heredoc); undefined when that cannot be told. */
export function member(value: Value | undefined, name: string): Value | undefined {
  switch (value?.kind) {
    case 'map':
      return value.entries.get(name);
    case 'list':
      return value.items.length === 1 ? member(value.items[0], name) : undefined;
    case 'string':
      return value.json ? member(value.json, name) : member(parsed(value.value, value.at), name);
    case 'template':
      return member(value.json, name);
    default:
      return undefined;
  }
}

function parsed(text: string, at: Value['at']): Value | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return fromJson(JSON.parse(text), at);
  } catch {
    return undefined;
  }
}

/** The ARN that a look-up (`data "aws_iam_policy" "x" { arn = ... }`) is made by, as a handle. */
export function lookUpArn(r: Reader): readonly Handle[] {
  const arn = r.managed ? undefined : r.declaration.body.entries.get('arn');
  return arn && arn.kind !== 'null' ? [{ kind: 'arn', value: arn }] : [];
}
