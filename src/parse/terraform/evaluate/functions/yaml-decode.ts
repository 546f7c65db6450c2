import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE_PLAIN,
  YAMLException,
} from 'js-yaml';
import type { Value } from '../../../../model/value.js';
import { boolValue, listValue, mapValue, nullValue, stringValue } from '../../../../model/values.js';
import { convert } from '../types/convert.js';
import { parseNumber } from '../types/number.js';
import { STRING } from '../types/type.js';
import { parseTimestamp, formatTimestamp } from './timestamp.js';

/** Thrown inside this file only; the message is go-cty-yaml's. */
class YamlError extends Error {}

type Event = ReturnType<typeof parseEvents>[number];

const MAX_DEPTH = 200;
const MAX_NODES = 200_000;

/** `yamldecode` of one document, or an error message. Source: zclconf/go-cty-yaml. */
export function parseYaml(text: string): Value | string {
  try {
    return new YamlReader(text, parseEvents(text, { maxDepth: MAX_DEPTH })).document();
  } catch (error) {
    if (error instanceof YamlError) return error.message;
    if (error instanceof YAMLException) return `${position(error)}${error.reason}`;
    throw error;
  }
}

const position = (error: YAMLException): string =>
  error.mark ? `on line ${error.mark.line + 1}, column ${error.mark.column + 1}: ` : '';

class YamlReader {
  private at = 0;
  private nodes = 0;
  private readonly anchors = new Map<string, Value>();

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {}

  document(): Value {
    const documents = this.events.filter((event) => event.type === EVENT_DOCUMENT).length;
    const blank = this.events[1]?.type === EVENT_SCALAR && /^\s*(?:#[^\n]*\s*)*$/.test(this.text);
    if (documents === 0 || blank || this.events[1] === undefined || this.events[1].type === EVENT_POP)
      throw new YamlError('on line 1, column 1: missing start of document');
    if (documents > 1) throw new YamlError('on line 1, column 1: unexpected extra content after value');
    this.at = 1;
    return this.node(0);
  }

  private node(depth: number): Value {
    const event = this.events[this.at++];
    if (!event || depth > MAX_DEPTH || ++this.nodes > MAX_NODES) throw new YamlError('document is too large');
    switch (event.type) {
      case EVENT_ALIAS:
        return this.alias(event);
      case EVENT_SCALAR:
        return this.anchored(event, this.scalar(event));
      case EVENT_SEQUENCE: {
        const items: Value[] = [];
        while (this.events[this.at]?.type !== EVENT_POP) items.push(this.node(depth + 1));
        this.at++;
        return this.anchored(event, listValue(items));
      }
      case EVENT_MAPPING:
        return this.anchored(event, this.mapping(depth));
      default:
        throw new YamlError('unexpected event');
    }
  }

  private alias(event: { readonly anchorStart: number; readonly anchorEnd: number }): Value {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const found = this.anchors.get(name);
    if (!found) throw new YamlError(`reference to undefined anchor ${JSON.stringify(name)}`);
    return found;
  }

  private anchored(event: { readonly anchorStart: number; readonly anchorEnd: number }, value: Value): Value {
    if (event.anchorStart >= 0) this.anchors.set(this.text.slice(event.anchorStart, event.anchorEnd), value);
    return value;
  }

  private mapping(depth: number): Value {
    const entries = new Map<string, Value>();
    const merged: Value[] = [];
    while (this.events[this.at]?.type !== EVENT_POP) {
      const event = this.events[this.at];
      const isMerge =
        event?.type === EVENT_SCALAR && event.style === SCALAR_STYLE_PLAIN && getScalarValue(this.text, event) === '<<';
      const key = this.node(depth + 1);
      const value = this.node(depth + 1);
      if (isMerge) merged.push(...(value.kind === 'list' ? value.items : [value]));
      else entries.set(keyText(key), value);
    }
    this.at++;
    for (const source of merged) {
      if (source.kind !== 'map') throw new YamlError('map merge requires map or sequence of maps as the value');
      for (const [key, item] of source.entries) if (!entries.has(key)) entries.set(key, item);
    }
    return mapValue(entries);
  }

  private scalar(event: Extract<Event, { type: typeof EVENT_SCALAR }>): Value {
    const text = getScalarValue(this.text, event);
    const tag = event.tagStart < 0 ? undefined : this.text.slice(event.tagStart, event.tagEnd);
    if (tag !== undefined && !KNOWN_TAGS.has(tag)) throw new YamlError(`unsupported tag ${JSON.stringify(tag)}`);
    if (tag === '!!null') return nullValue();
    const plain = event.style === SCALAR_STYLE_PLAIN;
    if (!plain || tag === '!!str' || tag === '!!binary' || tag === '!') return stringValue(text);
    return resolvePlain(text);
  }
}

const KNOWN_TAGS = new Set([
  '!',
  '!!str',
  '!!int',
  '!!float',
  '!!bool',
  '!!null',
  '!!binary',
  '!!timestamp',
  '!!map',
  '!!seq',
]);

function keyText(key: Value): string {
  const text = key.kind === 'null' ? undefined : convert(key, STRING).value;
  if (text?.kind !== 'string') throw new YamlError('only strings are allowed as mapping keys');
  return text.value;
}

const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const DECIMAL = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The types that go-cty-yaml gives plain scalars. */
function resolvePlain(text: string): Value {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return nullValue();
  if (TRUE.test(text)) return boolValue(true);
  if (FALSE.test(text)) return boolValue(false);
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) throw new YamlError('floating point NaN is not supported');
  const infinity = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(text);
  if (infinity) return parseNumber(`${infinity[1]}Inf`) ?? stringValue(text);
  const radix = /^([-+]?)(0x[0-9a-fA-F]+|0o[0-7]+)$/.exec(text);
  if (radix) return parseNumber(`${radix[1]}${BigInt(radix[2] ?? '0')}`) ?? stringValue(text);
  if (DECIMAL.test(text)) return parseNumber(text) ?? stringValue(text);
  const time = DATE.test(text)
    ? parseTimestamp(`${text}T00:00:00Z`)
    : /^\d{4}-.*[tT]/.test(text)
      ? parseTimestamp(text)
      : '';
  return typeof time === 'string' ? stringValue(text) : stringValue(formatTimestamp(time));
}
