/**
 * Sets of whole numbers as sorted, disjoint, half-open intervals `[low, high)`. Half-open ends need no successor, so the
 * same code serves numbers (protocols, ports, IPv4) and big integers (IPv6).
 */
export type Point = number | bigint;
export type Interval = readonly [Point, Point];
export type Intervals = readonly Interval[];

export const nothing: Intervals = [];

/** Sorts, drops empty intervals and merges those that touch: equal sets get equal lists. */
export function normaliseIntervals(list: Intervals): Intervals {
  if (list.length < 2) return list.length === 1 && list[0]![0] < list[0]![1] ? list : nothing;
  const sorted = list.filter(([low, high]) => low < high).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const merged: [Point, Point][] = [];
  for (const [low, high] of sorted) {
    const last = merged.at(-1);
    if (last && low <= last[1]) {
      if (high > last[1]) last[1] = high;
    } else merged.push([low, high]);
  }
  return merged;
}

export const unionIntervals = (...lists: readonly Intervals[]): Intervals => normaliseIntervals(lists.flat());

export function intersectIntervals(a: Intervals, b: Intervals): Intervals {
  const shared: Interval[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [lowA, highA] = a[i]!;
    const [lowB, highB] = b[j]!;
    const low = lowA > lowB ? lowA : lowB;
    const high = highA < highB ? highA : highB;
    if (low < high) shared.push([low, high]);
    if (highA < highB) i++;
    else j++;
  }
  return shared;
}

export function subtractIntervals(a: Intervals, b: Intervals): Intervals {
  const left: Interval[] = [];
  let j = 0;
  for (const [low, high] of a) {
    let from = low;
    while (j < b.length && b[j]![1] <= from) j++;
    for (let k = j; k < b.length && b[k]![0] < high && from < high; k++) {
      const [holeLow, holeHigh] = b[k]!;
      if (holeLow > from) left.push([from, holeLow]);
      if (holeHigh > from) from = holeHigh;
    }
    if (from < high) left.push([from, high]);
  }
  return left;
}

/** True when every point of `inner` is in `outer`. */
export const coversIntervals = (outer: Intervals, inner: Intervals): boolean =>
  subtractIntervals(inner, outer).length === 0;

export const hasPoint = (set: Intervals, point: Point): boolean =>
  set.some(([low, high]) => low <= point && point < high);

/** How many points the set has; exact up to 2^53, rounded beyond. */
export function sizeOf(set: Intervals): number {
  let size = 0n;
  for (const [low, high] of set) size += BigInt(high) - BigInt(low);
  return Number(size);
}

/** Equal sets, and only those, have equal keys. */
export const intervalsKey = (set: Intervals): string => set.map(([low, high]) => `${low}-${high}`).join(',');
