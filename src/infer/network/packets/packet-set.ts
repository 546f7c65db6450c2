import {
  type Boxes,
  boxesMeet,
  coversBoxes,
  intersectBoxes,
  noBoxes,
  normaliseBoxes,
  subtractBoxes,
  unionBoxes,
} from './boxes.js';
import { type Intervals, unionIntervals } from './intervals.js';

export type Family = 4 | 6;

/** Packets of one IP version. `ports` is the destination port, or the ICMP type; `addresses` the far end. Half-open. */
export interface Cube {
  readonly family: Family;
  readonly protocols: Intervals;
  readonly ports: Intervals;
  readonly addresses: Intervals;
}

/** An exact set of packets (spec/C1). Boxes have the dimensions protocol, port, address; canonical, so equal sets are equal. */
export interface PacketSet {
  readonly ipv4: Boxes;
  readonly ipv6: Boxes;
}

/** Protocols and ports without addresses: boxes with the dimensions protocol, port. */
export type PortSet = Boxes;

export const allProtocols: Intervals = [[0, 256]];
export const allPorts: Intervals = [[0, 65536]];
export const allAddresses: Readonly<Record<Family, Intervals>> = { 4: [[0, 2 ** 32]], 6: [[0n, 1n << 128n]] };

export const everyPort: PortSet = [[allProtocols, allPorts]];
export const noPackets: PacketSet = { ipv4: noBoxes, ipv6: noBoxes };
export const everyPacket: PacketSet = {
  ipv4: [[allProtocols, allPorts, allAddresses[4]]],
  ipv6: [[allProtocols, allPorts, allAddresses[6]]],
};

const byFamily = (make: (side: 'ipv4' | 'ipv6') => Boxes): PacketSet => ({ ipv4: make('ipv4'), ipv6: make('ipv6') });

export const boxesOf = (set: PacketSet, family: Family): Boxes => (family === 4 ? set.ipv4 : set.ipv6);

export function packetSet(cubes: readonly Cube[]): PacketSet {
  const of = (family: Family): Boxes =>
    normaliseBoxes(
      cubes.filter((cube) => cube.family === family).map((cube) => [cube.protocols, cube.ports, cube.addresses]),
    );
  return { ipv4: of(4), ipv6: of(6) };
}

export const cubesOf = (set: PacketSet): Cube[] =>
  ([4, 6] as const).flatMap((family) =>
    boxesOf(set, family).map(([protocols, ports, addresses]) => ({
      family,
      protocols: protocols!,
      ports: ports!,
      addresses: addresses!,
    })),
  );

/** The packets to these ports from (or to) these addresses. */
export function packetsOf(ports: PortSet, family: Family, addresses: Intervals): PacketSet {
  const boxes = normaliseBoxes(ports.map((box) => [...box, addresses]));
  return family === 4 ? { ipv4: boxes, ipv6: noBoxes } : { ipv4: noBoxes, ipv6: boxes };
}

/** The packets to these ports whatever the address. */
export const anyAddress = (ports: PortSet): PacketSet => ({
  ipv4: ports.map((box) => [...box, allAddresses[4]]),
  ipv6: ports.map((box) => [...box, allAddresses[6]]),
});

export const unionPackets = (...sets: readonly PacketSet[]): PacketSet =>
  byFamily((side) => unionBoxes(...sets.map((set) => set[side])));
export function intersectPackets(a: PacketSet, b: PacketSet): PacketSet {
  if (a === everyPacket || a === b) return b;
  return b === everyPacket ? a : byFamily((side) => intersectBoxes(a[side], b[side]));
}
export const subtractPackets = (a: PacketSet, b: PacketSet): PacketSet =>
  byFamily((side) => subtractBoxes(a[side], b[side]));
export const packetsMeet = (a: PacketSet, b: PacketSet): boolean =>
  boxesMeet(a.ipv4, b.ipv4) || boxesMeet(a.ipv6, b.ipv6);
export const coversPackets = (outer: PacketSet, inner: PacketSet): boolean =>
  coversBoxes(outer.ipv4, inner.ipv4) && coversBoxes(outer.ipv6, inner.ipv6);
export const hasPackets = (set: PacketSet): boolean => set.ipv4.length > 0 || set.ipv6.length > 0;

/** Every port that some packet of the set goes to. */
export const portsOf = (set: PacketSet): PortSet =>
  normaliseBoxes([...set.ipv4, ...set.ipv6].map((box) => box.slice(0, 2)));

/** Every address that some packet of the set comes from (or goes to). */
export const addressesOf = (set: PacketSet, family: Family): Intervals =>
  unionIntervals(...boxesOf(set, family).map((box) => box[2]!));
