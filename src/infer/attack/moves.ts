import type { ResourceGraph } from '../../graph/index.js';
import { type Fact, truthOf } from '../../model/fact.js';
import { externalIds } from '../../model/ids.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import type { Authentication } from '../../model/surface.js';
import { mergeReasons } from '../../model/unknown.js';
import { reasonsOf } from '../../model/values.js';
import { costs } from './costs.js';
import { labelOf } from './label.js';
import { assumptionSteps, permissionSteps } from './permission-moves.js';
import { type Hold, stateOf, type Step, stepAlong } from './steps.js';

/** Steps from outside: surfaces that the internet reaches, and data that anybody may read or write. */
export function entrySteps(graph: ResourceGraph, start: string): readonly Step[] {
  const from = stateOf('own', start);
  return [
    ...graph.outgoing(start, 'reaches').map((relation) => enter(graph, relation, from)),
    ...permissionSteps(graph, start, from),
    ...assumptionSteps(graph, start, from),
    ...(start === externalIds.internet ? anonymousSteps(graph, from) : []),
  ];
}

function enter(graph: ResourceGraph, relation: Relation, from: string): Step {
  const target = graph.resource(relation.to) as Resource;
  const authentication = String(relation.attrs?.authentication ?? 'none');
  const guard = authentication === 'unknown' ? 0 : costs.authentication[authentication as Authentication];
  const narrow = relation.attrs?.exposure === 'narrow' ? costs.narrowSource : 0;
  const waf = truthOf(graph.fact(target.id, 'surface.waf')) === 'yes' ? costs.inspection : 0;
  const ports = [relation.attrs?.ports ?? []].flat().map(String);
  const text = enterText(target, authentication, ports.join(', '));
  const weakness = entryWeakness(target, relation, authentication, ports);
  const entry = authentication === 'unknown' ? unsure(relation, target) : relation;
  return stepAlong(entry, from, stateOf('call', target.id), guard + narrow + waf, 'calls', text, weakness);
}

/** A door of which it is not known who may open it: it stands open only if the unknown turns out so. */
function unsure(relation: Relation, target: Resource): Relation {
  const name = relation.attrs?.operation;
  const operation = target.surface?.operations.find((o) => o.name === name) ?? target.surface?.operations[0];
  const reasons = operation?.unknown ? reasonsOf(operation.unknown) : [];
  return { ...relation, certainty: 'conditional', unknowns: mergeReasons(relation.unknowns ?? [], reasons) };
}

const isAssumed = (fact: Fact | undefined): boolean => fact?.state === 'known' && fact.assumed === true;

/** Ports on which a host is meant to answer everybody. */
const publicPorts: ReadonlySet<string> = new Set(['tcp/80', 'tcp/443', 'udp/443', 'tcp/80-443']);

/**
 * What is wrong with an open door, if anything. A load balancer or a CDN is there for everybody, and whether the application
 * behind it asks who calls is not in the code; an API gateway could ask, so an open operation that changes something is a
 * weakness; a host should answer the internet on web ports only; a data store never.
 */
function entryWeakness(
  target: Resource,
  relation: Relation,
  authentication: string,
  ports: readonly string[],
): string | undefined {
  if (target.store) return `the internet reaches ${labelOf(target)}`;
  if (target.kind === 'process/host' || target.kind === 'process/host-group') {
    const odd = ports.filter((port) => !publicPorts.has(port));
    return odd.length > 0 ? `the internet reaches ${odd.join(', ')} of ${labelOf(target)}` : undefined;
  }
  if (
    !['none', 'self-registered', 'shared-key', 'unknown'].includes(authentication) ||
    relation.attrs?.sideEffects !== true
  )
    return undefined;
  if (target.kind === 'edge/load-balancer' || target.kind === 'edge/listener' || target.kind === 'edge/cdn')
    return undefined;
  if (authentication === 'unknown') return `${labelOf(target)} may ask for no authentication`;
  return authentication === 'none'
    ? `${labelOf(target)} asks for no authentication`
    : `${labelOf(target)} asks only for what anybody can get`;
}

const proofs: Readonly<Record<string, string>> = {
  none: 'without authentication',
  'self-registered': 'after signing up',
  'shared-key': 'with a shared key',
  user: 'as a signed-in user',
  iam: 'with AWS credentials',
  mtls: 'with a client certificate',
  unknown: 'with authentication that is not known',
};

