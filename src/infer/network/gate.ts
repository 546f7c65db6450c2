import { type Location, mergeLocations } from '../../model/location.js';
import type { Tri } from '../../model/tri.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Bounds } from './bounds.js';
import { everyPacket, hasPackets, intersectPackets, noPackets, type PacketSet } from './packets/packet-set.js';
import { atLeast, widest } from './packets/internet.js';

export type GateKind =
  | 'route'
  | 'address'
  | 'nacl'
  | 'security-group'
  | 'block-public-access'
  | 'port'
  | 'network-policy';

/** One of the facts that all must let a packet through, with its evidence. */
export interface Gate {
  readonly kind: GateKind;
  readonly passes: Bounds<PacketSet>;
  /** The places that let these packets through. */
  admits(packets: PacketSet): readonly Location[];
  /** The places to change so that it would. */
  readonly blocks: readonly Location[];
  /** True when it rests on a default of AWS or of a variable. */
  assumed?(packets: PacketSet): boolean;
}

/** A fact without an address of its own: it lets all or nothing through. */
export function triGate(kind: GateKind, ipv4: Tri, ipv6: Tri = ipv4): Gate {
  const limit = (least: readonly Tri['truth'][]): PacketSet => ({
    ipv4: least.includes(ipv4.truth) ? everyPacket.ipv4 : noPackets.ipv4,
    ipv6: least.includes(ipv6.truth) ? everyPacket.ipv6 : noPackets.ipv6,
  });
  return {
    kind,
    passes: {
      must: limit(['yes']),
      may: limit(['yes', 'unknown']),
      reasons: mergeReasons(ipv4.unknowns, ipv6.unknowns),
    },
    admits: (packets) =>
      mergeLocations(packets.ipv4.length > 0 ? ipv4.because : [], packets.ipv6.length > 0 ? ipv6.because : []),
    blocks: mergeLocations(ipv4.because, ipv6.because),
  };
}

/** What passes every gate. */
export function passAll(gates: readonly Gate[], start: PacketSet): Bounds<PacketSet> {
  let must = start;
  let may = start;
  for (const { passes } of gates) {
    if (hasPackets(may)) may = intersectPackets(may, passes.may);
    else return { must: noPackets, may: noPackets, reasons: [] };
    must = passes.must === passes.may && must === may ? may : intersectPackets(must, passes.must);
  }
  return { must, may, reasons: doubtsOf(gates, may) };
}

/** Why it is not sure that these packets pass: the reasons of the gates that do not surely let them all through. */
function doubtsOf(gates: readonly Gate[], packets: PacketSet): readonly Reason[] {
  if (!hasPackets(packets)) return [];
  return mergeReasons(...gates.map(({ passes }) => passes.reasons));
}

/** The one gate that is in the way: without it packets from a wide source would surely pass; undefined when several are. */
export function onlyBlocker(gates: readonly Gate[], start: PacketSet): Gate | undefined {
  const blockers = gates.filter((gate) => {
    if (gate.kind === 'port') return false;
    const { must } = passAll(
      gates.filter((other) => other !== gate),
      start,
    );
    return atLeast(widest(must), 'broad');
  });
  // Where the groups admit some port and something else closes just that one, it is the something else that is in the way.
  const [only, ...more] = blockers.length > 1 ? blockers.filter(({ kind }) => kind !== 'security-group') : blockers;
  return more.length === 0 ? only : undefined;
}
