import type { ResourceGraph } from '../../graph/index.js';
import type { Location } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import { entry } from '../../model/values.js';

/** The VPC that a resource policy ties a service to, and the statement that does. */
export interface Bound {
  readonly vpc: Resource;
  readonly because: readonly Location[];
}

/**
 * The VPC without which a resource policy denies every request: a Deny for callers whose `aws:SourceVpce` or `aws:SourceVpc` is not
 * ours (Amazon S3 User Guide, "Controlling access from VPC endpoints with bucket policies").
 */
export function boundVpc(graph: ResourceGraph, resource: Resource): Bound | undefined {
  for (const { document } of resource.identity?.resourcePolicies ?? []) {
    for (const statement of statementsOf(document)) {
      if (textOf(entry(statement, 'Effect')) !== 'Deny' || !isEverybody(entry(statement, 'Principal'))) continue;
      const source = sourceOf(entry(statement, 'Condition'));
      const vpc = source && vpcNamed(graph, source, resource);
      if (vpc) return { vpc, because: [statement.at ?? document.at ?? resource.location] };
    }
  }
  return undefined;
}

function statementsOf(document: Value): readonly Value[] {
  const structure =
    (document.kind === 'string' || document.kind === 'template') && document.json ? document.json : document;
  const statements = entry(structure, 'Statement');
  if (statements?.kind === 'list') return statements.items;
  return statements ? [statements] : [];
}

const textOf = (value: Value | undefined): string => (value?.kind === 'string' ? value.value : '');

const isEverybody = (principal: Value | undefined): boolean =>
  textOf(principal) === '*' || textOf(entry(principal, 'AWS')) === '*';

/** What the caller must come through; the operators that deny everybody else. */
function sourceOf(condition: Value | undefined): Value | undefined {
  for (const operator of ['StringNotEquals', 'StringNotEqualsIfExists', 'StringNotLike', 'StringNotEqualsIgnoreCase']) {
    const keys = entry(condition, operator);
    if (keys?.kind !== 'map') continue;
    for (const [key, value] of keys.entries) if (/^aws:sourcevpce?$/i.test(key)) return value;
  }
  return undefined;
}

function vpcNamed(graph: ResourceGraph, source: Value, from: Resource): Resource | undefined {
  for (const { id } of graph.resolve(source, ['aws.ec2.'], from).targets) {
    const named = graph.resource(id);
    if (named?.network?.part === 'vpc') return named;
    if (named?.network?.part !== 'vpc-endpoint' || !named.network.vpc) continue;
    const [vpc] = graph.resolve(named.network.vpc, ['aws.ec2.'], named).targets;
    const found = vpc && graph.resource(vpc.id);
    if (found) return found;
  }
  return undefined;
}
