import { type Connection, connect, groupStep, networkOf, verdict } from './connection.js';
import type { Attachment, Placement } from './endpoint.js';
import type { Forwarding } from './forwarding.js';
import { groupGate, type NetworkRules } from './inbound.js';
import { noBoxes, unionBoxes } from './packets/boxes.js';
import { internetPackets, onlyWide } from './packets/internet.js';
import type { Intervals } from './packets/intervals.js';
import { intersectPackets, type PortSet, portsOf } from './packets/packet-set.js';
import { type Peer, peerOf } from './peer.js';

/** Prefix list of the addresses from which CloudFront calls origins. */
const cloudFrontList = 'com.amazonaws.global.cloudfront.origin-facing';

/** CloudFront as the far end of a connection to an origin; a VPC origin comes from an interface in the VPC. */
export function cloudFrontPeer({ subnet }: Attachment, network: Intervals | undefined, inVpc: boolean): Peer {
  const ipv4 = inVpc ? (subnet.ipv4 ?? network) : cloudFrontAddresses;
  return {
    family: 4,
    ...(ipv4 && { addresses: ipv4 }),
    vpc: subnet.vpc,
    sites: new Set(inVpc && subnet.vpc.id !== undefined ? [subnet.vpc.id, subnet.id] : []),
    groups: new Map(),
    otherGroups: inVpc ? [{ code: 'external', subject: 'CloudFront-VPCOrigins-Service-SG' }] : [],
    lists: new Set([cloudFrontList]),
    name: 'CloudFront',
  };
}

/** Its ranges change; all are in public space, so that only a rule for everybody surely covers them. */
const cloudFrontAddresses = internetPackets.ipv4[0]![2]!;

/** A load balancer opens the connection from its own interfaces, unless it keeps the client's address (spec/C9). */
export function throughBalancer(
  rules: NetworkRules,
  balancer: Placement,
  target: Placement,
  step: Forwarding,
  wanted: PortSet,
  clientOnInternet: boolean,
): Connection {
  const own = connect(rules, balancer, target, wanted);
  if (!clientOnInternet || !keepsClientAddress(balancer, target, step)) return own;
  return withClientAddress(rules, balancer, target, wanted);
}

/** Network load balancers: on for instance targets, off for address targets of TCP and TLS, or as the target group says. */
export function keepsClientAddress(balancer: Placement, target: Placement, { attrs }: Forwarding): boolean {
  if (balancer.facet.balancer !== 'network') return false;
  const said = attrs['preserveClientIp'];
  if (said === true || said === 'true') return true;
  if (said === false || said === 'false') return false;
  const type = attrs['targetType'];
  if (type === 'instance') return true;
  const protocol = String(attrs['protocol'] ?? 'tcp');
  if (type === 'ip') return protocol === 'udp' || protocol === 'tcp_udp';
  return type === undefined && target.facet.role === 'host';
}

/** The target sees clients of the internet, and group references still match the balancer's groups. */
function withClientAddress(rules: NetworkRules, balancer: Placement, target: Placement, wanted: PortSet): Connection {
  const gate = groupGate(target);
  const open = (limit: 'must' | 'may'): PortSet =>
    portsOf(onlyWide(intersectPackets(gate.passes[limit], internetPackets), 'broad'));
  const [attachment] = balancer.attachments;
  const byGroup = attachment
    ? groupStep(target, 'ingress', groupsOnly(peerOf(balancer, attachment, networkOf(rules, attachment))))
    : undefined;
  const clients = verdict(
    [
      {
        kind: 'security-group',
        must: unionBoxes(open('must'), byGroup?.must ?? noBoxes),
        may: unionBoxes(open('may'), byGroup?.may ?? noBoxes),
        reasons: gate.passes.reasons,
        because: [...gate.admits(internetPackets), ...(byGroup?.because ?? [])],
        blocks: gate.blocks,
      },
      { kind: 'port', ...target.listens, because: [], blocks: [] },
    ],
    wanted,
  );
  return clients;
}

/** With the client's address on the packet, rules for the balancer's addresses do not match. */
const groupsOnly = (peer: Peer): Peer => ({ ...peer, addresses: [[0, 1]], network: [[0, 1]], sites: new Set() });
