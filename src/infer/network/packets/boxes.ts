import {
  coversIntervals,
  intersectIntervals,
  type Intervals,
  intervalsKey,
  type Point,
  subtractIntervals,
  unionIntervals,
} from './intervals.js';

/** A product of interval sets, one for each dimension. */
export type Box = readonly Intervals[];

/**
 * A set of points in as many dimensions as its boxes have, as a union of boxes. Made by `normaliseBoxes`, it is canonical:
 * equal sets are equal lists, the boxes are disjoint, and the last dimension is as wide as it can be.
 */
export type Boxes = readonly Box[];

export const noBoxes: Boxes = [];

const isEmptyBox = (box: Box): boolean => box.some((side) => side.length === 0);

/** Slices along the first dimension, solves the rest by recursion, and joins slices with equal rest. */
export function normaliseBoxes(boxes: Boxes): Boxes {
  const solid = boxes.filter((box) => !isEmptyBox(box));
  const [first] = solid;
  if (first === undefined) return noBoxes;
  if (solid.length === 1) return solid;
  if (first.length === 1) return [[unionIntervals(...solid.map(([side]) => side!))]];
  return joinSlices(sliceFirst(solid));
}

interface Slice {
  readonly side: Intervals;
  readonly rest: Boxes;
}

function sliceFirst(boxes: Boxes): Slice[] {
  const cuts = cutPoints(boxes);
  const solved = new Map<string, Boxes>();
  const slices: Slice[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const side: Intervals = [[cuts[i]!, cuts[i + 1]!]];
    const inside = boxes.filter((box) => coversIntervals(box[0]!, side));
    if (inside.length === 0) continue;
    const key = inside.map((box) => boxes.indexOf(box)).join(' ');
    const rest = solved.get(key) ?? normaliseBoxes(inside.map((box) => box.slice(1)));
    solved.set(key, rest);
    slices.push({ side, rest });
  }
  return slices;
}

function cutPoints(boxes: Boxes): Point[] {
  const points = new Set<Point>(boxes.flatMap((box) => box[0]!.flat()));
  return [...points].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function joinSlices(slices: readonly Slice[]): Boxes {
  const joined = new Map<string, { sides: Intervals[]; rest: Boxes }>();
  for (const { side, rest } of slices) {
    const key = boxesKey(rest);
    const group = joined.get(key);
    if (group) group.sides.push(side);
    else joined.set(key, { sides: [side], rest });
  }
  return [...joined.values()].flatMap(({ sides, rest }) => {
    const side = unionIntervals(...sides);
    return rest.map((box) => [side, ...box]);
  });
}

/** One set alone, made canonical before, stays the very same list. */
export const unionBoxes = (...sets: readonly Boxes[]): Boxes =>
  sets.length === 1 ? sets[0]! : normaliseBoxes(sets.flat());

const intersectBox = (a: Box, b: Box): Box => a.map((side, dimension) => intersectIntervals(side, b[dimension]!));

export function intersectBoxes(a: Boxes, b: Boxes): Boxes {
  if (a === b || a.length === 0) return a;
  return normaliseBoxes(a.flatMap((left) => b.map((right) => intersectBox(left, right))));
}

/** True when the two sets share a point; cheaper than building the intersection. */
export const boxesMeet = (a: Boxes, b: Boxes): boolean =>
  a.some((left) => b.some((right) => !isEmptyBox(intersectBox(left, right))));

export function subtractBoxes(a: Boxes, b: Boxes): Boxes {
  let left: Boxes = a;
  for (const hole of b) {
    left = left.flatMap((box) => subtractBox(box, hole));
    if (left.length === 0) return noBoxes;
  }
  return normaliseBoxes(left);
}

/** What is left of one box: per dimension, the part outside of the hole in it and inside of the hole in those before. */
function subtractBox(box: Box, hole: Box): Boxes {
  if (isEmptyBox(intersectBox(box, hole))) return [box];
  const left: Box[] = [];
  for (let dimension = 0; dimension < box.length; dimension++) {
    const outside = subtractIntervals(box[dimension]!, hole[dimension]!);
    if (outside.length === 0) continue;
    left.push(
      box.map((side, other) =>
        other < dimension ? intersectIntervals(side, hole[other]!) : other === dimension ? outside : side,
      ),
    );
  }
  return left;
}

/** True when every point of `inner` is in `outer`. */
export const coversBoxes = (outer: Boxes, inner: Boxes): boolean => subtractBoxes(inner, outer).length === 0;

export const boxesKey = (boxes: Boxes): string => boxes.map((box) => box.map(intervalsKey).join('x')).join(';');
