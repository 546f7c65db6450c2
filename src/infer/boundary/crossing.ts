import type { TrustBoundary } from '../../model/analysis.js';

/** Answers which boundaries lie between two resources. */
export interface Crossings {
  between(from: string, to: string): readonly string[];
  /** Innermost network boundary of a resource. */
  zoneOf(id: string): string | undefined;
}

/**
 * Boundaries crossed by going from one resource to another: those that hold exactly one of the two, in every dimension in
 * which both have a place (the symmetric difference of the two chains of zones).
 */
export function crossings(boundaries: readonly TrustBoundary[]): Crossings {
  const parents = new Map(boundaries.map((b) => [b.id, b.parent]));
  const zones = new Map<string, Map<string, string>>();
  for (const boundary of boundaries) {
    for (const member of boundary.members) {
      const own = zones.get(member) ?? new Map<string, string>();
      zones.set(member, own.set(boundary.dimension, boundary.id));
    }
  }
  const chain = (zone: string | undefined): readonly string[] => {
    const ids: string[] = [];
    for (let id = zone; id !== undefined && ids.length < 64; id = parents.get(id)) ids.push(id);
    return ids;
  };
  return {
    between(from, to) {
      const a = zones.get(from);
      const b = zones.get(to);
      if (!a || !b) return [];
      return [...a].flatMap(([dimension, zone]) => {
        const other = b.get(dimension);
        return other === undefined || other === zone ? [] : difference(chain(zone), chain(other));
      });
    },
    zoneOf: (id) => zones.get(id)?.get('network'),
  };
}

const difference = (a: readonly string[], b: readonly string[]): readonly string[] => [
  ...a.filter((id) => !b.includes(id)),
  ...b.filter((id) => !a.includes(id)),
];
