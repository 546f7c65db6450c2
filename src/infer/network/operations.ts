import type { ResourceGraph } from '../../graph/types.js';
import { mergeLocations } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import type { Operation } from '../../model/surface.js';
import { withGrant } from './function-url.js';

/** From an authorizer over a client to the pool: more hops than that are none of ours. */
const furthest = 3;

/**
 * The operations of a surface, with the authentication that a caller meets. Where whoever likes can make an account in the user pool behind the authorizer, a signed-in
 * user is anybody (spec/C11, `self-registered`).
 */
export function operationsOf(graph: ResourceGraph, resource: Resource): readonly Operation[] {
  return (resource.surface?.operations ?? []).map((written) => {
    const operation = withGrant(graph, resource, written);
    if (operation.authentication !== 'user' || !operation.authorizer) return operation;
    const { targets } = graph.resolve(operation.authorizer, undefined, resource);
    const pools = targets.filter(({ certainty }) => certainty === 'certain').map(({ id }) => openPool(graph, id));
    const [pool] = pools;
    if (!pool || pools.includes(undefined)) return operation;
    return { ...operation, authentication: 'self-registered', because: mergeLocations(operation.because, pool) };
  });
}

/** Where it is written that anybody may sign up, when the authorizer asks a pool that lets them. */
function openPool(graph: ResourceGraph, authorizer: string): ReturnType<typeof mergeLocations> | undefined {
  let here = [authorizer];
  for (let hop = 0; hop <= furthest && here.length > 0; hop += 1) {
    for (const id of here) {
      const fact = graph.fact(id, 'surface.selfRegistration');
      if (fact) return fact.state === 'known' && fact.value === true ? [...fact.because] : undefined;
    }
    here = here.flatMap((id) => graph.outgoing(id, 'authenticates-with').map(({ to }) => to));
  }
  return undefined;
}
