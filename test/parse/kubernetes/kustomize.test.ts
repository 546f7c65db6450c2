import { describe, expect, it } from 'vitest';
import type { Declaration } from '../../../src/model/declaration.js';
import { fieldAt, scalarText } from '../../../src/model/cluster.js';
import type { Value } from '../../../src/model/value.js';
import { readDeclarations } from '../../../src/parse/index.js';
import { memoryTree } from '../../../src/source/memory-tree.js';

const base = {
  'base/kustomization.yaml': 'resources: [app.yaml]\n',
  'base/app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: shop/web:1
          env: [{ name: MODE, value: dev }]
          envFrom: [{ secretRef: { name: keys } }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: web }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web }
subjects: [{ kind: ServiceAccount, name: web }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web }
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
`,
};

async function build(overlay: string, files: Readonly<Record<string, string>> = {}) {
  const read = await readDeclarations(memoryTree({ ...base, 'prod/kustomization.yaml': overlay, ...files }), {});
  const find = (kind: string): Declaration | undefined =>
    read.declarations.find(({ type }) => type.endsWith(`/${kind}`));
  return { ...read, find };
}

const container = (deployment: Declaration | undefined): Value | undefined => {
  const list = fieldAt(deployment?.body, 'spec', 'template', 'spec', 'containers');
  return list?.kind === 'list' ? list.items[0] : undefined;
};

describe('Kustomize', () => {
  it('takes in the base once, for the overlay', async () => {
    const { declarations, diagnostics } = await build('resources: [../base]\n');
    expect(diagnostics).toEqual([]);
    expect(declarations.map(({ address }) => address)).toContain('Deployment/default/web');
    expect(declarations).toHaveLength(6);
  });

  it('namespace: of objects and of the accounts that bindings name', async () => {
    const { find } = await build('resources: [../base]\nnamespace: shop\n');
    expect(find('Deployment')?.address).toBe('Deployment/shop/web');
    const subjects = fieldAt(find('RoleBinding')?.body, 'subjects');
    expect(scalarText(fieldAt(subjects?.kind === 'list' ? subjects.items[0] : undefined, 'namespace'))).toBe('shop');
  });

  it('namePrefix and nameSuffix: names and the references between them', async () => {
    const { find } = await build('resources: [../base]\nnamePrefix: eu-\nnameSuffix: -1\n');
    const deployment = find('Deployment');
    expect(deployment?.address).toBe('Deployment/default/eu-web-1');
    expect(scalarText(fieldAt(deployment?.body, 'spec', 'template', 'spec', 'serviceAccountName'))).toBe('eu-web-1');
    expect(scalarText(fieldAt(find('RoleBinding')?.body, 'roleRef', 'name'))).toBe('eu-web-1');
    const envFrom = fieldAt(container(deployment), 'envFrom');
    expect(scalarText(fieldAt(envFrom?.kind === 'list' ? envFrom.items[0] : undefined, 'secretRef', 'name'))).toBe(
      'eu-keys-1',
    );
  });

  it.each([
    ['newTag: "2"', 'shop/web:2'],
    ['newName: ghcr.io/shop/web', 'ghcr.io/shop/web:1'],
    [`digest: "sha256:${'a'.repeat(64)}"`, `shop/web@sha256:${'a'.repeat(64)}`],
  ])('images: %s', async (change, expected) => {
    const { find } = await build(`resources: [../base]\nimages: [{ name: shop/web, ${change} }]\n`);
    expect(scalarText(fieldAt(container(find('Deployment')), 'image'))).toBe(expected);
  });

  it('strategic merge joins containers by name and keeps where each value is written', async () => {
    const patch =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env: [{ name: MODE, value: prod }, { name: REGION, value: eu }]\n';
    const { find } = await build('resources: [../base]\npatchesStrategicMerge: [patch.yaml]\n', {
      'prod/patch.yaml': patch,
    });
    const env = fieldAt(container(find('Deployment')), 'env');
    const items = env?.kind === 'list' ? env.items : [];
    expect(items.map((item) => `${scalarText(fieldAt(item, 'name'))}=${scalarText(fieldAt(item, 'value'))}`)).toEqual([
      'MODE=prod',
      'REGION=eu',
    ]);
    expect(fieldAt(items[0], 'value')?.at).toMatchObject({ file: 'prod/patch.yaml', start: { line: 9 } });
    expect(scalarText(fieldAt(container(find('Deployment')), 'image'))).toBe('shop/web:1');
  });

  it('JSON patches, written inside the kustomization, for a target', async () => {
    const { find } = await build(
      'resources: [../base]\npatches:\n  - target: { kind: Service, name: w.* }\n    patch: |\n      - op: add\n        path: /spec/type\n        value: LoadBalancer\n',
    );
    const type = fieldAt(find('Service')?.body, 'spec', 'type');
    expect(scalarText(type)).toBe('LoadBalancer');
    expect(type?.at).toMatchObject({ file: 'prod/kustomization.yaml', start: { line: 7 } });
  });

  it('$patch: delete removes an object', async () => {
    const { find } = await build(
      'resources: [../base]\npatches:\n  - patch: |\n      $patch: delete\n      apiVersion: v1\n      kind: Service\n      metadata: { name: web }\n',
    );
    expect(find('Service')).toBeUndefined();
  });

  it('generators', async () => {
    const { find } = await build(
      'resources: [../base]\nconfigMapGenerator:\n  - name: settings\n    literals: [REDIS_HOST=redis]\n    envs: [app.env]\nsecretGenerator:\n  - name: tokens\n    literals: [token=abc]\n',
      { 'prod/app.env': '# comment\nMODE=prod\n' },
    );
    expect(scalarText(fieldAt(find('ConfigMap')?.body, 'data', 'REDIS_HOST'))).toBe('redis');
    expect(scalarText(fieldAt(find('ConfigMap')?.body, 'data', 'MODE'))).toBe('prod');
  });

  it('components change what they are added to', async () => {
    const { find } = await build('resources: [../base]\ncomponents: [../open]\n', {
      'open/kustomization.yaml':
        'kind: Component\npatches:\n  - target: { kind: Service }\n    patch: |\n      - { op: add, path: /spec/type, value: NodePort }\n',
    });
    expect(scalarText(fieldAt(find('Service')?.body, 'spec', 'type'))).toBe('NodePort');
  });

  it('several overlays are several clusters', async () => {
    const { declarations } = await build('resources: [../base]\n', {
      'dev/kustomization.yaml': 'resources: [../base]\nnamespace: dev\n',
    });
    expect(new Set(declarations.map(({ scope }) => scope))).toEqual(new Set(['dev', 'prod']));
  });

  it('what is fetched is a note, what is missing a warning; folders in a circle end', async () => {
    const { diagnostics } = await build('resources: [../base, https://example.com/app.yaml, gone.yaml]\n');
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'note kustomize-remote',
      'warning kustomize-missing',
    ]);
    const circle = await readDeclarations(
      memoryTree({ 'a/kustomization.yaml': 'resources: [../b]\n', 'b/kustomization.yaml': 'resources: [../a]\n' }),
      {},
    );
    expect(circle.declarations).toEqual([]);
  });
});
