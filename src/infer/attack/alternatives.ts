import type { ResourceGraph } from '../../graph/index.js';
import type { AttackPath } from '../../model/analysis.js';
import { targetOf } from './path.js';
import { holdOf, idOf, type Step } from './steps.js';

/** Most further ways that are told of one target (spec/H7). */
const mostAlternatives = 2;

/**
 * The kind of door that a first step goes through: data that anybody may write, an open operation, a guarded one, a public
 * front, a host. The cheapest way through each kind is worth telling: closing one door leaves the others.
 */
function doorOf(graph: ResourceGraph, step: Step): string {
  const hold = holdOf(step.to);
  if (hold !== 'call') return hold;
  const kind = graph.resource(idOf(step.to))?.kind ?? '';
  if (kind.startsWith('process/')) return 'host';
  if (kind === 'edge/load-balancer' || kind === 'edge/cdn' || kind === 'edge/ingress') return 'front';
  return step.weakness === undefined ? 'guarded' : 'open';
}

/** First steps by the kind of their door, when there are several kinds. */
export function stepsByDoor(graph: ResourceGraph, steps: readonly Step[]): readonly (readonly Step[])[] {
  const doors = new Map<string, Step[]>();
  for (const step of steps) {
    const door = doorOf(graph, step);
    const same = doors.get(door);
    if (same) same.push(step);
    else doors.set(door, [step]);
  }
  return doors.size < 2 ? [] : [...doors.values()];
}

/** Of the ways through single kinds of doors, those that are not the best way to their target, cheapest first. */
export function alternativesTo(best: readonly AttackPath[], others: readonly AttackPath[]): readonly AttackPath[] {
  const chosen = new Map(best.map((path) => [targetOf(path), [path]]));
  const found: AttackPath[] = [];
  for (const path of [...others].sort((a, b) => a.cost - b.cost || (a.id < b.id ? -1 : 1))) {
    const told = chosen.get(targetOf(path));
    const [main] = told ?? [];
    if (!told || !main || main.impliedBy !== undefined || told.length > mostAlternatives) continue;
    if (told.some((other) => entryOf(other) === entryOf(path))) continue;
    told.push(path);
    found.push({ ...path, id: `${path.id}-${told.length}`, alternativeTo: main.id });
  }
  return found;
}

const entryOf = (path: AttackPath): string => path.hops[0]?.to ?? path.to;
