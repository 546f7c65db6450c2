import { posix } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.js';
import type { SourceTree } from '../../../model/source.js';
import type { ReadOptions } from '../../index.js';
import type { KubernetesObject } from '../object.js';
import { readManifest } from '../read-file.js';
import { isChartFile } from '../recognise.js';

export interface Charts {
  /** True for a file that only Helm can read: the chart's own, its values and its templates. `crds/` holds plain manifests. */
  owns(path: string): boolean;
  readonly objects: readonly KubernetesObject[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Helm charts of the tree: rendered when the operator's `helm` can, else named in one diagnostic each. */
export function chartsOf(tree: SourceTree, options: ReadOptions): Charts {
  const all = tree.files
    .filter(({ path }) => isChartFile(path))
    .map(({ path }) => posix.dirname(path))
    .map((folder) => (folder === '.' ? '' : `${folder}/`));
  const outer = all.filter((folder) => !all.some((other) => other !== folder && folder.startsWith(other)));
  const rendered = outer.map((folder) => ({ folder, text: options.renderChart?.(folder) }));
  const readings = rendered.flatMap(({ folder, text }) =>
    text === undefined ? [] : [readManifest({ path: `${folder}(rendered)`, text: () => text })],
  );
  return {
    owns: (path) => all.some((folder) => path.startsWith(folder) && isHelmOnly(path.slice(folder.length))),
    objects: readings.flatMap(({ objects }) => objects),
    diagnostics: [
      ...readings.flatMap(({ diagnostics }) => diagnostics),
      ...rendered.flatMap(({ folder, text }) => (text === undefined ? [notRendered(folder)] : [])),
    ],
  };
}

const isHelmOnly = (path: string): boolean =>
  /^(templates|charts|ci)\//.test(path) || /^(Chart|values[^/]*|requirements)\.ya?ml$/.test(path);

function notRendered(folder: string): Diagnostic {
  const file = `${folder}Chart.yaml`;
  const start = { line: 1, column: 1 };
  const chart = folder === '' ? '.' : folder.replace(/\/$/, '');
  return {
    severity: 'warning',
    code: 'helm-chart',
    summary: `The Helm chart ${chart} was not rendered`,
    detail: `What its templates declare is missing from the model. Render it and scan the result: helm template ${chart} | threatplan scan -`,
    location: { file, start, end: start },
  };
}
