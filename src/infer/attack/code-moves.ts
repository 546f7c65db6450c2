import type { ResourceGraph } from '../../graph/index.js';
import type { KnownFact } from '../../model/fact.js';
import type { Location } from '../../model/location.js';
import type { Certainty, Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import { costs } from './costs.js';
import { connectStep } from './connect.js';
import type { Connections } from './connections.js';
import type { Lateral } from './lateral.js';
import { labelOf } from './label.js';
import { stateOf, type Step, stepAlong } from './steps.js';

/** From code that the attacker controls: its role's credentials, its databases, its neighbours. */
export function codeSteps(graph: ResourceGraph, network: Connections, lateral: Lateral, id: string): readonly Step[] {
  const process = graph.resource(id);
  if (!process?.kind.startsWith('process/')) return [];
  const from = stateOf('own', id);
  return [
    ...credentialSteps(graph, process, from),
    ...configuredSteps(graph, network, process, from),
    ...lateral.from(process, from),
    ...graph
      .outgoing(id, 'mounts')
      .map((r) =>
        stepAlong(
          r,
          from,
          stateOf('read', r.to),
          0,
          'reads',
          `reads ${labelOf(graph.resource(r.to))}, which is mounted`,
        ),
      ),
    ...graph
      .outgoing(id, 'invokes')
      .map((r) => stepAlong(r, from, stateOf('call', r.to), 0, 'invokes', `invokes ${labelOf(graph.resource(r.to))}`)),
  ];
}

function credentialSteps(graph: ResourceGraph, process: Resource, from: string): readonly Step[] {
  // A pod takes the token of its service account first: see cluster-moves.ts.
  if (process.cluster) return [];
  const metadata = metadataOpen(graph, process);
  const easy = metadata !== undefined;
  const cost = easy ? costs.roleCredentialsImdsV1 : costs.roleCredentials;
  const weakness = easy ? `the metadata service of ${labelOf(process)} answers without a token` : undefined;
  return rolesOf(graph, process.id).map(({ role, via }) => {
    const text = `takes the credentials of ${labelOf(role)}`;
    const step = stepAlong(via, from, stateOf('own', role.id), cost, 'uses the credentials of', text, weakness);
    return metadata?.assumed ? { ...step, assumed: true } : step;
  });
}

/** The fact that the metadata service answers without a token, of the process or of its template. */
function metadataOpen(graph: ResourceGraph, process: Resource): KnownFact | undefined {
  const holders = [process.id, ...graph.outgoing(process.id, 'instantiates').map((r) => r.to)];
  return holders
    .map((id) => graph.fact(id, 'workload.imdsV1'))
    .find((fact): fact is KnownFact => fact?.state === 'known' && fact.value === true);
}

/**
 * Roles whose credentials code in a process can take: its own, its template's, through an instance profile. The agent's role
 * (ECS execution role) stays with the agent.
 */
export function rolesOf(
  graph: ResourceGraph,
  process: string,
): readonly { readonly role: Resource; readonly via: Relation }[] {
  const holders = [process, ...graph.outgoing(process, 'instantiates').map((r) => r.to)];
  const relations = holders.flatMap((id) => graph.outgoing(id, 'runs-as')).filter((r) => r.attrs?.use !== 'agent');
  const roles = relations.flatMap((via) => {
    const target = graph.resource(via.to);
    if (target?.kind === 'identity/role') return [{ role: target, via }];
    // Of what a service account is tied to, only roles that it assumes are its own.
    const kind = target?.kind === 'identity/service-account' ? 'can-assume' : undefined;
    const inner = graph.outgoing(via.to, kind).flatMap((r) => {
      const role = graph.resource(r.to);
      return role?.kind === 'identity/role' ? [{ role, via: joined(via, r, process) }] : [];
    });
    return inner;
  });
  return roles.filter(({ role }, i) => roles.findIndex((other) => other.role.id === role.id) === i);
}

function joined(first: Relation, second: Relation, from: string): Relation {
  const certainty: Certainty =
    first.certainty === 'certain' && second.certainty === 'certain' ? 'certain' : 'conditional';
  return { ...second, from, certainty, because: [...first.because, ...second.because] };
}

/** What the process is given: secrets that the platform puts into its environment, and passwords of databases. */
function configuredSteps(graph: ResourceGraph, network: Connections, process: Resource, from: string): readonly Step[] {
  return graph.outgoing(process.id, 'uses').flatMap((relation) => {
    const store = graph.resource(relation.to);
    if (store?.store?.store === 'secret' && relation.attrs?.as === 'secret') {
      return [
        stepAlong(relation, from, stateOf('read', store.id), 0, 'reads', `finds ${labelOf(store)} in its environment`),
      ];
    }
    if (!store?.store?.needsNetwork || relation.attrs?.credential !== true) return [];
    const connection = network.reach(process.id, store.id);
    const text = `logs in to ${labelOf(store)} with the password it is given`;
    return connectStep(connection, store, from, { cost: costs.databaseWithCredential, text }, relation.because);
  });
}

/** With the secret in hand, from any process on the way that has a network path to the database. */
export function secretSteps(
  graph: ResourceGraph,
  network: Connections,
  secret: string,
  owned: readonly string[],
): readonly Step[] {
  const from = stateOf('read', secret);
  return credentialHolders(graph, secret).flatMap(({ store, because }) => {
    for (const process of owned) {
      const connection = network.reach(process, store.id);
      if (connection.truth === 'no') continue;
      const login = { cost: costs.databaseWithCredential, text: `logs in to ${labelOf(store)} with it` };
      return connectStep(connection, store, from, login, because);
    }
    return [];
  });
}

/** Databases whose password a secret holds. */
export function credentialHolders(
  graph: ResourceGraph,
  secret: string,
): readonly { readonly store: Resource; readonly because: readonly Location[] }[] {
  return graph.incoming(secret, 'authenticates-with').flatMap((relation) => {
    const store = graph.resource(relation.from);
    return store?.store ? [{ store, because: relation.because }] : [];
  });
}
