import type { ResourceGraph } from '../../graph/index.js';
import { externalIds } from '../../model/ids.js';
import type { Relation } from '../../model/relation.js';
import { accessKinds } from './permitted.js';

/** Who may be outside: everybody, every AWS account, accounts that a policy names. AWS's own services are told by what they deliver. */
const outside: ReadonlySet<string> = new Set(['external/internet', 'external/any-aws', 'external/account']);

/** What outsiders may do to a store by its policy: a flow without a process of ours. Who needs no credentials needs no account. */
export function outsiderFlows(graph: ResourceGraph): readonly Relation[] {
  return graph.byKind('external/').flatMap((outsider) => {
    if (!outside.has(outsider.kind)) return [];
    return graph.outgoing(outsider.id, 'can').flatMap((can) => {
      const target = graph.resource(can.to);
      if (!target || can.because.length === 0 || (outsider.kind === 'external/any-aws' && isOpenToAll(graph, can)))
        return [];
      const authentication = outsider.kind === 'external/internet' ? 'none' : 'iam';
      return accessKinds(target, can).map((kind) => ({
        ...can,
        kind,
        grade: can.grade ?? ('permitted' as const),
        attrs: { authentication },
      }));
    });
  });
}

const isOpenToAll = (graph: ResourceGraph, can: Relation): boolean =>
  graph.incoming(can.to, 'can').some(({ from }) => from === externalIds.internet);
