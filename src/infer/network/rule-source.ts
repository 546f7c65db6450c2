import type { Resource } from '../../model/resource.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { reasonsOf } from '../../model/values.js';
import type { Inventory } from './inventory.js';
import { parseCidr } from './packets/cidr.js';
import { type Intervals, normaliseIntervals } from './packets/intervals.js';
import type { Family } from './packets/packet-set.js';
import { type Leaf, leaves, onlyScalar } from './scalars.js';

/** The far end of a rule or route. `doubts` is empty when it is there in every reading of the code. */
export type RuleSource = { readonly doubts: readonly Reason[]; readonly assumed: boolean } & (
  | { readonly kind: 'cidr'; readonly family: Family; readonly range: Intervals; readonly prefix: number }
  /** Interfaces that carry this group (or, for what is no group, interfaces of that resource). */
  | { readonly kind: 'group'; readonly id: string }
  /** Some group that is not in the scan: private addresses of somebody. */
  | { readonly kind: 'foreign-group' }
  /** An AWS-managed prefix list, by name: kept as a symbol. */
  | { readonly kind: 'managed-list'; readonly name: string }
  /** The addresses of a VPC or subnet in the scan that are not known as numbers. */
  | { readonly kind: 'site'; readonly id: string }
  /** Addresses that nothing tells; `single` when the text around says that it is one host or a small block. */
  | { readonly kind: 'unknown'; readonly small: boolean }
);

/** Reads CIDR blocks, and names of prefix lists where a dialect lets them stand in the same place. */
export function readAddresses(inventory: Inventory, values: readonly Value[], from: Resource): RuleSource[] {
  return values.flatMap((value) => leaves(value)).flatMap((leaf) => addressOf(inventory, leaf, from, 3));
}

function addressOf(inventory: Inventory, leaf: Leaf, from: Resource, depth: number): RuleSource[] {
  const { value, doubts } = leaf;
  const assumed = value.assumed === true;
  const block = value.kind === 'string' ? parseCidr(value.value) : undefined;
  if (block) {
    return [{ kind: 'cidr', family: block.family, range: [block.range], prefix: block.prefix, doubts, assumed }];
  }
  if (value.kind === 'string' && value.value.trim() === '') return [];
  const symbol = depth > 0 ? symbolOf(inventory, leaf, from, depth) : [];
  if (symbol.length > 0) return symbol;
  const reasons = reasonsOf(value);
  return [
    {
      kind: 'unknown',
      small: isSmall(value),
      doubts: mergeReasons(doubts, reasons.length > 0 ? reasons : notAddress(value)),
      assumed,
    },
  ];
}

const notAddress = (value: Value): readonly Reason[] => [
  {
    code: 'external',
    subject: value.kind === 'string' ? `"${value.value}"` : value.kind,
    ...(value.at && { at: value.at }),
  },
];

/** A prefix list, or the CIDR block of a VPC or subnet, that the value refers to. */
function symbolOf(inventory: Inventory, { value, doubts }: Leaf, from: Resource, depth: number): RuleSource[] {
  const { targets, unresolved } = inventory.graph.resolve(value, undefined, from);
  return targets.flatMap(({ id, certainty }): RuleSource[] => {
    const facet = inventory.graph.resource(id)?.network;
    const all = certainty === 'certain' ? doubts : mergeReasons(doubts, unresolved);
    if (facet?.part === 'prefix-list') return listEntries(inventory, id, all, depth);
    if (facet?.part !== 'vpc' && facet?.part !== 'subnet') return [];
    if (facet.cidrs.length === 0 || value.kind === 'string') return [];
    const owner = inventory.graph.resource(id)!;
    const ranges = facet.cidrs
      .flatMap((cidr) => leaves(cidr))
      .flatMap(({ value: own, doubts: more }): RuleSource[] => {
        const block = own.kind === 'string' ? parseCidr(own.value) : undefined;
        if (!block) return [{ kind: 'site', id: owner.id, doubts: all, assumed: false }];
        const family = { kind: 'cidr', family: block.family, range: [block.range], prefix: block.prefix } as const;
        return [{ ...family, doubts: mergeReasons(all, more), assumed: own.assumed === true }];
      });
    return ranges.filter((source) => wantsFamily(value, source));
  });
}

