import type { ResourceGraph } from '../../graph/index.js';
import type { DataFlow } from '../../model/analysis.js';
import { truthOf } from '../../model/fact.js';
import type { Location } from '../../model/location.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import type { Truth } from '../../model/tri.js';
import type { Guard } from '../boundary/decision.js';

type Flow = Pick<DataFlow, 'authenticated' | 'inspected' | 'because'>;

/** What checks a flow before its far end gets it, whether or not code shows that it holds: the policy decision points of spec/F. */
export function guardsOf(graph: ResourceGraph, relation: Relation, to: Resource, flow: Flow): readonly Guard[] {
  return [
    ...securityGroups(graph, relation, to),
    ...(flow.inspected === 'no' ? [] : inspection(graph, to, flow.inspected)),
    ...callers(graph, relation, to, flow),
    ...keys(graph, to),
  ];
}

/** Only connections meet security groups: a call of the AWS API, such as an invocation, does not. */
function securityGroups(graph: ResourceGraph, relation: Relation, to: Resource): readonly Guard[] {
  const connects = ['reaches', 'fronts', 'uses', 'mounts'].includes(relation.kind);
  if (!connects || to.network?.part !== 'endpoint') return [];
  const wide = graph.fact(to.id, 'network.exposure');
  const truth: Truth = wide?.state === 'known' && wide.value !== 'internet-wide' ? 'yes' : wide ? 'no' : 'unknown';
  return graph.outgoing(to.id, 'protected-by').flatMap((protection) => {
    const group = graph.resource(protection.to);
    if (group?.network?.part !== 'security-group') return [];
    const text = `security group ${group.address}`;
    return [{ dimensions: ['network'], text, truth, because: [...protection.because, group.location] }];
  });
}

function inspection(graph: ResourceGraph, to: Resource, truth: Truth): readonly Guard[] {
  if (truth === 'unknown' && !to.surface) return [];
  const fact = graph.fact(to.id, 'surface.waf');
  return [{ dimensions: ['network'], text: 'web application firewall', truth, because: fact?.because ?? [] }];
}

const everywhere = ['network', 'account', 'identity', 'cluster'] as const;

function callers(graph: ResourceGraph, relation: Relation, to: Resource, flow: Flow): readonly Guard[] {
  const authorizers = graph
    .outgoing(to.id, 'authenticates-with')
    .filter((r) => graph.resource(r.to)?.store === undefined);
  if (authorizers.length > 0)
    return authorizers.map((r) => ({
      dimensions: everywhere,
      text: `authorizer ${graph.resource(r.to)?.address ?? r.to}`,
      truth: 'yes',
      because: r.because,
    }));
  return [{ dimensions: everywhere, text: proofOf(relation, to), truth: flow.authenticated, because: flow.because }];
}

function proofOf(relation: Relation, to: Resource): string {
  const stated = relation.attrs?.authentication;
  if (stated === 'iam') return 'IAM';
  if (typeof stated === 'string') return `authentication (${stated})`;
  if (to.store?.needsNetwork) return 'database login';
  return to.store || to.kind.startsWith('process/') ? 'IAM' : 'authentication';
}

/** Whoever copies data to another level of sensitivity needs the key of the store. */
function keys(graph: ResourceGraph, to: Resource): readonly Guard[] {
  const [key] = graph.outgoing(to.id, 'encrypts-with');
  if (key) {
    const text = `policy of key ${graph.resource(key.to)?.address ?? key.to}`;
    return [{ dimensions: ['data'], text, truth: 'yes', because: key.because }];
  }
  const encrypted = graph.fact(to.id, 'encryption.atRest');
  const because: readonly Location[] = encrypted?.because ?? [];
  return encrypted ? [{ dimensions: ['data'], text: 'encryption at rest', truth: truthOf(encrypted), because }] : [];
}
