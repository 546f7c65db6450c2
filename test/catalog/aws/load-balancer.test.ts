import { describe, expect, it } from 'vitest';
import { kinds as classics } from '../../../src/catalog/aws/classic-load-balancer.js';
import { kinds as balancers } from '../../../src/catalog/aws/load-balancer.js';
import { kinds as groups } from '../../../src/catalog/aws/target-group.js';
import { kinds as waf } from '../../../src/catalog/aws/waf.js';
import {
  comparable,
  fact,
  type Plain,
  plainly,
  read,
  ref,
  targets,
  variable,
  type Written,
} from '../read-declarations.js';

const kinds = [...balancers, ...groups, ...classics, ...waf];

const terraform: Written[] = [
  {
    type: 'aws_lb',
    name: 'Shop',
    body: {
      subnets: [ref('aws_subnet.A.id')],
      security_groups: [ref('aws_security_group.Web.id')],
      access_logs: [{ bucket: ref('aws_s3_bucket.Logs.id'), enabled: true }],
    },
  },
  { type: 'aws_lb_target_group', name: 'Targets', body: { port: 8080, protocol: 'HTTP' } },
  {
    type: 'aws_lb_target_group_attachment',
    name: 'One',
    body: { target_group_arn: ref('aws_lb_target_group.Targets.arn'), target_id: ref('aws_instance.Host.id') },
  },
  {
    type: 'aws_lb_listener',
    name: 'Https',
    body: {
      load_balancer_arn: ref('aws_lb.Shop.arn'),
      port: 443,
      protocol: 'HTTPS',
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      default_action: [{ type: 'forward', target_group_arn: ref('aws_lb_target_group.Targets.arn') }],
    },
  },
  {
    type: 'aws_lb_listener_rule',
    name: 'Admin',
    body: {
      listener_arn: ref('aws_lb_listener.Https.arn'),
      priority: 10,
      condition: [{ path_pattern: [{ values: ['/admin/*'] }] }],
      action: [
        {
          type: 'authenticate-cognito',
          authenticate_cognito: [{ user_pool_arn: ref('aws_cognito_user_pool.Staff.arn') }],
        },
        { type: 'forward', target_group_arn: ref('aws_lb_target_group.Targets.arn') },
      ],
    },
  },
];

const cloudformation: Written[] = [
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    name: 'Shop',
    body: {
      Subnets: [ref('A')],
      SecurityGroups: [ref('Web.GroupId')],
      LoadBalancerAttributes: [
        { Key: 'access_logs.s3.enabled', Value: 'true' },
        { Key: 'access_logs.s3.bucket', Value: ref('Logs') },
      ],
    },
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    name: 'Targets',
    body: { Port: 8080, Protocol: 'HTTP', Targets: [{ Id: ref('Host') }] },
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    name: 'Https',
    body: {
      LoadBalancerArn: ref('Shop'),
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    },
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    name: 'Admin',
    body: {
      ListenerArn: ref('Https'),
      Priority: 10,
      Conditions: [{ Field: 'path-pattern', Values: ['/admin/*'] }],
      Actions: [
        { Type: 'authenticate-cognito', AuthenticateCognitoConfig: { UserPoolArn: ref('Staff.Arn') } },
        { Type: 'forward', TargetGroupArn: ref('Targets') },
      ],
    },
  },
];

const summary = (declarations: readonly Written[], name: string) => comparable(read(kinds, declarations).get(name));

describe('a load balancer', () => {
  it.each(['Shop', 'Targets'])('%s is the same from both dialects', (name) => {
    expect(summary(cloudformation, name)).toEqual(summary(terraform, name));
  });

  it('listens, authenticates by rule, and forwards', () => {
    expect(summary(terraform, 'Shop')).toMatchObject({
      network: {
        role: 'balancer',
        balancer: 'application',
        publicDefault: 'yes',
        listens: [{ port: 443, application: 'https' }],
      },
      surface: {
        internet: 'by-endpoint',
        operations: [
          { name: 'https:443', authentication: 'none', targets: [{ target: '-> Targets' }] },
          { name: 'rule 10 /admin/*', authentication: 'user', authorizer: '-> Staff' },
        ],
      },
      facts: {
        'surface.cleartext': { value: false },
        'surface.minimumTls': { value: 'tls1.2' },
        'surface.waf': { value: false },
        'audit.accessLogged': { value: true },
      },
    });
    const group = read(kinds, terraform).get('Targets');
    expect(group?.links).toMatchObject([{ kind: 'fronts', attrs: { targetPort: 8080, protocol: 'http' } }]);
    expect(targets(read(kinds, terraform).get('Shop'), 'logs-to')).toEqual(['-> Logs']);
  });
});

const withListener = (listener: Record<string, Plain>, balancer: Record<string, Plain> = {}) =>
  read(kinds, [
    { type: 'aws_lb', name: 'shop', body: balancer },
    { type: 'aws_lb_listener', name: 'front', body: { load_balancer_arn: ref('aws_lb.shop.arn'), ...listener } },
  ]).get('shop');

