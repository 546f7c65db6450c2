import type { ListValue, Value } from '../../../../model/value.js';
import { formatReference } from '../../../../model/values.js';
import { compareNumbers, formatNumber, significantText } from './number.js';
import { quoteGo } from './quote.js';
import type { TypeConstraint, TypedCollection } from './type.js';

/** A set of the items: without duplicates, in Terraform's order. Items of one type (convert them first). */
export function setValue(items: readonly Value[], element?: TypeConstraint): ListValue {
  const unique = new Map<string, Value>();
  items.forEach((item, i) => {
    const key = identityOf(item) ?? `?${i}`;
    if (!unique.has(key)) unique.set(key, item);
  });
  const hashes = new Map<Value, string>();
  const hash = (v: Value): string => hashes.get(v) ?? (hashes.set(v, hashOf(v)).get(v) as string);
  const sorted = [...unique.values()].sort((a, b) => compareMembers(a, b, hash));
  const set: ListValue & TypedCollection = {
    kind: 'list',
    collection: 'set',
    items: sorted,
    ...(element && sorted.length === 0 && { element }),
  };
  return set;
}

/** go-cty `setRules.Less`: unknowns last, nulls before them, primitives by value, the rest by their hash bytes. */
function compareMembers(a: Value, b: Value, hash: (v: Value) => string): number {
  const rank = (v: Value): number => (isOpen(v) ? 2 : v.kind === 'null' ? 1 : 0);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a.kind === 'number' && b.kind === 'number') return compareNumbers(a, b);
  if (a.kind === 'string' && b.kind === 'string') return compareText(a.value, b.value);
  if (a.kind === 'bool' && b.kind === 'bool') return Number(a.value) - Number(b.value);
  return compareText(hash(a), hash(b));
}

/** By code point, which is how UTF-8 bytes order too. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    // Surrogates (non-BMP) sort above every other code unit.
    if (x !== y) return isSurrogate(x) !== isSurrogate(y) ? (isSurrogate(x) ? 1 : -1) : x - y;
  }
  return a.length - b.length;
}
const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

const isOpen = (v: Value): boolean =>
  v.kind === 'unknown' || v.kind === 'reference' || v.kind === 'template' || v.kind === 'choice';

/** go-cty `makeSetHashBytes`. */
function hashOf(v: Value): string {
  switch (v.kind) {
    case 'null':
      return '~';
    case 'number':
      return significantText(v, 10);
    case 'bool':
      return v.value ? 'T' : 'F';
    case 'string':
      return quoteGo(v.value);
    case 'list': {
      const items = v.items.map((item) => `${hashOf(item)};`).join('');
      return v.collection === 'tuple' ? `<${items}>` : `[${items}]`;
    }
    case 'map': {
      const keys = [...v.entries.keys()].sort(compareText);
      const item = (key: string): string => hashOf(v.entries.get(key) as Value);
      if (v.collection === 'object') return `<${keys.map((key) => `${item(key)};`).join('')}>`;
      return `{${keys.map((key) => `${quoteGo(key)}:${item(key)};`).join('')}}`;
    }
    case 'reference':
      return `?${v.to.scope} ${formatReference(v.to)}`;
    case 'template':
      return `?${v.parts.map((part) => (typeof part === 'string' ? quoteGo(part) : hashOf(part))).join('')}`;
    default:
      return '?';
  }
}

/** A key equal for equal values; undefined when the value (or something in it) is unknown. */
export function identityOf(v: Value): string | undefined {
  switch (v.kind) {
    case 'null':
      return 'null';
    case 'number':
      return formatNumber(v).replace(/^-0$/, '0');
    case 'bool':
      return String(v.value);
    case 'string':
      return JSON.stringify(v.value);
    case 'reference':
      return `@${JSON.stringify([v.to.scope, v.to.address, v.to.path])}`;
    case 'template':
      return joined(v.parts, '`', '`', (part) => (typeof part === 'string' ? JSON.stringify(part) : identityOf(part)));
    case 'list':
      return joined(v.items, `${v.collection}[`, ']', identityOf);
    case 'map': {
      const sorted = [...v.entries].sort(([a], [b]) => (a < b ? -1 : 1));
      return joined(sorted, `${v.collection}{`, '}', ([key, item]) => {
        const identity = identityOf(item);
        return identity === undefined ? undefined : `${JSON.stringify(key)}:${identity}`;
      });
    }
    default:
      return undefined;
  }
}

function joined<T>(
  items: readonly T[],
  open: string,
  close: string,
  keyOf: (item: T) => string | undefined,
): string | undefined {
  const keys: string[] = [];
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) return undefined;
    keys.push(key);
  }
  return `${open}${keys.join(',')}${close}`;
}
