import type { Location } from './location.js';
import type { Reason } from './unknown.js';

/**
 * A pointer to an attribute of a declared thing, kept on every value that was computed from it:
 * `aws_s3_bucket.logs[0].arn` has address `aws_s3_bucket.logs[0]` and path `['arn']`.
 * `address` is the full address in the stack, with module instances and instance keys;
 * for CloudFormation the logical id, for Kubernetes `Kind/namespace/name`.
 * `scope` is the root module folder, stack or cluster that the address belongs to.
 */
export interface Reference {
  readonly scope: string;
  readonly address: string;
  readonly path: readonly string[];
}

interface ValueBase {
  /** Where it is written (the attribute's expression); absent for a provider's default. */
  readonly at?: Location;
  /** Declared things this value was computed from, in source order, without repeats. */
  readonly refs?: readonly Reference[];
  /** True when a default was assumed: a variable's default, a parameter's default, a provider's default. */
  readonly assumed?: boolean;
  /** Terraform's `sensitive` or `ephemeral`, CloudFormation's `NoEcho`. Such a value is never printed. */
  readonly sensitive?: boolean;
}

export interface NullValue extends ValueBase {
  readonly kind: 'null';
}
export interface BoolValue extends ValueBase {
  readonly kind: 'bool';
  readonly value: boolean;
}
export interface NumberValue extends ValueBase {
  readonly kind: 'number';
  readonly value: number;
  /** The exact decimal text when a double cannot hold it (Terraform numbers have 512 bits). */
  readonly exact?: string;
}
export interface StringValue extends ValueBase {
  readonly kind: 'string';
  readonly value: string;
  /** When the string was made by encoding structured data (`jsonencode`, a policy document): that data, with its places. */
  readonly json?: Value;
  /** When the string is base64 text that we encoded ourselves (`base64encode(templatefile(...))`): what was encoded. */
  readonly decoded?: Value;
}
/**
 * A string of which only some parts are known: `arn:aws:s3:::${aws_s3_bucket.logs.id}/*`.
 * Parts are never two literals in a row and at least one part is not literal.
 */
export interface TemplateValue extends ValueBase {
  readonly kind: 'template';
  readonly parts: readonly (string | ReferenceValue | UnknownValue)[];
  /** As for `StringValue`. */
  readonly json?: Value;
  /** As for `StringValue`. */
  readonly decoded?: Value;
}
/** An attribute of a declared thing that is known only after apply; which thing it is *is* known. */
export interface ReferenceValue extends ValueBase {
  readonly kind: 'reference';
  readonly to: Reference;
}
export interface ListValue extends ValueBase {
  readonly kind: 'list';
  /** A set holds no duplicates and is sorted as Terraform sorts it. */
  readonly collection: 'list' | 'set' | 'tuple';
  /** An unknown item marked `rest` stands for any number of items, none included: the list is open. */
  readonly items: readonly Value[];
}
export interface MapValue extends ValueBase {
  readonly kind: 'map';
  readonly collection: 'map' | 'object';
  readonly entries: ReadonlyMap<string, Value>;
  /** Why there may be further entries (`merge(var.tags, {...})`): an absent key is then unknown. */
  readonly open?: readonly Reason[];
}
/** Not known, and why. There is no `.value`, so nothing can mistake it for false. */
export interface UnknownValue extends ValueBase {
  readonly kind: 'unknown';
  readonly reasons: readonly Reason[];
  /** What is known of its type, when anything is. */
  readonly type?: 'bool' | 'number' | 'string' | 'list' | 'set' | 'tuple' | 'map' | 'object';
  /** Inside a list: stands for any number of further items (`concat(["10.0.0.0/16"], var.extra)`). */
  readonly rest?: true;
  /** As for `StringValue`: the text of which the base64 form is not known. */
  readonly decoded?: Value;
}
/** One of several values, decided by something unknown (`var.public ? a : b`). Arms are never themselves choices. */
export interface ChoiceValue extends ValueBase {
  readonly kind: 'choice';
  readonly arms: readonly Value[];
  /** Why it is undecided. */
  readonly reasons: readonly Reason[];
}

export type Value =
  | NullValue
  | BoolValue
  | NumberValue
  | StringValue
  | TemplateValue
  | ReferenceValue
  | ListValue
  | MapValue
  | UnknownValue
  | ChoiceValue;
