import type { ResourceGraph } from '../graph/types.js';
import type { DataFlow } from '../model/analysis.js';
import type { Resource } from '../model/resource.js';
import { strideCategories, type StrideCategory, type Threat } from '../model/threat.js';
import type { MatrixCell } from '../model/threat-model.js';
import { type Answer, answerFor } from './controls.js';
import { answerOfAll, flowAnswer, interactionCategories, interactionsOf } from './interactions.js';
import { addressOf } from './wording.js';

/**
 * The whole STRIDE matrix (spec/G): for each element and each interaction, each category that applies is a threat that was
 * found, or answered by a control, or a question for a human. Elements in graph order, then interactions; a few cells for each, so
 * that it grows with the system and not with its square.
 */
export function matrix(graph: ResourceGraph, threats: readonly Threat[]): readonly MatrixCell[] {
  const interactions = interactionsOf(graph.flows);
  const scene: Scene = { graph, threats: indexThreats(threats), flows: indexFlows(interactions) };
  const elements = graph.resources.filter((resource) => isInMatrix(resource, scene));
  return [
    ...elements.flatMap((resource) => elementCells(resource, scene)),
    ...interactions.flatMap((flow) => flowCells(flow, scene)),
  ];
}

/** Everything that a cell is filled from. */
interface Scene {
  readonly graph: ResourceGraph;
  readonly threats: ThreatIndex;
  readonly flows: { readonly to: FlowIndex; readonly from: FlowIndex };
}
type FlowIndex = ReadonlyMap<string, readonly DataFlow[]>;

function indexFlows(flows: readonly DataFlow[]): Scene['flows'] {
  const [to, from] = [new Map<string, DataFlow[]>(), new Map<string, DataFlow[]>()];
  for (const flow of flows) {
    push(to, flow.to, flow);
    push(from, flow.from, flow);
  }
  return { to, from };
}

/**
 * A key is a control and no element; an API is told by its operations where they are resources of their own; what is outside counts
 * when something flows to or from it.
 */
function isInMatrix({ element, id, kind }: Resource, { graph, flows }: Scene): boolean {
  if (element === 'supporting' || kind === 'data-store/key') return false;
  if (
    kind === 'edge/api' &&
    graph.outgoing(id, 'contains').some(({ to }) => graph.resource(to)?.kind === 'edge/operation')
  )
    return false;
  return element !== 'external-entity' || flows.to.has(id) || flows.from.has(id);
}

type ThreatIndex = ReadonlyMap<string, readonly Threat[]>;

/** Threats by the address at fault, and by each address that takes part (`~address`). */
function indexThreats(threats: readonly Threat[]): ThreatIndex {
  const index = new Map<string, Threat[]>();
  for (const threat of threats) {
    push(index, threat.address, threat);
    for (const address of new Set([threat.address, ...threat.related])) push(index, `~${address}`, threat);
  }
  return index;
}

function push<K, T>(index: Map<K, T[]>, key: K, item: T): void {
  const list = index.get(key);
  if (list) list.push(item);
  else index.set(key, [item]);
}

/** Which categories apply to an element of a data-flow diagram; a store can repudiate only if it keeps logs. */
function categoriesOf(resource: Resource): readonly StrideCategory[] {
  switch (resource.element) {
    case 'external-entity':
      return ['spoofing', 'repudiation'];
    case 'process':
      return [
        'spoofing',
        'tampering',
        'repudiation',
        'information-disclosure',
        'denial-of-service',
        'elevation-of-privilege',
      ];
    case 'data-store':
      return resource.kind === 'data-store/log'
        ? ['tampering', 'repudiation', 'information-disclosure', 'denial-of-service']
        : ['tampering', 'information-disclosure', 'denial-of-service'];
    default:
      return [];
  }
}

type Head = Pick<MatrixCell, 'subject' | 'to' | 'category'>;

