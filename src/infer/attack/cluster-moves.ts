import type { ResourceGraph } from '../../graph/index.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import { costs } from './costs.js';
import { labelOf } from './label.js';
import { stateOf, type Step, stepAlong } from './steps.js';

/** From a pod that the attacker controls: the token of its service account, the cloud role behind it, its node, the node's metadata service. */
export function podSteps(graph: ResourceGraph, id: string): readonly Step[] {
  const pod = graph.resource(id);
  if (!pod?.cluster?.pod) return [];
  const from = stateOf('own', id);
  return graph.outgoing(id, 'runs-as').flatMap((relation) => {
    const account = graph.resource(relation.to);
    if (account?.kind !== 'identity/service-account') return [];
    return relation.attrs?.token === 'no'
      ? webIdentity(graph, relation, account, from)
      : [token(relation, account, from)];
  });
}

function token(relation: Relation, account: Resource, from: string): Step {
  const known = relation.attrs?.token === 'yes';
  const sure: Relation = known ? relation : { ...relation, certainty: 'conditional' };
  return stepAlong(
    sure,
    from,
    stateOf('own', account.id),
    costs.roleCredentials,
    'uses the token of',
    `takes the token of ${labelOf(account)}`,
  );
}

/** Without a token for the cluster the pod still has the one that the cloud takes (IRSA, Pod Identity). */
function webIdentity(graph: ResourceGraph, relation: Relation, account: Resource, from: string): readonly Step[] {
  return graph.outgoing(account.id, 'can-assume').map((assume) => {
    const joined: Relation = { ...assume, from: relation.from, because: [...relation.because, ...assume.because] };
    const text = `takes the credentials of ${labelOf(graph.resource(assume.to))}, which ${labelOf(account)} gives`;
    return stepAlong(joined, from, stateOf('own', assume.to), costs.roleCredentials, 'uses the credentials of', text);
  });
}
