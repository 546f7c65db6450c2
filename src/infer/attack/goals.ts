import type { ResourceGraph } from '../../graph/index.js';
import { holdOf, idOf } from './steps.js';

/** The least sensitive data that an attack path is reported for: confidential. */
const worthReading = 2;
/** For changing and deleting: restricted. */
const worthChanging = 3;

/** Is this what an attacker is after: sensitive data, or the administration of the account? */
export function isGoal(graph: ResourceGraph, state: string): boolean {
  const id = idOf(state);
  const resource = graph.resource(id);
  if (!resource) return false;
  switch (holdOf(state)) {
    case 'read':
      return isData(resource.store?.store) && (graph.asset(id)?.sensitivity ?? 0) >= worthReading;
    case 'write':
      // To write to a log is to append to it, which is what logs are for.
      if (resource.store?.store === 'log') return false;
      return isData(resource.store?.store) && (graph.asset(id)?.sensitivity ?? 0) >= worthChanging;
    case 'destroy':
      return isData(resource.store?.store) && (graph.asset(id)?.sensitivity ?? 0) >= worthChanging;
    case 'own':
      return isAdministrator(graph, id);
    default:
      return false;
  }
}

/** A key is not data: what it protects is. */
const isData = (store: string | undefined): boolean => store !== undefined && store !== 'key';

function isAdministrator(graph: ResourceGraph, id: string): boolean {
  if (id.startsWith('ext|account-admin/')) return true;
  const fact = graph.fact(id, 'identity.administrator');
  return graph.resource(id)?.kind === 'identity/role' && fact?.state === 'known' && fact.value === true;
}
