import { describe, expect, it } from 'vitest';
import { formatPorts } from '../../../src/infer/network/packets/ports.js';
import type { Endpoint } from '../../../src/infer/kubernetes/network-policy/endpoint.js';
import { namespaceManifest, podManifest, policiesOf } from './cluster-of.js';

/** Semantics of networking.k8s.io/v1 (spec/E2) as a table: policies, then connections and the ports that are open. */
interface Case {
  readonly name: string;
  /** Specs of policies by `namespace/name`, as flow mappings. */
  readonly policies: Readonly<Record<string, string>>;
  /** `from -> to` with ports that are surely open, or `?` before those that only may be. */
  readonly expect: Readonly<Record<string, readonly string[]>>;
}

const namespaces = ['shop team=web', 'data team=data', 'ops team=ops'];
const pods = [
  'shop/web app=web,tier=front http:8080',
  'shop/api app=api,tier=back http:9000 metrics:9100',
  'data/db app=db postgres:5432',
  'data/cache app=cache,tier=back redis:6379',
  'ops/probe app=probe',
  'wild/guest app=web',
];
const all = ['all'];
const none: readonly string[] = [];

const cases: readonly Case[] = [
  {
    name: 'no policy: everything is open',
    policies: {},
    expect: { 'shop/web -> data/db': all, '8.8.8.8/32 -> data/db': all, 'data/db -> 8.8.8.8/32': all },
  },
  {
    name: 'an Ingress policy without egress rules isolates for ingress only',
    policies: { 'data/db': '{ podSelector: { matchLabels: { app: db } }, ingress: [] }' },
    expect: { 'shop/web -> data/db': none, 'data/db -> shop/web': all, 'shop/web -> data/cache': all },
  },
  {
    name: 'egress rules imply the Egress type',
    policies: { 'shop/web': '{ podSelector: { matchLabels: { app: web } }, egress: [{ to: [{ podSelector: {} }] }] }' },
    expect: { 'shop/web -> data/db': none, 'shop/web -> shop/api': all, 'shop/api -> shop/web': none },
  },
  {
    name: 'an Egress type alone leaves ingress open',
    policies: { 'shop/web': '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }' },
    expect: { 'shop/api -> shop/web': all, 'shop/web -> shop/api': none, 'shop/web -> 8.8.8.8/32': none },
  },
  {
    name: 'an empty podSelector is every pod of the namespace, and of no other',
    policies: { 'data/deny': '{ podSelector: {}, policyTypes: [Ingress] }' },
    expect: {
      'shop/web -> data/db': none,
      'shop/web -> data/cache': none,
      'data/db -> data/cache': none,
      'data/db -> shop/api': all,
    },
  },
  {
    name: 'an empty rule admits everything',
    policies: { 'data/open': '{ podSelector: {}, ingress: [{}] }' },
    expect: { 'shop/web -> data/db': all, '8.8.8.8/32 -> data/db': all },
  },
  {
    name: 'an empty from admits everybody',
    policies: { 'data/open': '{ podSelector: {}, ingress: [{ from: [], ports: [{ port: 5432 }] }] }' },
    expect: { 'shop/web -> data/db': ['tcp/5432'], '8.8.8.8/32 -> data/db': ['tcp/5432'] },
  },
  {
    name: 'a null from admits everybody',
    policies: { 'data/open': '{ podSelector: {}, ingress: [{ from: null }] }' },
    expect: { 'shop/web -> data/db': all },
  },
  {
    name: 'policies add up',
    policies: {
      'data/deny': '{ podSelector: {}, policyTypes: [Ingress, Egress] }',
      'data/db':
        '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: web } } }], ports: [{ port: 5432 }] }] }',
      'data/more':
        '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: ops } } }] }] }',
    },
    expect: {
      'shop/web -> data/db': ['tcp/5432'],
      'ops/probe -> data/db': all,
      'data/cache -> data/db': none,
      'shop/web -> data/cache': none,
    },
  },
  {
    name: 'two peers in one list: namespace or pod',
    policies: {
      'data/db':
        '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: ops } } }, { podSelector: { matchLabels: { app: cache } } }] }] }',
    },
    expect: { 'ops/probe -> data/db': all, 'data/cache -> data/db': all, 'shop/api -> data/db': none },
  },
  {
    name: 'two selectors in one peer: namespace and pod',
    policies: {
      'data/db':
        '{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: web } }, podSelector: { matchLabels: { app: api } } }] }] }',
    },
    expect: { 'shop/api -> data/db': all, 'shop/web -> data/db': none, 'data/cache -> data/db': none },
  },
  {
    name: 'a podSelector alone speaks of the policy’s own namespace',
    policies: {
      'data/db': '{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { tier: back } } }] }] }',
    },
    expect: { 'data/cache -> data/db': all, 'shop/api -> data/db': none },
  },
  {
    name: 'an empty namespaceSelector is every namespace',
    policies: { 'data/db': '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }' },
    expect: { 'shop/web -> data/db': all, 'wild/guest -> data/db': all, '8.8.8.8/32 -> data/db': none },
  },
  {
    name: 'every namespace carries its name as a label, also one that is not declared',
    policies: {
      'data/db':
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: wild } } }] }] }',
    },
    expect: { 'wild/guest -> data/db': all, 'shop/web -> data/db': none },
  },
  {
    name: 'labels of a namespace that is not declared are not known',
    policies: {
      'data/db': '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: wild } } }] }] }',
    },
    expect: { 'wild/guest -> data/db': ['?all'], 'shop/web -> data/db': none },
  },
  {
    name: 'In, NotIn, Exists, DoesNotExist',
    policies: {
      'data/db':
        '{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [db, cache] }, { key: tier, operator: DoesNotExist }] }, ingress: [{ from: [{ namespaceSelector: { matchExpressions: [{ key: team, operator: NotIn, values: [ops] }] }, podSelector: { matchExpressions: [{ key: tier, operator: Exists }] } }] }] }',
    },
    expect: { 'shop/web -> data/db': all, 'ops/probe -> data/db': none, 'shop/web -> data/cache': all },
  },
  {
    name: 'NotIn admits pods without the label',
    policies: {
      'shop/web':
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: tier, operator: NotIn, values: [front] }] } }] }] }',
    },
    expect: { 'data/db -> shop/api': all, 'shop/web -> shop/api': none },
  },
  {
    name: 'ports: protocol defaults to TCP; a protocol alone is all its ports',
    policies: {
      'data/db': '{ podSelector: {}, ingress: [{ ports: [{ port: 5432 }, { port: 53, protocol: UDP }] }] }',
      'shop/api': '{ podSelector: {}, ingress: [{ ports: [{ protocol: UDP }] }] }',
    },
    expect: { 'shop/web -> data/db': ['tcp/5432', 'udp/53'], 'data/db -> shop/api': ['udp/0-65535'] },
  },
  {
    name: 'endPort makes a range',
    policies: { 'data/db': '{ podSelector: {}, ingress: [{ ports: [{ port: 32000, endPort: 32768 }] }] }' },
    expect: { 'shop/web -> data/db': ['tcp/32000-32768'] },
  },
  {
    name: 'a named port is what each pod calls so',
    policies: { 'shop/named': '{ podSelector: {}, ingress: [{ ports: [{ port: http }] }] }' },
    expect: { 'data/db -> shop/web': ['tcp/8080'], 'data/db -> shop/api': ['tcp/9000'] },
  },
  {
    name: 'a named port that the pod lacks opens nothing',
    policies: { 'data/named': '{ podSelector: {}, ingress: [{ ports: [{ port: http }] }] }' },
    expect: { 'shop/web -> data/db': none },
  },
  {
    name: 'named ports of an egress rule are those of the destination',
    policies: {
      'shop/out':
        '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: postgres }] }] }',
    },
    expect: { 'shop/web -> data/db': ['tcp/5432'], 'shop/web -> data/cache': none },
  },
  {
    name: 'both ends must allow',
    policies: {
      'shop/out': '{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 5432 }, { port: 6379 }] }] }',
      'data/in': '{ podSelector: {}, ingress: [{ ports: [{ port: 5432 }, { port: 22 }] }] }',
    },
    expect: { 'shop/web -> data/db': ['tcp/5432'], 'ops/probe -> data/db': ['tcp/22', 'tcp/5432'] },
  },
  {
    name: 'ipBlock with except, for addresses outside',
    policies: {
      'shop/web':
        '{ podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.128/25] } }] }] }',
    },
    expect: {
      '203.0.113.7/32 -> shop/web': all,
      '203.0.113.200/32 -> shop/web': none,
      '8.8.8.8/32 -> shop/web': none,
      'shop/api -> shop/web': none,
    },
  },
  {
    name: 'whether an ipBlock of private addresses admits pods is the plug-in’s business',
    policies: { 'data/db': '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }' },
    expect: { 'shop/web -> data/db': ['?all'], '10.1.2.3/32 -> data/db': all },
  },
  {
    name: 'the whole internet without private addresses is no pod',
    policies: {
      'shop/out':
        '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10] } }] }] }',
    },
    expect: { 'shop/web -> data/db': none, 'shop/web -> 8.8.8.8/32': all, 'shop/web -> 10.0.0.1/32': none },
  },
  {
    name: 'the metadata service is out of reach only when egress leaves it out',
    policies: {
      'shop/out':
        '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }] }',
    },
    expect: {
      'shop/web -> 169.254.169.254/32': none,
      'shop/web -> 8.8.8.8/32': all,
      'data/db -> 169.254.169.254/32': all,
    },
  },
  {
    name: 'IPv6 blocks',
    policies: { 'shop/web': '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "2001:db8::/32" } }] }] }' },
    expect: { '2001:db8::1/128 -> shop/web': all, '8.8.8.8/32 -> shop/web': none },
  },
  {
    name: 'a pod always reaches itself',
    policies: { 'data/deny': '{ podSelector: {}, policyTypes: [Ingress, Egress] }' },
    expect: { 'data/db -> data/db': all },
  },
  {
    name: 'default deny and one namespace admitted: pods of another do not get in',
    policies: {
      'data/deny': '{ podSelector: {}, policyTypes: [Ingress] }',
      'data/a':
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }] }] }',
    },
    expect: { 'shop/web -> data/db': all, 'ops/probe -> data/db': none },
  },
  {
    name: 'a pod of an ingress controller that is not in sight may be one that a selector admits',
    policies: {
      'shop/web':
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }], ports: [{ port: 8080 }] }] }',
      'data/deny': '{ podSelector: {}, ingress: [] }',
    },
    expect: { 'some-pod -> shop/web': ['?tcp/8080'], 'some-pod -> data/db': none },
  },
  {
    name: 'SCTP',
    policies: { 'data/db': '{ podSelector: {}, ingress: [{ ports: [{ protocol: SCTP, port: 132 }] }] }' },
    expect: { 'shop/web -> data/db': ['protocol/132'] },
  },
];

