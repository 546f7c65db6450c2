import type { ListValue, MapValue, Value } from '../../../model/value.js';
import { listValue, mapValue, numberValue, stringValue } from '../../../model/values.js';
import type { Expression, Span } from '../hcl/syntax.js';
import { textOf } from './access.js';
import { distribute } from './choice.js';
import { type Environment, bind, fail } from './environment.js';
import { evaluate } from './expression.js';
import { type Marks, marksOf, unknownFrom, withMarks } from './marks.js';
import { closed, hiddenOf, isPartial, isRest, restIsLast, shownOf, withRest } from './open-collection.js';
import { asCondition } from './operators.js';
import type { TypeConstraint, TypedNull } from './types/type.js';
import { looping, tooLarge, weighed } from './weight.js';
import { extend, referenceTo, symbolicElementOf } from './origin.js';

export interface Element {
  readonly key: Value;
  readonly value: Value;
}

/** The elements in Terraform's order (maps by key, a set's key is its value); undefined when they are not known. */
export function elementsOf(collection: Value, env: Environment, span: Span): readonly Element[] | undefined {
  const marks = containerMarks(collection);
  if (isPartial(collection)) return undefined;
  switch (collection.kind) {
    case 'list':
      return collection.items.map((item, index) => {
        const value = withMarks(item, marks);
        return { key: collection.collection === 'set' ? value : numberValue(index), value };
      });
    case 'map':
      return sortedKeys(collection.entries).map((key) => ({
        key: withMarks(stringValue(key), marks),
        value: withMarks(collection.entries.get(key) as Value, marks),
      }));
    case 'unknown':
    case 'reference':
    case 'choice':
      return undefined;
    case 'null':
      fail(
        env,
        span,
        'Iteration over null value',
        "A null value cannot be used as the collection in a 'for' expression.",
      );
      return undefined;
    default:
      fail(
        env,
        span,
        'Iteration over non-iterable value',
        `A value of type ${collection.kind} cannot be used as the collection in a 'for' expression.`,
      );
      return undefined;
  }
}

const containerMarks = (value: Value): Marks => ({
  ...(value.refs && { refs: value.refs }),
  ...(value.assumed && { assumed: true }),
  ...(value.sensitive && { sensitive: true }),
});

/** Keys in code-unit order, which is Terraform's byte order for all but astral characters. */
export const sortedKeys = (entries: ReadonlyMap<string, unknown>): readonly string[] => [...entries.keys()].sort();

type ForExpression = Extract<Expression, { kind: 'for' }>;

/** `[for ...]` and `{for ...}`. */
export function evaluateFor(expr: ForExpression, env: Environment): Value {
  return distribute([evaluate(expr.collection, env)], ([collection]) => forOver(expr, collection as Value, env));
}

/** The items that are known, and the rest as the body would make them. */
function forPartial(expr: ForExpression, collection: ListValue | MapValue, env: Environment): Value {
  const shown = forOver(expr, shownOf(collection), env);
  const further = symbolicFor(expr, hiddenOf(collection), env);
  if (further.kind !== 'unknown' || expr.group) return withMarks(unknownFrom([closed(collection)]), marksOf([further]));
  if (shown.kind === 'list') {
    const items = withRest(
      shown.items,
      { ...further, rest: true },
      collection.kind === 'map' || restIsLast(collection),
    );
    // A map's further keys may sort before those that are known.
    return {
      ...shown,
      items: collection.kind === 'map' ? withRest(shown.items, { ...further, rest: true }, false) : items,
    };
  }
  return shown.kind === 'map' ? { ...shown, open: further.reasons } : shown;
}

function forOver(expr: ForExpression, collection: Value, env: Environment): Value {
  if (isPartial(collection)) return forPartial(expr, collection, env);
  const elements = elementsOf(collection, env, expr.collection.span);
  if (!elements) return symbolicFor(expr, collection, env);
  return looping(env, elements.length, () => forEach(expr, elements, env)) ?? tooLarge(env, expr.span);
}

