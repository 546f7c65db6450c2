import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { Location } from '../../model/location.js';
import type { Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { nullValue, possibilities, stringValue, unknownValue } from '../../model/values.js';
import type { Attributes } from '../kind.js';
import type { Reader } from '../reader.js';

type Loose<T> = { [K in keyof T]: {} extends Pick<T, K> ? T[K] | undefined : T[K] };

/** The same object without the members that are undefined, as `exactOptionalPropertyTypes` wants it. */
export function defined<T extends object>(parts: Loose<T>): T {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as T;
}

/** The values that are written: neither undefined nor an empty string (which Terraform users write for "none"). */
export function written(...values: readonly (Value | undefined)[]): Value[] {
  return values.filter(
    (value): value is Value => value !== undefined && !(value.kind === 'string' && value.value === ''),
  );
}

/** A value that only may be there: a choice with null as its other arm. Without reasons it is the value itself. */
export function conditional(value: Value, reasons: readonly Reason[]): Value {
  if (reasons.length === 0) return value;
  return {
    kind: 'choice',
    arms: [...possibilities(value), nullValue()],
    reasons,
    ...(value.at && { at: value.at }),
    ...(value.refs && { refs: value.refs }),
  };
}

/** Text that a provider fills in when nothing is written and that another may override. */
export const assumedText = (text: string): Value => ({ ...stringValue(text), assumed: true });

/** Stands for attributes of something that is looked up or computed: nothing is written, yet something is there. */
export function lookedUp<A extends Attributes>(r: Reader<A>, key: keyof A & string): Value {
  return unknownValue(r.managed ? 'computed' : 'data', `${r.declaration.address}.${r.nameOf(key)}`, r.location);
}

/** An unknown value for reasons that are known. */
export const unknownFor = (reasons: readonly Reason[], at?: Location): Value => ({
  kind: 'unknown',
  reasons,
  ...(at && { at }),
});

/** IP protocol as the network pass reads it: Terraform also takes `all` for `-1`. */
export function protocolOf(value: Value): Value {
  return value.kind === 'string' && value.value === 'all' ? { ...value, value: '-1' } : value;
}

/** The value is a reference that ends in one of these attributes: `aws_vpc.shop.default_security_group_id`. */
export function pointsAt(value: Value | undefined, ...attributes: readonly string[]): boolean {
  return value?.kind === 'reference' && attributes.includes(value.to.path.at(-1) ?? '');
}

/** Why nothing is known of a thing that is only looked up, or declared elsewhere; empty for what is managed here. */
export function foreign<A extends Attributes>(r: Reader<A>): readonly Reason[] {
  return r.managed ? [] : [{ code: 'data', subject: r.declaration.address, at: r.location }];
}

/** Whether an attribute that names something else is set at all; an unknown name still is a name. */
export function isWritten<A extends Attributes>(r: Reader<A>, key: keyof A & string): Fact {
  const value = r.value(key);
  const { setBy } = r.fact(key);
  const extra = setBy ? { setBy } : {};
  if (value === undefined && !r.managed) return unknownFact(foreign(r), [r.location], extra);
  if (value?.kind === 'choice') return unknownFact(value.reasons, [r.at(key)], extra);
  return known(value !== undefined, [r.at(key)], extra);
}
