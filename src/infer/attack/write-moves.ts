import type { ResourceGraph } from '../../graph/index.js';
import { costs } from './costs.js';
import { labelOf } from './label.js';
import { stateOf, type Step, stepAlong } from './steps.js';

/** What poisoned data lead to: whoever is triggered by the store, or takes its code from it. */
export function writeSteps(graph: ResourceGraph, id: string): readonly Step[] {
  const from = stateOf('write', id);
  const triggered = graph
    .outgoing(id, 'triggers')
    .map((r) =>
      stepAlong(
        r,
        from,
        stateOf('call', r.to),
        costs.wait,
        'triggers',
        `waits until ${labelOf(graph.resource(r.to))} handles the data`,
      ),
    );
  const deployed = graph
    .incoming(id, 'deploys-from')
    .map((r) =>
      stepAlong(
        r,
        from,
        stateOf('own', r.from),
        costs.wait,
        'replaces the code of',
        `replaces the code of ${labelOf(graph.resource(r.from))}`,
      ),
    );
  const passedOn = graph
    .outgoing(id, 'publishes')
    .map((r) =>
      stepAlong(
        r,
        from,
        stateOf('write', r.to),
        0,
        'passes on to',
        `has the data passed on to ${labelOf(graph.resource(r.to))}`,
      ),
    );
  return [...triggered, ...passedOn, ...deployed];
}
