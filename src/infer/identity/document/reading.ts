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

/**
 * Member of a policy element by lower-case name; AWS writes `Statement`, some dialects `statement`. One that a partly known
 * element does not show is unknown.
 */
export function member(map: MapValue, name: string): Value | undefined {
  return shownMember(map, name) ?? (map.open && { kind: 'unknown', reasons: map.open, ...(map.at && { at: map.at }) });
}

/** As `member`, but undefined as well for what a partly known element may still have. */
export function shownMember(map: MapValue, name: string): Value | undefined {
  for (const [key, value] of map.entries) if (key.toLowerCase() === name) return value;
  return undefined;
}
