import type { Additions, ResourceGraph } from '../../graph/types.js';
import { type Fact, factFromTri, known, unknownFact } from '../../model/fact.js';
import { externalIds, resourceId } from '../../model/ids.js';
import { mergeLocations } from '../../model/location.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import type { Operation } from '../../model/surface.js';
import { internetResource } from '../../model/synthetic.js';
import { mergeReasons } from '../../model/unknown.js';
import type { Analysis } from './analyse.js';
import type { Placement } from './endpoint.js';
import { classFacts, exposureFacts, memberFacts, packetFacts } from './endpoint-facts.js';
import { groupFacts } from './group-facts.js';
import type { ReachAnswer } from './network-model.js';
import { operationsOf } from './operations.js';
import { surfaceFacts } from './surface-facts.js';

type FactOf = { readonly resource: string; readonly name: string; readonly fact: Fact };

/** Turns the analysis into facts on resources, and relations from the internet to what it reaches. */
export function additionsOf(graph: ResourceGraph, analysis: Analysis): Additions {
  const facts: FactOf[] = [];
  const relations: Relation[] = [];
  const add = (resource: string, list: readonly (readonly [string, Fact])[]): void => {
    for (const [name, fact] of list) facts.push({ resource, name, fact });
  };
  const known = new Map<string, [string, Fact][]>();
  const ofClass = (id: string, placement: Placement): [string, Fact][] => {
    const key = analysis.classOf(id)?.id ?? id;
    const facts = known.get(key) ?? classFacts(analysis, placement);
    known.set(key, facts);
    return facts;
  };
  for (const resource of graph.resources) {
    const placement = analysis.placementOf(resource.id);
    if (!placement && !resource.surface) continue;
    const answer = analysis.fromInternet(resource.id);
    add(resource.id, exposureFacts(answer));
    if (placement) {
      add(resource.id, memberFacts(placement));
      add(resource.id, ofClass(resource.id, placement));
      const inbound = analysis.inboundOf(resource.id);
      if (inbound) add(resource.id, packetFacts(inbound));
    }
    const operations = operationsOf(graph, resource);
    if (resource.surface) {
      add(resource.id, surfaceFacts({ operations }));
      for (const { id, operation } of ownOperations(graph, resource, operations)) {
        add(id, [...exposureFacts(answer), ...surfaceFacts({ operations: [operation] })]);
      }
    }
    relations.push(...reaches(graph, resource, operations, answer));
  }
  for (const group of analysis.securityGroups.all()) add(group.id, groupFacts(analysis.rules, [group]));
  for (const { id } of analysis.serviceEndpoints.all()) {
    add(id, [['network.endpointPolicyOpen', factFromTri(analysis.serviceEndpoints.policyOpen(id))]]);
  }
  for (const { resource } of analysis.rules.inventory.all('subnet')) add(resource.id, [subnetTier(analysis, resource)]);
  return { resources: graph.resource(externalIds.internet) ? [] : [internetResource()], relations, facts };
}

function subnetTier(analysis: Analysis, resource: Resource): [string, Fact] {
  const subnet = analysis.endpoints.subnet(resource.id);
  const tier = analysis.tierOf(resource.id);
  const view = subnet && analysis.rules.routes.of(subnet);
  const because = mergeLocations(
    view?.because ?? [],
    view?.routes.flatMap(({ at, target }) => (at && target === 'internet' ? [at] : [])) ?? [],
  );
  if (tier !== undefined && tier !== 'unknown') return ['network.tier', known(tier, because)];
  return ['network.tier', unknownFact(mergeReasons(...(view?.routes.map(({ doubts }) => doubts) ?? [])), because)];
}

/** Operations that are resources of their own. */
function ownOperations(
  graph: ResourceGraph,
  { scope, id }: Resource,
  operations: readonly Operation[],
): { id: string; operation: Operation }[] {
  return operations.flatMap((operation) => {
    const own = operation.address === undefined ? undefined : resourceId(scope, operation.address);
    return own !== undefined && own !== id && graph.resource(own) ? [{ id: own, operation }] : [];
  });
}

/** From the internet to an endpoint, or to each operation of a surface, with what a caller needs there. */
function reaches(
  graph: ResourceGraph,
  resource: Resource,
  operations: readonly Operation[],
  answer: ReachAnswer,
): Relation[] {
  if (answer.truth === 'no') return [];
  const exists = resource.exists.truth === 'yes';
  const certain = answer.truth === 'yes' && exists;
  const unknowns = mergeReasons(answer.unknowns, resource.exists.unknowns);
  const base = {
    kind: 'reaches',
    from: externalIds.internet,
    certainty: certain ? 'certain' : 'conditional',
    ...(certain ? {} : { unknowns }),
  } as const;
  const attrs = { ports: answer.ports, exposure: answer.exposure };
  // An API whose methods are resources of their own is called by its methods, each with its own authentication.
  if (resource.surface && operations.length === 0 && !resource.network) return [];
  if (operations.length === 0) return [{ ...base, to: resource.id, because: answer.because, attrs }];
  const owned = new Map(ownOperations(graph, resource, operations).map(({ id, operation }) => [operation, id]));
  return operations.map((operation) => ({
    ...base,
    to: owned.get(operation) ?? resource.id,
    because: mergeLocations(operation.because, answer.because),
    attrs: {
      ...attrs,
      operation: operation.name,
      authentication: operation.authentication,
      sideEffects: operation.sideEffects,
    },
  }));
}
