import type { Value } from '../../model/value.js';
import { fromJson } from '../../model/values.js';

/** Deeper JSON than this is not what a person or tool writes. */
const maxDepth = 200;

/** The structure behind a document: itself, what was encoded, or what its JSON text says. Undefined when it cannot be read. */
export function structureOf(value: Value | undefined): Value | undefined {
  if (value?.kind === 'map' || value?.kind === 'list') return value;
  if (value?.kind !== 'string' && value?.kind !== 'template') return undefined;
  if (value.json) return value.json;
  if (value.kind === 'template') return undefined;
  try {
    const data: unknown = JSON.parse(value.value);
    return depthOf(data, maxDepth) ? fromJson(data, value.at) : undefined;
  } catch {
    return undefined;
  }
}

function depthOf(data: unknown, left: number): boolean {
  if (left === 0) return false;
  if (typeof data !== 'object' || data === null) return true;
  return Object.values(data).every((item) => depthOf(item, left - 1));
}
