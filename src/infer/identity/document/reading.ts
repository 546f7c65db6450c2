import type { Diagnostic } from '../../../model/diagnostic.js';
import type { Location } from '../../../model/location.js';
import type { MapValue, Value } from '../../../model/value.js';
import type { Namer } from './texts.js';

/** What one statement is read with. */
export interface Reading {
  readonly namer: Namer;
  readonly diagnostics: Diagnostic[];
  /** Where a part without a place of its own is said to be. */
  readonly at: Location;
  readonly variables: boolean;
}

/** Member of a policy element by lower-case name; AWS writes `Statement`, some dialects `statement`. */
export function member(map: MapValue, name: string): Value | undefined {
  for (const [key, value] of map.entries) if (key.toLowerCase() === name) return value;
  return undefined;
}
