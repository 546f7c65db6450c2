import type { Dialect } from '../model/declaration.js';
import type { Kind } from '../model/kinds.js';
import type { Fact } from '../model/fact.js';
import type { Element, Handle, Resource } from '../model/resource.js';
import type { Reader } from './reader.js';

/**
 * Where an attribute stands in each dialect, as a dotted path from the declaration's body; a path steps through a nested
 * block that stands once (`vpc_config.subnet_ids`, `VpcConfig.SubnetIds`). A dialect that has no such attribute is left out.
 * `each` describes the attributes of the items of a repeated block or list of objects.
 */
export interface AttributePath {
  readonly terraform?: string;
  readonly cloudformation?: string;
  readonly kubernetes?: string;
  readonly each?: Attributes;
  /** Keys of other attributes whose items together are this one's: the roles, users and groups of a policy attachment. */
  readonly union?: readonly string[];
}
export type Attributes = Readonly<Record<string, AttributePath>>;

/** The satellites that belong to one owner, by their kind. */
export interface Satellites {
  of<S extends Attributes>(kind: KindDefinition<S>): readonly Reader<S>[];
}

/** The parts of a resource that a kind decides; the catalog fills in the rest. */
export type ResourceParts = Partial<
  Pick<Resource, 'network' | 'identity' | 'surface' | 'store' | 'workload' | 'cluster' | 'links' | 'name'>
> & { readonly facts?: Readonly<Record<string, Fact | undefined>>; readonly element?: Element; readonly kind?: Kind };

/** What one resource type is, in every dialect. One file in catalog/ holds one service's kinds. */
export interface KindDefinition<A extends Attributes = Attributes> {
  /** `aws.s3.bucket` */
  readonly type: string;
  readonly element: Element;
  /** `data-store/object`: shared by like resources of all services; model/kinds.ts lists them. */
  readonly kind: Kind;
  /** Declaration types that mean this kind. */
  readonly dialects: Partial<Record<Dialect, string | readonly string[]>>;
  /** Why a dialect is missing, when one is: "CloudFormation writes it inside AWS::S3::Bucket". */
  readonly absent?: Partial<Record<Dialect, string>>;
  readonly attributes: A;
  /**
   * Set for a block that only says something about another one: the attributes (by key) that name the owner, and the owner's types.
   * It is folded into the owner, which reads it through `satellites.of(kind)`; references to it stand for the owner.
   */
  readonly satelliteOf?: {
    /** Attribute that names the owner. */
    readonly owner: keyof A & string;
    /** Attributes that name the owner when `owner` is not written: a gateway attachment names an internet or a VPN gateway. */
    readonly ownerElse?: readonly (keyof A & string)[];
    readonly types: readonly string[];
    /** When no owner is named it is a thing of its own: a database instance outside any cluster. */
    readonly optional?: true;
    /** When the owner has no name of its own (an API method): attribute keys, the same in both kinds, that together identify it. */
    readonly by?: readonly (keyof A & string)[];
  };
  /**
   * Attributes that name something whose declaration says more about this one: a launch template, a network interface. It stays
   * a node of its own; `satellites.of(kind)` gives its reader here as well.
   */
  readonly borrows?: readonly { readonly by: keyof A & string; readonly types: readonly string[] }[];
  /** ARN pattern: `arn:aws:s3:::{name}`; `{region}`, `{account}` and attribute keys in braces. */
  readonly arn?: string;
  /** Attribute keys whose value is a physical name, unique enough to find the resource by. */
  readonly names?: readonly (keyof A & string)[];
  /** Further handles: DNS names, URLs. */
  handles?(r: Reader<A>): readonly Handle[];
  /** Reads the declaration and its satellites. Absent for a pure satellite. */
  build?(r: Reader<A>, satellites: Satellites): ResourceParts;
}

/** Keeps the attribute keys in the type, so that `r.value('vpx')` does not compile. */
export function defineKind<const A extends Attributes>(definition: KindDefinition<A>): KindDefinition<A> {
  return definition;
}
