import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { EndpointFacet, ListenPort } from '../../model/network.js';
import type { Link } from '../../model/relation.js';
import type { Operation } from '../../model/surface.js';
import type { Value } from '../../model/value.js';
import { boolValue, unknownValue } from '../../model/values.js';
import { publicIpv4, publicIpv6 } from '../common/address-type.js';
import {
  actionAttributes,
  type ActionReader,
  forwardTargets,
  listenerOperation,
  onlyRedirects,
} from '../common/listener.js';
import { defined } from '../common/parts.js';
import { loadBalancerTls, oldestTls, type TlsVersion } from '../common/tls.js';
import { webAclFact, webAclLinks } from '../common/web-acl.js';
import { defineKind } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';
import { webAclAssociation } from './waf.js';

const listenerAttributes = {
  loadBalancer: { terraform: 'load_balancer_arn', cloudformation: 'LoadBalancerArn' },
  port: { terraform: 'port', cloudformation: 'Port' },
  protocol: { terraform: 'protocol', cloudformation: 'Protocol' },
  tlsPolicy: { terraform: 'ssl_policy', cloudformation: 'SslPolicy' },
  mutualTls: { terraform: 'mutual_authentication.mode', cloudformation: 'MutualAuthentication.Mode' },
  actions: { terraform: 'default_action', cloudformation: 'DefaultActions', each: actionAttributes },
} as const;
type ListenerReader = Reader<typeof listenerAttributes>;

/** A port that a load balancer listens on, with what happens to requests that no rule matches. */
export const listener = defineKind({
  type: 'aws.elb.listener',
  element: 'supporting',
  kind: 'edge/listener',
  dialects: {
    terraform: ['aws_lb_listener', 'aws_alb_listener'],
    cloudformation: 'AWS::ElasticLoadBalancingV2::Listener',
  },
  attributes: listenerAttributes,
  satelliteOf: { owner: 'loadBalancer', types: ['aws.elb.load-balancer'] },
});

const ruleAttributes = {
  listener: { terraform: 'listener_arn', cloudformation: 'ListenerArn' },
  priority: { terraform: 'priority', cloudformation: 'Priority' },
  actions: { terraform: 'action', cloudformation: 'Actions', each: actionAttributes },
  conditions: {
    terraform: 'condition',
    cloudformation: 'Conditions',
    each: {
      path: { terraform: 'path_pattern.values', cloudformation: 'PathPatternConfig.Values' },
      // The older form: Field: path-pattern, Values: [...].
      field: { cloudformation: 'Field' },
      values: { cloudformation: 'Values' },
    },
  },
} as const;
type RuleReader = Reader<typeof ruleAttributes>;

/** What happens to requests that match a listener's rule. */
export const listenerRule = defineKind({
  type: 'aws.elb.listener-rule',
  element: 'supporting',
  kind: 'edge/listener',
  dialects: {
    terraform: ['aws_lb_listener_rule', 'aws_alb_listener_rule'],
    cloudformation: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  },
  attributes: ruleAttributes,
  satelliteOf: { owner: 'listener', types: ['aws.elb.listener', 'aws.elb.load-balancer'] },
});

const balancerAttributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  internal: { terraform: 'internal' },
  scheme: { cloudformation: 'Scheme' },
  type: { terraform: 'load_balancer_type', cloudformation: 'Type' },
  addressType: { terraform: 'ip_address_type', cloudformation: 'IpAddressType' },
  subnets: { terraform: 'subnets', cloudformation: 'Subnets' },
  mappings: {
    terraform: 'subnet_mapping',
    cloudformation: 'SubnetMappings',
    each: { subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' } },
  },
  securityGroups: { terraform: 'security_groups', cloudformation: 'SecurityGroups' },
  logBucket: { terraform: 'access_logs.bucket' },
  logEnabled: { terraform: 'access_logs.enabled' },
  settings: {
    cloudformation: 'LoadBalancerAttributes',
    each: { key: { cloudformation: 'Key' }, value: { cloudformation: 'Value' } },
  },
} as const;
type BalancerReader = Reader<typeof balancerAttributes>;

