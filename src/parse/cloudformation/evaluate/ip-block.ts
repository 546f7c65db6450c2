import ipaddr from 'ipaddr.js';

export interface IpBlock {
  readonly address: bigint;
  readonly prefix: number;
  readonly width: 32 | 128;
}

/** `10.0.0.0/16` or an IPv6 block; undefined for anything else. */
export function parseBlock(text: string): IpBlock | undefined {
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [address, prefix] = ipaddr.parseCIDR(text);
  const bytes = address.toByteArray();
  return {
    address: bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n),
    prefix,
    width: bytes.length === 4 ? 32 : 128,
  };
}

/** The address as text. */
export function formatAddress(address: bigint, width: 32 | 128): string {
  const bytes = Array.from({ length: width / 8 }, (_, i) => Number((address >> BigInt(width - 8 * (i + 1))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}
