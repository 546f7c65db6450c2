import type { Diagnostic } from '../../model/diagnostic.js';
import type { Location } from '../../model/location.js';
import type { SourceFile } from '../../model/source.js';
import { child, type YamlMapping, type YamlNode } from '../yaml/node.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { type KubernetesObject, objectOf } from './object.js';
import { isTemplated } from './recognise.js';
import { toMap } from './to-value.js';

/** Lists in lists: a `List` of a `List`. */
const maxNesting = 8;

export interface FileReading {
  readonly objects: readonly KubernetesObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** All objects of a file, those of lists one by one. Documents that are something else are passed over in silence. */
export function readManifest(file: Pick<SourceFile, 'path' | 'text'>): FileReading {
  const text = file.text();
  const reading = parseYaml(text, file.path);
  const broken = reading.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (broken.length > 0 && isTemplated(text)) return { objects: [], diagnostics: [templated(broken[0]?.location)] };
  const diagnostics: Diagnostic[] = [...reading.diagnostics];
  const objects = reading.documents.flatMap((root) => objectsIn(root, file.path, maxNesting, diagnostics));
  return { objects: objects.filter(({ name }) => !isTemplated(name)), diagnostics };
}

function objectsIn(
  root: YamlNode,
  file: string,
  depth: number,
  diagnostics: Diagnostic[],
): readonly KubernetesObject[] {
  if (root.kind === 'sequence')
    return depth === 0 ? [] : root.items.flatMap((item) => objectsIn(item, file, depth - 1, diagnostics));
  if (root.kind !== 'mapping') return [];
  const kind = scalar(root, 'kind');
  const apiVersion = scalar(root, 'apiVersion');
  if (apiVersion === undefined) return [];
  const items = child(root, 'items');
  if (kind?.endsWith('List') && items?.kind === 'sequence' && depth > 0)
    return items.items.flatMap((item) => objectsIn(item, file, depth - 1, diagnostics));
  if (kind === undefined) {
    // Charts, schemas and the like have an apiVersion too; what has metadata was meant as an object.
    if (root.entries.has('metadata')) diagnostics.push(missing('kind', root.at));
    return [];
  }
  if (isOtherTool(apiVersion, kind)) return [];
  const object = objectOf(toMap(root), file, root.at);
  if (object) return [object];
  if (root.entries.has('metadata') || root.entries.has('spec')) diagnostics.push(missing('metadata.name', root.at));
  return [];
}

/** Configuration files that look like objects but are read by a tool, not by a cluster. */
const isOtherTool = (apiVersion: string, kind: string): boolean =>
  /^(kustomize\.config\.k8s\.io|skaffold|kind\.x-k8s\.io|kubeadm\.k8s\.io|eksctl\.io|k3d\.io|kubelet\.config\.k8s\.io|audit\.k8s\.io|apiserver\.config\.k8s\.io|client\.authentication|backstage\.io)/.test(
    apiVersion,
  ) ||
  (apiVersion === 'v1' && kind === 'Config');

function scalar(root: YamlMapping, key: string): string | undefined {
  const node = child(root, key);
  return node?.kind === 'scalar' && node.text !== '' ? node.text : undefined;
}

const missing = (what: string, location: Location): Diagnostic => ({
  severity: 'warning',
  code: 'manifest-incomplete',
  summary: `A Kubernetes object without ${what}`,
  detail: `It was skipped; every object needs apiVersion, kind and metadata.name. Add ${what}.`,
  location: { ...location, end: location.start },
});

const templated = (location: Location | undefined): Diagnostic => ({
  severity: 'warning',
  code: 'manifest-template',
  summary: 'This manifest is a template, not YAML',
  detail: 'It was skipped. Render it first and scan the result: `helm template <chart> | threatplan scan -`.',
  ...(location && { location }),
  unreadFile: true,
});
