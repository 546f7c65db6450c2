import type { ResourceGraph } from '../../graph/index.js';
import type { Connection, Connections } from './connections.js';
import { connectStep, type Login, stepOver } from './connect.js';
import { costs } from './costs.js';
import { labelOf } from './label.js';
import type { Resource } from '../../model/resource.js';
import { stateOf, type Step } from './steps.js';

/**
 * Moves over the network from a process that the attacker controls: to stores in reach, and to hosts beside it. Endpoints of one class
 * reach the same, so that only the first of a class that falls is asked; the search settles the cheapest first. Without that, ten
 * thousand hosts in one subnet would be a hundred million steps.
 */
export class Lateral {
  private readonly entered = new Set<string>();

  constructor(
    private readonly graph: ResourceGraph,
    private readonly network: Connections,
  ) {}

  from(process: Resource, from: string): readonly Step[] {
    const own = this.network.classOf?.(process.id)?.id;
    if (own !== undefined && this.entered.has(own)) return [];
    if (own !== undefined) this.entered.add(own);
    const answers = new Map<string, Connection>();
    return this.network.neighbours(process.id).flatMap((id) => {
      const neighbour = this.graph.resource(id);
      return neighbour && neighbour.id !== process.id && isTarget(neighbour)
        ? stepTo(this.graph, neighbour, this.answer(process.id, id, answers), from)
        : [];
    });
  }

  /** One answer for each class of neighbours. */
  private answer(from: string, to: string, answers: Map<string, Connection>): Connection {
    const key = this.network.classOf?.(to)?.id ?? to;
    const connection = answers.get(key) ?? this.network.reach(from, to);
    answers.set(key, connection);
    return connection;
  }
}

const isTarget = (resource: Resource): boolean =>
  resource.store?.needsNetwork === true || resource.kind.startsWith('process/host');

function stepTo(graph: ResourceGraph, target: Resource, connection: Connection, from: string): readonly Step[] {
  if (connection.truth === 'no') return [];
  if (target.store?.needsNetwork) return connectStep(connection, target, from, breakIn(graph, target), []);
  const login = { cost: costs.lateral, text: `moves on to ${labelOf(target)} over the network` };
  return [stepOver(connection, from, stateOf('own', target.id), 'moves to', login, [])];
}

/** How a store opens to somebody who only has a network path to it. */
function breakIn(graph: ResourceGraph, store: Resource): Login {
  const asks = graph.fact(store.id, 'storage.clientAuthentication');
  const name = labelOf(store);
  if (asks?.state !== 'known' || asks.value !== false)
    return { cost: costs.databaseWithoutCredential, text: `breaks into ${name} over the network` };
  return { cost: 0, text: `uses ${name}, which asks for no credential`, weakness: `${name} asks for no credential` };
}
