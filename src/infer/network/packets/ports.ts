import { intersectBoxes, noBoxes, normaliseBoxes } from './boxes.js';
import { type Intervals, sizeOf, subtractIntervals } from './intervals.js';
import { allPorts, everyPort, type PortSet } from './packet-set.js';

/** IANA protocol numbers that rules name. */
export const protocolNumbers: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };
const protocolNames = new Map(Object.entries(protocolNumbers).map(([name, number]) => [number, name]));

export const tcp: Intervals = [[6, 7]];
const tcpUdp: Intervals = [
  [6, 7],
  [17, 18],
];

/** Ports from `from` to `to`, both included, of one protocol. */
export const portRange = (protocol: 'tcp' | 'udp' | 'any', from: number, to: number = from): PortSet =>
  normaliseBoxes([[protocol === 'any' ? tcpUdp : single(protocolNumbers[protocol]!), [[from, to + 1]]]]);

export const single = (number: number): Intervals => [[number, number + 1]];

/** Client ports that an answer may go to (spec/C6). */
export const ephemeralTcp: PortSet = [[tcp, [[1024, 65536]]]];

/** Ports of remote administration: ssh, telnet, RDP, WinRM. */
export const adminPorts: PortSet = normaliseBoxes([22, 23, 3389, 5985, 5986].flatMap((port) => portRange('tcp', port)));

/** How many TCP and UDP ports the set has. */
export const countPorts = (set: PortSet): number =>
  intersectBoxes(set, [[tcpUdp, allPorts]]).reduce(
    (sum, [protocols, ports]) => sum + sizeOf(protocols!) * sizeOf(ports!),
    0,
  );

/** `tcp/22`, `tcp/8000-8100`, `icmp`, `all`, sorted by protocol and port; protocols without a name are `protocol/47`. */
export function formatPorts(set: PortSet): string[] {
  if (set.length === 0) return [];
  if (set.length === 1 && sizeOf(set[0]![0]!) === 256 && sizeOf(set[0]![1]!) === 65536) return ['all'];
  const named = [...protocolNames].sort(([a], [b]) => a - b);
  const lines = named.flatMap(([number, name]) => formatProtocol(name, portsOfProtocol(set, number)));
  return [...lines, ...formatOthers(set)];
}

function portsOfProtocol(set: PortSet, protocol: number): Intervals {
  const inside = intersectBoxes(set, [[single(protocol), allPorts]]);
  return inside[0]?.[1] ?? [];
}

function formatProtocol(name: string, ports: Intervals): string[] {
  if (ports.length === 0) return [];
  if (name.startsWith('icmp')) return [name];
  return ports.map(([low, high]) => {
    const last = Number(high) - 1;
    return Number(low) === last ? `${name}/${low}` : `${name}/${low}-${last}`;
  });
}

/** Protocols without a name: one by one when few, else `other`. */
function formatOthers(set: PortSet): string[] {
  const rest = set.flatMap(([protocols]) => protocols!);
  const unnamed = subtractIntervals(
    normaliseBoxes(rest.map((interval) => [[interval]]))[0]?.[0] ?? [],
    [...protocolNames.keys()].sort((a, b) => a - b).map((number) => [number, number + 1] as const),
  );
  const count = sizeOf(unnamed);
  if (count > 8) return ['other'];
  return unnamed.flatMap(([low, high]) =>
    Array.from({ length: Number(high) - Number(low) }, (_, index) => `protocol/${Number(low) + index}`),
  );
}

/** Reads `tcp/22`, `udp/53`, `tcp/8000-8100`, `443` (TCP) or `all`. Undefined when it is none of these. */
export function parsePorts(text: string): PortSet | undefined {
  if (text === 'all') return everyPort;
  const match = /^(?:(tcp|udp|any)\/)?(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, protocol = 'tcp', from, to] = match;
  const low = Number(from);
  const high = to === undefined ? low : Number(to);
  if (low > high || high > 65535) return undefined;
  return portRange(protocol as 'tcp' | 'udp' | 'any', low, high);
}

export const protocolPorts = (protocols: Intervals, ports: Intervals = allPorts): PortSet =>
  protocols.length === 0 || ports.length === 0 ? noBoxes : [[protocols, ports]];
