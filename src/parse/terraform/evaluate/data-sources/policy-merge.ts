import type { Value } from '../../../../model/value.js';
import { fromJson } from '../../../../model/values.js';
import { withJson } from '../json-template.js';
import { marksOf, unknownFrom, withMarks } from '../marks.js';

/** A policy document given as text: its structure, where the text is or carries JSON; unknown otherwise. */
export function jsonOf(given: Value): Value {
  const text = withJson(given);
  if ((text.kind === 'string' || text.kind === 'template') && text.json) return text.json;
  if (text.kind !== 'string') return unknownFrom([text]);
  try {
    return withMarks(fromJson(JSON.parse(text.value), text.at), marksOf([text]));
  } catch {
    return unknownFrom([text]);
  }
}

/** The order in which the provider writes a statement's fields. */
const FIELDS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
];

/** The statements of a document, one object or a list of them. An unknown document is one unknown statement. */
export function statementsOf(document: Value): Value[] {
  if (document.kind !== 'map') return document.kind === 'null' ? [] : [document];
  const statement = document.entries.get('Statement');
  if (!statement) return [];
  const marks = document.refs ? { refs: document.refs } : {};
  return (statement.kind === 'list' ? statement.items : [statement]).map((item) => withMarks(inOrder(item), marks));
}

function inOrder(statement: Value): Value {
  if (statement.kind !== 'map') return statement;
  const entries = new Map<string, Value>();
  for (const name of FIELDS) {
    const value = statement.entries.get(name);
    if (value) entries.set(name, value);
  }
  return { ...statement, entries };
}

/** A field of a known document. */
export const fieldOf = (document: Value, name: string): Value | undefined =>
  document.kind === 'map' ? document.entries.get(name) : undefined;

/** Later statements replace earlier ones of the same non-empty sid, in place; the others follow. */
export function mergeStatements(statements: readonly Value[]): Value[] {
  const merged: Value[] = [];
  const places = new Map<string, number>();
  for (const statement of statements) {
    const sid = sidOf(statement);
    const place = sid === undefined ? undefined : places.get(sid);
    if (place !== undefined) merged[place] = statement;
    else {
      if (sid !== undefined) places.set(sid, merged.length);
      merged.push(statement);
    }
  }
  return merged;
}

/** A statement's sid, unless empty. */
export function sidOf(statement: Value): string | undefined {
  const sid = statement.kind === 'map' ? statement.entries.get('Sid') : undefined;
  return sid?.kind === 'string' && sid.value !== '' ? sid.value : undefined;
}
