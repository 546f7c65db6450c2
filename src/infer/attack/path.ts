import { createHash } from 'node:crypto';
import type { ResourceGraph } from '../../graph/index.js';
import type { AttackPath, Confidence, Hop } from '../../model/analysis.js';
import type { Crossings } from '../boundary/crossing.js';
import type { Arrival } from './search.js';
import { holdOf, idOf, type Step } from './steps.js';

/** The path to a settled state, told from its start. */
export function pathTo(
  graph: ResourceGraph,
  zones: Crossings,
  state: string,
  reached: ReadonlyMap<string, Arrival>,
): AttackPath {
  const steps: Step[] = [];
  for (let step = reached.get(state)?.by; step; step = reached.get(step.from)?.by) steps.push(step);
  steps.reverse();
  const hops = steps.map((step) => toHop(step, zones));
  const from = hops[0]?.from ?? idOf(state);
  const to = idOf(state);
  const effect = effectOf(state);
  return {
    id: pathId(graph, from, to, effect, hops),
    from,
    to,
    effect,
    cost: reached.get(state)?.cost ?? 0,
    confidence: confidenceOf(steps),
    weaknesses: weaknessesOf(graph, steps, to, effect),
    hops,
  };
}

function weaknessesOf(
  graph: ResourceGraph,
  steps: readonly Step[],
  to: string,
  effect: AttackPath['effect'],
): readonly string[] {
  const goal = effect === 'admin' ? [`${graph.resource(to)?.address ?? to} may do everything`] : [];
  return [...new Set([...steps.flatMap((step) => step.weakness ?? []), ...goal])];
}

/** Start, end and effect: of paths with the same ones the cheapest is told. */
export const targetOf = ({ from, to, effect }: Pick<AttackPath, 'from' | 'to' | 'effect'>): string =>
  `${from} ${to} ${effect}`;

const effectOf = (state: string): AttackPath['effect'] => {
  const hold = holdOf(state);
  return hold === 'own' ? 'admin' : hold === 'call' ? 'execute' : hold;
};

function toHop(step: Step, zones: Crossings): Hop {
  return {
    from: idOf(step.from),
    to: idOf(step.to),
    action: step.action,
    text: step.text,
    cost: step.cost,
    certainty: step.certainty,
    because: step.because,
    unknowns: step.unknowns,
    crosses: zones.between(idOf(step.from), idOf(step.to)),
  };
}

/** Anything unknown on the way makes it possible, a default that may have been changed makes it likely (spec/H1). */
function confidenceOf(steps: readonly Step[]): Confidence {
  if (steps.some((step) => step.certainty === 'conditional')) return 'possible';
  return steps.some((step) => step.assumed) ? 'likely' : 'confirmed';
}

/** Start, end, effect and the roles and secrets on the way (spec/H7): cosmetic hops do not make another path. */
function pathId(graph: ResourceGraph, from: string, to: string, effect: string, hops: readonly Hop[]): string {
  const pivots = hops.map((hop) => hop.to).filter((id) => /^identity\/|secret/.test(graph.resource(id)?.kind ?? ''));
  const text = [from, to, effect, ...[...new Set(pivots)].sort()].join('\n');
  return `path-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
