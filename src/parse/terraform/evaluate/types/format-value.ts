import type { Value } from '../../../../model/value.js';
import { formatNumber } from './number.js';
import { quoteGo } from './quote.js';
import { compareText } from './set.js';
import { ANY, friendlyName, type TypeConstraint, type TypedNull } from './type.js';
import { elementType } from './type-of.js';

/** A string that prints without quotes: the result of `type()`. */
export type RawText = Value & { readonly raw?: true };

const MAX_DEPTH = 256;

/** As `terraform console` prints it, over several lines. Source: terraform internal/repl/format.go. */
export function formatValue(value: Value, indent = 0): string {
  if (indent > MAX_DEPTH * 2) return '...';
  if (value.sensitive) return '(sensitive value)';
  switch (value.kind) {
    case 'null':
      return formatNull((value as TypedNull).nullOf ?? ANY);
    case 'bool':
      return String(value.value);
    case 'number':
      return formatNumber(value);
    case 'string':
      if ((value as RawText).raw) return value.value;
      return heredoc(value.value, indent) ?? quoteGo(value.value);
    case 'list': {
      if (value.collection === 'tuple') return sequence(value.items, indent);
      const element = nullType(value, value.items);
      return `to${value.collection}(${sequence(value.items, indent, element)})`;
    }
    case 'map': {
      const text = mapping(
        value.entries,
        indent,
        value.collection === 'map' ? nullType(value, value.entries.values()) : ANY,
      );
      return value.collection === 'map' ? `tomap(${text})` : text;
    }
    default:
      return '(known after apply)';
  }
}

/** The element type is only needed to print nulls, so it is only found when there are any. */
function nullType(collection: Value, items: Iterable<Value>): TypeConstraint {
  const all = [...items];
  return all.some((item) => item.kind === 'null') ? elementType(collection, all) : ANY;
}

function formatNull(type: TypeConstraint): string {
  switch (type.kind) {
    case 'any':
      return 'null';
    case 'string':
    case 'number':
    case 'bool':
      return `to${type.kind}(null)`;
    case 'list':
    case 'set':
    case 'map':
      return `to${type.kind}(null) /* of ${type.element.kind === 'any' ? 'dynamic' : friendlyName(type.element)} */`;
    default:
      return `null /* ${friendlyName(type)} */`;
  }
}

const member = (item: Value, indent: number, element: TypeConstraint): string =>
  item.kind === 'null' && element.kind !== 'any' && !item.sensitive
    ? formatNull((item as TypedNull).nullOf ?? element)
    : formatValue(item, indent);

function sequence(items: readonly Value[], indent: number, element: TypeConstraint = ANY): string {
  if (items.length === 0) return '[]';
  const pad = ' '.repeat(indent + 2);
  const lines = items.map((item) => `${pad}${member(item, indent + 2, element)},\n`);
  return `[\n${lines.join('')}${' '.repeat(indent)}]`;
}

function mapping(entries: ReadonlyMap<string, Value>, indent: number, element: TypeConstraint): string {
  if (entries.size === 0) return '{}';
  const pad = ' '.repeat(indent + 2);
  const keys = [...entries.keys()].sort(compareText);
  const lines = keys.map(
    (key) => `${pad}${quoteGo(key)} = ${member(entries.get(key) as Value, indent + 2, element)}\n`,
  );
  return `{\n${lines.join('')}${' '.repeat(indent)}}`;
}

/** A string of several lines prints as a heredoc. */
function heredoc(text: string, indent: number): string | undefined {
  const lines = text.split('\n');
  if (lines.length < 2) return undefined;
  let delimiter = 'EOT';
  while (lines.some((line) => line.trim() === delimiter)) delimiter += '_';
  const pad = ' '.repeat(indent);
  const body = lines.map((line) => `\n${pad}${line}`).join('');
  return `${indent > 0 ? '<<-' : '<<'}${delimiter}${body}\n${pad}${delimiter}`;
}
