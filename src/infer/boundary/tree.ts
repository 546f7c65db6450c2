import type { BoundaryDimension, TrustBoundary } from '../../model/analysis.js';
import type { Location } from '../../model/location.js';

interface Draft {
  readonly label: string;
  readonly parent: string | undefined;
  readonly members: string[];
  readonly because: readonly Location[];
}

/** Collects nested zones of one dimension. A zone that is added again stays as it was: one piece of evidence is enough. */
export class BoundaryTree {
  private readonly zones = new Map<string, Draft>();

  constructor(private readonly dimension: BoundaryDimension) {}

  add(id: string, label: string, parent: string | undefined, because: readonly Location[] = []): void {
    if (!this.zones.has(id)) this.zones.set(id, { label, parent, members: [], because });
  }

  place(zone: string, member: string): void {
    this.zones.get(zone)?.members.push(member);
  }

  /** Zones that hold something, themselves or in a zone inside them. */
  boundaries(): readonly TrustBoundary[] {
    const held = new Set<string>();
    for (const [id, zone] of this.zones) {
      let at: string | undefined = zone.members.length > 0 ? id : undefined;
      while (at !== undefined && !held.has(at)) {
        held.add(at);
        at = this.zones.get(at)?.parent;
      }
    }
    return [...this.zones].flatMap(([id, zone]) => (held.has(id) ? [this.boundary(id, zone)] : []));
  }

  private boundary(id: string, zone: Draft): TrustBoundary {
    return {
      id,
      dimension: this.dimension,
      label: zone.label,
      ...(zone.parent !== undefined && { parent: zone.parent }),
      members: zone.members,
      because: zone.because,
    };
  }
}
