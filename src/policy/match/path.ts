import type { Context } from '../context.js';
import { both, type Outcome } from '../outcome.js';
import type { PolicyMatch, Step } from '../policy.js';
import { matchRelation, relationsOf } from '../where/related.js';
import { candidates } from './candidates.js';
import type { Witness } from './witness.js';

type PathMatch = Extract<PolicyMatch, { shape: 'path' }>;

/** A state of the search: a resource, and how many steps are done. */
interface State {
  readonly id: string;
  readonly done: number;
  readonly previous?: State;
  readonly outcome: Outcome;
  readonly length: number;
}

const stateLimit = 4000;
const lengthLimit = 16;
/** Ends reported for one start: the nearest. */
const endLimit = 8;

/**
 * For each start, the shortest witness to each end, breadth first on (resource, step). What can be reached by certain
 * relations alone is found first; then what only perhaps can.
 */
export function matchPath(match: PathMatch, context: Context): readonly Witness[] {
  return candidates(match.where, context).flatMap(({ resource, outcome }) => {
    const start: State = { id: resource.id, done: 0, outcome, length: 0 };
    const sure = outcome.truth === 'yes' ? search(match, start, context, true) : [];
    const found = new Set(sure.map((state) => state.id));
    const perhaps = search(match, start, context, false).filter((state) => !found.has(state.id));
    return [...sure, ...perhaps].slice(0, endLimit).flatMap((end) => witnessOf(match, end, context));
  });
}

function search(match: PathMatch, start: State, context: Context, certainOnly: boolean): readonly State[] {
  const { steps, returns = false } = match;
  const seen = new Set([key(start)]);
  const ends: State[] = [];
  const queue: State[] = [start];
  for (let head = 0; head < queue.length && head < stateLimit; head += 1) {
    const state = queue[head] as State;
    if (state.done === steps.length) {
      if ((state.id === start.id) === returns) ends.push(state);
      if (ends.length === endLimit) break;
    }
    if (state.length === lengthLimit) continue;
    for (const next of successors(steps, state, context)) {
      if (seen.has(key(next)) || (certainOnly && next.outcome.truth !== 'yes')) continue;
      seen.add(key(next));
      queue.push(next);
    }
  }
  return ends;
}

const key = (state: State): string => `${state.done} ${state.id}`;

/** One step on; a step that may repeat can be taken again before the next one. */
function successors(steps: readonly Step[], state: State, context: Context): readonly State[] {
  const resource = context.graph.resource(state.id);
  if (!resource) return [];
  const last = steps[state.done - 1];
  const options: [Step, number][] = [];
  if (last?.repeat) options.push([last, state.done]);
  const next = steps[state.done];
  if (next) options.push([next, state.done + 1]);
  return options.flatMap(([step, done]) =>
    relationsOf(step, resource, context).flatMap((relation): State[] => {
      const outcome = matchRelation(step, relation, context);
      if (outcome.truth === 'no') return [];
      const id = step.direction === 'out' ? relation.to : relation.from;
      return [{ id, done, previous: state, outcome, length: state.length + 1 }];
    }),
  );
}

function witnessOf(match: PathMatch, end: State, context: Context): readonly Witness[] {
  const states: State[] = [];
  for (let state: State | undefined = end; state; state = state.previous) states.unshift(state);
  const start = states[0] as State;
  const outcome = both(...states.map((state) => state.outcome));
  const bindings = { ...outcome.bindings, [match.as]: start.id, end: end.id };
  const subject = context.graph.resource(bindings[match.subject ?? match.as] ?? start.id);
  return subject ? [{ subject, outcome, bindings }] : [];
}
