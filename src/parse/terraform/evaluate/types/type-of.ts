import type { Value } from '../../../../model/value.js';
import {
  ANY,
  BOOL,
  listOf,
  MAX_TYPE_DEPTH,
  mapOf,
  NUMBER,
  objectOf,
  STRING,
  setOf,
  type TypeConstraint,
  type TypedCollection,
  type TypedNull,
  tupleOf,
} from './type.js';
import { unify } from './unify.js';

/** The type of a value; `any` for what is not known of it (nulls, unknowns, references). */
export function typeOf(value: Value, depth = 0): TypeConstraint {
  if (depth > MAX_TYPE_DEPTH) return ANY;
  switch (value.kind) {
    case 'null':
      return (value as TypedNull).nullOf ?? ANY;
    case 'bool':
      return BOOL;
    case 'number':
      return NUMBER;
    case 'string':
    case 'template':
      return STRING;
    case 'reference':
      return ANY;
    case 'unknown':
      return primitiveHint(value.type);
    case 'choice':
      return unify(value.arms.map((arm) => typeOf(arm, depth + 1))) ?? ANY;
    case 'list':
      if (value.collection === 'tuple') return tupleOf(value.items.map((item) => typeOf(item, depth + 1)));
      return (value.collection === 'set' ? setOf : listOf)(elementType(value, value.items, depth));
    case 'map':
      if (value.collection === 'map') return mapOf(elementType(value, value.entries.values(), depth));
      return objectOf([...value.entries].map(([name, item]) => [name, typeOf(item, depth + 1)] as const));
  }
}

/** The element type that a collection declares, else the one its items share. */
export function elementType(collection: Value, items: Iterable<Value>, depth = 0): TypeConstraint {
  const declared = (collection as TypedCollection).element;
  if (declared) return declared;
  return unify([...items].map((item) => typeOf(item, depth + 1))) ?? ANY;
}

function primitiveHint(hint: string | undefined): TypeConstraint {
  if (hint === 'string') return STRING;
  if (hint === 'number') return NUMBER;
  return hint === 'bool' ? BOOL : ANY;
}
