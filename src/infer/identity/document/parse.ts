import type { Diagnostic } from '../../../model/diagnostic.js';
import type { PolicySource } from '../../../model/identity.js';
import type { Location } from '../../../model/location.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { MapValue, Value } from '../../../model/value.js';
import { reasonsOf } from '../../../model/values.js';
import { conditionsOf } from './conditions.js';
import { malformed } from './diagnose.js';
import { isHeredoc, parseJsonText } from './json-text.js';
import { principalsOf } from './principals.js';
import { member, type Reading, shownMember } from './reading.js';
import { canonicalText, type Namer, textsOf } from './texts.js';
import type { PolicyDocument, Statement, Texts } from './types.js';

/**
 * Reads a policy document (spec/D1) from whatever a dialect gives: JSON text, text made from data (`jsonencode`, a data
 * source), a heredoc with interpolations, a map. What is malformed is diagnosed and matches nothing, what is unknown is open.
 */
export function parseDocument(source: PolicySource, namer: Namer): PolicyDocument {
  const diagnostics: Diagnostic[] = [];
  const statements: Statement[] = [];
  const open: Reason[] = [];
  const read = (value: Value, maybe: readonly Reason[], depth: number): void => {
    const at = value.at ?? source.at;
    if (value.kind === 'choice' && depth > 0) {
      for (const arm of value.arms) read(arm, mergeReasons(maybe, value.reasons), depth - 1);
    } else if (value.kind === 'map') {
      const part = readMap(value, namer, at, diagnostics);
      statements.push(
        ...part.statements.map((s) => (maybe.length === 0 ? s : { ...s, maybe: mergeReasons(s.maybe, maybe) })),
      );
      open.push(...part.open);
    } else if (value.kind === 'string' || value.kind === 'template') {
      const inner = structureOf(value, namer, at);
      if (inner && depth > 0) read(inner, maybe, depth - 1);
      else if (value.kind === 'template') open.push(...reasonsOf(value));
      else if (value.value.trim() !== '') diagnostics.push(malformed(at, 'it is not JSON'));
    } else if (value.kind !== 'null') {
      const reasons = reasonsOf(value);
      if (reasons.length > 0) open.push(...reasons);
      else diagnostics.push(malformed(at, `it is a ${value.kind}`));
    }
  };
  read(source.document, [], 8);
  const name = source.name?.kind === 'string' ? source.name.value : '';
  return { statements, open, diagnostics, name, at: source.at, key: keyOf(statements, open) };
}

/** The data behind a string: what it was encoded from, or its text read as JSON with symbols in the place of holes. */
function structureOf(value: Value & { kind: 'string' | 'template' }, namer: Namer, at: Location): Value | undefined {
  if (value.json && !(value.at && standsInFile(value, value.at))) return value.json;
  return parseJsonText(canonicalText(value, namer), at);
}

/** A heredoc of several lines: its own text knows the lines better than data that was made from it. */
function standsInFile(value: Value & { kind: 'string' | 'template' }, at: Location): boolean {
  const text =
    value.kind === 'string' ? value.value : value.parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  return isHeredoc(text, at);
}

function readMap(
  map: MapValue,
  namer: Namer,
  at: Location,
  diagnostics: Diagnostic[],
): { readonly statements: Statement[]; readonly open: Reason[] } {
  const version = member(map, 'version');
  const variables =
    version?.kind === 'string' ? version.value === '2012-10-17' : version !== undefined && version.kind !== 'null';
  const list = member(map, 'statement');
  const reading: Reading = { namer, diagnostics, at, variables };
  const statements: Statement[] = [];
  const open: Reason[] = [];
  if (list === undefined) diagnostics.push(malformed(at, 'it has no Statement'));
  const visit = (value: Value, maybe: readonly Reason[], depth: number): void => {
    if (depth === 0) return;
    if (value.kind === 'list') for (const item of value.items) visit(item, maybe, depth - 1);
    else if (value.kind === 'choice')
      for (const arm of value.arms) visit(arm, mergeReasons(maybe, value.reasons), depth - 1);
    else if (value.kind === 'map') statements.push(...readStatement(value, maybe, { ...reading, at: value.at ?? at }));
    else if (value.kind !== 'null') {
      const reasons = reasonsOf(value);
      if (reasons.length > 0) open.push(...reasons);
      else diagnostics.push(malformed(value.at ?? at, 'a statement is not an object'));
    }
  };
  if (list) visit(list, [], 8);
  return { statements, open };
}

function readStatement(map: MapValue, maybe: readonly Reason[], reading: Reading): Statement[] {
  const { at, diagnostics } = reading;
  const action = oneOf(map, 'action', 'notaction', reading);
  if (!action) {
    diagnostics.push(malformed(at, 'a statement has no Action'));
    return [];
  }
  checkActions(action, reading);
  const resource = oneOf(map, 'resource', 'notresource', reading);
  const principal = principalsOf(map, reading);
  const sid = member(map, 'sid');
  const statement = {
    ...(sid?.kind === 'string' && sid.value !== '' && { sid: sid.value }),
    ...(principal && { principal }),
    action,
    ...(resource && { resource }),
    conditions: conditionsOf(member(map, 'condition'), reading),
    at,
    variables: reading.variables,
  };
  return effectsOf(map, reading).map((effect) => ({
    ...statement,
    effect: effect.effect,
    maybe: mergeReasons(maybe, effect.maybe),
  }));
}

/** Both effects, each only perhaps, when the effect is not known. */
function effectsOf(
  map: MapValue,
  { at, diagnostics }: Reading,
): readonly { readonly effect: Statement['effect']; readonly maybe: readonly Reason[] }[] {
  const value = member(map, 'effect');
  if (value?.kind === 'string') {
    if (value.value === 'Allow' || value.value === 'Deny') return [{ effect: value.value, maybe: [] }];
    diagnostics.push(malformed(value.at ?? at, `Effect is "${value.value}", not "Allow" or "Deny"`));
    return [];
  }
  const reasons = value ? reasonsOf(value) : [];
  if (reasons.length === 0) {
    diagnostics.push(malformed(at, 'a statement has no Effect'));
    return [];
  }
  return [
    { effect: 'Allow', maybe: reasons },
    { effect: 'Deny', maybe: reasons },
  ];
}

function oneOf(map: MapValue, plain: string, negative: string, reading: Reading): Texts | undefined {
  const negated = shownMember(map, plain) === undefined && shownMember(map, negative) !== undefined;
  const value = member(map, negated ? negative : plain);
  if (value === undefined || value.kind === 'null') return undefined;
  const { texts, open, malformed: bad } = textsOf(value, reading.namer, reading.at);
  for (const item of bad) reading.diagnostics.push(malformed(item.at ?? reading.at, `${plain} holds an object`));
  return { negated, texts, open };
}

/** `svc:Name` with wildcards; anything else matches nothing, and AWS refuses the document. */
function checkActions(action: Texts, { diagnostics, at }: Reading): void {
  for (const { text, at: where } of action.texts) {
    if (/^[\w-]+:[\w*?]+$/.test(text) || text === '*' || /[\uE000-\uF8FF]/.test(text)) continue;
    diagnostics.push(malformed(where ?? at, `"${text}" is not an action`));
  }
}

const keyOf = (statements: readonly Statement[], open: readonly Reason[]): string =>
  JSON.stringify([statements, open], (key, value: unknown) => (key === 'at' ? undefined : value));