function enterText(target: Resource, authentication: string, ports: string): string {
  if (target.surface) return `calls ${labelOf(target)} ${proofs[authentication] ?? ''}`.trim();
  return `connects to ${labelOf(target)}${ports === '' ? '' : ` on ${ports}`}`;
}

/** Stores whose policy or ACL lets callers without credentials in (facts of infer/identity). */
function anonymousSteps(graph: ResourceGraph, from: string): readonly Step[] {
  return graph.resources.flatMap((store) => {
    if (!store.store) return [];
    return [
      ...anonymousStep(graph, store, from, 'read', 'identity.anonymousRead', 'reads'),
      ...anonymousStep(graph, store, from, 'write', 'identity.anonymousWrite', 'writes to'),
    ];
  });
}

function anonymousStep(
  graph: ResourceGraph,
  store: Resource,
  from: string,
  hold: Hold,
  factName: string,
  verb: string,
): readonly Step[] {
  const fact = graph.fact(store.id, factName);
  const truth = truthOf(fact);
  if (!fact || truth === 'no') return [];
  return [
    {
      from,
      to: stateOf(hold, store.id),
      cost: truth === 'yes' ? 0 : costs.uncertain,
      action: verb,
      text: `${verb} ${labelOf(store)} without credentials`,
      certainty: truth === 'yes' ? 'certain' : 'conditional',
      because: fact.because,
      unknowns: fact.state === 'unknown' ? fact.reasons : [],
      weakness: `anybody ${verb} ${labelOf(store)}`,
      ...(isAssumed(fact) && { assumed: true }),
    },
  ];
}

/** Where a request goes on to: behind an edge, or into the code of a process. */
export function callSteps(graph: ResourceGraph, id: string): readonly Step[] {
  const target = graph.resource(id);
  if (!target) return [];
  const from = stateOf('call', id);
  const steps: Step[] = [];
  for (const relation of graph.outgoing(id)) steps.push(...forward(graph, target, relation, from));
  if (isCode(target)) steps.push(exploit(target, from));
  if (target.store) steps.push(...loginSteps(graph, target, from));
  return steps;
}

function forward(graph: ResourceGraph, edge: Resource, relation: Relation, from: string): readonly Step[] {
  const backend = graph.resource(relation.to);
  if (!backend) return [];
  const transparent = edge.kind.startsWith('edge/') || edge.kind === 'process/workflow';
  const calls = relation.kind === 'invokes' || relation.kind === 'triggers';
  const passesOn = relation.kind === 'fronts' || (calls && transparent);
  if (passesOn) {
    const hold = backend.store?.store === 'object' ? 'read' : 'call';
    return [
      stepAlong(relation, from, stateOf(hold, backend.id), 0, 'forwards to', `is passed on to ${labelOf(backend)}`),
    ];
  }
  const puts = (relation.kind === 'writes' || relation.kind === 'publishes') && transparent;
  return puts
    ? [stepAlong(relation, from, stateOf('write', backend.id), 0, 'writes to', `puts data into ${labelOf(backend)}`)]
    : [];
}

/** A workflow, a rule or a schedule has no code of its own that could be exploited. */
const isCode = (resource: Resource): boolean =>
  resource.kind.startsWith('process/') && resource.kind !== 'process/workflow';

function exploit(target: Resource, from: string): Step {
  return {
    from,
    to: stateOf('own', target.id),
    cost: costs.exploitApplication,
    action: 'runs code in',
    text: target.kind.startsWith('process/host')
      ? `breaks into ${labelOf(target)} (a flaw in its software, a weak or leaked key)`
      : `exploits a flaw in the code of ${labelOf(target)}`,
    certainty: 'certain',
    because: [target.location],
    unknowns: [],
  };
}

/** A data store whose port can be reached: free without authentication, else its password must be broken. */
function loginSteps(graph: ResourceGraph, store: Resource, from: string): readonly Step[] {
  if (!store.store?.needsNetwork) return [];
  const open = graph.fact(store.id, 'storage.clientAuthentication');
  const free = open?.state === 'known' && open.value === false;
  return [
    {
      from,
      to: stateOf('read', store.id),
      cost: free ? 0 : costs.exploitService,
      action: 'reads',
      text: free
        ? `reads ${labelOf(store)}, which asks for no credential`
        : `breaks into ${labelOf(store)} (weak or leaked password, known flaw)`,
      certainty: 'certain',
      because: [store.location],
      unknowns: [],
    },
  ];
}
