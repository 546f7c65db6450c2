import { mergeReasons } from '../../../../model/unknown.js';
import type { ReferenceValue, TemplateValue, UnknownValue, Value } from '../../../../model/value.js';
import { allReferences, possibilities, reasonsOf, stringValue } from '../../../../model/values.js';

/** A stretch of a partly known string: literal text or a hole. */
export type Piece = TemplateValue['parts'][number];

/** Undecided pieces are spelt out as a choice of strings up to this many; beyond, they are holes. */
const MAX_ARMS = 8;

/** The pieces of a string-like value. A choice becomes one hole that keeps its references. */
export function piecesOf(value: Value): readonly Piece[] {
  switch (value.kind) {
    case 'string':
      return [value.value];
    case 'template':
      return value.parts;
    case 'reference':
    case 'unknown':
      return [value];
    default:
      return [holeFor(value)];
  }
}

function holeFor(value: Value): ReferenceValue | UnknownValue {
  const refs = allReferences(value);
  return {
    kind: 'unknown',
    reasons: reasonsOf(value),
    type: 'string',
    ...(value.at && { at: value.at }),
    ...(refs.length > 0 && { refs }),
  };
}

/** A string when every piece is literal, else a template; neighbouring literals are joined. */
export function fromPieces(pieces: Iterable<Piece>): Value {
  const parts: Piece[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    if (text !== '') parts.push(text);
    parts.push(piece);
    text = '';
  }
  if (parts.length === 0) return stringValue(text);
  if (text !== '') parts.push(text);
  return { kind: 'template', parts };
}

/** Joins string-like values end to end. Few undecided ones give a choice of strings. */
export function concatenate(values: readonly Value[]): Value {
  const choices = values.filter((value) => value.kind === 'choice');
  const size = choices.reduce((product, choice) => product * Math.max(1, choice.arms.length), 1);
  const stringArms = choices.every((choice) => choice.arms.every(isStringLike));
  if (choices.length === 0 || size > MAX_ARMS || !stringArms) return fromPieces(values.flatMap(piecesOf));
  let rows: Piece[][] = [[]];
  for (const value of values) {
    rows = rows.flatMap((row) => possibilities(value).map((arm) => [...row, ...piecesOf(arm)]));
  }
  return {
    kind: 'choice',
    arms: rows.map(fromPieces),
    reasons: mergeReasons(...choices.map((choice) => choice.reasons)),
  };
}

export const isStringLike = (value: Value): boolean =>
  value.kind === 'string' || value.kind === 'template' || value.kind === 'reference' || value.kind === 'unknown';

/** Applies a per-character mapping to the literal stretches; the holes are what they will be. */
export const mapLiterals = (value: Value, change: (text: string) => string): Value =>
  fromPieces(piecesOf(value).map((piece) => (typeof piece === 'string' ? change(piece) : piece)));

/** Literal text that the string surely starts with, or ends with. */
export const literalPrefix = (value: Value): string => {
  const first = piecesOf(value)[0];
  return typeof first === 'string' ? first : '';
};
export const literalSuffix = (value: Value): string => {
  const last = piecesOf(value).at(-1);
  return typeof last === 'string' ? last : '';
};