/** An application, network or gateway load balancer with its listeners and rules. */
export const loadBalancer = defineKind({
  type: 'aws.elb.load-balancer',
  element: 'process',
  kind: 'edge/load-balancer',
  dialects: { terraform: ['aws_lb', 'aws_alb'], cloudformation: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
  attributes: balancerAttributes,
  names: ['name'],
  build(r, satellites) {
    const listeners = satellites.of(listener);
    const rules = satellites.of(listenerRule);
    return {
      network: networkOf(r, listeners),
      surface: {
        internet: 'by-endpoint',
        because: [r.at(r.dialect === 'terraform' ? 'internal' : 'scheme')],
        operations: [...listeners.map(defaultOperation), ...rules.map(ruleOperation)],
      },
      facts: {
        'surface.cleartext': cleartext(r, listeners, rules),
        'surface.minimumTls': minimumTls(listeners),
        'surface.waf': webAclFact(r, satellites.of(webAclAssociation)),
        'audit.accessLogged': accessLogged(r),
      },
      links: [
        ...frontLinks(listeners, rules),
        ...placementLinks(r),
        ...logLinks(r),
        ...webAclLinks(satellites.of(webAclAssociation)),
      ],
    };
  },
});

function networkOf(r: BalancerReader, listeners: readonly ListenerReader[]): EndpointFacet {
  const type = r.text('type') ?? 'application';
  return defined<EndpointFacet>({
    part: 'endpoint',
    subnets: subnetsOf(r),
    subnetGroups: [],
    securityGroups: r.list('securityGroups'),
    securityGroupDefault: type === 'network' || type === 'gateway' ? 'unfiltered' : 'vpc-default',
    publicAddress: 'public-flag',
    publicFlag: publicIpv4(r.value('addressType'), internetFacing(r)),
    ipv6Addresses: publicIpv6(r.value('addressType'), internetFacing(r)),
    publicDefault: r.managed ? 'yes' : 'unknown',
    listens: listeners.map(listenPort),
    role: 'balancer',
    balancer: type === 'network' || type === 'gateway' ? type : 'application',
  });
}

const subnetsOf = (r: BalancerReader): Value[] => [
  ...r.list('subnets'),
  ...r.each('mappings').flatMap((m) => m.list('subnet')),
];

/** Terraform says `internal`, CloudFormation `Scheme`; both default to internet-facing (spec/C11). */
function internetFacing(r: BalancerReader): Value | undefined {
  const value = r.value('internal') ?? r.value('scheme');
  if (value === undefined) return undefined;
  const fact = r.value('internal') ? r.fact('internal') : r.test('scheme', (scheme) => scheme === 'internal');
  if (fact.state === 'known') return boolValue(fact.value !== true, value.at);
  return { kind: 'unknown', reasons: fact.reasons, ...(value.at && { at: value.at }) };
}

function listenPort(l: ListenerReader): ListenPort {
  const protocol = (l.text('protocol') ?? 'HTTP').toUpperCase();
  return {
    protocol:
      protocol === 'UDP' || protocol === 'QUIC'
        ? 'udp'
        : protocol === 'TCP_UDP' || protocol === 'GENEVE'
          ? 'any'
          : 'tcp',
    port: l.value('port') ?? unknownValue('computed', `${l.declaration.address}.port`, l.location),
    at: l.at('port'),
    application: protocol.toLowerCase(),
  };
}

const labelOf = (l: ListenerReader): string =>
  `${(l.text('protocol') ?? 'HTTP').toLowerCase()}:${l.text('port') ?? '?'}`;
const mutual = (l: ListenerReader): boolean => l.text('mutualTls') === 'verify';

const defaultOperation = (l: ListenerReader): Operation =>
  listenerOperation(labelOf(l), l as unknown as Reader, l.each('actions') as readonly ActionReader[], mutual(l));

function ruleOperation(rule: RuleReader): Operation {
  const paths = rule
    .each('conditions')
    .flatMap((c) => [...c.list('path'), ...(c.text('field') === 'path-pattern' ? c.list('values') : [])]);
  const label = paths.flatMap((path) => (path.kind === 'string' ? [path.value] : [])).join(' ');
  return listenerOperation(
    `rule ${rule.text('priority') ?? '?'} ${label}`.trim(),
    rule as unknown as Reader,
    rule.each('actions') as readonly ActionReader[],
    false,
  );
}

/** The listener that a rule belongs to; undefined when it is not declared here. */
function listenerOf(rule: RuleReader, listeners: readonly ListenerReader[]): ListenerReader | undefined {
  const value = rule.value('listener');
  const addresses = [...(value?.kind === 'reference' ? [value.to] : []), ...(value?.refs ?? [])].map(
    (to) => to.address,
  );
  return listeners.find((l) => addresses.includes(l.declaration.address));
}

/** One link per target group and listener, with the port that clients use. */
function frontLinks(listeners: readonly ListenerReader[], rules: readonly RuleReader[]): Link[] {
  const direct = listeners.flatMap((l) =>
    forwards(l.each('actions') as readonly ActionReader[], l.location, portOf(l)),
  );
  const ruled = rules.flatMap((rule) =>
    forwards(rule.each('actions') as readonly ActionReader[], rule.location, portOf(listenerOf(rule, listeners))),
  );
  return [...direct, ...ruled];
}

function portOf(l: ListenerReader | undefined): Record<string, string | number> {
  if (!l) return {};
  const port = Number(l.text('port'));
  return { protocol: (l.text('protocol') ?? 'HTTP').toLowerCase(), ...(Number.isInteger(port) && { port }) };
}

function forwards(
  actions: readonly ActionReader[],
  at: Reader['location'],
  attrs: Record<string, string | number>,
): Link[] {
  return forwardTargets(actions).map((target) => ({
    kind: 'fronts',
    target,
    grade: 'declared',
    expects: ['aws.elb.'],
    because: [target.at ?? at],
    attrs,
  }));
}

const placementLinks = (r: BalancerReader): Link[] => [
  ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
  ...r.each('mappings').flatMap((m) => m.link('runs-in', 'subnet', { expects: ['aws.ec2.'] })),
  ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
];

/** An HTTP listener with nothing but redirects is how browsers find the HTTPS one. */
function cleartext(r: BalancerReader, listeners: readonly ListenerReader[], rules: readonly RuleReader[]): Fact {
  const clear = listeners.filter((l) => (l.text('protocol') ?? (l.value('protocol') ? '' : 'HTTP')) === 'HTTP');
  const serving = clear.find((l) => !onlyRedirects(l.each('actions') as readonly ActionReader[]));
  const ruled = rules.find((rule) => {
    const owner = listenerOf(rule, listeners);
    return (
      owner !== undefined && clear.includes(owner) && !onlyRedirects(rule.each('actions') as readonly ActionReader[])
    );
  });
  if (serving)
    return known(true, [serving.at('protocol')], { setBy: { terraform: 'protocol', cloudformation: 'Protocol' } });
  if (ruled) return known(true, [ruled.location]);
  const open = listeners.find((l) => l.value('protocol') !== undefined && l.text('protocol') === undefined);
  if (open) return mapFact(open.fact('protocol'), () => true);
  return listeners.length === 0 && !r.managed
    ? unknownFact([{ code: 'data', subject: r.declaration.address }], [r.location])
    : known(false, [r.location]);
}

/** The default policy of a listener made by API is ELBSecurityPolicy-2016-08, which takes TLS 1.0. */
function minimumTls(listeners: readonly ListenerReader[]): Fact | undefined {
  const secure = listeners.filter((l) => ['HTTPS', 'TLS'].includes(l.text('protocol') ?? ''));
  const facts = secure.map((l) =>
    mapFact(l.fact('tlsPolicy', 'ELBSecurityPolicy-2016-08'), (p) => loadBalancerTls(String(p)) ?? 'tls1.2'),
  );
  const unknown = facts.find((fact) => fact.state === 'unknown');
  const oldest = oldestTls(facts.flatMap((fact) => (fact.state === 'known' ? [fact.value as TlsVersion] : [])));
  return (
    facts.find((fact) => fact.state === 'known' && fact.value === oldest && (oldest !== 'tls1.2' || !unknown)) ??
    unknown ??
    facts[0]
  );
}

const setting = (r: BalancerReader, key: string) => r.each('settings').find((s) => s.text('key') === key);

/** `enabled` is false unless written, also when a bucket is named. */
function accessLogged(r: BalancerReader): Fact {
  if (r.dialect === 'terraform') return r.fact('logEnabled', false);
  return setting(r, 'access_logs.s3.enabled')?.fact('value', false) ?? r.test('settings', () => false, false);
}

function logLinks(r: BalancerReader): readonly Link[] {
  const bucket = setting(r, 'access_logs.s3.bucket');
  const options = { grade: 'declared', expects: ['aws.s3.'] } as const;
  return bucket ? bucket.link('logs-to', 'value', options) : r.link('logs-to', 'logBucket', options);
}

export const kinds = [loadBalancer, listener, listenerRule];
