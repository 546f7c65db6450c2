import { type Location, mergeLocations } from '../../model/location.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Bounds } from './bounds.js';
import type { Attachment, Placement } from './endpoint.js';
import type { VpcKey } from './inventory.js';
import { noBoxes, unionBoxes } from './packets/boxes.js';
import { coversIntervals, type Intervals, intersectIntervals } from './packets/intervals.js';
import type { Family, PortSet } from './packets/packet-set.js';
import { addressesIn } from './subnet.js';
import type { RuleSource } from './rule-source.js';
import { placeOf, type TrafficRule } from './security-group.js';

/** The far end of a connection inside private networks, as rules see it: its private addresses and its groups. */
export interface Peer {
  /** The IP version that the connection is made with; group references hold for both. */
  readonly family: Family;
  /** The addresses of that version that it has one of; undefined when not known. */
  readonly addresses?: Intervals;
  /** Addresses of its VPC, when known. */
  readonly network?: Intervals;
  readonly vpc: VpcKey;
  /** Ids of its subnet and VPC, for rules that name them. */
  readonly sites: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, readonly Reason[]>;
  /** Why it may carry other groups. */
  readonly otherGroups: readonly Reason[];
  /** AWS-managed prefix lists that it is in. */
  readonly lists: ReadonlySet<string>;
  /** For reasons: what its address is the address of. */
  readonly name: string;
}

const peers: Readonly<Record<Family, WeakMap<Attachment, Peer>>> = { 4: new WeakMap(), 6: new WeakMap() };

/** Worked out once for each attachment, which belongs to one placement. */
export function peerOf(
  placement: Placement,
  attachment: Attachment,
  network: Intervals | undefined,
  family: Family = 4,
): Peer {
  const present = peers[family].get(attachment);
  if (present) return present;
  const peer = readPeer(placement, attachment, network, family);
  peers[family].set(attachment, peer);
  return peer;
}

function readPeer(placement: Placement, { subnet }: Attachment, network: Intervals | undefined, family: Family): Peer {
  const addresses = addressesIn(subnet, family);
  const groups = new Map<string, readonly Reason[]>([[placement.resource.id, []]]);
  let otherGroups: readonly Reason[] = [];
  for (const { group, doubts } of placement.groups) {
    if (group.id.startsWith('?')) otherGroups = mergeReasons(otherGroups, group.inbound.reasons);
    else groups.set(group.id, doubts);
  }
  return {
    family,
    ...(addresses && { addresses }),
    ...(network && network.length > 0 && { network }),
    vpc: subnet.vpc,
    sites: new Set([subnet.id, ...(subnet.vpc.id === undefined ? [] : [subnet.vpc.id])]),
    groups,
    otherGroups,
    lists: new Set(),
    name: placement.resource.address,
  };
}

/** The ports that rules open to (or for) a peer, and the rules that do. */
export interface RuleMatch extends Bounds<PortSet> {
  readonly because: readonly Location[];
}

const matches = new WeakMap<Peer, Map<readonly TrafficRule[], RuleMatch>>();

/** Many classes share a group: each list of rules is held against a peer once. */
export function matchRules(rules: readonly TrafficRule[], peer: Peer): RuleMatch {
  const known = matches.get(peer) ?? new Map<readonly TrafficRule[], RuleMatch>();
  matches.set(peer, known);
  const present = known.get(rules);
  if (present) return present;
  const match = workOut(rules, peer);
  known.set(rules, match);
  return match;
}

function workOut(rules: readonly TrafficRule[], peer: Peer): RuleMatch {
  const must: PortSet[] = [];
  const may: PortSet[] = [];
  const reasons: (readonly Reason[])[] = [];
  const because: Location[] = [];
  for (const rule of rules) {
    const match = bestMatch(rule.sources, peer);
    if (match === 'no') continue;
    if (match === 'yes') must.push(rule.ports.must);
    else reasons.push(match);
    may.push(rule.ports.may);
    reasons.push(rule.ports.reasons);
    because.push(...placeOf(rule));
  }
  return {
    must: must.length > 0 ? unionBoxes(...must) : noBoxes,
    may: may.length > 0 ? unionBoxes(...may) : noBoxes,
    reasons: mergeReasons(...reasons),
    because: mergeLocations(because),
  };
}

type Match = 'yes' | 'no' | readonly Reason[];

function bestMatch(sources: readonly RuleSource[], peer: Peer): Match {
  let doubts: readonly Reason[] | undefined;
  for (const source of sources) {
    const match = matchSource(source, peer);
    if (match === 'yes' && source.doubts.length === 0) return 'yes';
    if (match === 'no') continue;
    doubts = mergeReasons(doubts ?? [], match === 'yes' ? [] : match, source.doubts);
  }
  return doubts ?? 'no';
}

function matchSource(source: RuleSource, peer: Peer): Match {
  switch (source.kind) {
    case 'cidr':
      return source.family === peer.family ? matchRange(source.range, source.prefix, peer) : 'no';
    case 'group': {
      const doubts = peer.groups.get(source.id);
      if (doubts) return doubts.length === 0 ? 'yes' : doubts;
      return peer.otherGroups.length > 0 ? peer.otherGroups : 'no';
    }
    case 'foreign-group':
      return peer.otherGroups.length > 0 ? mergeReasons(source.doubts, peer.otherGroups) : 'no';
    case 'managed-list':
      return peer.lists.has(source.name) ? 'yes' : 'no';
    case 'site':
      return peer.sites.has(source.id) ? 'yes' : 'no';
    case 'unknown':
      return source.doubts;
  }
}

/** The peer has one address of its subnet; a rule for a part of the subnet may or may not mean it. */
function matchRange(range: Intervals, prefix: number, peer: Peer): Match {
  if (prefix === 0) return 'yes';
  const own = peer.addresses ?? peer.network;
  if (own === undefined) return [address(peer)];
  if (coversIntervals(range, own)) return 'yes';
  return intersectIntervals(range, own).length === 0 ? 'no' : [address(peer)];
}

const address = (peer: Peer): Reason => ({ code: 'computed', subject: `private address of ${peer.name}` });
