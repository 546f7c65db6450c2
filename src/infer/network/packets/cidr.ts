import type { Interval } from './intervals.js';
import type { Family } from './packet-set.js';

/** A block of addresses as a half-open interval: numbers for IPv4, big integers for IPv6. */
export interface CidrBlock {
  readonly family: Family;
  readonly range: Interval;
  readonly prefix: number;
}

/** Reads `10.0.0.0/8`, `::/0`, or a bare address as a block of one. Undefined for anything else (RFC 4632, RFC 4291). */
export function parseCidr(text: string): CidrBlock | undefined {
  const [address, length, extra] = text.trim().split('/');
  if (address === undefined || extra !== undefined) return undefined;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  return address.includes(':') ? block6(address, length) : block4(address, length);
}

function block4(address: string, length: string | undefined): CidrBlock | undefined {
  const start = parseIpv4(address);
  const prefix = length === undefined ? 32 : Number(length);
  if (start === undefined || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const low = Math.floor(start / size) * size;
  return { family: 4, range: [low, low + size], prefix };
}

function block6(address: string, length: string | undefined): CidrBlock | undefined {
  const start = parseIpv6(address);
  const prefix = length === undefined ? 128 : Number(length);
  if (start === undefined || prefix > 128) return undefined;
  const shift = BigInt(128 - prefix);
  const low = (start >> shift) << shift;
  return { family: 6, range: [low, low + (1n << shift)], prefix };
}

function parseIpv4(text: string): number | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256)) return undefined;
  return octets.reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groupsOf);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])];
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(group), 0n);
}

/** The 16-bit groups between two double colons; the last may be a dotted IPv4 address. */
function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const ipv4 = index === parts.length - 1 && part.includes('.') ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(Math.floor(ipv4 / 65536), ipv4 % 65536);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** `10.0.0.0/8`; an interval that is no block prints as its first and last address. */
export function formatRange(family: Family, [low, high]: Interval): string {
  const size = BigInt(high) - BigInt(low);
  const bits = size.toString(2).length - 1;
  const total = family === 4 ? 32 : 128;
  const isBlock = size === 1n << BigInt(bits) && BigInt(low) % size === 0n;
  if (isBlock) return `${formatAddress(family, BigInt(low))}/${total - bits}`;
  return `${formatAddress(family, BigInt(low))}-${formatAddress(family, BigInt(high) - 1n)}`;
}

function formatAddress(family: Family, address: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  ).join(':');
  const zeros = [...groups.matchAll(/(?:^|:)(?:0(?::|$)){2,}/g)].sort((a, b) => b[0].length - a[0].length)[0];
  return zeros ? `${groups.slice(0, zeros.index)}::${groups.slice(zeros.index + zeros[0].length)}` : groups;
}
