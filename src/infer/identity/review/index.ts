import type { Additions, ResourceGraph } from '../../../graph/types.js';
import type { Fact } from '../../../model/fact.js';
import { blastRadius } from './blast-radius.js';
import { statedFlows, unusedDataGrants } from './unused-grants.js';

/** What can be said of principals once flows and sensitivities are known: how far they reach, and what they do not need. */
export function grantReviewPass(graph: ResourceGraph): Additions {
  const facts: { resource: string; name: string; fact: Fact }[] = [];
  const put = (resource: string, name: string, fact: Fact | undefined): void => {
    if (fact) facts.push({ resource, name, fact });
  };
  const flows = statedFlows(graph.flows);
  for (const node of graph.resources) {
    const part = node.identity?.part;
    if (part !== 'role' && part !== 'user') continue;
    put(node.id, 'identity.blastRadius', blastRadius(graph, node));
    if (part === 'role' && node.managed)
      put(node.id, 'identity.unusedDataGrants', unusedDataGrants(graph, flows, node));
  }
  return { facts };
}
