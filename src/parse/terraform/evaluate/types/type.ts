import type { ListValue, MapValue, NullValue, Value } from '../../../../model/value.js';

/** A Terraform type or type constraint; `any` is go-cty's dynamic pseudo-type. */
export type TypeConstraint =
  | { readonly kind: 'any' | 'string' | 'number' | 'bool' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly element: TypeConstraint }
  | { readonly kind: 'tuple'; readonly elements: readonly TypeConstraint[] }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, AttributeConstraint> };

export interface AttributeConstraint {
  readonly type: TypeConstraint;
  /** `optional(type)`: null when absent. */
  readonly optional?: boolean;
  /** `optional(type, default)`: used when absent or null. */
  readonly default?: Value;
}

/** A null whose type is known: `tostring(null)`. */
export type TypedNull = NullValue & { readonly nullOf?: TypeConstraint };
/** A collection whose element type its items do not show: `tolist([])` converted to `list(string)`. */
export type TypedCollection = (ListValue | MapValue) & { readonly element?: TypeConstraint };

export const ANY: TypeConstraint = { kind: 'any' };
export const STRING: TypeConstraint = { kind: 'string' };
export const NUMBER: TypeConstraint = { kind: 'number' };
export const BOOL: TypeConstraint = { kind: 'bool' };
export const listOf = (element: TypeConstraint): TypeConstraint => ({ kind: 'list', element });
export const setOf = (element: TypeConstraint): TypeConstraint => ({ kind: 'set', element });
export const mapOf = (element: TypeConstraint): TypeConstraint => ({ kind: 'map', element });
export const tupleOf = (elements: readonly TypeConstraint[]): TypeConstraint => ({ kind: 'tuple', elements });
export const objectOf = (attributes: Iterable<readonly [string, TypeConstraint]>): TypeConstraint => ({
  kind: 'object',
  attributes: new Map([...attributes].map(([name, type]) => [name, { type }])),
});

/** Walks over types and values stop here; deeper is treated as `any`. */
export const MAX_TYPE_DEPTH = 64;

export const isPrimitive = (type: TypeConstraint): boolean =>
  type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';

/** Structural equality; defaults do not count. */
export function equalTypes(a: TypeConstraint, b: TypeConstraint): boolean {
  if (a === b) return true;
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    return (
      a.elements.length === b.elements.length &&
      a.elements.every((element, i) => equalTypes(element, b.elements[i] ?? ANY))
    );
  }
  if (a.kind === 'object' && b.kind === 'object') {
    if (a.attributes.size !== b.attributes.size) return false;
    return [...a.attributes].every(([name, { type }]) => {
      const other = b.attributes.get(name);
      return other !== undefined && equalTypes(type, other.type);
    });
  }
  if ('element' in a && 'element' in b) return a.kind === b.kind && equalTypes(a.element, b.element);
  return a.kind === b.kind;
}

/** go-cty's FriendlyNameForConstraint: `list of string`, `any type`. */
export function friendlyName(type: TypeConstraint): string {
  switch (type.kind) {
    case 'any':
      return 'any type';
    case 'list':
    case 'set':
    case 'map':
      return type.element.kind === 'any'
        ? `${type.kind} of any single type`
        : `${type.kind} of ${friendlyName(type.element)}`;
    default:
      return type.kind;
  }
}

/** As `type()` prints it in the console: one member a line, four spaces. */
export function typeText(type: TypeConstraint, depth = 0): string {
  const pad = '    '.repeat(depth + 1);
  const end = '    '.repeat(depth);
  switch (type.kind) {
    case 'any':
      return 'dynamic';
    case 'list':
    case 'set':
    case 'map':
      if (isPrimitive(type.element) || type.element.kind === 'any') return `${type.kind}(${typeText(type.element)})`;
      return `${type.kind}(\n${pad}${typeText(type.element, depth + 1)},\n${end})`;
    case 'tuple': {
      if (type.elements.length === 0) return 'tuple([])';
      const lines = type.elements.map((element) => `${pad}${typeText(element, depth + 1)},\n`);
      return `tuple([\n${lines.join('')}${end}])`;
    }
    case 'object': {
      if (type.attributes.size === 0) return 'object({})';
      const names = [...type.attributes.keys()].sort();
      const lines = names.map(
        (name) => `${pad}${name}: ${typeText(type.attributes.get(name)?.type ?? ANY, depth + 1)},\n`,
      );
      return `object({\n${lines.join('')}${end}})`;
    }
    default:
      return type.kind;
  }
}
