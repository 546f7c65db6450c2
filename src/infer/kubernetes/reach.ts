import type { ResourceGraph } from '../../graph/index.js';
import { externalIds } from '../../model/ids.js';
import { mergeLocations } from '../../model/location.js';
import type { Relation } from '../../model/relation.js';
import { mergeReasons } from '../../model/unknown.js';
import { wantedPorts } from '../network/answer.js';
import type { ReachAnswer, ReachQuery } from '../network/index.js';
import { intersectBoxes, unionBoxes } from '../network/packets/boxes.js';
import type { PortSet } from '../network/packets/packet-set.js';
import { formatPorts, portRange } from '../network/packets/ports.js';
import { Cluster, isWorkload, together, type Workload } from './cluster.js';
import { enforcementReasons } from './enforcement.js';
import { NetworkPolicies } from './network-policy/decide.js';

const no: ReachAnswer = {
  truth: 'no',
  ports: [],
  exposure: 'none',
  hops: [],
  because: [],
  unknowns: [],
  assumed: false,
  notes: [],
};

/**
 * Can one open a connection to the other, when at least the far end is in a cluster? From the internet by Ingresses and
 * Services, from a pod as network policies allow. Undefined when it is no matter of a cluster.
 */
export function clusterReach(
  graph: ResourceGraph,
  from: string,
  to: string,
  query?: ReachQuery,
): ReachAnswer | undefined {
  const [source, target] = [graph.resource(from), graph.resource(to)];
  if (!target?.cluster) return undefined;
  if (from === externalIds.internet) return fromInternet(graph, to);
  if (!isWorkload(source)) return undefined;
  const policies = new NetworkPolicies(new Cluster(graph), enforcementReasons(graph));
  if (isWorkload(target)) return betweenPods(policies, source, target, query);
  // A Service or Ingress: whichever of the pods behind it.
  const answers = graph.outgoing(to, 'fronts').flatMap((relation) => {
    const pod = graph.resource(relation.to);
    return isWorkload(pod) ? [betweenPods(policies, source, pod, query)] : [];
  });
  return (
    answers.find(({ truth }) => truth === 'yes') ?? answers.find(({ truth }) => truth === 'unknown') ?? answers[0] ?? no
  );
}

function betweenPods(
  policies: NetworkPolicies,
  source: Workload,
  target: Workload,
  query: ReachQuery | undefined,
): ReachAnswer {
  if (!together(source, target)) return { ...no, notes: ['They are in different clusters.'] };
  const verdict = policies.decide({ kind: 'pod', workload: source }, { kind: 'pod', workload: target });
  const listens = listensOn(target);
  // Without a question for ports, those that the pod names are meant; a pod may listen on others, so a question decides.
  const asksAll = query?.ports === undefined && query?.protocol === undefined;
  const asked = asksAll && listens.length > 0 ? listens : wantedPorts(query);
  const [certain, possible] = [intersectBoxes(verdict.certain, asked), intersectBoxes(verdict.possible, asked)];
  const because = mergeLocations(verdict.because, [target.location]);
  if (possible.length === 0)
    return {
      ...no,
      because: verdict.because,
      ...(verdict.because.length > 0 && { blockedBy: { kind: 'network-policy' as const, because: verdict.because } }),
    };
  const open = certain.length > 0;
  const ports = formatPorts(open ? certain : possible);
  return {
    ...no,
    truth: open ? 'yes' : 'unknown',
    ports,
    hops: [{ from: source.id, to: target.id, ports, because }],
    because,
    unknowns: open ? [] : verdict.unknowns,
  };
}

const listensOn = (workload: Workload): PortSet =>
  unionBoxes(
    ...workload.cluster.pod.ports.map(({ protocol, port }) => portRange(protocol === 'udp' ? 'udp' : 'tcp', port)),
  );

/** Over `reaches` and `fronts`, the most certain way first, then the shortest. */
function fromInternet(graph: ResourceGraph, to: string): ReachAnswer {
  const way = search(graph, to, true) ?? search(graph, to, false);
  const fact = graph.fact(to, 'network.internetReachable');
  if (!way) return { ...no, because: fact?.because ?? [] };
  const unknowns = mergeReasons(...way.map((relation) => relation.unknowns ?? []));
  const certain = way.every((relation) => relation.certainty === 'certain');
  const [entry] = way;
  const portsOf = (relation: Relation): readonly string[] => [relation.attrs?.ports ?? []].flat().map(String);
  const exposure = entry?.attrs?.exposure;
  return {
    ...no,
    truth: certain ? 'yes' : 'unknown',
    ports: entry ? portsOf(entry) : [],
    exposure: exposure === 'broad' || exposure === 'narrow' ? exposure : 'internet-wide',
    hops: way.map((relation) => ({
      from: relation.from,
      to: relation.to,
      ports: portsOf(relation),
      because: relation.because,
    })),
    because: mergeLocations(...way.map(({ because }) => because)),
    unknowns,
    assumed: fact?.state === 'known' && fact.assumed === true,
  };
}

function search(graph: ResourceGraph, to: string, onlyCertain: boolean): readonly Relation[] | undefined {
  const by = new Map<string, Relation>();
  const queue: string[] = [externalIds.internet];
  for (const id of queue) {
    if (id === to) break;
    for (const relation of graph.outgoing(id)) {
      const steps = relation.kind === 'reaches' ? id === externalIds.internet : relation.kind === 'fronts';
      if (!steps || by.has(relation.to) || (onlyCertain && relation.certainty !== 'certain')) continue;
      by.set(relation.to, relation);
      queue.push(relation.to);
    }
  }
  const way: Relation[] = [];
  for (let at = by.get(to); at; at = by.get(at.from)) way.unshift(at);
  return way.length === 0 ? undefined : way;
}