const manifestOf = (policies: Case['policies'], extra: readonly string[] = []): string =>
  [
    ...namespaces.map(namespaceManifest),
    ...pods.map(podManifest),
    ...Object.entries(policies).map(([name, spec]) => {
      const [namespace, policy] = name.split('/');
      return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${policy}, namespace: ${namespace} }\nspec: ${spec}\n`;
    }),
    ...extra,
  ].join('---\n');

type Found = Awaited<ReturnType<typeof policiesOf>>;

function endpoint(text: string, pod: Found['pod']): Endpoint {
  if (text === 'some-pod') return { kind: 'some-pod' };
  return /^[\d:]|::/.test(text) ? { kind: 'address', cidr: text } : { kind: 'pod', workload: pod(text) };
}

function openPorts({ policies, pod }: Found, connection: string): readonly string[] {
  const [from = '', to = ''] = connection.split(' -> ');
  const verdict = policies.decide(endpoint(from, pod), endpoint(to, pod));
  const certain = formatPorts(verdict.certain);
  return certain.length > 0 ? certain : formatPorts(verdict.possible).map((port) => `?${port}`);
}

describe('NetworkPolicy', () => {
  it.each(cases.map((test) => [test.name, test] as const))('%s', async (_name, test) => {
    const found = await policiesOf(manifestOf(test.policies));
    const answers = Object.keys(test.expect).map((connection) => [connection, openPorts(found, connection)]);
    expect(Object.fromEntries(answers)).toEqual(test.expect);
  });

  it('pods in the network of their node: the policy may not hold', async () => {
    const found = await policiesOf(
      manifestOf({ 'ops/deny': '{ podSelector: {}, policyTypes: [Ingress] }' }, [
        podManifest('ops/agent app=agent hostNetwork'),
      ]),
    );
    expect(openPorts(found, 'shop/web -> ops/agent')).toEqual(['?all']);
    const verdict = found.policies.decide({ kind: 'some-pod' }, { kind: 'pod', workload: found.pod('ops/agent') });
    expect(verdict.unknowns.map(({ code }) => code)).toContain('controller');
  });

  it('says which rule admits, at its line', async () => {
    const found = await policiesOf(
      manifestOf({ 'data/db': '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }' }),
    );
    const verdict = found.policies.decide(
      { kind: 'pod', workload: found.pod('shop/web') },
      { kind: 'pod', workload: found.pod('data/db') },
    );
    expect(verdict.because.map(({ file }) => file)).toEqual(['manifest.yaml']);
  });
});

const tier = (kind: string, name: string, spec: string): string =>
  `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

describe('the tiers above and below', () => {
  const subject = 'subject: { namespaces: { matchLabels: { team: data } } }';
  const from = (label: string): string => `[{ namespaces: { matchLabels: { team: ${label} } } }]`;
  const deny = { 'data/deny': '{ podSelector: {}, ingress: [] }' };

  it.each([
    [
      'an admin Deny wins over an admitting policy',
      { 'data/open': '{ podSelector: {}, ingress: [{}] }' },
      [
        tier(
          'AdminNetworkPolicy',
          'deny',
          `{ priority: 10, ${subject}, ingress: [{ action: Deny, from: ${from('web')} }] }`,
        ),
      ],
      'shop/web -> data/db',
      none,
    ],
    [
      'an admin Allow wins over a denying policy',
      deny,
      [
        tier(
          'AdminNetworkPolicy',
          'allow',
          `{ priority: 10, ${subject}, ingress: [{ action: Allow, from: ${from('ops')}, ports: [{ portNumber: { protocol: TCP, port: 9100 } }] }] }`,
        ),
      ],
      'ops/probe -> data/db',
      ['tcp/9100'],
    ],
    [
      'Pass leaves it to the namespace',
      deny,
      [
        tier(
          'AdminNetworkPolicy',
          'pass',
          `{ priority: 5, ${subject}, ingress: [{ action: Pass, from: ${from('ops')} }] }`,
        ),
        tier(
          'AdminNetworkPolicy',
          'allow',
          `{ priority: 10, ${subject}, ingress: [{ action: Allow, from: ${from('ops')} }] }`,
        ),
      ],
      'ops/probe -> data/db',
      none,
    ],
    [
      'the lower priority number comes first',
      {},
      [
        tier(
          'AdminNetworkPolicy',
          'late',
          `{ priority: 20, ${subject}, ingress: [{ action: Deny, from: ${from('ops')} }] }`,
        ),
        tier(
          'AdminNetworkPolicy',
          'early',
          `{ priority: 10, ${subject}, ingress: [{ action: Allow, from: ${from('ops')} }] }`,
        ),
      ],
      'ops/probe -> data/db',
      all,
    ],
    [
      'the baseline denies where no policy selects the pod',
      {},
      [
        tier(
          'BaselineAdminNetworkPolicy',
          'default',
          `{ ${subject}, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }`,
        ),
      ],
      'shop/web -> data/db',
      none,
    ],
    [
      'the baseline is not asked where one does',
      { 'data/open': '{ podSelector: {}, ingress: [{}] }' },
      [
        tier(
          'BaselineAdminNetworkPolicy',
          'default',
          `{ ${subject}, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }`,
        ),
      ],
      'shop/web -> data/db',
      all,
    ],
  ] as const)('%s', async (_name, policies, extra, connection, expected) => {
    expect(openPorts(await policiesOf(manifestOf(policies, extra)), connection)).toEqual(expected);
  });
});
