import { describe, expect, it } from 'vitest';
import { readDeclarations } from '../../../src/parse/index.js';
import { memoryTree } from '../../../src/source/memory-tree.js';

const read = (files: Readonly<Record<string, string>>, options = {}) => readDeclarations(memoryTree(files), options);
const namesOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await read(files)).declarations.map(({ scope, address }) => (scope === '' ? address : `${scope} ${address}`));

const service = (name: string, extra = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${extra}`;

describe('manifests', () => {
  it('several documents, lists, and lists in lists', async () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Secret\n    metadata: { name: db, namespace: data }\n  - apiVersion: v1\n    kind: List\n    items: [{ apiVersion: v1, kind: Namespace, metadata: { name: shop } }]\n';
    expect(await namesOf({ 'all.yaml': `${service('api')}---\n---\n# nothing\n---\n${list}` })).toEqual([
      'Service/default/api',
      'Secret/data/db',
      'Namespace/shop',
    ]);
  });

  it('JSON, typed lists, and standard input', async () => {
    const items = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ServiceList',
      items: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'api' } }],
    });
    expect(await namesOf({ 'services.json': items })).toEqual(['Service/default/api']);
    expect(await namesOf({ stdin: service('web') })).toEqual(['Service/default/web']);
  });

  it('keeps the line and column of each object and value', async () => {
    const { declarations } = await read({
      'all.yaml': `${service('api')}---\n${service('web', 'spec:\n  type: LoadBalancer\n')}`,
    });
    expect(declarations[1]?.location.start).toEqual({ line: 6, column: 1 });
    const spec = declarations[1]?.body.entries.get('spec');
    expect(spec?.kind === 'map' ? spec.entries.get('type')?.at?.start : undefined).toEqual({ line: 11, column: 9 });
  });

  it('names and labels that look like numbers are text', async () => {
    expect(
      await namesOf({ 'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: 007, namespace: 42 }\n' }),
    ).toEqual(['Service/42/007']);
  });

  it('cluster-scoped kinds have no namespace; custom ones as their definition says', async () => {
    const definition =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: widgets.shop.example }\nspec: { group: shop.example, scope: Namespaced, names: { kind: Widget } }\n';
    const widget = 'apiVersion: shop.example/v1\nkind: Widget\nmetadata: { name: blue }\n';
    expect(await namesOf({ 'a.yaml': `${definition}---\n${widget}` })).toEqual([
      'CustomResourceDefinition/widgets.shop.example',
      'Widget/default/blue',
    ]);
    expect(await namesOf({ 'a.yaml': widget })).toEqual(['Widget/blue']);
  });

  it.each([
    ['no kind', 'apiVersion: v1\nmetadata: { name: api }\n', 'without kind'],
    ['no name', 'apiVersion: v1\nkind: Service\nmetadata: {}\n', 'without metadata.name'],
  ])('%s is told, and the rest goes on', async (_name, text, summary) => {
    const { declarations, diagnostics } = await read({ 'a.yaml': `${text}---\n${service('api')}` });
    expect(diagnostics.map((d) => `${d.severity} ${d.summary} ${d.location?.start.line}`)).toEqual([
      expect.stringContaining(summary),
    ]);
    expect(declarations.map(({ address }) => address)).toEqual(['Service/default/api']);
  });

  it('a broken document costs only itself', async () => {
    const { declarations, diagnostics } = await read({
      'a.yaml': `${service('api')}---\napiVersion: v1\nkind: [\n---\n${service('web')}`,
    });
    expect(declarations.map(({ address }) => address)).toEqual(['Service/default/api', 'Service/default/web']);
    expect(diagnostics).toHaveLength(1);
  });

  it('the same object twice in a file: the later one, with a note', async () => {
    const { declarations, diagnostics } = await read({
      'a.yaml': `${service('api')}---\n${service('api', 'spec: { type: NodePort }\n')}`,
    });
    expect(declarations).toHaveLength(1);
    expect(declarations[0]?.location.start.line).toBe(6);
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['note manifest-duplicate']);
  });

  it('the same object in two folders: two clusters', async () => {
    expect(
      await namesOf({
        'envs/dev/a.yaml': service('api'),
        'envs/prod/a.yaml': service('api'),
        'shared/b.yaml': service('web'),
      }),
    ).toEqual(['envs/dev Service/default/api', 'envs/prod Service/default/api', 'Service/default/web']);
  });
});

describe('what is no manifest', () => {
  it.each([
    [
      'a workflow',
      { '.github/workflows/ci.yaml': 'on: push\njobs: { build: { steps: [{ run: "echo ${{ github.sha }}" }] } }\n' },
    ],
    ['compose', { 'docker-compose.yml': 'services: { web: { image: nginx } }\n' }],
    ['OpenAPI', { 'openapi.yaml': 'openapi: 3.0.0\ninfo: { title: kind apiVersion }\n' }],
    ['broken YAML of something else', { 'notes.yaml': 'a: [\n' }],
    [
      'an entity of Backstage',
      { 'catalog-info.yaml': 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: shop }\n' },
    ],
    ['a kubeconfig', { 'config.yaml': 'apiVersion: v1\nkind: Config\nclusters: []\n' }],
    ['a package file', { 'package.json': '{ "apiVersion": 1, "kind": "x" }' }],
  ])('%s is passed over in silence', async (_name, files) => {
    const { declarations, diagnostics } = await read(files as unknown as Record<string, string>);
    expect([declarations, diagnostics]).toEqual([[], []]);
  });
});

describe('Helm', () => {
  const chart = {
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'chart/values.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: trap }\n',
    'chart/templates/api.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n',
    'chart/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\n',
    'chart/charts/db/templates/x.yaml': service('trap'),
    'chart/crds/widget.yaml':
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: widgets }\n',
    'other.yaml': service('web'),
  };

  it('a chart that nobody renders is one diagnostic that says how; its templates and values are not misread', async () => {
    const { declarations, diagnostics } = await read(chart);
    expect(declarations.map(({ address }) => address).sort()).toEqual([
      'CustomResourceDefinition/widgets',
      'Service/default/web',
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['helm-chart']);
    expect(diagnostics[0]?.detail).toContain('helm template chart | threatplan scan -');
  });

  it('rendered, it counts', async () => {
    const { declarations, diagnostics } = await read(chart, { renderChart: () => service('rendered') });
    expect(declarations.map(({ address }) => address)).toContain('Service/default/rendered');
    expect(diagnostics).toEqual([]);
  });

  it('a template outside a chart is told once', async () => {
    const { declarations, diagnostics } = await read({
      'deploy.yaml': 'apiVersion: v1\nkind: Service\n{{- if .Values.x }}\nmetadata: { name: api }\n{{- end }}\n',
    });
    expect(declarations).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['manifest-template']);
  });
});
