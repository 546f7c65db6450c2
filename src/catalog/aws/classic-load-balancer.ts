import { type Fact, known } from '../../model/fact.js';
import type { EndpointFacet } from '../../model/network.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { boolValue, unknownValue } from '../../model/values.js';
import { defined } from '../common/parts.js';
import { defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

/** Registers an instance with a classic load balancer. */
export const classicAttachment = defineKind({
  type: 'aws.elb.classic-attachment',
  element: 'supporting',
  kind: 'edge/load-balancer',
  dialects: { terraform: 'aws_elb_attachment' },
  absent: { cloudformation: 'CloudFormation writes Instances inside AWS::ElasticLoadBalancing::LoadBalancer' },
  attributes: { balancer: { terraform: 'elb' }, instance: { terraform: 'instance' } },
  satelliteOf: { owner: 'balancer', types: ['aws.elb.classic-load-balancer'] },
});

const listenerAttributes = {
  port: { terraform: 'lb_port', cloudformation: 'LoadBalancerPort' },
  protocol: { terraform: 'lb_protocol', cloudformation: 'Protocol' },
  targetPort: { terraform: 'instance_port', cloudformation: 'InstancePort' },
  targetProtocol: { terraform: 'instance_protocol', cloudformation: 'InstanceProtocol' },
} as const;
type ListenerReader = Reader<typeof listenerAttributes>;

const attributes = {
  name: { terraform: 'name', cloudformation: 'LoadBalancerName' },
  internal: { terraform: 'internal' },
  scheme: { cloudformation: 'Scheme' },
  subnets: { terraform: 'subnets', cloudformation: 'Subnets' },
  groups: { terraform: 'security_groups', cloudformation: 'SecurityGroups' },
  instances: { terraform: 'instances', cloudformation: 'Instances' },
  logBucket: { terraform: 'access_logs.bucket', cloudformation: 'AccessLoggingPolicy.S3BucketName' },
  logEnabled: { terraform: 'access_logs.enabled', cloudformation: 'AccessLoggingPolicy.Enabled' },
  listeners: { terraform: 'listener', cloudformation: 'Listeners', each: listenerAttributes },
} as const;
type BalancerReader = Reader<typeof attributes>;

/** A load balancer of the first generation: its listeners name ports, not rules. */
export const classicLoadBalancer = defineKind({
  type: 'aws.elb.classic-load-balancer',
  element: 'process',
  kind: 'edge/load-balancer',
  dialects: { terraform: 'aws_elb', cloudformation: 'AWS::ElasticLoadBalancing::LoadBalancer' },
  attributes,
  names: ['name'],
  build(r, satellites) {
    const listeners = r.each('listeners');
    const instances = [...r.list('instances'), ...satellites.of(classicAttachment).flatMap((s) => s.list('instance'))];
    return {
      network: networkOf(r, listeners),
      surface: {
        internet: 'by-endpoint',
        because: [r.at(r.dialect === 'terraform' ? 'internal' : 'scheme')],
        operations: listeners.map((l) => ({
          name: `${protocolOf(l).toLowerCase()}:${l.text('port') ?? '?'}`,
          authentication: 'none' as const,
          because: [l.location],
          targets: instances.map((target) => ({ target, kind: 'http' as const, at: target.at ?? l.location })),
          sideEffects: true,
        })),
      },
      facts: {
        'surface.cleartext': cleartext(r, listeners),
        'audit.accessLogged': r.value('logBucket')
          ? r.fact('logEnabled', true)
          : r.test('logBucket', () => false, 'none'),
      },
      links: [
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'groups', { expects: ['aws.ec2.'] }),
        ...r.link('logs-to', 'logBucket', { grade: 'declared', expects: ['aws.s3.'] }),
        ...listeners.flatMap((l) => frontLinks(l, instances)),
      ],
    };
  },
});

function networkOf(r: BalancerReader, listeners: readonly ListenerReader[]): EndpointFacet {
  return defined<EndpointFacet>({
    part: 'endpoint',
    subnets: r.list('subnets'),
    subnetGroups: [],
    securityGroups: r.list('groups'),
    securityGroupDefault: 'vpc-default',
    publicAddress: 'public-flag',
    publicFlag: internetFacing(r),
    publicDefault: r.managed ? 'yes' : 'unknown',
    listens: listeners.map((l) => ({
      protocol: 'tcp',
      port: l.value('port') ?? unknownValue('computed', `${r.declaration.address}.listener`, l.location),
      at: l.at('port'),
      application: protocolOf(l).toLowerCase(),
    })),
    role: 'balancer',
    balancer: 'classic',
  });
}

/** Terraform says `internal`, CloudFormation `Scheme`. */
function internetFacing(r: BalancerReader): Value | undefined {
  const value = r.value('internal') ?? r.value('scheme');
  if (value === undefined) return undefined;
  const fact = r.value('internal') ? r.fact('internal') : r.test('scheme', (scheme) => scheme === 'internal');
  if (fact.state === 'known') return boolValue(fact.value !== true, value.at);
  return { kind: 'unknown', reasons: fact.reasons, ...(value.at && { at: value.at }) };
}

const protocolOf = (l: ListenerReader): string => (l.text('protocol') ?? 'TCP').toUpperCase();

function cleartext(r: BalancerReader, listeners: readonly ListenerReader[]): Fact {
  const clear = listeners.find((l) => protocolOf(l) === 'HTTP');
  return clear ? known(true, [clear.at('protocol')]) : known(false, [r.location]);
}

function frontLinks(l: ListenerReader, instances: readonly Value[]): Link[] {
  const numbers = { port: Number(l.text('port')), targetPort: Number(l.text('targetPort')) };
  const attrs = Object.fromEntries(Object.entries(numbers).filter(([, port]) => Number.isInteger(port)));
  return instances.map((target) => ({
    kind: 'fronts',
    target,
    grade: 'declared',
    expects: ['aws.ec2.'],
    because: [target.at ?? l.location],
    attrs: { ...attrs, protocol: protocolOf(l).toLowerCase() },
  }));
}

export const kinds = [classicLoadBalancer, classicAttachment];
