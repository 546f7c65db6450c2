import type { StringValue, Value } from '../../../../model/value.js';
import { boolValue, stringValue } from '../../../../model/values.js';
import { convert } from '../types/convert.js';
import type { RawText } from '../types/format-value.js';
import {
  ANY,
  BOOL,
  friendlyName,
  listOf,
  mapOf,
  NUMBER,
  STRING,
  setOf,
  type TypeConstraint,
  typeText,
} from '../types/type.js';
import { typeOf } from '../types/type-of.js';
import { isOpen, open, unknownFrom } from './arguments.js';
import { type BuiltinFunction, fail, type Outcome } from './function.js';

/** Explicit conversions and marks. Source: terraform lang/funcs/conversion.go, sensitive.go. */

function convertTo(value: Value, type: TypeConstraint): Outcome {
  const converted = convert(value, type);
  if (converted.error === undefined) return converted.value;
  const scalar = value.kind === 'string';
  const text = scalar && !value.sensitive ? JSON.stringify(value.value) : 'the given string';
  if (scalar && type.kind === 'bool')
    return fail(`cannot convert ${text} to bool; only the strings "true" or "false" are allowed`, 0);
  if (scalar && type.kind === 'number')
    return fail(`cannot convert ${text} to number; given string must be a decimal representation of a number`, 0);
  if (value.kind === 'list' && value.collection !== 'tuple' && 'element' in type && type.element.kind !== 'any')
    return fail(converted.error, 0);
  return fail(`cannot convert ${friendlyName(typeOf(value))} to ${friendlyName(type)}`, 0);
}

const conversionTo = (name: string, type: TypeConstraint): BuiltinFunction => ({
  name,
  params: [open('v')],
  ...(type.kind !== 'any' && { returns: type.kind }),
  call: ([value]) => convertTo(value as Value, type),
});

/** Removes the mark from the value itself. */
function unmark(value: Value): Value {
  const { sensitive: _, ...plain } = value;
  return plain as Value;
}

function describeType(value: Value): StringValue {
  const text: RawText = { ...stringValue(typeText(typeOf(value))), raw: true };
  return text as StringValue;
}

/** Functions that look at marks themselves. */
const onMarks = (name: string, call: (value: Value) => Outcome): BuiltinFunction => ({
  name,
  params: [open('value')],
  raw: true,
  call: ([value]) => call(value as Value),
});

export const conversionFunctions: readonly BuiltinFunction[] = [
  conversionTo('tobool', BOOL),
  conversionTo('tolist', listOf(ANY)),
  conversionTo('tomap', mapOf(ANY)),
  conversionTo('tonumber', NUMBER),
  conversionTo('toset', setOf(ANY)),
  conversionTo('tostring', STRING),
  onMarks('sensitive', (value) => ({ ...value, sensitive: true })),
  onMarks('nonsensitive', unmark),
  onMarks('issensitive', (value) =>
    value.sensitive || !isOpen(value) ? boolValue(value.sensitive === true) : unknownFrom([value], 'bool'),
  ),
  // The model has one mark for sensitive and ephemeral, so an ephemeral value cannot be told apart here.
  onMarks('ephemeralasnull', (value) => value),
  onMarks('type', describeType),
];
