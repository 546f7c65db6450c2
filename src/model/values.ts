import type { Location } from './location.js';
import { mergeReasons, type Reason, type ReasonCode } from './unknown.js';
import type {
  BoolValue,
  ListValue,
  MapValue,
  NullValue,
  NumberValue,
  Reference,
  StringValue,
  UnknownValue,
  Value,
} from './value.js';

/** Makers and readers of `Value`. They never throw and never invent a default. */

export const nullValue = (at?: Location): NullValue => ({ kind: 'null', ...(at && { at }) });
export const boolValue = (value: boolean, at?: Location): BoolValue => ({ kind: 'bool', value, ...(at && { at }) });
export const numberValue = (value: number, at?: Location): NumberValue => ({
  kind: 'number',
  value,
  ...(at && { at }),
});
export const stringValue = (value: string, at?: Location): StringValue => ({
  kind: 'string',
  value,
  ...(at && { at }),
});
export const listValue = (
  items: readonly Value[],
  at?: Location,
  collection: ListValue['collection'] = 'tuple',
): ListValue => ({
  kind: 'list',
  collection,
  items,
  ...(at && { at }),
});
export const mapValue = (
  entries: ReadonlyMap<string, Value>,
  at?: Location,
  collection: MapValue['collection'] = 'object',
): MapValue => ({
  kind: 'map',
  collection,
  entries,
  ...(at && { at }),
});
export const unknownValue = (code: ReasonCode, subject: string, at?: Location): UnknownValue => ({
  kind: 'unknown',
  reasons: [{ code, subject, ...(at && { at }) }],
  ...(at && { at }),
});

/** Builds a Value from plain JSON data (no locations). Depth is the caller's to bound. */
export function fromJson(data: unknown, at?: Location): Value {
  if (data === null || data === undefined) return nullValue(at);
  if (typeof data === 'boolean') return boolValue(data, at);
  if (typeof data === 'number') return numberValue(data, at);
  if (typeof data === 'string') return stringValue(data, at);
  if (Array.isArray(data))
    return listValue(
      data.map((item) => fromJson(item, at)),
      at,
    );
  return mapValue(new Map(Object.entries(data as object).map(([key, item]) => [key, fromJson(item, at)])), at);
}

/** Every reason why a value is not (wholly) known; empty when it is known through and through at this level. */
export function reasonsOf(value: Value): readonly Reason[] {
  switch (value.kind) {
    case 'unknown':
    case 'choice':
      return value.reasons;
    case 'reference':
      return [{ code: 'computed', subject: formatReference(value.to), ...(value.at && { at: value.at }) }];
    case 'template':
      return mergeReasons(...value.parts.map((part) => (typeof part === 'string' ? [] : reasonsOf(part))));
    case 'map':
      return value.open ?? [];
    default:
      return [];
  }
}

/** `module.api["eu"].aws_s3_bucket.logs[0].arn` */
export function formatReference(ref: Reference): string {
  return [ref.address, ...ref.path].join('.');
}

/** All values that this may turn out to be: the arms of a choice, else the value itself. */
export const possibilities = (value: Value): readonly Value[] => (value.kind === 'choice' ? value.arms : [value]);

/** The value in the map under `key`, through a choice's arms (as a choice); undefined when absent in a known map. */
export function entry(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'map' ? value.entries.get(key) : undefined;
}

/** Every reference anywhere inside the value, depth-limited, without repeats. */
export function allReferences(value: Value, depth = 64): Reference[] {
  const found = new Map<string, Reference>();
  const visit = (v: Value, left: number): void => {
    if (v.kind === 'reference') found.set(`${v.to.scope} ${formatReference(v.to)}`, v.to);
    for (const ref of v.refs ?? []) found.set(`${ref.scope} ${formatReference(ref)}`, ref);
    if (left === 0) return;
    for (const child of childrenOf(v)) visit(child, left - 1);
  };
  visit(value, depth);
  return [...found.values()];
}

/** The values directly inside a value. */
export function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
      return value.items;
    case 'map':
      return [...value.entries.values()];
    case 'choice':
      return value.arms;
    case 'template':
      return value.parts.filter((part) => typeof part !== 'string');
    default:
      return [];
  }
}
