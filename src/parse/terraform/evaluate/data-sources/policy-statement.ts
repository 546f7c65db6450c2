import type { MapValue, Value } from '../../../../model/value.js';
import { listValue, mapValue, reasonsOf, stringValue } from '../../../../model/values.js';
import { distribute } from '../choice.js';
import { unknownFrom, withMarks } from '../marks.js';
import { compareText } from '../types/index.js';

/** One `statement` block as the JSON statement that the provider writes for it; undecided inner blocks give a choice. */
export function statementOf(block: MapValue): Value {
  const names = ['principals', 'not_principals', 'condition'].filter(
    (name) => block.entries.get(name)?.kind === 'choice',
  );
  if (names.length === 0) return decided(block);
  const choices = names.map((name) => block.entries.get(name) as Value);
  return distribute(choices, (values) => {
    const entries = new Map(block.entries);
    for (const [index, name] of names.entries()) entries.set(name, values[index] as Value);
    return decided({ ...block, entries });
  });
}

function decided(block: MapValue): Value {
  const get = (name: string): Value | undefined => {
    const value = block.entries.get(name);
    return value?.kind === 'null' || isEmpty(value) ? undefined : value;
  };
  const entries = new Map<string, Value>();
  const put = (name: string, value: Value | undefined): void => {
    if (value) entries.set(name, value);
  };
  put('Sid', get('sid'));
  put('Effect', get('effect') ?? stringValue('Allow'));
  put('Action', strings(get('actions')));
  put('NotAction', strings(get('not_actions')));
  put('Resource', strings(get('resources'), true));
  put('NotResource', strings(get('not_resources'), true));
  put('Principal', principals(get('principals')));
  put('NotPrincipal', principals(get('not_principals')));
  put('Condition', conditions(get('condition')));
  return mapValue(entries, block.at);
}

const isEmpty = (value: Value | undefined): boolean =>
  (value?.kind === 'list' && value.items.length === 0) || (value?.kind === 'string' && value.value === '');

/** One string alone, several as a list sorted from Z to A, as the provider prints sets; `&{x}` becomes `${x}`. */
function strings(value: Value | undefined, variables = false): Value | undefined {
  if (!value) return undefined;
  return distribute([value], ([known]) => {
    const set = known as Value;
    if (set.kind !== 'list') return set;
    const marks = set.refs ? { refs: set.refs } : {};
    const items = sortedSet(
      set.items.filter((item) => item.kind !== 'null').map((item) => (variables ? interpolated(item) : item)),
    );
    return withMarks(items.length === 1 ? (items[0] as Value) : listValue(items, set.at, 'list'), marks);
  });
}

/** What is wholly known, without repeats and from Z to A; then the rest in its order. */
function sortedSet(items: readonly Value[]): readonly Value[] {
  const known = new Map<string, Extract<Value, { kind: 'string' }>>();
  for (const item of items) if (item.kind === 'string' && !known.has(item.value)) known.set(item.value, item);
  const sorted = [...known.values()].sort((a, b) => compareText(b.value, a.value));
  return [...sorted, ...items.filter((item) => item.kind !== 'string')];
}

/** `&{aws:username}` stands for `${aws:username}`, which Terraform itself would evaluate. */
function interpolated(value: Value): Value {
  if (value.kind === 'choice') return { ...value, arms: value.arms.map(interpolated) };
  if (value.kind === 'string')
    return value.value.includes('&{') ? { ...value, value: value.value.replaceAll('&{', '${') } : value;
  if (value.kind !== 'template') return value;
  return {
    ...value,
    parts: value.parts.map((part) => (typeof part === 'string' ? part.replaceAll('&{', '${') : part)),
  };
}

interface PrincipalBlock {
  readonly type: string;
  readonly identifiers: Value;
}

/** A sole `type = "*"` for everyone is `"*"`; otherwise a map from type to one identifier or a list of them. */
function principals(blocks: Value | undefined): Value | undefined {
  if (!blocks) return undefined;
  const read = readBlocks(blocks, ['type', 'identifiers']);
  if (!read) return unknownFrom([blocks]);
  const all: PrincipalBlock[] = read.map(({ names, value }) => ({
    type: names[0] as string,
    identifiers: strings(value, true) ?? value,
  }));
  const [only] = all;
  if (
    only &&
    all.length === 1 &&
    only.type === '*' &&
    only.identifiers.kind === 'string' &&
    only.identifiers.value === '*'
  )
    return only.identifiers;
  const entries = new Map<string, Value>();
  for (const { type, identifiers } of all) {
    const known = entries.get(type);
    entries.set(type, known ? joined([known, identifiers]) : identifiers);
  }
  return mapValue(sortedEntries(entries), blocks.kind === 'list' ? blocks.items[0]?.at : undefined);
}

/** Operator -> key -> one value or a list; values of equal operator and key are joined. */
function conditions(blocks: Value | undefined): Value | undefined {
  if (!blocks) return undefined;
  const read = readBlocks(blocks, ['test', 'variable', 'values']);
  if (!read) return unknownFrom([blocks]);
  const operators = new Map<string, Map<string, Value>>();
  for (const { names, value } of read) {
    const [operator, key] = names as [string, string];
    const keys = operators.get(operator) ?? new Map<string, Value>();
    operators.set(operator, keys);
    const values = ordered(value);
    const known = keys.get(key);
    keys.set(key, known ? joined([known, values]) : values);
  }
  const entries = new Map<string, Value>(
    [...operators].map(([operator, keys]) => [operator, mapValue(sortedEntries(keys))]),
  );
  return mapValue(sortedEntries(entries), blocks.kind === 'list' ? blocks.items[0]?.at : undefined);
}

/** Condition values keep their order. */
function ordered(value: Value): Value {
  return distribute([value], ([known]) => {
    const list = known as Value;
    if (list.kind !== 'list') return list;
    const items = list.items.map(interpolated);
    return items.length === 1 ? (items[0] as Value) : { ...list, items };
  });
}

const joined = (values: readonly Value[]): Value =>
  distribute(values, (known) =>
    listValue(
      known.flatMap((value) => (value.kind === 'list' ? value.items : [value])),
      known[0]?.at,
      'list',
    ),
  );

const sortedEntries = (entries: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> =>
  new Map([...entries].sort(([a], [b]) => compareText(a, b)));

/** The naming texts and the last argument of each block; undefined when a name is not known. */
function readBlocks(
  blocks: Value,
  [...names]: readonly string[],
): { readonly names: readonly string[]; readonly value: Value }[] | undefined {
  if (blocks.kind !== 'list' && blocks.kind !== 'map') return undefined;
  const last = names.pop() as string;
  const read: { names: readonly string[]; value: Value }[] = [];
  for (const block of blocks.kind === 'map' ? [blocks] : blocks.items) {
    if (block.kind !== 'map') return undefined;
    const texts = names.map((name) => block.entries.get(name));
    const value = block.entries.get(last);
    const named = texts.flatMap((text) => nameText(text) ?? []);
    if (!value || named.length !== texts.length) return undefined;
    read.push({ names: named, value });
  }
  return read;
}

/** A condition key such as `${issuer}:sub` keeps its known end when the issuer is only known after apply. */
function nameText(value: Value | undefined): string | undefined {
  if (value?.kind === 'string') return value.value;
  if (value?.kind !== 'template') return undefined;
  return value.parts
    .map((part) => (typeof part === 'string' ? part : `\${${reasonsOf(part)[0]?.subject ?? 'unknown'}}`))
    .join('');
}