function forEach(expr: ForExpression, elements: readonly Element[], env: Environment): Value {
  const kept: { key?: Value; value: Value }[] = [];
  const undecided: Value[] = [];
  for (const { key, value } of elements) {
    const inner = bind(expr.keyVariable ? bind(env, expr.keyVariable, key) : env, expr.valueVariable, value);
    if (expr.condition) {
      const condition = asCondition(evaluate(expr.condition, inner), inner, expr.condition.span);
      if (condition.kind === 'bool' && !condition.value) continue;
      if (condition.kind !== 'bool') undecided.push(condition);
    }
    kept.push({ ...(expr.key && { key: evaluate(expr.key, inner) }), value: evaluate(expr.value, inner) });
  }
  const holes = [...undecided, ...kept.flatMap(({ key }) => (key && !isText(key) && key.kind !== 'null' ? [key] : []))];
  if (holes.length > 0) {
    return withMarks(unknownFrom(holes, expr.key ? 'map' : 'list'), refsOnly(marksOf(kept.map(({ value }) => value))));
  }
  return expr.key ? objectOf(expr, kept, env) : weighed(listValue(kept.map(({ value }) => value)), env, expr.span);
}

const refsOnly = (marks: Marks): Marks => (marks.refs ? { refs: marks.refs } : {});
const isText = (value: Value): boolean => value.kind === 'string' || value.kind === 'number' || value.kind === 'bool';

function objectOf(expr: ForExpression, kept: readonly { key?: Value; value: Value }[], env: Environment): Value {
  const entries = new Map<string, Value>();
  const groups = new Map<string, Value[]>();
  for (const { key, value } of kept) {
    if (!key || key.kind === 'null')
      return fail(
        env,
        expr.span,
        'Invalid object key',
        "Key expression in 'for' expression must not produce a null value.",
      );
    const name = textOf(key);
    if (expr.group) {
      const group = groups.get(name);
      if (group) group.push(value);
      else groups.set(name, [value]);
    } else if (entries.has(name)) {
      return fail(
        env,
        expr.span,
        'Duplicate object key',
        `Two different items produced the key "${name}" in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`,
      );
    } else entries.set(name, value);
  }
  for (const [name, group] of groups) entries.set(name, listValue(group));
  return weighed(mapValue(entries), env, expr.span);
}

/** A `for` over something unknown: unknown, but with the references that its body would give. */
function symbolicFor(expr: ForExpression, collection: Value, env: Environment): Value {
  const unknown = unknownFrom([collection], expr.key ? 'map' : 'list');
  const each = collection.kind === 'reference' ? referenceTo(extend(collection.to, '*')) : symbolicElement(collection);
  const inner = bind(
    expr.keyVariable ? bind(env, expr.keyVariable, unknownFrom([collection])) : env,
    expr.valueVariable,
    each,
  );
  return withMarks(unknown, refsOnly(marksOf([evaluate(expr.value, inner)])));
}

/** The element of an unknown list of instances is the symbolic instance, when there is one. */
const symbolicElement = (collection: Value): Value => symbolicElementOf(collection) ?? unknownFrom([collection]);

type SplatExpression = Extract<Expression, { kind: 'splat' }>;

/** `list[*].name` and `list.*.name`: null gives an empty tuple, a single value counts as a list of one. */
export function evaluateSplat(expr: SplatExpression, env: Environment): Value {
  const each = (item: Value): Value => evaluate(expr.each, { ...env, splatItem: item });
  return distribute([evaluate(expr.object, env)], ([object]) => {
    const over = object as Value;
    const marks = containerMarks(over);
    switch (over.kind) {
      case 'null':
        if (isSequence((over as TypedNull).nullOf)) {
          return fail(
            env,
            expr.span,
            'Splat of null value',
            'Splat expressions (with the * symbol) cannot be applied to null sequences.',
          );
        }
        return withMarks(listValue([]), marks);
      case 'list':
        return listValue(
          over.items.map((item) => {
            if (!isRest(item)) return each(withMarks(item, marks));
            return { ...unknownFrom([item]), ...refsOnly(marksOf([item, each(item)])), rest: true } as Value;
          }),
          undefined,
          over.collection === 'tuple' ? 'tuple' : 'list',
        );
      case 'unknown':
        return withMarks(unknownFrom([over], 'list'), refsOnly(marksOf([each(symbolicElement(over))])));
      case 'reference':
        return withMarks(unknownFrom([over], 'list'), refsOnly(marksOf([each(referenceTo(extend(over.to, '*')))])));
      default:
        return listValue([each(over)]);
    }
  });
}

const isSequence = (type: TypeConstraint | undefined): boolean =>
  type?.kind === 'list' || type?.kind === 'set' || type?.kind === 'tuple';
