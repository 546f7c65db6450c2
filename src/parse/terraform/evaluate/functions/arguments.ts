import type { Reason } from '../../../../model/unknown.js';
import { mergeReasons } from '../../../../model/unknown.js';
import type { ListValue, MapValue, NumberValue, StringValue, UnknownValue, Value } from '../../../../model/value.js';
import { childrenOf, reasonsOf } from '../../../../model/values.js';
import { ANY, NUMBER, STRING, type TypeConstraint } from '../types/type.js';
import { type BuiltinFunction, isFailure, type Parameter } from './function.js';

/** Short forms for the tables of parameters. */
export const string = (name: string): Parameter => ({ name, type: STRING });
export const number = (name: string): Parameter => ({ name, type: NUMBER });
export const anything = (name: string): Parameter => ({ name, type: ANY });
/** May be null, and the function deals with unknown parts itself. */
export const open = (name: string, type: TypeConstraint = ANY): Parameter => ({
  name,
  type,
  partial: true,
  allowNull: true,
});
/** Not null, but the function deals with unknown parts itself. */
export const partial = (name: string, type: TypeConstraint = ANY): Parameter => ({ name, type, partial: true });

const MAX_DEPTH = 64;

/** Why a value is not known through and through; empty when it is. */
export function deepReasons(value: Value): readonly Reason[] {
  const found: (readonly Reason[])[] = [];
  const visit = (v: Value, depth: number): void => {
    const reasons = reasonsOf(v);
    if (reasons.length > 0) found.push(reasons);
    else if (v.kind === 'unknown') found.push([{ code: 'computed', subject: 'a value' }]);
    else if (depth < MAX_DEPTH) for (const child of childrenOf(v)) visit(child, depth + 1);
  };
  visit(value, 0);
  return found.length === 0 ? [] : mergeReasons(...found);
}

export const isWhollyKnown = (value: Value): boolean => deepReasons(value).length === 0;

/** True when the value or anything in it is sensitive. */
export function isSensitive(value: Value, depth = 0): boolean {
  if (value.sensitive) return true;
  return depth < MAX_DEPTH && childrenOf(value).some((child) => isSensitive(child, depth + 1));
}

/** Unknown for the reasons of these values, with what is known of the type. */
export const unknownFrom = (values: readonly Value[], type?: UnknownValue['type']): UnknownValue => ({
  kind: 'unknown',
  reasons: mergeReasons(...values.map(deepReasons)),
  ...(type && { type }),
});

/** A function whose result is as sensitive as everything it looked at, since it may say something about each item. */
export const guarded =
  (call: BuiltinFunction['call']): BuiltinFunction['call'] =>
  (args, context) => {
    const outcome = call(args, context);
    if (isFailure(outcome) || outcome.sensitive || !args.some((arg) => isSensitive(arg))) return outcome;
    return { ...outcome, sensitive: true };
  };

/** Is the top level of the value open: unknown, a reference, a partly known string or a choice. */
export const isOpen = (value: Value): boolean =>
  value.kind === 'unknown' || value.kind === 'reference' || value.kind === 'template' || value.kind === 'choice';

/** Readers of converted, known arguments: the conversion made sure of the kind, so anything else is our bug. */
function expectKind<K extends Value['kind']>(value: Value | undefined, kind: K): Extract<Value, { kind: K }> {
  if (value?.kind !== kind) throw new Error(`function argument: ${kind} expected, ${value?.kind} found`);
  return value as Extract<Value, { kind: K }>;
}
export const stringArg = (args: readonly Value[], i: number): string =>
  (expectKind(args[i], 'string') as StringValue).value;
export const numberArg = (args: readonly Value[], i: number): NumberValue => expectKind(args[i], 'number');
export const listArg = (args: readonly Value[], i: number): ListValue => expectKind(args[i], 'list');
export const mapArg = (args: readonly Value[], i: number): MapValue => expectKind(args[i], 'map');
