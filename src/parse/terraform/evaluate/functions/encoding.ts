import type { Value } from '../../../../model/value.js';
import { listValue, mapValue, stringValue, unknownValue } from '../../../../model/values.js';
import { STRING } from '../types/type.js';
import { isSensitive, open, partial, string, stringArg, unknownFrom } from './arguments.js';
import { parseCsv } from './csv.js';
import { type BuiltinFunction, fail, type Outcome } from './function.js';
import { parseJson } from './json-parse.js';
import { jsonText } from './json-text.js';
import { isStringLike, piecesOf } from './pieces.js';
import { findEncoding } from './text-encoding.js';
import { parseYaml } from './yaml-decode.js';
import { yamlText } from './yaml-encode.js';

/** Encodings. Source: terraform lang/funcs/encoding.go, go-cty stdlib/json.go and csv.go, go-cty-yaml. */

/** The text, and beside it the structure it was made from, so that policy documents keep their places and references. */
const encoder = (name: string, param: string, write: (value: Value) => Value): BuiltinFunction => ({
  name,
  params: [open(param)],
  returns: 'string',
  call: ([value]) => {
    if (!value || value.kind === 'unknown') return unknownFrom(value ? [value] : [], 'string');
    const text = write(value);
    const structured = value.kind === 'list' || value.kind === 'map';
    const json = structured && (text.kind === 'string' || text.kind === 'template') ? { json: value } : {};
    return { ...text, ...json, ...(isSensitive(value) && { sensitive: true }) };
  },
});

/** The types that decoding gives: sets and lists become tuples, maps become objects. */
function asDecoded(value: Value, depth = 0): Value {
  if (depth > 100) return value;
  if (value.kind === 'list')
    return { ...value, collection: 'tuple', items: value.items.map((item) => asDecoded(item, depth + 1)) };
  if (value.kind !== 'map') return value;
  const entries = [...value.entries].map(([key, item]) => [key, asDecoded(item, depth + 1)] as const);
  return { ...value, collection: 'object', entries: new Map(entries) };
}

function jsondecode([value]: readonly Value[]): Outcome {
  if (!value || !isStringLike(value)) return unknownFrom(value ? [value] : []);
  if ((value.kind === 'string' || value.kind === 'template') && value.json) return asDecoded(value.json);
  if (value.kind === 'string') {
    const parsed = parseJson([value.value]);
    return typeof parsed === 'string' ? fail(parsed) : parsed;
  }
  const parsed = value.kind === 'template' ? parseJson(piecesOf(value)) : '';
  return typeof parsed === 'string' ? unknownFrom([value]) : parsed;
}

function yamldecode([value]: readonly Value[]): Outcome {
  if (!value) return unknownFrom([]);
  if ((value.kind === 'string' || value.kind === 'template') && value.json) return asDecoded(value.json);
  if (value.kind !== 'string') return unknownFrom([value]);
  const parsed = parseYaml(value.value);
  return typeof parsed === 'string' ? fail(parsed) : parsed;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Go's base64 ignores line breaks. */
function decodeBase64(text: string): Buffer | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  return BASE64.test(plain) ? Buffer.from(plain, 'base64') : undefined;
}

/** What was encoded stays beside the result, so that a script with holes in it can still be read. */
function base64encode([value]: readonly Value[]): Outcome {
  if (!value) return unknownFrom([], 'string');
  const text =
    value.kind === 'string'
      ? stringValue(Buffer.from(value.value, 'utf8').toString('base64'))
      : unknownFrom([value], 'string');
  return { ...text, decoded: value };
}

