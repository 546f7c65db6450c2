import type { Location } from '../../../model/location.js';
import type { ReferenceValue, TemplateValue, UnknownValue, Value } from '../../../model/value.js';
import { boolValue, listValue, mapValue, nullValue, numberValue, stringValue } from '../../../model/values.js';
import { concatenate } from './template.js';

type Hole = ReferenceValue | UnknownValue;

const OPEN = '\uE000';
const CLOSE = '\uE001';
const MAX_DEPTH = 200;

/**
 * A JSON text with holes, as heredocs and rendered files give it (`"Resource": "${aws_s3_bucket.b.arn}/*"`), gets its
 * structure in `json`. Other values come back as they are.
 */
export function withJson(value: Value): Value {
  if (value.kind === 'choice') return { ...value, arms: value.arms.map(withJson) };
  if (value.kind !== 'template' || value.json || !looksLikeJson(value)) return value;
  const json = parse(value);
  return json ? { ...value, json } : value;
}

function looksLikeJson({ parts }: TemplateValue): boolean {
  const [first] = parts;
  return typeof first === 'string' && /^\s*[{[]/.test(first);
}

function parse(template: TemplateValue): Value | undefined {
  const holes: Hole[] = [];
  let text = '';
  let inString = false;
  for (const part of template.parts) {
    if (typeof part === 'string') {
      if (part.includes(OPEN)) return undefined;
      text += part;
      inString = endsInString(part, inString);
    } else {
      const mark = `${OPEN}${holes.length}${CLOSE}`;
      holes.push(part);
      text += inString ? mark : `"${mark}"`;
    }
  }
  try {
    return toValue(JSON.parse(text), holes, template.at, MAX_DEPTH);
  } catch {
    return undefined;
  }
}

/** Whether a JSON string is open after the text. */
function endsInString(text: string, open: boolean): boolean {
  let inside = open;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') inside = !inside;
    else if (inside && text[i] === '\\') i++;
  }
  return inside;
}

function toValue(data: unknown, holes: readonly Hole[], at: Location | undefined, left: number): Value {
  if (left === 0) throw new SyntaxError('too deep');
  if (data === null) return nullValue(at);
  if (typeof data === 'boolean') return boolValue(data, at);
  if (typeof data === 'number') return numberValue(data, at);
  if (typeof data === 'string') return toText(data, holes, at);
  if (Array.isArray(data))
    return listValue(
      data.map((item) => toValue(item, holes, at, left - 1)),
      at,
    );
  const entries = Object.entries(data as object);
  return mapValue(
    new Map(
      entries.map(([key, item]) => [key.replaceAll(/\uE000\d+\uE001/g, '?'), toValue(item, holes, at, left - 1)]),
    ),
    at,
  );
}

function toText(text: string, holes: readonly Hole[], at: Location | undefined): Value {
  if (!text.includes(OPEN)) return stringValue(text, at);
  const pieces = text.split(/\uE000(\d+)\uE001/);
  const value = concatenate(
    pieces.map((piece, index) => (index % 2 === 0 ? stringValue(piece) : (holes[Number(piece)] as Value))),
  );
  return at ? { ...value, at } : value;
}
