import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convert, formatValue, parseTypeConstraint } from '../../../../src/parse/terraform/evaluate/types/index.js';
import { literalValue } from '../../../../src/parse/terraform/evaluate/types/parse-type.js';
import { parseHclExpression } from '../../../../src/parse/terraform/hcl/parse-hcl.js';
import type { Expression } from '../../../../src/parse/terraform/hcl/syntax.js';

/** `[type, default, what terraform console prints for the variable]`, made by scripts/function-table.ts. */
const TABLE = new URL('../../../../fixtures/parse/functions/variables/types.json', import.meta.url);
const rows = JSON.parse(readFileSync(TABLE, 'utf8')) as [string, string, string][];

function expression(text: string): Expression {
  const { expression: parsed } = parseHclExpression('test.tf', text);
  if (!parsed) throw new Error(text);
  return parsed;
}

function print(type: string, value: string): string {
  const parsed = parseTypeConstraint(expression(type));
  if (parsed.error) return parsed.error;
  const converted = convert(literalValue(expression(value)), parsed.type);
  if (converted.error === undefined) return formatValue(converted.value);
  const place = converted.path === undefined ? '' : `${converted.path}: `;
  return `error: This default value is not compatible with the variable's type constraint: ${place}${converted.error}.`;
}

describe('variables of a type', () => {
  it.each(rows)('%s = %s', (type, value, expected) => {
    expect(print(type, value)).toBe(expected);
  });
});

describe('type constraints that are none', () => {
  it.each([
    ['strin', 'The keyword "strin" is not a valid type specification.'],
    ['list', 'The list type constructor requires one argument specifying the element type.'],
    ['list(string, number)', 'The list type constructor requires one argument specifying the element type.'],
    ['object({a = optional(string, [])})', /not compatible with the attribute's type constraint/],
    ['optional(string)', /valid only as a modifier/],
    ['[string]', /primitive type keyword/],
    ['string(1)', 'Primitive type keyword "string" does not expect arguments.'],
  ])('%s', (type, message) => {
    const { error, type: fallback } = parseTypeConstraint(expression(type));
    expect(error).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(fallback).toEqual({ kind: 'any' });
  });
});
