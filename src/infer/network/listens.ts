import type { ListenPort } from '../../model/network.js';
import type { Resource } from '../../model/resource.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Bounds } from './bounds.js';
import { noBoxes, unionBoxes } from './packets/boxes.js';
import { everyPort, type PortSet } from './packets/packet-set.js';
import { portRange } from './packets/ports.js';
import { readScalars } from './scalars.js';

/** A load balancer without a listener takes no connections, unless another stack adds one. */
export const noListener = (balancer: Resource): Bounds<PortSet> => ({
  must: noBoxes,
  may: everyPort,
  reasons: [{ code: 'external', subject: `listeners of ${balancer.address}`, at: balancer.location }],
});

/** Declared ports; none declared means that any may be open, and counts as all (spec/C8). */
export function listensOn(ports: readonly ListenPort[]): Bounds<PortSet> {
  if (ports.length === 0) return { must: everyPort, may: everyPort, reasons: [] };
  const must: PortSet[] = [];
  const may: PortSet[] = [];
  const reasons: (readonly Reason[])[] = [];
  for (const { protocol, port, toPort } of ports) {
    const low = readScalars(port);
    const high = toPort ? readScalars(toPort) : low;
    const from = numberIn(low);
    const to = numberIn(high);
    if (from !== undefined && to !== undefined) must.push(portRange(protocol, from, to));
    else {
      reasons.push(low.reasons, high.reasons);
      may.push(portRange(protocol, 0, 65535));
    }
  }
  return {
    must: must.length > 0 ? unionBoxes(...must) : noBoxes,
    may: unionBoxes(...must, ...may),
    reasons: mergeReasons(...reasons),
  };
}

const numberIn = ({ values, complete }: ReturnType<typeof readScalars>): number | undefined => {
  const [text] = values;
  const number = Number(text);
  return complete && values.length === 1 && text !== null && Number.isInteger(number) && number >= 0 && number < 65536
    ? number
    : undefined;
};
