import { describe, expect, it } from 'vitest';
import type { ResourceGraph } from '../../../src/graph/index.js';
import { inferredGraph } from './cluster-of.js';

const account = (name: string): string => {
  const [namespace, own] = name.split('/');
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${own}, namespace: ${namespace} }\n`;
};
const role = (name: string, rules: string, extra = ''): string => {
  const [namespace, own] = name.includes('/') ? name.split('/') : [undefined, name];
  const metadata = namespace ? `{ name: ${own}, namespace: ${namespace}${extra} }` : `{ name: ${own}${extra} }`;
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${namespace ? 'Role' : 'ClusterRole'}\nmetadata: ${metadata}\nrules: ${rules}\n`;
};
const bind = (name: string, ref: string, subject: string): string => {
  const [namespace, own] = name.includes('/') ? name.split('/') : [undefined, name];
  const [kind, target] = ref.split(' ');
  const metadata = namespace ? `{ name: ${own}, namespace: ${namespace} }` : `{ name: ${own} }`;
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${namespace ? 'RoleBinding' : 'ClusterRoleBinding'}\nmetadata: ${metadata}\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${target} }\nsubjects: [${subject}]\n`;
};
const sa = (name: string): string => {
  const [namespace, own] = name.split('/');
  return `{ kind: ServiceAccount, name: ${own}, namespace: ${namespace} }`;
};
const group = (name: string): string => `{ kind: Group, name: "${name}", apiGroup: rbac.authorization.k8s.io }`;
const secret = (name: string): string => {
  const [namespace, own] = name.split('/');
  return `apiVersion: v1\nkind: Secret\nmetadata: { name: ${own}, namespace: ${namespace} }\n`;
};
const namespace = (name: string, level: string): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { pod-security.kubernetes.io/enforce: ${level} } }\n`;

const core = (resources: string, verbs: string, extra = ''): string =>
  `[{ apiGroups: [""], resources: [${resources}], verbs: [${verbs}]${extra} }]`;
const rbacRule = (resources: string, verbs: string): string =>
  `{ apiGroups: [rbac.authorization.k8s.io], resources: [${resources}], verbs: [${verbs}] }`;
const powerful = [account('shop/deployer'), bind('deployer', 'ClusterRole cluster-admin', sa('shop/deployer'))];