describe('a listener', () => {
  it.each([
    [{ port: 80, protocol: 'HTTP', default_action: [{ type: 'forward', target_group_arn: 'x' }] }, true],
    [{ port: 80, default_action: [{ type: 'forward', target_group_arn: 'x' }] }, true],
    [
      {
        port: 80,
        protocol: 'HTTP',
        default_action: [{ type: 'redirect', redirect: [{ protocol: 'HTTPS', status_code: 'HTTP_301' }] }],
      },
      false,
    ],
    [
      {
        port: 80,
        protocol: 'HTTP',
        default_action: [{ type: 'redirect', redirect: [{ host: 'x', status_code: 'HTTP_301' }] }],
      },
      true,
    ],
    [{ port: 443, protocol: 'HTTPS', default_action: [{ type: 'forward' }] }, false],
    [{ port: 80, protocol: variable('protocol'), default_action: [{ type: 'forward' }] }, 'unknown'],
  ] as const)('%j: cleartext %s', (listener, expected) => {
    expect(fact(withListener(listener), 'surface.cleartext')).toBe(expected);
  });

  it.each([
    [undefined, 'tls1.0'],
    ['ELBSecurityPolicy-FS-1-2-Res-2020-10', 'tls1.2'],
    ['ELBSecurityPolicy-TLS13-1-3-2021-06', 'tls1.3'],
    ['ELBSecurityPolicy-TLS-1-1-2017-01', 'tls1.1'],
    [variable('policy'), 'unknown'],
  ])('policy %j: %s', (policy, expected) => {
    const listener = { port: 443, protocol: 'HTTPS', ...(policy !== undefined && { ssl_policy: policy }) };
    expect(fact(withListener(listener), 'surface.minimumTls')).toBe(expected);
  });

  it('counts an authentication that lets others through as none', () => {
    const actions = [
      { type: 'authenticate-oidc', authenticate_oidc: [{ on_unauthenticated_request: 'allow' }] },
      { type: 'forward', target_group_arn: 'x' },
    ];
    expect(withListener({ default_action: actions })?.surface?.operations[0]?.authentication).toBe('none');
  });
});

describe('where a load balancer faces', () => {
  it.each([
    ['aws_lb', {}, undefined],
    ['aws_lb', { internal: true }, false],
    ['aws_lb', { internal: variable('internal') }, { kind: 'unknown' }],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' }, false],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internet-facing' }, true],
    ['aws_elb', { internal: false }, true],
    ['AWS::ElasticLoadBalancing::LoadBalancer', { Scheme: 'internal' }, false],
  ] as const)('%s %j: %s', (type, body, flag) => {
    const network = plainly(read(kinds, [{ type, name: 'shop', body }]).get('shop')?.network) as Record<
      string,
      unknown
    >;
    expect(network).toMatchObject({ publicDefault: 'yes' });
    if (typeof flag === 'object') expect(network['publicFlag']).toMatchObject(flag);
    else expect(network['publicFlag']).toBe(flag);
  });

  it('is not filtered when a network load balancer has no group', () => {
    const network = read(kinds, [{ type: 'aws_lb', name: 'shop', body: { load_balancer_type: 'network' } }]).get(
      'shop',
    )?.network;
    expect(network).toMatchObject({ balancer: 'network', securityGroupDefault: 'unfiltered' });
  });
});

describe('a classic load balancer', () => {
  it('fronts its instances, also those attached elsewhere', () => {
    const listener = [{ lb_port: 80, lb_protocol: 'http', instance_port: 8080, instance_protocol: 'http' }];
    const shop = read(kinds, [
      { type: 'aws_elb', name: 'shop', body: { listener, instances: [ref('aws_instance.a.id')] } },
      {
        type: 'aws_elb_attachment',
        name: 'more',
        body: { elb: ref('aws_elb.shop.id'), instance: ref('aws_instance.b.id') },
      },
    ]).get('shop');
    expect(targets(shop, 'fronts')).toEqual(['-> a', '-> b']);
    expect(fact(shop, 'surface.cleartext')).toBe(true);
    expect(shop?.links.find((link) => link.kind === 'fronts')?.attrs).toEqual({
      port: 80,
      targetPort: 8080,
      protocol: 'http',
    });
  });
});

describe('a rule', () => {
  it('makes a listener serve cleartext that redirects by default, and knows its port', () => {
    const redirect = [{ type: 'redirect', redirect: [{ protocol: 'HTTPS', port: '443', status_code: 'HTTP_301' }] }];
    const shop = read(kinds, [
      { type: 'aws_lb', name: 'shop' },
      {
        type: 'aws_lb_listener',
        name: 'front',
        body: { load_balancer_arn: ref('aws_lb.shop.arn'), port: 80, protocol: 'HTTP', default_action: redirect },
      },
      {
        type: 'aws_lb_listener_rule',
        name: 'health',
        body: { listener_arn: ref('aws_lb_listener.front.arn'), action: [{ type: 'forward', target_group_arn: 'x' }] },
      },
    ]).get('shop');
    expect(fact(shop, 'surface.cleartext')).toBe(true);
    expect(shop?.links.find((link) => link.kind === 'fronts')?.attrs).toEqual({ protocol: 'http', port: 80 });
  });
});