function base64decode(args: readonly Value[]): Outcome {
  const [given] = args as [Value];
  if ((given.kind === 'string' || given.kind === 'unknown') && given.decoded) return given.decoded;
  if (given.kind !== 'string') return unknownFrom([given], 'string');
  const text = stringArg(args, 0);
  const bytes = decodeBase64(text);
  if (!bytes) return fail(`failed to decode base64 data ${JSON.stringify(text)}`);
  try {
    return stringValue(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return fail('the result of decoding the provided string is not valid UTF-8');
  }
}

function csvdecode(args: readonly Value[]): Outcome {
  const rows = parseCsv(stringArg(args, 0));
  if (typeof rows === 'string') return fail(rows);
  const [header, ...records] = rows;
  if (!header) return fail('missing header line');
  const repeated = header.find((name, i) => header.indexOf(name) < i);
  if (repeated !== undefined) return fail(`duplicate column name ${JSON.stringify(repeated)}`);
  const objects = records.map((record) =>
    mapValue(new Map(header.map((name, i) => [name, stringValue(record[i] ?? '')] as const))),
  );
  return listValue(objects, undefined, 'list');
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Go's url.QueryEscape. */
const urlencode = (text: string): string =>
  encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd'))
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

const unsupportedName = (name: string): string =>
  `${JSON.stringify(name)} is not a supported IANA encoding name or alias in this Terraform version`;
const notEvaluated = (call: string): Value => ({ ...unknownValue('unsupported', `${call}(...)`), type: 'string' });

function textencodebase64(args: readonly Value[]): Outcome {
  const name = stringArg(args, 1);
  const encoding = findEncoding(name);
  if (!encoding) return fail(unsupportedName(name), 1);
  if (encoding === 'not-evaluated') return notEvaluated('textencodebase64');
  const bytes = encoding.encode(stringArg(args, 0));
  if (bytes) return stringValue(Buffer.from(bytes).toString('base64'));
  return fail(`the given string contains characters that cannot be represented in ${encoding.name}`, 0);
}

function textdecodebase64(args: readonly Value[]): Outcome {
  const name = stringArg(args, 1);
  const encoding = findEncoding(name);
  if (!encoding) return fail(unsupportedName(name), 1);
  const text = stringArg(args, 0);
  const bytes = decodeBase64(text);
  if (!bytes) return fail(`the given value is has an invalid base64 symbol at offset ${badSymbol(text)}`, 0);
  if (encoding === 'not-evaluated') return notEvaluated('textdecodebase64');
  const decoded = encoding.decode(bytes);
  return decoded === undefined
    ? fail(`the given string contains symbols that are not defined for ${encoding.name}`, 0)
    : stringValue(decoded);
}

/** Go reports the quantum in which decoding stops. */
function badSymbol(text: string): number {
  const bad = text.search(/[^A-Za-z0-9+/=\r\n]/);
  return bad >= 0 ? bad : text.length - (text.length % 4);
}

export const encodingFunctions: readonly BuiltinFunction[] = [
  { name: 'base64decode', params: [partial('str', STRING)], returns: 'string', call: base64decode },
  {
    name: 'base64encode',
    params: [partial('str', STRING)],
    returns: 'string',
    call: base64encode,
  },
  // Go's deflate chooses other bytes than zlib's, so only Terraform can say them.
  {
    name: 'base64gzip',
    params: [partial('str', STRING)],
    returns: 'string',
    call: ([text]) => ({ ...notEvaluated('base64gzip'), ...(text && { decoded: text }) }) as Value,
  },
  { name: 'csvdecode', params: [string('str')], returns: 'list', call: csvdecode },
  { name: 'jsondecode', params: [partial('str', STRING)], call: jsondecode },
  encoder('jsonencode', 'val', jsonText),
  {
    name: 'textdecodebase64',
    params: [string('source'), string('encoding')],
    returns: 'string',
    call: textdecodebase64,
  },
  {
    name: 'textencodebase64',
    params: [string('string'), string('encoding')],
    returns: 'string',
    call: textencodebase64,
  },
  {
    name: 'urlencode',
    params: [string('str')],
    returns: 'string',
    call: (args) => stringValue(urlencode(stringArg(args, 0))),
  },
  { name: 'yamldecode', params: [partial('src', STRING)], call: yamldecode },
  encoder('yamlencode', 'value', yamlText),
];