/** What the account `shop/api` gets, as `kind target`; a question mark for what only may be. */
function gains(graph: ResourceGraph): readonly string[] {
  return graph
    .outgoing('|ServiceAccount/shop/api')
    .filter(({ kind }) => kind === 'escalates-to' || kind === 'can')
    .map(
      (r) =>
        `${r.certainty === 'certain' ? '' : '?'}${r.kind === 'can' ? String(r.attrs?.access) : 'becomes'} ${r.to.slice(r.to.indexOf('|') + 1)}`,
    )
    .sort();
}

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['nothing bound: nothing', [], []],
  [
    'cluster-admin for all namespaces',
    [bind('api', 'ClusterRole cluster-admin', sa('shop/api'))],
    ['becomes cluster-admin'],
  ],
  [
    'a role with wildcards for everything is the same',
    [
      role('all', '[{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]'),
      bind('api', 'ClusterRole all', sa('shop/api')),
    ],
    ['becomes cluster-admin'],
  ],
  [
    'a RoleBinding to cluster-admin stays in its namespace',
    [bind('x/api', 'ClusterRole cluster-admin', sa('shop/api')), secret('x/db'), secret('shop/db')],
    ['?becomes cluster-node', 'read Secret/x/db'],
  ],
  [
    'through the group of all service accounts',
    [bind('all', 'ClusterRole cluster-admin', group('system:serviceaccounts'))],
    ['becomes cluster-admin'],
  ],
  [
    'through the group of its namespace',
    [bind('all', 'ClusterRole cluster-admin', group('system:serviceaccounts:shop'))],
    ['becomes cluster-admin'],
  ],
  ['not through that of another', [bind('all', 'ClusterRole cluster-admin', group('system:serviceaccounts:data'))], []],
  [
    'through everybody who has signed in',
    [bind('all', 'ClusterRole cluster-admin', group('system:authenticated'))],
    ['becomes cluster-admin'],
  ],
  [
    'a subject without a namespace is in that of the binding',
    [
      role('shop/read', core('secrets', 'get')),
      bind('shop/api', 'Role read', '{ kind: ServiceAccount, name: api }'),
      secret('shop/db'),
    ],
    ['read Secret/shop/db'],
  ],
  [
    'resourceNames restrict get to those names',
    [
      role('shop/read', core('secrets', 'get', ', resourceNames: [db]')),
      bind('shop/api', 'Role read', sa('shop/api')),
      secret('shop/db'),
      secret('shop/mail'),
    ],
    ['read Secret/shop/db'],
  ],
  [
    'secrets of all namespaces by a ClusterRoleBinding',
    [
      role('read', core('secrets', 'list')),
      bind('api', 'ClusterRole read', sa('shop/api')),
      secret('shop/db'),
      secret('data/db'),
    ],
    ['read Secret/data/db', 'read Secret/shop/db'],
  ],
  [
    'only of one by a RoleBinding to the same ClusterRole',
    [
      role('read', core('secrets', 'list')),
      bind('data/api', 'ClusterRole read', sa('shop/api')),
      secret('shop/db'),
      secret('data/db'),
    ],
    ['read Secret/data/db'],
  ],
  [
    'configmaps are not secrets',
    [role('read', core('configmaps', 'get, list')), bind('api', 'ClusterRole read', sa('shop/api')), secret('shop/db')],
    [],
  ],
  [
    'aggregation takes in roles by label',
    [
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: sum }\naggregationRule: { clusterRoleSelectors: [{ matchLabels: { sum: "true" } }] }\nrules: []\n',
      role('part', core('secrets', 'get'), ', labels: { sum: "true" }'),
      bind('api', 'ClusterRole sum', sa('shop/api')),
      secret('shop/db'),
    ],
    ['read Secret/shop/db'],
  ],
  [
    'creating pods beside a powerful account, in a restricted namespace: the account, not the node',
    [
      namespace('shop', 'restricted'),
      ...powerful,
      role('shop/pods', core('pods', 'create')),
      bind('shop/api', 'Role pods', sa('shop/api')),
    ],
    ['becomes ServiceAccount/shop/deployer'],
  ],
  [
    'in a privileged namespace: the node as well',
    [
      namespace('shop', 'privileged'),
      ...powerful,
      role('shop/pods', core('pods', 'create')),
      bind('shop/api', 'Role pods', sa('shop/api')),
    ],
    ['becomes ServiceAccount/shop/deployer', 'becomes cluster-node'],
  ],
  [
    'without a label it may be',
    [role('shop/pods', core('pods', 'create')), bind('shop/api', 'Role pods', sa('shop/api'))],
    ['?becomes cluster-node'],
  ],
  [
    'create with resourceNames admits nothing',
    [
      role('shop/pods', core('pods', 'create', ', resourceNames: [web]')),
      bind('shop/api', 'Role pods', sa('shop/api')),
    ],
    [],
  ],
  [
    'patching deployments is as good',
    [
      namespace('shop', 'baseline'),
      ...powerful,
      role('shop/d', '[{ apiGroups: [apps], resources: [deployments], verbs: [patch] }]'),
      bind('shop/api', 'Role d', sa('shop/api')),
    ],
    ['becomes ServiceAccount/shop/deployer'],
  ],
  [
    'the wrong API group is nothing',
    [
      namespace('shop', 'baseline'),
      ...powerful,
      role('shop/d', core('deployments', 'patch')),
      bind('shop/api', 'Role d', sa('shop/api')),
    ],
    [],
  ],
  [
    'tokens of service accounts',
    [...powerful, role('shop/t', core('serviceaccounts/token', 'create')), bind('shop/api', 'Role t', sa('shop/api'))],
    ['becomes ServiceAccount/shop/deployer'],
  ],
  [
    'tokens of one by name',
    [
      ...powerful,
      role('shop/t', core('serviceaccounts/token', 'create', ', resourceNames: [mailer]')),
      bind('shop/api', 'Role t', sa('shop/api')),
    ],
    [],
  ],
  [
    'serviceaccounts alone is not their token',
    [...powerful, role('shop/t', core('serviceaccounts', 'create')), bind('shop/api', 'Role t', sa('shop/api'))],
    [],
  ],
  [
    'bind and create bindings',
    [
      role('b', `[${rbacRule('clusterroles', 'bind')}, ${rbacRule('clusterrolebindings', 'create')}]`),
      bind('api', 'ClusterRole b', sa('shop/api')),
    ],
    ['becomes cluster-admin'],
  ],
  [
    'creating bindings without bind gives only what one has',
    [role('b', `[${rbacRule('clusterrolebindings', 'create')}]`), bind('api', 'ClusterRole b', sa('shop/api'))],
    [],
  ],
  [
    'escalate and update roles',
    [role('b', `[${rbacRule('clusterroles', 'escalate, update')}]`), bind('api', 'ClusterRole b', sa('shop/api'))],
    ['becomes cluster-admin'],
  ],
  [
    'impersonating anybody',
    [role('b', core('users', 'impersonate')), bind('api', 'ClusterRole b', sa('shop/api'))],
    ['becomes cluster-admin'],
  ],
  [
    'impersonating one harmless user',
    [role('b', core('users', 'impersonate', ', resourceNames: [nurse]')), bind('api', 'ClusterRole b', sa('shop/api'))],
    [],
  ],
  [
    'nodes/proxy runs commands in any pod',
    [role('b', core('nodes/proxy', 'get')), bind('api', 'ClusterRole b', sa('shop/api'))],
    ['becomes cluster-node'],
  ],
  [
    'the verb * includes bind and escalate',
    [role('b', `[${rbacRule('"*"', '"*"')}]`), bind('api', 'ClusterRole b', sa('shop/api'))],
    ['becomes cluster-admin'],
  ],
  [
    'signing certificates takes all three',
    [
      role(
        'b',
        '[{ apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create] }, { apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update] }, { apiGroups: [certificates.k8s.io], resources: [signers], verbs: [approve] }]',
      ),
      bind('api', 'ClusterRole b', sa('shop/api')),
    ],
    ['becomes cluster-admin'],
  ],
  [
    'two of them are not enough',
    [
      role(
        'b',
        '[{ apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create] }, { apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update] }]',
      ),
      bind('api', 'ClusterRole b', sa('shop/api')),
    ],
    [],
  ],
  [
    'mutating webhooks',
    [
      role(
        'b',
        '[{ apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [create] }]',
      ),
      bind('api', 'ClusterRole b', sa('shop/api')),
    ],
    ['becomes cluster-admin'],
  ],
];

