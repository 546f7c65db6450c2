import type { ListValue, MapValue, Value } from '../../../model/value.js';
import { listValue, mapValue } from '../../../model/values.js';
import { at, textOf } from '../object.js';

/** Applies JSON patch operations (RFC 6902: add, replace, remove) to an object; what points nowhere changes nothing. */
export function jsonPatch(base: MapValue, operations: readonly Value[]): MapValue {
  let body: Value = base;
  for (const operation of operations) {
    const path = textOf(at(operation, 'path'));
    const op = textOf(at(operation, 'op'));
    if (path === undefined || !path.startsWith('/') || op === undefined) continue;
    const keys = path
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    body = change(body, keys, op, at(operation, 'value'));
  }
  return body.kind === 'map' ? body : base;
}

function change(node: Value, [head, ...rest]: readonly string[], op: string, value: Value | undefined): Value {
  if (head === undefined) return node;
  if (node.kind === 'map') return changeMap(node, head, rest, op, value);
  return node.kind === 'list' ? changeList(node, head, rest, op, value) : node;
}

function changeMap(node: MapValue, head: string, rest: readonly string[], op: string, value: Value | undefined): Value {
  const entries = new Map(node.entries);
  const inner = entries.get(head);
  if (rest.length > 0) {
    const child = inner ?? (op === 'add' ? mapValue(new Map(), node.at) : undefined);
    if (child) entries.set(head, change(child, rest, op, value));
  } else if (op === 'remove') entries.delete(head);
  else if (value && (op === 'add' || op === 'replace')) entries.set(head, value);
  return { ...node, entries };
}

function changeList(
  node: ListValue,
  head: string,
  rest: readonly string[],
  op: string,
  value: Value | undefined,
): Value {
  const items = [...node.items];
  const index = head === '-' ? items.length : Number(head);
  if (!Number.isInteger(index) || index < 0 || index > items.length) return node;
  const inner = items[index];
  if (rest.length > 0) {
    if (inner) items[index] = change(inner, rest, op, value);
  } else if (op === 'remove') items.splice(index, 1);
  else if (value && op === 'add') items.splice(index, 0, value);
  else if (value && op === 'replace') items[index] = value;
  return listValue(items, node.at);
}
