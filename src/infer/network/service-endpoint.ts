import type { Resource } from '../../model/resource.js';
import { any, no, type Tri, unknown, yes } from '../../model/tri.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { possibilities } from '../../model/values.js';
import { parseDocument } from '../identity/document/parse.js';
import { noNames } from '../identity/document/texts.js';
import type { PolicyDocument, Statement } from '../identity/document/types.js';
import { type Inventory, type Networked, sameVpc } from './inventory.js';
import type { RouteTables } from './route-table.js';
import { readScalars } from './scalars.js';
import type { Subnet } from './subnet.js';

/** The VPC endpoint that carries the requests of a subnet to an AWS service. */
export interface ServiceEndpoint {
  readonly id: string;
  readonly way: 'gateway' | 'interface';
  /** Whether its policy lets callers write to anybody's resources: yes for the default policy. */
  readonly open: Tri;
  /** Why requests may go another way; empty when they surely take it. */
  readonly doubts: readonly Reason[];
}

/** Services that can hold what a caller takes out: a bucket, table, queue, topic or stream of another account. */
export const servicesForExfiltration = [
  's3',
  'dynamodb',
  'sqs',
  'sns',
  'kinesis-streams',
  'kinesis-firehose',
  'events',
];

type Owned = Networked<'vpc-endpoint'>;

/** Finds endpoints for AWS services by subnet (AWS PrivateLink Guide, "Gateway endpoints" and "Private DNS"). */
export class ServiceEndpoints {
  private readonly byService = new Map<string, Owned[]>();
  private readonly policies = new Map<string, Tri>();

  constructor(
    private readonly inventory: Inventory,
    private readonly routes: RouteTables,
  ) {
    for (const endpoint of inventory.all('vpc-endpoint')) {
      const service = serviceOf(endpoint.facet.service);
      if (service === undefined) continue;
      this.byService.set(service, [...(this.byService.get(service) ?? []), endpoint]);
    }
  }

  /** Endpoints for AWS services, whose policies matter. */
  all(): readonly Resource[] {
    return [...this.byService.values()].flat().map(({ resource }) => resource);
  }

  /** `service` as in the endpoint's name after the region: `s3`, `ecr.api`. Names come before routes: an interface endpoint with private DNS wins. */
  of(subnet: Subnet, service: string): ServiceEndpoint | undefined {
    const found = (this.byService.get(service) ?? []).flatMap((endpoint) => this.use(endpoint, subnet) ?? []);
    const sure = found.filter(({ doubts }) => doubts.length === 0);
    return [...sure, ...found].find(({ way }) => way === 'interface') ?? sure[0] ?? found[0];
  }

  private use(endpoint: Owned, subnet: Subnet): ServiceEndpoint | undefined {
    const { resource, facet } = endpoint;
    const type = readScalars(facet.endpointType).values[0]?.toLowerCase();
    const doubts = type === 'interface' ? this.byName(endpoint, subnet) : this.byRoute(endpoint, subnet);
    if (!doubts || (type !== 'interface' && type !== 'gateway')) return undefined;
    return { id: resource.id, way: type, open: this.policyOpen(resource.id), doubts };
  }

  private byRoute({ resource, facet }: Owned, subnet: Subnet): readonly Reason[] | undefined {
    const { tables } = this.routes.of(subnet);
    const { named } = this.inventory.named(facet.routeTables, resource);
    const matched = named.filter(({ id }) => tables.includes(id));
    return matched.length > 0 ? matched[0]!.doubts : undefined;
  }

  private byName({ resource, facet }: Owned, subnet: Subnet): readonly Reason[] | undefined {
    const same = sameVpc(this.inventory.vpcOf(resource), subnet.vpc);
    const dns = readScalars(facet.privateDns);
    if (same === 'no' || (dns.complete && !dns.values.includes('true'))) return undefined;
    const certain = dns.complete && dns.values.length === 1;
    return mergeReasons(same === 'unknown' ? subnet.vpc.reasons : [], certain ? [] : dns.reasons);
  }

  /** Whether the policy of an endpoint lets a caller write to resources of any account. */
  policyOpen(id: string): Tri {
    const present = this.policies.get(id) ?? this.readPolicy(id);
    this.policies.set(id, present);
    return present;
  }

  private readPolicy(id: string): Tri {
    const resource = this.inventory.graph.resource(id);
    const policy = this.inventory.get(id, 'vpc-endpoint')?.facet.policy;
    if (!resource) return no();
    if (!resource.managed && !policy) {
      return unknown([{ code: 'data', subject: resource.address, at: resource.location }], [resource.location]);
    }
    // The default policy allows everything (AWS PrivateLink Guide, "Default endpoint policy").
    if (!policy || policy.kind === 'null') return yes([resource.location]);
    return openness(parseDocument({ document: policy, at: policy.at ?? resource.location }, noNames));
  }
}

function openness({ statements, open, at }: PolicyDocument): Tri {
  const fence = statements.find(isFence);
  if (fence) return fence.maybe.length === 0 ? no([fence.at]) : unknown(fence.maybe, [fence.at]);
  const answers = statements.filter(isOpen).map((s) => (s.maybe.length === 0 ? yes([s.at]) : unknown(s.maybe, [s.at])));
  // What is not known may be a fence.
  if (open.length > 0) return unknown(open, [at]);
  return answers.length > 0 ? any(...answers) : no([at]);
}

/** A denial under conditions, or of all but some resources, is how a data perimeter is drawn. */
const isFence = ({ effect, conditions, resource }: Statement): boolean =>
  effect === 'Deny' && (conditions.length > 0 || resource?.negated === true);

const writes = /^(\*|[\w-]+:(\*|(put|send|publish|batch|write|create|update|copy)\S*))$/i;

/** Everybody may write to everything, without a condition. */
const isOpen = ({ effect, principal, action, resource, conditions }: Statement): boolean =>
  effect === 'Allow' &&
  conditions.length === 0 &&
  (principal?.texts.some(({ text }) => text === '*') ?? false) &&
  (action.negated || action.texts.some(({ text }) => writes.test(text))) &&
  (resource === undefined || (!resource.negated && resource.texts.some(({ text }) => isEverything(text))));

const isEverything = (text: string): boolean => /^(\*|arn:[\w*-]*:[\w-]+:[^:]*:[^:]*:\*(\/\*)?)$/.test(text);

/** `com.amazonaws.eu-west-1.s3` is `s3`, also where the region is not known. */
function serviceOf(name: Value): string | undefined {
  for (const value of possibilities(name)) {
    const text = value.kind === 'string' ? value.value : value.kind === 'template' ? withHoles(value.parts) : undefined;
    const service = text && /^(?:cn\.)?com\.amazonaws\.[^.]+\.(.+)$/.exec(text)?.[1];
    if (service && !service.startsWith('vpce.')) return service;
  }
  return undefined;
}

const withHoles = (parts: readonly unknown[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'region')).join('');

/** Whether some endpoint that a subnet uses lets data out to other accounts. */
export function openEndpoint(endpoints: ServiceEndpoints, subnets: readonly Subnet[]): Tri {
  const uses = subnets.flatMap((subnet) =>
    servicesForExfiltration.flatMap((service) => endpoints.of(subnet, service) ?? []),
  );
  return any(no(), ...uses.map(({ open, doubts }) => whenUsed(open, doubts)));
}

const whenUsed = (open: Tri, doubts: readonly Reason[]): Tri =>
  open.truth === 'no' || doubts.length === 0 ? open : unknown(mergeReasons(open.unknowns, doubts), open.because);
