import type { Value } from '../../model/value.js';
import { boolValue } from '../../model/values.js';

/** Whether a balancer takes connections from the internet over IPv4: `facing`, unless its address type rules that out. */
export const publicIpv4 = (type: Value | undefined, facing: Value | undefined): Value | undefined =>
  type?.kind === 'string' && type.value === 'dualstack-without-public-ipv4' ? boolValue(false, type.at) : facing;

/**
 * Whether it does over IPv6: dual-stack balancers that face the internet; the IPv6 addresses of an internal one are kept
 * from it (Elastic Load Balancing User Guide, "IP address type"). An address type that is not known stays unknown.
 */
export function publicIpv6(type: Value | undefined, facing: Value | undefined): Value | undefined {
  if (type?.kind !== 'string') return type;
  return type.value.toLowerCase().startsWith('dualstack') ? (facing ?? boolValue(true, type.at)) : undefined;
}
