/** An IP network: `address` is the masked base as an integer of `bits` (32 or 128) bits. */
export interface Cidr {
  readonly address: bigint;
  readonly prefix: number;
  readonly bits: 32 | 128;
}

/** Parses as Terraform does: leading zeros in IPv4 octets are decimal, host bits are dropped. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const host = match[1] ?? '';
  const prefix = Number(match[2]);
  const bits = host.includes(':') ? 128 : 32;
  const address = bits === 32 ? parseV4(host) : parseV6(host);
  if (address === undefined || prefix > bits) return undefined;
  const shift = BigInt(bits - prefix);
  return { address: (address >> shift) << shift, prefix, bits };
}

function parseV4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let address = 0n;
  for (const octet of octets) {
    if (!/^\d+$/.test(octet) || Number(octet) > 255) return undefined;
    address = (address << 8n) | BigInt(octet);
  }
  return address;
}

function parseV6(text: string): bigint | undefined {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const v4 = embedded ? parseV4(embedded[2] ?? '') : undefined;
  if (embedded && v4 === undefined) return undefined;
  const plain = v4 === undefined ? text : `${embedded?.[1]}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const groups = (half: string | undefined): string[] => (half ? half.split(':') : []);
  const head = groups(halves[0]);
  const tail = groups(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

export const formatCidr = ({ address, prefix, bits }: Cidr): string => `${formatAddress(address, bits)}/${prefix}`;

/** Go's net.IP.String: RFC 5952, the longest run of two or more zero groups shortened. */
export function formatAddress(address: bigint, bits: 32 | 128): string {
  // Go prints an IPv4-mapped address as IPv4.
  if (bits === 128 && address >> 32n === 0xffffn) return formatAddress(address & 0xffffffffn, 32);
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const run = longestZeroRun(groups);
  if (run.length < 2) return groups.join(':');
  return `${groups.slice(0, run.start).join(':')}::${groups.slice(run.start + run.length).join(':')}`;
}

function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === '0') end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}