/** Categories of its kind of element, and any other that a threat was found in. */
function elementCells(resource: Resource, scene: Scene): readonly MatrixCell[] {
  const usual = categoriesOf(resource);
  const atFault = addressesAtFault(resource, scene).flatMap((address) => scene.threats.get(address) ?? []);
  const byCategory = groupByCategory(new Set(atFault));
  return strideCategories.flatMap((category) => {
    const found = byCategory.get(category) ?? [];
    if (found.length === 0 && !usual.includes(category)) return [];
    return [cell({ subject: resource.address, category }, found, () => elementAnswer(resource, category, scene))];
  });
}

function groupByCategory(threats: Iterable<Threat>): ReadonlyMap<StrideCategory, readonly Threat[]> {
  const groups = new Map<StrideCategory, Threat[]>();
  for (const threat of threats) for (const category of new Set(threat.stride)) push(groups, category, threat);
  return groups;
}

/** Its own, that of the API that an operation belongs to; for somebody outside those of what he talks to. */
function addressesAtFault(resource: Resource, { graph, flows }: Scene): readonly string[] {
  if (resource.element === 'external-entity')
    return (flows.from.get(resource.id) ?? []).map((flow) => addressOf(flow.to, graph));
  return [addressOf(resource.id, graph), ...ownersOf(resource, graph).map(({ id }) => addressOf(id, graph))];
}

const ownersOf = (resource: Resource, graph: ResourceGraph): readonly Resource[] =>
  resource.kind === 'edge/operation'
    ? graph.incoming(resource.id, 'contains').flatMap(({ from }) => graph.resource(from) ?? [])
    : [];

function elementAnswer(resource: Resource, category: StrideCategory, { graph, flows }: Scene): Answer | undefined {
  for (const one of [resource, ...ownersOf(resource, graph)]) {
    const answer = answerFor(one, category, graph);
    if (answer) return answer;
  }
  return answerOfAll(flows.to.get(resource.id) ?? [], category);
}

/** Threats in which both ends take part; of a flow from outside also those at its target. */
function threatsBetween(from: string, to: string, outside: boolean, threats: ThreatIndex): readonly Threat[] {
  const there = threats.get(`~${to}`) ?? [];
  if (outside) return there.filter((threat) => threat.address === to || takesPart(threat, from));
  // A hub has many: the shorter list is looked through.
  const here = threats.get(`~${from}`) ?? [];
  return here.length < there.length
    ? here.filter((threat) => takesPart(threat, to))
    : there.filter((threat) => takesPart(threat, from));
}

const takesPart = ({ address, related }: Threat, one: string): boolean => address === one || related.includes(one);

function flowCells(flow: DataFlow, { graph, threats }: Scene): readonly MatrixCell[] {
  const [subject, to] = [addressOf(flow.from, graph), addressOf(flow.to, graph)];
  const outside = graph.resource(flow.from)?.element === 'external-entity';
  const shared = threatsBetween(subject, to, outside, threats);
  const target = graph.resource(flow.to);
  return interactionCategories(flow, graph).map((category) => {
    const found = shared.filter((threat) => threat.stride.includes(category));
    const answer = (): Answer | undefined =>
      flowAnswer(flow, category) ??
      (target && answersAtTarget(category) ? answerFor(target, category, graph) : undefined);
    return cell({ subject, to, category }, found, answer);
  });
}

/** Whether callers can be told apart and how much they may do stands in the flow; the rest may stand at its far end. */
const answersAtTarget = (category: StrideCategory): boolean =>
  category === 'repudiation' || category === 'denial-of-service';

function cell(head: Head, found: readonly Threat[], answer: () => Answer | undefined): MatrixCell {
  if (found.length > 0)
    return {
      ...head,
      state: 'threat',
      threats: found.map(({ id }) => id),
      because: found.map(({ location }) => location),
    };
  const control = answer();
  return control
    ? { ...head, state: 'mitigated', threats: [], control: control.text, because: control.because }
    : { ...head, state: 'ask', threats: [], because: [] };
}
