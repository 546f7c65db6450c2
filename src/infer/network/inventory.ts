import type { ResourceGraph } from '../../graph/types.js';
import type { NetworkFacet, TransitFacet } from '../../model/network.js';
import type { Resource } from '../../model/resource.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { leaves } from './scalars.js';

export type Part = NetworkFacet['part'];
export type FacetOf<P extends Part> = P extends TransitFacet['part']
  ? TransitFacet
  : Extract<NetworkFacet, { readonly part: P }>;

/** A resource whose network facet is known to be of one part. */
export interface Networked<P extends Part> {
  readonly resource: Resource;
  readonly facet: FacetOf<P>;
}

/** A resource that a value names. `doubts` is empty when it surely does. */
export interface Named {
  readonly id: string;
  readonly doubts: readonly Reason[];
}
export interface NamedAll {
  readonly named: readonly Named[];
  /** Why there may be others. */
  readonly open: readonly Reason[];
}

/** Which VPC something is in. Equal keys are the same VPC, also when nothing else is known of it. */
export interface VpcKey {
  readonly key: string;
  /** The VPC's resource, when it is in the scan. */
  readonly id?: string;
  /** False when only a value names it (`var.vpc_id`): another key may then be the same VPC. */
  readonly known: boolean;
  readonly isDefault: boolean;
  readonly reasons: readonly Reason[];
}

/** Everything with a network facet, found by part and by what values name. */
export class Inventory {
  private readonly parts = new Map<Part, Networked<Part>[]>();
  private readonly vpcs = new Map<string, VpcKey>();

  constructor(readonly graph: ResourceGraph) {
    for (const resource of graph.resources) {
      const facet = resource.network;
      if (!facet) continue;
      const list = this.parts.get(facet.part);
      if (list) list.push({ resource, facet });
      else this.parts.set(facet.part, [{ resource, facet }]);
    }
  }

  all<P extends Part>(part: P): readonly Networked<P>[] {
    return (this.parts.get(part) ?? []) as unknown as readonly Networked<P>[];
  }

  get<P extends Part>(id: string, part: P): Networked<P> | undefined {
    const resource = this.graph.resource(id);
    return resource?.network?.part === part
      ? { resource, facet: resource.network as unknown as FacetOf<P> }
      : undefined;
  }

  /** The resources that values name, whatever they are, with the reasons why there may be more. */
  named(values: readonly Value[], from: Resource): NamedAll {
    const found = new Map<string, Named>();
    let open: readonly Reason[] = [];
    for (const { value, doubts } of values.flatMap((value) => leaves(value))) {
      const { targets, unresolved } = this.graph.resolve(value, undefined, from);
      for (const { id, certainty } of targets) {
        const all = certainty === 'certain' ? doubts : mergeReasons(doubts, unresolved, doubtful(id, unresolved));
        if (all.length === 0 || !found.has(id)) found.set(id, { id, doubts: all });
      }
      if (targets.length === 0) open = mergeReasons(open, unresolved.length > 0 ? unresolved : nameless(value));
    }
    return { named: [...found.values()], open };
  }

  /** The VPC that a value names; an absent value is the default VPC of the account. */
  vpcNamed(value: Value | undefined, from: Resource): VpcKey {
    if (value === undefined) return from.managed ? defaultVpc(from.scope) : strangeVpc(from);
    const { named, open } = this.named([value], from);
    const [first, second] = named;
    if (first && !second && first.doubts.length === 0) {
      const resource = this.graph.resource(first.id);
      if (resource) return this.vpcOf(resource);
    }
    const reasons = mergeReasons(open, ...named.map(({ doubts }) => doubts));
    const key = [...named.map(({ id }) => id), ...reasons.map(({ code, subject }) => `${code} ${subject}`)].join(' ');
    return { key: `?${key}`, known: false, isDefault: false, reasons };
  }

  /** The VPC that a networked resource is, or is in. */
  vpcOf(resource: Resource): VpcKey {
    const present = this.vpcs.get(resource.id);
    if (present) return present;
    // Guards against a cycle of references; the real answer replaces it.
    this.vpcs.set(resource.id, strangeVpc(resource));
    const key = this.findVpc(resource);
    this.vpcs.set(resource.id, key);
    return key;
  }

  private findVpc(resource: Resource): VpcKey {
    const facet = resource.network;
    if (facet?.part === 'vpc') {
      return facet.isDefault
        ? { ...defaultVpc(resource.scope), id: resource.id }
        : { key: resource.id, id: resource.id, known: true, isDefault: false, reasons: [] };
    }
    if (facet?.part === 'subnet' && facet.isDefault) return defaultVpc(resource.scope);
    if (facet && 'vpc' in facet) return this.vpcNamed(facet.vpc, resource);
    if (facet?.part === 'subnet' || facet?.part === 'security-group' || facet?.part === 'network-acl') {
      return this.vpcNamed(undefined, resource);
    }
    return strangeVpc(resource);
  }
}

export const defaultVpc = (scope: string): VpcKey => ({
  key: `default-vpc ${scope}`,
  known: true,
  isDefault: true,
  reasons: [],
});

/** The VPC of something that is only looked up: one of its own as far as we can tell. */
export const strangeVpc = (resource: Resource): VpcKey => ({
  key: `?vpc of ${resource.id}`,
  known: false,
  isDefault: false,
  reasons: [{ code: 'data', subject: `VPC of ${resource.address}`, at: resource.location }],
});

/** Are two things in one VPC? Only keys that stand for a known VPC can differ for sure. */
export function sameVpc(a: VpcKey, b: VpcKey): 'yes' | 'no' | 'unknown' {
  if (a.key === b.key) return 'yes';
  return a.known && b.known ? 'no' : 'unknown';
}

const doubtful = (id: string, unresolved: readonly Reason[]): readonly Reason[] =>
  unresolved.length > 0 ? [] : [{ code: 'dynamic', subject: id.slice(id.indexOf('|') + 1) }];

const nameless = (value: Value): readonly Reason[] => [
  {
    code: 'external',
    subject: value.kind === 'string' ? `"${value.value}"` : value.kind,
    ...(value.at && { at: value.at }),
  },
];
