import type { DataFlow } from '../../model/analysis.js';
import { mergeLocations } from '../../model/location.js';

const rank = { declared: 0, configured: 1, permitted: 2, possible: 3 } as const;

/**
 * One flow for each pair and kind of data movement: the best-stated one. A process that is told of a store and may read or write
 * it does just that: the setting raises the grade, the permission gives the direction (spec/B5).
 */
export function strongest(flows: readonly DataFlow[]): readonly DataFlow[] {
  const best = new Map<string, DataFlow>();
  for (const flow of flows) {
    const key = keyOf(flow, flow.kind);
    const present = best.get(key);
    if (!present || better(flow, present)) best.set(key, flow);
  }
  for (const told of [...best.values()].filter((flow) => flow.kind === 'uses')) giveDirection(best, told);
  const kept = [...best.values()].filter((flow) => !isToldBetter(best, flow));
  return kept.sort((a, b) => (keyOf(a, a.kind) < keyOf(b, b.kind) ? -1 : 1));
}

const better = (a: DataFlow, b: DataFlow): boolean =>
  rank[a.grade] < rank[b.grade] || (a.grade === b.grade && a.certainty === 'certain' && b.certainty !== 'certain');

function giveDirection(best: Map<string, DataFlow>, told: DataFlow): void {
  const precise = ['reads', 'writes', 'invokes', 'publishes', 'mounts'].flatMap(
    (kind) => best.get(keyOf(told, kind)) ?? [],
  );
  if (precise.length === 0) return;
  best.delete(keyOf(told, 'uses'));
  for (const flow of precise) {
    if (rank[flow.grade] <= rank[told.grade]) continue;
    const certainty = told.certainty === 'certain' ? flow.certainty : 'conditional';
    best.set(keyOf(flow, flow.kind), {
      ...flow,
      grade: told.grade,
      certainty,
      because: mergeLocations(told.because, flow.because),
    });
  }
}

/** Kinds that say the same: a permission to write to a queue is what publishing to it needs. */
const twins: Readonly<Record<string, string>> = {
  writes: 'publishes',
  publishes: 'writes',
  invokes: 'triggers',
  triggers: 'invokes',
};

function isToldBetter(best: ReadonlyMap<string, DataFlow>, flow: DataFlow): boolean {
  const kind = twins[flow.kind];
  const twin = kind === undefined ? undefined : best.get(keyOf(flow, kind));
  return twin !== undefined && rank[twin.grade] < rank[flow.grade];
}

const keyOf = ({ from, to }: DataFlow, kind: string): string => `${from}\n${to}\n${kind}`;
