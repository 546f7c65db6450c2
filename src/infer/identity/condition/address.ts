import ipaddr from 'ipaddr.js';
import type { Truth } from '../../../model/tri.js';
import { isUndecided } from '../pattern/symbol.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Is the request's address (or range) inside the policy's CIDR block? */
export function compareAddress(policy: string, request: string): Truth {
  if (policy === request) return 'yes';
  if (isUndecided(policy) || isUndecided(request)) return 'unknown';
  const block = parseRange(policy);
  const given = parseRange(request);
  if (!block || !given || block[0].kind() !== given[0].kind() || given[1] < block[1]) return 'no';
  return contains(block, given[0]) ? 'yes' : 'no';
}

/** Is the block so wide that somebody on the internet is in it? Broader than /8 (IPv6: /32), and not private (spec/D3). */
export function isWide(cidr: string): Truth {
  if (isUndecided(cidr)) return 'unknown';
  const block = parseRange(cidr);
  if (!block) return 'no';
  return block[1] < (block[0].kind() === 'ipv4' ? 8 : 32) ? 'yes' : 'no';
}

function contains(block: Range, address: Range[0]): boolean {
  return address.kind() === 'ipv4'
    ? (address as ipaddr.IPv4).match(block as [ipaddr.IPv4, number])
    : (address as ipaddr.IPv6).match(block as [ipaddr.IPv6, number]);
}

function parseRange(text: string): Range | undefined {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text);
    const address = ipaddr.parse(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch {
    return undefined;
  }
}
