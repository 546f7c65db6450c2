import { toResources } from '../../../src/catalog/index.js';
import { buildGraph, type ResourceGraph } from '../../../src/graph/index.js';
import { infer } from '../../../src/infer/index.js';
import { Cluster, isWorkload, type Workload } from '../../../src/infer/kubernetes/cluster.js';
import { NetworkPolicies } from '../../../src/infer/kubernetes/network-policy/decide.js';
import { readDeclarations } from '../../../src/parse/index.js';
import { memoryTree } from '../../../src/source/memory-tree.js';

/** The declared graph of some files, before any pass. */
export async function declaredGraph(files: Readonly<Record<string, string>>): Promise<ResourceGraph> {
  const { declarations } = await readDeclarations(memoryTree(files), {});
  return buildGraph(toResources(declarations).resources);
}

/** The graph with everything that is inferred. */
export const inferredGraph = async (files: Readonly<Record<string, string>>): Promise<ResourceGraph> =>
  infer(await declaredGraph(files));

export async function policiesOf(
  manifest: string,
): Promise<{ readonly policies: NetworkPolicies; pod(name: string): Workload }> {
  const graph = await declaredGraph({ 'manifest.yaml': manifest });
  return {
    policies: new NetworkPolicies(new Cluster(graph)),
    pod(name) {
      const [namespace, pod] = name.split('/');
      const found = graph.resource(`|Pod/${namespace}/${pod}`);
      if (!isWorkload(found)) throw new Error(`no pod ${name}`);
      return found;
    },
  };
}

/** `shop/api app=api,tier=web http:8080` as a bare pod. */
export function podManifest(line: string): string {
  const [name = '', labels = '', ...rest] = line.split(' ');
  const [namespace, pod] = name.split('/');
  const pairs = labels
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.replace('=', ': '));
  const ports = rest.filter((word) => word.includes(':')).map((word) => word.split(':'));
  return [
    'apiVersion: v1',
    'kind: Pod',
    `metadata: { name: ${pod}, namespace: ${namespace}, labels: { ${pairs.join(', ')} } }`,
    'spec:',
    ...(rest.includes('hostNetwork') ? ['  hostNetwork: true'] : []),
    '  containers:',
    '    - name: main',
    '      image: ghcr.io/shop/app:1',
    ...(ports.length > 0
      ? [
          '      ports:',
          ...ports.map(
            ([port, number, protocol]) =>
              `        - { name: ${port}, containerPort: ${number}, protocol: ${protocol ?? 'TCP'} }`,
          ),
        ]
      : []),
    '',
  ].join('\n');
}

/** `shop team=web` as a namespace. */
export function namespaceManifest(line: string): string {
  const [name, labels = ''] = line.split(' ');
  const pairs = labels
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.replace('=', ': '));
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${pairs.join(', ')} } }\n`;
}
