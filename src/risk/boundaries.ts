import type { TrustBoundary } from '../model/analysis.js';

/** Innermost network boundary of every resource that has one. */
export function innermostZones(boundaries: readonly TrustBoundary[]): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  for (const boundary of boundaries) {
    if (boundary.dimension !== 'network') continue;
    for (const member of boundary.members) zones.set(member, boundary.id);
  }
  return zones;
}
