import type { ResourceGraph } from '../../graph/index.js';
import type { DataFlow } from '../../model/analysis.js';
import { truthOf } from '../../model/fact.js';
import type { Relation, RelationKind } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import type { Truth } from '../../model/tri.js';
import { mergeReasons } from '../../model/unknown.js';
import type { Crossings } from '../boundary/crossing.js';
import { crossingsOf } from '../boundary/decision.js';
import { isElement } from './element.js';
import { guardsOf } from './guards.js';

/** Relations that move data, and which way the data go. */
const directions: Partial<Record<RelationKind, DataFlow['data']>> = {
  reaches: 'both',
  fronts: 'both',
  invokes: 'both',
  triggers: 'forward',
  reads: 'backward',
  writes: 'forward',
  publishes: 'forward',
  'copies-to': 'forward',
  'logs-to': 'forward',
  'deploys-from': 'backward',
  mounts: 'both',
  uses: 'both',
  'resolves-to': 'both',
};

/** A flow runs between two elements of the diagram; a role or a subnet is not one. */
export function isFlow(graph: ResourceGraph, relation: Relation): boolean {
  if (!(relation.kind in directions)) return false;
  const [from, to] = [graph.resource(relation.from), graph.resource(relation.to)];
  // Trails and flow logs are no elements, but what they write is data that flows.
  const starts = isElement(graph, from) || (relation.kind === 'logs-to' && from !== undefined);
  return starts && isElement(graph, to) && (relation.kind !== 'uses' || relation.grade !== undefined);
}

/** The flow that a relation stands for. */
export function flowOf(graph: ResourceGraph, relation: Relation, zones: Crossings): DataFlow {
  const to = graph.resource(relation.to) as Resource;
  const doubts = [graph.resource(relation.from), to].flatMap((end) => end?.exists.unknowns ?? []);
  const base = {
    from: relation.from,
    to: relation.to,
    kind: relation.kind,
    data: directionOf(relation),
    grade: relation.grade ?? 'declared',
    certainty: doubts.length > 0 ? 'conditional' : relation.certainty,
    encrypted: encryption(graph, relation, to),
    authenticated: authentication(graph, relation, to),
    throttled: throttling(graph, to),
    inspected: atSurface(graph, to, 'surface.waf'),
    because: relation.because,
    unknowns: mergeReasons(relation.unknowns ?? [], doubts),
  } as const;
  const guards = guardsOf(graph, relation, to, base);
  const crosses = zones.between(relation.from, relation.to);
  return {
    ...base,
    crosses,
    crossings: crossingsOf(crosses, guards, relation.because),
    guards: [...new Set(guards.flatMap((guard) => (guard.truth === 'no' ? [] : [guard.text])))],
  };
}

function directionOf(relation: Relation): DataFlow['data'] {
  const stated = relation.attrs?.data;
  if (stated === 'forward' || stated === 'backward' || stated === 'both') return stated;
  return directions[relation.kind] ?? 'both';
}

/** Relations that are calls of AWS's own APIs, which speak only TLS and ask for a signature (AWS General Reference, SigV4). */
const serviceCalls: ReadonlySet<RelationKind> = new Set([
  'invokes',
  'triggers',
  'reads',
  'writes',
  'publishes',
  'copies-to',
  'logs-to',
  'deploys-from',
]);

/** A port is as its facts say; a relation may say so itself; what is no port is an AWS API. */
function encryption(graph: ResourceGraph, relation: Relation, to: Resource): Truth {
  const stated = relation.attrs?.encrypted;
  if (typeof stated === 'boolean') return stated ? 'yes' : 'no';
  const cleartext = graph.fact(to.id, 'surface.cleartext');
  if (cleartext) return { yes: 'no', no: 'yes', unknown: 'unknown' }[truthOf(cleartext)] as Truth;
  const byOutsider = to.store && relation.from.startsWith('ext|');
  if (isServiceCall(relation, to) && !byOutsider) return 'yes';
  if (to.store?.needsNetwork || byOutsider) {
    const enforced = graph.fact(to.id, 'encryption.inTransit');
    return enforced ? truthOf(enforced) : 'unknown';
  }
  return to.store || alwaysTls.has(to.type) ? 'yes' : 'unknown';
}

/** Endpoints of AWS that have no cleartext port (API Gateway FAQ; Lambda Developer Guide, "Function URLs"). */
const alwaysTls: ReadonlySet<string> = new Set([
  'aws.apigateway.method',
  'aws.apigateway.rest-api',
  'aws.apigatewayv2.api',
  'aws.apigatewayv2.route',
  'aws.lambda.function-url',
  'aws.appsync.api',
  'aws.cognito.user-pool',
  'aws.apprunner.service',
]);

const isServiceCall = (relation: Relation, to: Resource): boolean =>
  serviceCalls.has(relation.kind) && !to.store?.needsNetwork && to.element !== 'external-entity';

function authentication(graph: ResourceGraph, relation: Relation, to: Resource): Truth {
  const stated = relation.attrs?.authentication;
  if (typeof stated === 'string') return stated === 'none' ? 'no' : stated === 'unknown' ? 'unknown' : 'yes';
  if (to.store) return storeAuthentication(graph, to);
  return isServiceCall(relation, to) ? 'yes' : 'unknown';
}

function storeAuthentication(graph: ResourceGraph, to: Resource): Truth {
  const asks = graph.fact(to.id, 'storage.clientAuthentication');
  if (asks) return truthOf(asks);
  return to.store?.access === 'none' ? 'no' : to.store?.access === 'unknown' ? 'unknown' : 'yes';
}

/** A limit of our own on requests, or on how many run at once. */
function throttling(graph: ResourceGraph, to: Resource): Truth {
  const limited = graph.fact(to.id, 'workload.concurrencyLimited');
  return limited && truthOf(limited) === 'yes' ? 'yes' : atSurface(graph, to, 'surface.throttled');
}

/** A fact of a surface, or of the API that an operation belongs to; unknown when nothing states it. */
function atSurface(graph: ResourceGraph, to: Resource, name: string): Truth {
  const owners = graph.incoming(to.id, 'contains').map((relation) => relation.from);
  const fact = [to.id, ...owners].map((id) => graph.fact(id, name)).find((found) => found !== undefined);
  return fact ? truthOf(fact) : 'unknown';
}