describe('RBAC', () => {
  it.each(cases)('%s', async (_name, objects, expected) => {
    const graph = await inferredGraph({ 'rbac.yaml': [account('shop/api'), ...objects].join('---\n') });
    expect(gains(graph)).toEqual(expected);
  });
});

const pod = (name: string, spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { ${spec}, containers: [{ name: main, image: "ghcr.io/shop/app:1" }] }\n`;

describe('service account tokens', () => {
  const automount = (value: string): string =>
    `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: api, namespace: shop }\nautomountServiceAccountToken: ${value}\n`;
  it.each([
    ['by default it is mounted', account('shop/api'), '', true],
    ['the account says no', automount('false'), '', false],
    ['the pod decides', automount('false'), ', automountServiceAccountToken: true', true],
    ['and the other way', automount('true'), ', automountServiceAccountToken: false', false],
  ])('%s', async (_name, declared, setting, expected) => {
    const graph = await inferredGraph({
      'pod.yaml': [declared, pod('web', `serviceAccountName: api${setting}`)].join('---\n'),
    });
    expect(graph.fact('|Pod/shop/web', 'kubernetes.tokenMounted')).toMatchObject({ state: 'known', value: expected });
  });
});

describe('ways out of a pod', () => {
  const main = (spec: string, container: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { ${spec}containers: [{ name: main, image: "ghcr.io/shop/app:1"${container} }] }\n`;
  const mount = (path: string, readOnly: boolean): string =>
    main(
      `volumes: [{ name: host, hostPath: { path: ${path} } }], `,
      `, volumeMounts: [{ name: host, mountPath: /host, readOnly: ${readOnly} }]`,
    );
  it.each([
    ['an ordinary pod', main('', ''), false],
    ['privileged', main('', ', securityContext: { privileged: true }'), true],
    ['the docker socket, although read-only', mount('/var/run/docker.sock', true), true],
    ['the containerd socket', mount('/run/containerd/containerd.sock', false), true],
    ['the whole disk, read-only', mount('/', true), true],
    ['the kubelet’s folder, read-only', mount('/var/lib/kubelet', true), true],
    ['/etc, writable', mount('/etc', false), true],
    ['/sys, read-only', mount('/sys', true), false],
    ['the time zone', mount('/etc/localtime', true), false],
    ['a volume that no container mounts', main('volumes: [{ name: host, hostPath: { path: / } }], ', ''), false],
    ['SYS_ADMIN', main('', ', securityContext: { capabilities: { add: [SYS_ADMIN] } }'), true],
    [
      'CAP_SYS_MODULE with its prefix',
      main('', ', securityContext: { capabilities: { add: [CAP_SYS_MODULE] } }'),
      true,
    ],
    ['NET_BIND_SERVICE', main('', ', securityContext: { capabilities: { add: [NET_BIND_SERVICE] } }'), false],
    ['hostPID alone', main('hostPID: true, ', ''), false],
    [
      'hostPID with SYS_PTRACE',
      main('hostPID: true, ', ', securityContext: { capabilities: { add: [SYS_PTRACE] } }'),
      true,
    ],
    ['root alone is no way out', main('', ', securityContext: { runAsUser: 0 }'), false],
  ])('%s', async (_name, manifest, expected) => {
    const graph = await inferredGraph({ 'pod.yaml': manifest });
    expect(graph.outgoing('|Pod/shop/web', 'escalates-to').some(({ to }) => to === 'ext|cluster-node')).toBe(expected);
    expect(graph.fact('|Pod/shop/web', 'kubernetes.escapable')).toMatchObject({ state: 'known', value: expected });
  });
});
