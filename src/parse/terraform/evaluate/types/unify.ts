import { ANY, equalTypes, listOf, mapOf, NUMBER, objectOf, STRING, type TypeConstraint, tupleOf } from './type.js';

/**
 * The one type that values of all these types convert to, as go-cty's `convert.UnifyUnsafe` finds it; undefined when
 * there is none. `any` (nulls, unknowns) fits everything. Source: go-cty cty/convert/unify.go.
 */
export function unify(types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const known = distinctTypes(types.filter((type) => type.kind !== 'any'));
  const [first] = known;
  if (first === undefined) return ANY;
  if (known.length === 1) return first;
  if (known.every((type) => type.kind === 'object')) return unifyObjects(known);
  if (known.every((type) => type.kind === 'tuple')) return unifyTuples(known);
  if (known.every((type) => type.kind === 'map' || type.kind === 'object')) return ofMembers(known, mapOf);
  if (known.some((type) => type.kind === 'set') && known.every((type) => type.kind === 'set' || type.kind === 'tuple'))
    return ofMembers(known, (element) => ({ kind: 'set', element }));
  if (known.every((type) => type.kind === 'list' || type.kind === 'tuple' || type.kind === 'set'))
    return ofMembers(known, listOf);
  return unifyPrimitives(known);
}

function unifyPrimitives(types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const kinds = new Set(types.map((type) => type.kind));
  if (![...kinds].every((kind) => kind === 'string' || kind === 'number' || kind === 'bool')) return undefined;
  if (kinds.has('string')) return STRING;
  return kinds.size === 1 ? types[0] : undefined;
}

/** The same attribute names: an object of unified attributes; else a map. */
function unifyObjects(types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const objects = types.filter((type) => type.kind === 'object');
  const names = [...(objects[0]?.attributes.keys() ?? [])];
  const same = objects.every(
    (o) => o.attributes.size === names.length && names.every((name) => o.attributes.has(name)),
  );
  if (!same) return ofMembers(types, mapOf);
  const attributes: [string, TypeConstraint][] = [];
  for (const name of names) {
    const unified = unify(objects.map((object) => object.attributes.get(name)?.type ?? ANY));
    if (!unified) return ofMembers(types, mapOf);
    attributes.push([name, unified]);
  }
  return objectOf(attributes);
}

/** The same length: a tuple of unified elements; else a list. */
function unifyTuples(types: readonly TypeConstraint[]): TypeConstraint | undefined {
  const tuples = types.filter((type) => type.kind === 'tuple');
  const length = tuples[0]?.elements.length ?? 0;
  if (!tuples.every((tuple) => tuple.elements.length === length)) return ofMembers(types, listOf);
  const elements: TypeConstraint[] = [];
  for (let i = 0; i < length; i++) {
    const unified = unify(tuples.map((tuple) => tuple.elements[i] ?? ANY));
    if (!unified) return ofMembers(types, listOf);
    elements.push(unified);
  }
  return tupleOf(elements);
}

function ofMembers(
  types: readonly TypeConstraint[],
  make: (element: TypeConstraint) => TypeConstraint,
): TypeConstraint | undefined {
  const element = unify(types.flatMap(memberTypes));
  return element && make(element);
}

function memberTypes(type: TypeConstraint): readonly TypeConstraint[] {
  if ('element' in type) return [type.element];
  if (type.kind === 'tuple') return type.elements;
  return type.kind === 'object' ? [...type.attributes.values()].map((attribute) => attribute.type) : [NUMBER];
}

/** Thousands of equal items are the normal case, so equal neighbours are dropped first. */
function distinctTypes(types: readonly TypeConstraint[]): TypeConstraint[] {
  const kept: TypeConstraint[] = [];
  for (const type of types) {
    if (kept.length > 16 ? !equalTypes(kept.at(-1) ?? ANY, type) : !kept.some((k) => equalTypes(k, type)))
      kept.push(type);
  }
  return kept;
}