/** `aws_vpc.main.cidr_block` means the IPv4 block only, `ipv6_cidr_block` the other. */
function wantsFamily(value: Value, source: RuleSource): boolean {
  if (source.kind !== 'cidr' || value.kind !== 'reference') return true;
  const ipv6 = /ipv6/i.test(value.to.path.join('.'));
  return ipv6 === (source.family === 6);
}

function listEntries(inventory: Inventory, id: string, doubts: readonly Reason[], depth: number): RuleSource[] {
  const list = inventory.get(id, 'prefix-list');
  if (!list) return [];
  const name = onlyScalar(list.facet.managedName);
  if (name?.startsWith('com.amazonaws.')) return [{ kind: 'managed-list', name, doubts, assumed: false }];
  const entries = list.facet.entries.flatMap(({ cidr }) => leaves(cidr));
  if (entries.length === 0 && !list.resource.managed) {
    const reason: Reason = { code: 'data', subject: list.resource.address, at: list.resource.location };
    return [{ kind: 'unknown', small: false, doubts: mergeReasons(doubts, [reason]), assumed: false }];
  }
  return entries
    .flatMap((leaf) => addressOf(inventory, leaf, list.resource, depth - 1))
    .map((source) => ({ ...source, doubts: mergeReasons(doubts, source.doubts) }));
}

/** Security groups as the far end of a rule. */
export function readGroups(inventory: Inventory, values: readonly Value[], from: Resource): RuleSource[] {
  const { named, open } = inventory.named(values, from);
  const groups = named.map(
    ({ id, doubts }): RuleSource => ({ kind: 'group', id: groupId(inventory, id), doubts, assumed: false }),
  );
  return open.length > 0 ? [...groups, { kind: 'foreign-group', doubts: open, assumed: false }] : groups;
}

/**
 * A VPC stands for its default group: `aws_vpc.main.default_security_group_id`; a cluster for the group that EKS makes for
 * it: `aws_eks_cluster.main.vpc_config[0].cluster_security_group_id`.
 */
export function groupId(inventory: Inventory, id: string): string {
  const resource = inventory.graph.resource(id);
  if (resource?.network?.part === 'vpc') return defaultGroupId(inventory.vpcOf(resource).key);
  return resource?.network?.part === 'endpoint' && resource.network.clusterGroup === 'also' ? clusterGroupId(id) : id;
}

const clusterPrefix = 'cluster-group ';
export const clusterGroupId = (cluster: string): string => `${clusterPrefix}${cluster}`;
export const isClusterGroup = (id: string): boolean => id.startsWith(clusterPrefix);

export const defaultGroupId = (vpcKey: string): string => `default-group ${vpcKey}`;

/** `${aws_eip.nat.public_ip}/32`: whatever the address, the block is small. A bare address attribute is one host. */
function isSmall(value: Value): boolean {
  if (value.kind === 'reference') return /(_ip|ip_address|PrivateIp|PublicIp)$/i.test(value.to.path.at(-1) ?? '');
  if (value.kind !== 'template') return false;
  const last = value.parts.at(-1);
  const length = typeof last === 'string' ? /\/(\d{1,3})$/.exec(last)?.[1] : undefined;
  return length !== undefined && Number(length) >= 24;
}

/** All ranges of one family that certain sources name. */
export const rangesOf = (sources: readonly RuleSource[], family: Family): Intervals =>
  normaliseIntervals(
    sources.flatMap((source) => (source.kind === 'cidr' && source.family === family ? source.range : [])),
  );
