import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/scan.js';
import { memoryTree } from '../../../src/source/memory-tree.js';

const object = (kind: string, apiVersion: string, rest: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'api', namespace: 'shop' },
  ...rest,
});
const pod = {
  serviceAccountName: 'api',
  automountServiceAccountToken: true,
  hostPID: true,
  securityContext: { runAsNonRoot: true, sysctls: [{ name: 'a' }] },
  containers: [
    {
      name: 'api',
      image: 'postgres:16',
      ports: [{ name: 'http', containerPort: 80, hostPort: 80 }],
      env: [
        { name: 'DB_HOST', value: 'db.data' },
        { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'p' } } },
      ],
      envFrom: [{ configMapRef: { name: 'c' } }],
      securityContext: { capabilities: { add: ['SYS_ADMIN'], drop: ['ALL'] } },
      volumeMounts: [{ name: 'host', mountPath: '/host' }],
      resources: { limits: { memory: '1Gi' } },
    },
  ],
  volumes: [
    { name: 'host', hostPath: { path: '/etc' } },
    { name: 's', secret: { secretName: 'db' } },
  ],
};
const labels = { app: 'api' };

/** One of everything that is read in detail. */
const everything: readonly object[] = [
  object('Deployment', 'apps/v1', {
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
  }),
  object('CronJob', 'batch/v1', { spec: { jobTemplate: { spec: { template: { metadata: { labels }, spec: pod } } } } }),
  object('Service', 'v1', {
    spec: {
      type: 'LoadBalancer',
      selector: labels,
      ports: [{ port: 80, targetPort: 'http' }],
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      externalIPs: ['1.2.3.4'],
    },
  }),
  object('Ingress', 'networking.k8s.io/v1', {
    spec: {
      ingressClassName: 'nginx',
      tls: [{ hosts: ['x'] }],
      rules: [{ http: { paths: [{ backend: { service: { name: 'api', port: { number: 80 } } } }] } }],
    },
  }),
  object('NetworkPolicy', 'networking.k8s.io/v1', {
    spec: {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['api'] }] },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, { namespaceSelector: {} }],
          ports: [{ port: 'http', endPort: 90 }],
        },
      ],
    },
  }),
  object('AdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha1', {
    spec: {
      priority: 1,
      subject: { namespaces: {} },
      ingress: [{ action: 'Deny', from: [{ namespaces: {} }], ports: [{ portNumber: { port: 80 } }] }],
    },
  }),
  object('ServiceAccount', 'v1', {
    metadata: {
      name: 'api',
      namespace: 'shop',
      annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/api' },
    },
  }),
  object('ClusterRole', 'rbac.authorization.k8s.io/v1', {
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: labels }] },
  }),
  object('RoleBinding', 'rbac.authorization.k8s.io/v1', {
    roleRef: { kind: 'ClusterRole', name: 'api' },
    subjects: [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }],
  }),
  object('Gateway', 'gateway.networking.k8s.io/v1', {
    spec: { gatewayClassName: 'x', listeners: [{ port: 80, protocol: 'HTTP' }] },
  }),
  object('HTTPRoute', 'gateway.networking.k8s.io/v1', {
    spec: { parentRefs: [{ name: 'api' }], rules: [{ backendRefs: [{ name: 'api' }] }] },
  }),
  object('Secret', 'v1', { data: { password: 'c3VtbWVy' }, stringData: { a: 'b' } }),
  object('ConfigMap', 'v1', {
    metadata: { name: 'aws-auth', namespace: 'kube-system' },
    data: { mapRoles: '- rolearn: x\n  groups: [system:masters]' },
  }),
  object('MutatingWebhookConfiguration', 'admissionregistration.k8s.io/v1', {
    webhooks: [{ clientConfig: { service: { name: 'api', namespace: 'shop' } } }],
  }),
  {
    resources: ['manifest.json'],
    patches: [{ path: 'x', target: { kind: 'Service' } }],
    images: [{ name: 'a', newTag: 'b' }],
    configMapGenerator: [{ name: 'c', literals: ['a=b'] }],
  },
];

const junk = fc.constantFrom<unknown>(
  null,
  '',
  'x',
  7,
  true,
  [],
  {},
  [null],
  [[]],
  { name: [] },
  ['x'],
  { '': null },
  { __proto__: { x: 1 } },
  'constructor',
);

/** The same data with one value, anywhere, replaced by something that does not belong there. */
function damaged(data: unknown, replacement: unknown, target: number): unknown {
  let count = 0;
  const copy = (value: unknown): unknown => {
    if (count++ === target) return replacement;
    if (Array.isArray(value)) return value.map(copy);
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
    return value;
  };
  return copy(data);
}

describe('hostile manifests', () => {
  it('whatever stands in a wrong place, the scan ends without an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 330 }), junk, async (target, replacement) => {
        const objects = damaged(everything, replacement, target) as unknown[];
        const list = Array.isArray(objects) ? objects : [objects];
        const files = {
          'manifest.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: list.slice(0, -1) }),
          'k/kustomization.yaml': JSON.stringify(list.at(-1) ?? {}),
        };
        const { model } = await scan(memoryTree(files), { policies: [] });
        expect(model.resources.length).toBeGreaterThan(0);
      }),
      { numRuns: 50, seed: 5 },
    );
  });

  it.each([
    [
      'an alias bomb',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: bomb }\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n`,
    ],
    [
      'names of Object.prototype',
      'apiVersion: v1\nkind: Service\nmetadata: { name: constructor, namespace: __proto__ }\nspec: { selector: { toString: x } }\n',
    ],
    [
      'aggregation in a circle',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: a, labels: { x: y } }\naggregationRule: { clusterRoleSelectors: [{ matchLabels: { x: y } }] }\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: b, labels: { x: y } }\naggregationRule: { clusterRoleSelectors: [{ matchLabels: { x: y } }] }\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: a }\nroleRef: { kind: ClusterRole, name: a }\nsubjects: [{ kind: ServiceAccount, name: x, namespace: y }]\n',
    ],
  ])('%s', async (_name, text) => {
    const { model } = await scan(memoryTree({ 'a.yaml': text }), { policies: [] });
    expect(model.summary.files).toBe(1);
  });
});
