import type { ListValue, MapValue, UnknownValue, Value } from '../../../model/value.js';
import { deepReasons, surfaceReferences } from './marks.js';

/**
 * Collections of which some members are known and others are not: a list with an unknown item marked `rest`, a map
 * with `open`. Whoever does not deal with them takes `closed`, the plain unknown, which is never wrong.
 */

/** Stands for any number of further items. */
export const isRest = (value: Value): value is UnknownValue => value.kind === 'unknown' && value.rest === true;

const places = new WeakMap<readonly Value[], number>();

/** Where the rest stands, -1 when there is none. Long lists are searched once, however often they are indexed. */
export function restIndex(items: readonly Value[]): number {
  if (items.length < 16) return items.findIndex(isRest);
  const known = places.get(items);
  if (known !== undefined) return known;
  const place = items.findIndex(isRest);
  places.set(items, place);
  return place;
}

declare const PARTIAL: unique symbol;
/** The brand only keeps a negative answer from ruling out lists and maps. */
export type PartialCollection = (ListValue | MapValue) & { readonly [PARTIAL]: true };

/** True for a list or map that may have more members than it shows. */
export const isPartial = (value: Value): value is PartialCollection =>
  (value.kind === 'list' && restIndex(value.items) >= 0) || (value.kind === 'map' && value.open !== undefined);

/** The further items that an unknown list stands for. */
export function restOf(value: Value): UnknownValue {
  const refs = surfaceReferences(value);
  return {
    kind: 'unknown',
    reasons: value.kind === 'map' && value.open ? value.open : deepReasons(value),
    rest: true,
    ...(refs && refs.length > 0 && { refs }),
    ...(value.sensitive && { sensitive: true }),
  };
}

/** What is not shown of a partial collection, as an unknown of its own. */
export function hiddenOf(value: ListValue | MapValue): UnknownValue {
  if (value.kind === 'map') {
    const { rest: _, ...hidden } = restOf(value);
    return hidden;
  }
  const { rest: _, ...hidden } = restOf({ ...value, items: value.items.filter(isRest) });
  const refs = value.items.flatMap((item) => (isRest(item) ? (item.refs ?? []) : []));
  return { ...hidden, ...(refs.length > 0 && { refs }) };
}

/** A partial collection as the unknown that Terraform itself would see; anything else as it is. */
export function closed(value: Value): Value {
  if (!isPartial(value)) return value;
  const hidden = hiddenOf(value);
  return {
    ...hidden,
    type: value.collection,
    ...(value.at && { at: value.at }),
    ...(value.refs && { refs: [...value.refs, ...(hidden.refs ?? [])] }),
    ...(value.assumed && { assumed: true }),
    ...(value.sensitive && { sensitive: true }),
  };
}

/** Only the members that are shown. */
export function shownOf<T extends ListValue | MapValue>(value: T): T {
  if (value.kind === 'list') return { ...value, items: value.items.filter((item) => !isRest(item)) };
  const { open: _, ...shown } = value;
  return shown as T;
}

/** Known items with the rest where it stood: at the end, or before all others, whose places are then unknown. */
export function withRest(items: readonly Value[], rest: UnknownValue, last: boolean): readonly Value[] {
  return last ? [...items, rest] : [rest, ...items];
}

/** True when everything before the rest keeps its index. */
export const restIsLast = (value: Value): boolean =>
  value.kind === 'list' && value.items.findIndex(isRest) === value.items.length - 1;
