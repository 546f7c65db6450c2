import type { ReferenceValue, UnknownValue, Value } from '../../../model/value.js';
import { stringValue } from '../../../model/values.js';
import type { Span, TemplatePart } from '../hcl/syntax.js';
import { textOf } from './access.js';
import { choiceOf, distribute } from './choice.js';
import { elementsOf } from './comprehension.js';
import { type Environment, bind, fail } from './environment.js';
import { evaluate } from './expression.js';
import { type Marks, deepReasons, marksOf, unknownFrom, withMarks } from './marks.js';
import { asCondition } from './operators.js';
import { looping, MAX_TEXT, tooLarge } from './weight.js';

type Piece = string | ReferenceValue | UnknownValue;

/** A quoted template or heredoc: a string when all of it is known, else a template that keeps its literal parts. */
export function evaluateTemplate(parts: readonly TemplatePart[], env: Environment): Value {
  const values: Value[] = [];
  collect(parts, env, values);
  if (lengthOf(values) > MAX_TEXT) return tooLarge(env, parts[0]?.span ?? { start: 0, end: 0 });
  return distribute(values, concatenate);
}

const lengthOf = (values: readonly Value[]): number =>
  values.reduce(
    (sum, value) =>
      sum + (value.kind === 'string' ? value.value.length : value.kind === 'template' ? lengthOfParts(value.parts) : 1),
    0,
  );

const lengthOfParts = (parts: readonly Piece[]): number =>
  parts.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);

/** Joins strings, templates and holes; two literals never stand side by side. */
export function concatenate(values: readonly Value[]): Value {
  const pieces: Piece[] = [];
  let literal = '';
  const put = (piece: Piece): void => {
    if (typeof piece === 'string') literal += piece;
    else {
      if (literal !== '') pieces.push(literal);
      literal = '';
      pieces.push(piece);
    }
  };
  for (const value of values) {
    if (value.kind === 'template') value.parts.forEach(put);
    else if (value.kind === 'reference' || value.kind === 'unknown') put(value);
    else put(textOf(value));
  }
  const marks = partMarks(values);
  if (pieces.length === 0) return withMarks(stringValue(literal), marks);
  if (literal !== '') pieces.push(literal);
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === 'object') return withMarks(only, marks);
  return withMarks({ kind: 'template', parts: pieces }, marks);
}

/** Literals lose their own identity in the text, so their references move to the whole. */
function partMarks(values: readonly Value[]): Marks {
  const marked = values.filter((v) => v.refs || v.assumed || v.sensitive);
  return marked.length === 0 ? {} : marksOf(marked);
}

function collect(parts: readonly TemplatePart[], env: Environment, into: Value[]): void {
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        into.push(stringValue(part.value));
        break;
      case 'interpolation':
        into.push(toText(evaluate(part.value, env), env, part.value.span));
        break;
      case 'if':
        into.push(directiveIf(part, env));
        break;
      case 'for':
        directiveFor(part, env, into);
        break;
    }
  }
}

/** An interpolated value as text; lists, maps and nulls are errors. */
export function toText(value: Value, env: Environment, span: Span): Value {
  switch (value.kind) {
    case 'choice':
      return distribute([value], ([arm]) => toText(arm as Value, env, span));
    case 'bool':
    case 'number':
      return withMarks(stringValue(textOf(value)), marksOf([value]));
    case 'null':
      return fail(
        env,
        span,
        'Invalid template interpolation value',
        'The expression result is null. Cannot include a null value in a string template.',
      );
    case 'list':
    case 'map':
      return fail(
        env,
        span,
        'Invalid template interpolation value',
        'Cannot include the given value in a string template: string required.',
      );
    default:
      return value;
  }
}

function directiveIf(part: Extract<TemplatePart, { kind: 'if' }>, env: Environment): Value {
  const condition = asCondition(evaluate(part.condition, env), env, part.condition.span);
  const arm = (parts: readonly TemplatePart[]): Value => evaluateTemplate(parts, env);
  return distribute([condition], ([decided]) => {
    if (decided?.kind === 'bool')
      return withMarks(arm(decided.value ? part.then : part.otherwise), valueMarks(decided));
    return choiceOf([arm(part.then), arm(part.otherwise)], deepReasons(decided as Value));
  });
}

const valueMarks = (value: Value): Marks => ({
  ...(value.assumed && { assumed: true }),
  ...(value.sensitive && { sensitive: true }),
});

function directiveFor(part: Extract<TemplatePart, { kind: 'for' }>, env: Environment, into: Value[]): void {
  const collection = evaluate(part.collection, env);
  const elements = elementsOf(collection, env, part.collection.span);
  if (!elements) {
    into.push(unknownFrom([collection], 'string'));
    return;
  }
  const done = looping(env, elements.length, () => {
    for (const { key, value } of elements) {
      const inner = bind(part.keyVariable ? bind(env, part.keyVariable, key) : env, part.valueVariable, value);
      collect(part.body, inner, into);
    }
    return true;
  });
  if (!done) into.push(tooLarge(env, part.span));
}
