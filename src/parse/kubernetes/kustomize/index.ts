import { posix } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.js';
import type { SourceTree } from '../../../model/source.js';
import type { MapValue } from '../../../model/value.js';
import { parseYaml } from '../../yaml/parse-yaml.js';
import type { ObjectSet } from '../declarations.js';
import { at, textOf } from '../object.js';
import { isKustomization } from '../recognise.js';
import { toMap } from '../to-value.js';
import { Builder } from './build.js';

export interface Kustomizations {
  /** True for a file that some kustomization takes in: it is not read by itself. */
  owns(path: string): boolean;
  readonly sets: readonly ObjectSet[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Builds every Kustomize folder that no other one includes. With several such overlays, each is a cluster (scope) of its own. */
export function readKustomizations(tree: SourceTree): Kustomizations {
  const found = new Map<string, { readonly file: string; readonly body: MapValue }>();
  for (const file of tree.files.filter(({ path }) => isKustomization(path))) {
    const [root] = parseYaml(file.text(), file.path).documents;
    const folder = posix.dirname(file.path) === '.' ? '' : posix.dirname(file.path);
    if (root?.kind === 'mapping') found.set(folder, { file: file.path, body: toMap(root) });
  }
  const builder = new Builder(tree, found);
  const roots = rootsOf(found);
  const sets = roots.map((folder) => ({
    scope: roots.length === 1 ? '' : folder,
    objects: builder.build(folder),
  }));
  return { owns: (path) => builder.used.has(path), sets, diagnostics: builder.diagnostics };
}

function rootsOf(found: ReadonlyMap<string, { readonly body: MapValue }>): readonly string[] {
  const included = new Set<string>();
  for (const [folder, { body }] of found) {
    for (const key of ['resources', 'bases', 'components']) {
      const list = at(body, key);
      for (const entry of list?.kind === 'list' ? list.items : []) {
        const path = posix.normalize(posix.join(folder, textOf(entry) ?? '')).replace(/\/$/, '');
        included.add(path === '.' ? '' : path);
      }
    }
    if (textOf(at(body, 'kind')) === 'Component') included.add(folder);
  }
  return [...found.keys()].filter((folder) => !included.has(folder));
}
