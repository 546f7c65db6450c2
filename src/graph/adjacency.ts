import type { Relation, RelationKind } from '../model/relation.js';

const none: readonly Relation[] = [];

/** Relations by one of their ends, and by end and kind: a hub has thousands, of which a question wants one kind. */
export class Adjacency {
  private readonly all = new Map<string, Relation[]>();
  private readonly byKind = new Map<string, Map<RelationKind, Relation[]>>();

  add(end: string, relation: Relation): void {
    const list = this.all.get(end);
    if (list) list.push(relation);
    else this.all.set(end, [relation]);
    const kinds = this.byKind.get(end);
    const same = kinds?.get(relation.kind);
    if (same) same.push(relation);
    else if (kinds) kinds.set(relation.kind, [relation]);
    else this.byKind.set(end, new Map([[relation.kind, [relation]]]));
  }

  of(end: string, kind: RelationKind | undefined): readonly Relation[] {
    return (kind === undefined ? this.all.get(end) : this.byKind.get(end)?.get(kind)) ?? none;
  }
}
