import type { ResourceGraph } from '../graph/types.js';
import type { DataFlow } from '../model/analysis.js';
import { mergeLocations } from '../model/location.js';
import type { Element } from '../model/resource.js';
import type { StrideCategory } from '../model/threat.js';
import type { Truth } from '../model/tri.js';
import type { Answer } from './controls.js';

const spoofing = 'spoofing';
const tampering = 'tampering';
const repudiation = 'repudiation';
const disclosure = 'information-disclosure';
const denial = 'denial-of-service';
const elevation = 'elevation-of-privilege';

/** STRIDE per interaction: which categories an edge generates, by its ends and whether it crosses a boundary (spec/G). */
export function interactionCategories(flow: DataFlow, graph: ResourceGraph): readonly StrideCategory[] {
  const [from, to] = [kindOfEnd(flow.from, graph), kindOfEnd(flow.to, graph)];
  const crosses = flow.crosses.length > 0;
  if (flow.kind === 'deploys-from') return [tampering, elevation];
  if (from === 'external-entity') return [spoofing, tampering, repudiation, denial, elevation];
  if (to === 'external-entity') return [spoofing, tampering, disclosure];
  if (from === 'process' && to === 'process')
    return crosses ? [spoofing, tampering, disclosure, denial, elevation] : [tampering, disclosure];
  if (from === 'process' && to === 'data-store') return [tampering, repudiation, disclosure, denial];
  if (from === 'data-store' && to === 'process') return [tampering, elevation];
  if (from === 'data-store' && to === 'data-store') return [tampering, disclosure];
  return [];
}

/** A trail or flow log is no element of the diagram, but it writes like a process. */
function kindOfEnd(id: string, graph: ResourceGraph): Element | undefined {
  const element = graph.resource(id)?.element;
  return element === 'supporting' ? 'process' : element;
}

/** What the flow itself has against a category: encryption, authentication, limits, the decision at a boundary. */
export function flowAnswer(flow: DataFlow, category: StrideCategory): Answer | undefined {
  switch (category) {
    case tampering:
    case disclosure:
      return flow.encrypted === 'yes' ? { text: 'the connection is encrypted', because: flow.because } : undefined;
    case spoofing:
    case elevation:
      return decision(flow);
    case denial:
      return flow.throttled === 'yes' ? { text: 'requests are limited', because: flow.because } : undefined;
    case repudiation:
      return undefined;
  }
}

/** The policy decision point that controls the flow, identity first; a flow without boundaries may still be authenticated. */
function decision(flow: DataFlow): Answer | undefined {
  const controlled = flow.crossings.filter((crossing) => crossing.state === 'controlled');
  const best = controlled.find(({ boundary }) => boundary.startsWith('tb:identity:')) ?? controlled[0];
  if (flow.authenticated === 'yes')
    return {
      text: best ? `decided by ${best.decision}` : 'the caller is authenticated',
      because: best?.because ?? flow.because,
    };
  return best && flow.authenticated !== 'no'
    ? { text: `decided by ${best.decision}`, because: best.because }
    : undefined;
}

/** One interaction for each pair of ends, however many operations it has; the weakest of them counts. */
export function interactionsOf(flows: readonly DataFlow[]): readonly DataFlow[] {
  const byEnds = new Map<string, DataFlow>();
  for (const flow of flows) {
    const key = `${flow.from} ${flow.to}`;
    const present = byEnds.get(key);
    byEnds.set(key, present ? weakest(present, flow) : flow);
  }
  return [...byEnds.values()];
}

const weakest = (a: DataFlow, b: DataFlow): DataFlow => ({
  ...(a.authenticated === lesser(a.authenticated, b.authenticated) ? a : b),
  encrypted: lesser(a.encrypted, b.encrypted),
  authenticated: lesser(a.authenticated, b.authenticated),
  throttled: lesser(a.throttled, b.throttled),
  inspected: lesser(a.inspected, b.inspected),
});

const order: readonly Truth[] = ['no', 'unknown', 'yes'];
const lesser = (a: Truth, b: Truth): Truth => (order.indexOf(a) <= order.indexOf(b) ? a : b);

/** What holds of every flow to an element is a control of the element itself. */
export function answerOfAll(flows: readonly DataFlow[], category: StrideCategory): Answer | undefined {
  const because = mergeLocations(...flows.map((flow) => flow.because));
  if (flows.length === 0) return undefined;
  if (category === spoofing && flows.every((flow) => flow.authenticated === 'yes'))
    return { text: 'every caller is authenticated', because };
  const secret = category === tampering || category === disclosure;
  return secret && flows.every((flow) => flow.encrypted === 'yes')
    ? { text: 'every connection to it is encrypted', because }
    : undefined;
}
