import type { Value } from '../../../model/value.js';
import { stringValue } from '../../../model/values.js';
import { textOf, unknownFrom } from './combine.js';

/** A value as JSON text, in pieces to be concatenated: what is not known stays a hole. Depth-limited. */
export function jsonPieces(value: Value, depth = 64): Value[] {
  if (depth === 0) return [unknownFrom([value], 'string')];
  switch (value.kind) {
    case 'null':
      return [stringValue('null')];
    case 'string':
      return [{ ...value, value: JSON.stringify(value.value) }];
    case 'bool':
    case 'number':
      return [stringValue(textOf(value) ?? '')];
    case 'template':
      return [
        stringValue('"'),
        ...value.parts.map((part) => (typeof part === 'string' ? stringValue(inner(part)) : part)),
        stringValue('"'),
      ];
    case 'reference':
      return [stringValue('"'), value, stringValue('"')];
    case 'list':
      return wrap(
        '[',
        ']',
        value.items.map((item) => jsonPieces(item, depth - 1)),
      );
    case 'map':
      return wrap(
        '{',
        '}',
        [...value.entries].map(([key, item]) => [
          stringValue(`${JSON.stringify(key)}:`),
          ...jsonPieces(item, depth - 1),
        ]),
      );
    default:
      return [unknownFrom([value], 'string')];
  }
}

const inner = (text: string): string => JSON.stringify(text).slice(1, -1);

const wrap = (open: string, close: string, items: readonly (readonly Value[])[]): Value[] => [
  stringValue(open),
  ...items.flatMap((item, index) => (index === 0 ? item : [stringValue(','), ...item])),
  stringValue(close),
];
