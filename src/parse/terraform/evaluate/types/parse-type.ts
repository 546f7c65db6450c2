import type { Value } from '../../../../model/value.js';
import { boolValue, listValue, mapValue, nullValue, stringValue } from '../../../../model/values.js';
import type { Expression } from '../../hcl/syntax.js';
import { convert } from './convert.js';
import { parseNumber } from './number.js';
import { ANY, type AttributeConstraint, BOOL, MAX_TYPE_DEPTH, NUMBER, STRING, type TypeConstraint } from './type.js';

export interface ParsedType {
  readonly type: TypeConstraint;
  /** Terraform's message; `type` is then `any`. */
  readonly error?: string;
}

/** Evaluates an `optional()` default. The evaluator passes its own; the fallback knows literals only. */
export type EvaluateDefault = (expression: Expression) => Value;

/** Thrown inside this file only. */
class TypeSyntaxError extends Error {}

/**
 * Reads a variable's `type` argument: `string`, `list(...)`, `object({ a = optional(string, "x") })`.
 * Source: hcl ext/typeexpr.
 */
export function parseTypeConstraint(expression: Expression, evaluate: EvaluateDefault = literalValue): ParsedType {
  try {
    return { type: parse(expression, evaluate, 0) };
  } catch (error) {
    if (error instanceof TypeSyntaxError) return { type: ANY, error: error.message };
    throw error;
  }
}

const KEYWORDS: ReadonlyMap<string, TypeConstraint> = new Map([
  ['any', ANY],
  ['string', STRING],
  ['number', NUMBER],
  ['bool', BOOL],
]);

function parse(expression: Expression, evaluate: EvaluateDefault, depth: number): TypeConstraint {
  if (depth > MAX_TYPE_DEPTH) throw new TypeSyntaxError('The type is nested too deeply.');
  switch (expression.kind) {
    case 'variable':
      return keyword(expression.name);
    case 'parentheses':
      return parse(expression.inner, evaluate, depth + 1);
    case 'call':
      return construct(expression.name, expression.args, evaluate, depth);
    case 'literal':
      // Terraform 0.11 wrote `type = "list"`.
      return typeof expression.value === 'string' ? legacyKeyword(expression.value) : invalid();
    default:
      return invalid();
  }
}

const INVALID =
  'A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string).';
const invalid = (): never => {
  throw new TypeSyntaxError(INVALID);
};

function keyword(name: string): TypeConstraint {
  const type = KEYWORDS.get(name);
  if (type) return type;
  if (name === 'list' || name === 'set' || name === 'map')
    throw new TypeSyntaxError(`The ${name} type constructor requires one argument specifying the element type.`);
  if (name === 'object')
    throw new TypeSyntaxError(
      'The object type constructor requires one argument specifying the attribute types and values as a map.',
    );
  if (name === 'tuple')
    throw new TypeSyntaxError(
      'The tuple type constructor requires one argument specifying the element types as a list.',
    );
  throw new TypeSyntaxError(`The keyword "${name}" is not a valid type specification.`);
}

function legacyKeyword(name: string): TypeConstraint {
  if (name === 'string') return STRING;
  if (name === 'list') return { kind: 'list', element: ANY };
  return name === 'map' ? { kind: 'map', element: ANY } : invalid();
}

function construct(
  name: string,
  args: readonly Expression[],
  evaluate: EvaluateDefault,
  depth: number,
): TypeConstraint {
  if (KEYWORDS.has(name)) throw new TypeSyntaxError(`Primitive type keyword "${name}" does not expect arguments.`);
  const [argument, extra] = args;
  if (!argument || extra) return keyword(name);
  switch (name) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: name, element: parse(argument, evaluate, depth + 1) };
    case 'tuple':
      if (argument.kind !== 'tuple')
        throw new TypeSyntaxError('Tuple type constructor requires a list of element types.');
      return { kind: 'tuple', elements: argument.items.map((item) => parse(item, evaluate, depth + 1)) };
    case 'object':
      return objectType(argument, evaluate, depth);
    case 'optional':
      throw new TypeSyntaxError('Keyword "optional" is valid only as a modifier for object type attributes.');
    default:
      throw new TypeSyntaxError(`Keyword "${name}" is not a valid type constructor.`);
  }
}

function objectType(argument: Expression, evaluate: EvaluateDefault, depth: number): TypeConstraint {
  if (argument.kind !== 'object')
    throw new TypeSyntaxError(
      'Object type constructor requires a map whose keys are attribute names and whose values are types.',
    );
  const attributes = new Map<string, AttributeConstraint>();
  for (const { key, value } of argument.items) {
    const name = attributeName(key);
    if (name === undefined) throw new TypeSyntaxError('Object constructor map keys must be attribute names.');
    attributes.set(name, attribute(value, evaluate, depth + 1));
  }
  return { kind: 'object', attributes };
}

function attributeName(key: Expression): string | undefined {
  if (key.kind === 'variable') return key.name;
  return key.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
}

function attribute(value: Expression, evaluate: EvaluateDefault, depth: number): AttributeConstraint {
  if (value.kind !== 'call' || value.name !== 'optional') return { type: parse(value, evaluate, depth) };
  const [typeExpression, standard, extra] = value.args;
  if (!typeExpression)
    throw new TypeSyntaxError('Optional attribute modifier requires the attribute type as its argument.');
  if (extra) throw new TypeSyntaxError('Optional attribute modifier expects only one or two arguments.');
  const type = parse(typeExpression, evaluate, depth);
  if (!standard) return { type, optional: true };
  const converted = convert(evaluate(standard), type);
  if (converted.error !== undefined)
    throw new TypeSyntaxError(
      `This default value is not compatible with the attribute's type constraint: ${converted.error}.`,
    );
  // The raw value is kept: conversion happens where it is used, with nested defaults.
  return { type, optional: true, default: converted.value };
}

/** Literals, tuples, objects and signs; anything else is null, as a default must be a constant. */
export function literalValue(expression: Expression): Value {
  switch (expression.kind) {
    case 'literal':
      return scalar(expression.value, expression.text);
    case 'parentheses':
    case 'wrap':
      return literalValue(expression.inner);
    case 'tuple':
      return listValue(expression.items.map(literalValue));
    case 'object':
      return mapValue(
        new Map(expression.items.map(({ key, value }) => [attributeName(key) ?? '', literalValue(value)] as const)),
      );
    case 'unary': {
      const operand = literalValue(expression.operand);
      if (expression.operator === '!' && operand.kind === 'bool') return boolValue(!operand.value);
      if (expression.operator === '-' && operand.kind === 'number')
        return parseNumber(`-${operand.exact ?? operand.value}`) ?? nullValue();
      return nullValue();
    }
    default:
      return nullValue();
  }
}

function scalar(value: string | number | boolean | null, text: string | undefined): Value {
  if (typeof value === 'string') return stringValue(value);
  if (typeof value === 'boolean') return boolValue(value);
  if (value === null) return nullValue();
  return parseNumber(text ?? String(value)) ?? nullValue();
}
