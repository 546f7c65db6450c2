import type { Declaration } from '../model/declaration.js';
import type { KindDefinition } from './kind.js';

/** Finds kinds: by a declaration's dialect and type, or by the kind's own type. */
export interface KindIndex {
  of(declaration: Declaration): KindDefinition | undefined;
  byType(type: string): KindDefinition | undefined;
}

export function kindIndex(kinds: readonly KindDefinition[]): KindIndex {
  const byName = new Map<string, KindDefinition>();
  const byType = new Map<string, KindDefinition>();
  for (const kind of kinds) {
    byType.set(kind.type, kind);
    for (const [dialect, names] of Object.entries(kind.dialects)) {
      for (const name of [names].flat()) byName.set(`${dialect} ${name}`, kind);
    }
  }
  return {
    of: (declaration) => byName.get(`${declaration.dialect} ${declaration.type}`),
    byType: (type) => byType.get(type),
  };
}
