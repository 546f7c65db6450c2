import type { Location } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import type { Connection } from './connections.js';
import { costs } from './costs.js';
import { stateOf, type Step } from './steps.js';

/** How a store or host opens to somebody who can connect to it. */
export interface Login {
  readonly cost: number;
  readonly text: string;
  readonly weakness?: string;
}

/** Reading a store over a connection; nothing when there is none. */
export function connectStep(
  connection: Connection,
  store: Resource,
  from: string,
  login: Login,
  because: readonly Location[],
): readonly Step[] {
  if (connection.truth === 'no') return [];
  return [stepOver(connection, from, stateOf('read', store.id), 'reads', login, because)];
}

/** A step that rests on a connection; one that only may be there costs a point more. */
export function stepOver(
  connection: Connection,
  from: string,
  to: string,
  action: string,
  { cost, text, weakness }: Login,
  because: readonly Location[],
): Step {
  const certain = connection.truth === 'yes';
  return {
    from,
    to,
    cost: cost + (certain ? 0 : costs.uncertain),
    action,
    text,
    certainty: certain ? 'certain' : 'conditional',
    because: [...because, ...connection.because],
    unknowns: connection.unknowns,
    ...(connection.assumed && { assumed: true }),
    ...(weakness !== undefined && { weakness }),
  };
}
