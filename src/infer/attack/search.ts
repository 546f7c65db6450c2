import { costs } from './costs.js';
import type { Step } from './steps.js';

/** What the cheapest way to a state looks like. */
export interface Arrival {
  readonly cost: number;
  readonly hops: number;
  /** The last step; undefined at the start. */
  readonly by: Step | undefined;
}

/**
 * Cheapest ways from a start to every state within the cost limit (Dijkstra). Ties go to fewer steps, then to the
 * state that comes first by name, so that two runs give the same path. Costs are small integers: a queue for each cost.
 */
export function cheapest(
  start: string,
  startCost: number,
  stepsFrom: (state: string, reached: ReadonlyMap<string, Arrival>) => readonly Step[],
): ReadonlyMap<string, Arrival> {
  const settled = new Map<string, Arrival>();
  const best = new Map<string, Arrival>([[start, { cost: startCost, hops: 0, by: undefined }]]);
  const buckets: string[][] = Array.from({ length: costs.limit + 1 }, () => []);
  buckets[startCost]?.push(start);
  for (const [cost, bucket] of buckets.entries()) settle(cost, bucket, { settled, best, buckets, stepsFrom });
  return settled;
}

interface Search {
  readonly settled: Map<string, Arrival>;
  readonly best: Map<string, Arrival>;
  readonly buckets: readonly string[][];
  readonly stepsFrom: (state: string, reached: ReadonlyMap<string, Arrival>) => readonly Step[];
}

/** Works through one cost level in layers of equal hop count; steps of cost 0 add further layers to the same level. */
function settle(cost: number, bucket: readonly string[], search: Search): void {
  let layer = [...bucket];
  while (layer.length > 0) {
    const due = layer
      .filter((state) => !search.settled.has(state) && search.best.get(state)?.cost === cost)
      .sort((a, b) => hopsTo(search, a) - hopsTo(search, b) || (a < b ? -1 : 1));
    layer = [];
    for (const state of due) {
      if (search.settled.has(state)) continue;
      const arrival = search.best.get(state) as Arrival;
      search.settled.set(state, arrival);
      for (const step of search.stepsFrom(state, search.settled)) {
        if (relax(arrival, step, search) && arrival.cost + step.cost === cost) layer.push(step.to);
      }
    }
  }
}

const hopsTo = (search: Search, state: string): number => search.best.get(state)?.hops ?? 0;

function relax(from: Arrival, step: Step, search: Search): boolean {
  const cost = from.cost + step.cost;
  if (cost > costs.limit || search.settled.has(step.to)) return false;
  const present = search.best.get(step.to);
  const hops = from.hops + 1;
  if (present && (present.cost < cost || (present.cost === cost && present.hops <= hops))) return false;
  search.best.set(step.to, { cost, hops, by: step });
  search.buckets[cost]?.push(step.to);
  return true;
}
