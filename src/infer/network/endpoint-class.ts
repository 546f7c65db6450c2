import type { Placement } from './endpoint.js';
import type { Reason } from '../../model/unknown.js';
import { boxesKey } from './packets/boxes.js';

/** Endpoints that no rule can tell apart: analysed once (spec/C2). */
export interface EndpointClass {
  readonly id: string;
  /** Resource ids, sorted. */
  readonly members: readonly string[];
  /** The first member's placement; evidence of its own address and attributes aside, it stands for all. */
  readonly placement: Placement;
}

/** Groups placements by subnets, security groups, public addresses and ports. Deterministic: ids follow the sorted members. */
export function classify(placements: readonly Placement[]): EndpointClass[] {
  const groups = new Map<string, Placement[]>();
  for (const placement of placements) {
    const key = classKey(placement);
    const group = groups.get(key);
    if (group) group.push(placement);
    else groups.set(key, [placement]);
  }
  return [...groups.values()].map((group, index) => ({
    id: `class ${index}`,
    members: group.map(({ resource }) => resource.id),
    placement: group[0]!,
  }));
}

function classKey({ attachments, groups, unfiltered, listens, spread, facet }: Placement): string {
  const places = attachments
    .map(({ subnet, doubts, public4, public6 }) =>
      [subnet.id, reasonsKey(doubts), public4.truth, reasonsKey(public4.unknowns), public6.truth].join('~'),
    )
    .sort();
  const carried = groups.map(({ group, doubts }) => `${group.id}~${reasonsKey(doubts)}`).sort();
  const ports = `${boxesKey(listens.must)}~${boxesKey(listens.may)}`;
  return [places.join('\n'), carried.join('\n'), unfiltered, ports, spread, facet.balancer ?? ''].join('\n\n');
}

const reasonsKey = (reasons: readonly Reason[]): string =>
  reasons.map(({ code, subject }) => `${code} ${subject}`).join(',');
