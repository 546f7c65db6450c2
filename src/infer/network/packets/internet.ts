import { type Boxes, noBoxes } from './boxes.js';
import { parseCidr } from './cidr.js';
import { type Intervals, intersectIntervals, normaliseIntervals, sizeOf, subtractIntervals } from './intervals.js';
import { allAddresses, allPorts, allProtocols, boxesOf, type Family, type PacketSet } from './packet-set.js';

/**
 * IPv4 addresses that no packet from the internet carries: IANA IPv4 Special-Purpose Address Registry (RFC 6890 and
 * successors), entries that are not globally reachable, with multicast and reserved space.
 * Documentation ranges are left in the internet: people write them in examples where an office address would stand.
 */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];

const ranges = (cidrs: readonly string[]): Intervals => normaliseIntervals(cidrs.map((text) => parseCidr(text)!.range));

/** Addresses of the public internet (spec/C1): IPv4 without special-purpose ranges; IPv6 global unicast, RFC 4291. */
export const internet: Readonly<Record<Family, Intervals>> = {
  4: subtractIntervals(allAddresses[4], ranges(special4)),
  6: ranges(['2000::/3']),
};

/** Private IPv4 space of RFC 1918 and shared address space of RFC 6598. */
export const privateSpace4: Intervals = ranges(['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16']);

export const internetPackets: PacketSet = {
  ipv4: [[allProtocols, allPorts, internet[4]]],
  ipv6: [[allProtocols, allPorts, internet[6]]],
};

const internetSize: Readonly<Record<Family, number>> = { 4: sizeOf(internet[4]), 6: sizeOf(internet[6]) };

/** Share of the internet that the addresses cover, from 0 to 1. Set coverage, never a match of strings. */
export const internetCoverage = (family: Family, addresses: Intervals): number =>
  sizeOf(intersectIntervals(addresses, internet[family])) / internetSize[family];

/** How much of the internet a source covers (spec/C1): a /8 or more, a /16 or more, less, nothing. */
export type Width = 'internet-wide' | 'broad' | 'narrow' | 'none';

const widthOrder: readonly Width[] = ['none', 'narrow', 'broad', 'internet-wide'];

export function widthOf(family: Family, addresses: Intervals): Width {
  const coverage = internetCoverage(family, addresses);
  // One /8 is 2^-8 of all IPv4 addresses, so a little more than 2^-8 of the internet.
  if (coverage >= 2 ** -8) return 'internet-wide';
  if (coverage >= 2 ** -16) return 'broad';
  return coverage > 0 ? 'narrow' : 'none';
}

export const wider = (a: Width, b: Width): Width => (widthOrder.indexOf(a) >= widthOrder.indexOf(b) ? a : b);
export const atLeast = (width: Width, least: Width): boolean => widthOrder.indexOf(width) >= widthOrder.indexOf(least);

/** The widest source of any packet in the set. */
export const widest = (set: PacketSet): Width =>
  ([4, 6] as const).reduce<Width>(
    (width, family) => boxesOf(set, family).reduce((sofar, box) => wider(sofar, widthOf(family, box[2]!)), width),
    'none',
  );

/** The part of the set whose ports are open to a source of at least this width. */
export function onlyWide(set: PacketSet, least: Width): PacketSet {
  const keep = (family: Family): Boxes => {
    const boxes = boxesOf(set, family).filter((box) => atLeast(widthOf(family, box[2]!), least));
    return boxes.length > 0 ? boxes : noBoxes;
  };
  return { ipv4: keep(4), ipv6: keep(6) };
}
