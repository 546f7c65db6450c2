import type { SourceTree } from '../../model/source.js';
import type { ReadOptions, ReadResult } from '../index.js';
import { declarationsOf } from './declarations.js';
import { chartsOf } from './helm/charts.js';
import { readKustomizations } from './kustomize/index.js';
import { readManifest } from './read-file.js';
import { looksLikeManifest, mayBeManifest } from './recognise.js';

/**
 * Reads every Kubernetes object of the tree, recognised by content: manifests, lists, Kustomize folders, and Helm charts as
 * far as somebody has rendered them. Bad input is a diagnostic; never throws on it.
 */
export async function readKubernetes(tree: SourceTree, options: ReadOptions): Promise<ReadResult> {
  const charts = chartsOf(tree, options);
  const kustomize = readKustomizations(tree);
  const loose = tree.files
    .filter(({ path }) => mayBeManifest(path) && !charts.owns(path) && !kustomize.owns(path))
    .filter((file) => looksLikeManifest(file.text()))
    .map(readManifest);
  const sets = [
    { scope: undefined, objects: [...loose.flatMap(({ objects }) => objects), ...charts.objects] },
    ...kustomize.sets,
  ];
  const { declarations, diagnostics } = declarationsOf(sets);
  return {
    declarations,
    diagnostics: [
      ...loose.flatMap((reading) => reading.diagnostics),
      ...charts.diagnostics,
      ...kustomize.diagnostics,
      ...diagnostics,
    ],
    notes: [],
  };
}
