import type { Declaration } from '../model/declaration.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceTree } from '../model/source.js';
import { isKubernetesFile } from './kubernetes/recognise.js';
import { isTemplateFile } from './cloudformation/template/candidates.js';
import { isPlanFile } from './terraform/plan/recognise.js';

export interface ReadOptions {
  /** Values given on the command line, as text: Terraform variables by `--var name=value`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Further value files, relative to the scan root, later ones win. */
  readonly varFiles?: readonly string[];
  /** Module source -> folder, for modules that are not on disk where Terraform would look. */
  readonly modulePaths?: Readonly<Record<string, string>>;
  readonly workspace?: string;
  /** CloudFormation parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Renders a Helm chart's folder to manifests; undefined when it cannot. Given by the caller, which may run programs. */
  readonly renderChart?: (folder: string) => string | undefined;
}

export interface ReadResult {
  readonly declarations: readonly Declaration[];
  readonly diagnostics: readonly Diagnostic[];
  /** What was read, and what was offered but not used, for the summary. */
  readonly notes: readonly string[];
}

/**
 * Gives every file to the reader that knows its format. Formats are recognised by content where the name does not tell;
 * a reader is loaded only when something for it is in sight.
 */
export async function readDeclarations(tree: SourceTree, options: ReadOptions): Promise<ReadResult> {
  const results: ReadResult[] = [];
  if (tree.files.some((file) => isTerraform(file.path) || isPlanFile(file))) {
    const { readTerraform } = await import('./terraform/index.js');
    const read = await readTerraform(tree, options);
    results.push({
      declarations: await withManifests(read.declarations),
      diagnostics: read.diagnostics,
      notes: [...read.notes, ...read.roots.flatMap((root) => root.notes)],
    });
  }
  if (tree.files.some(isTemplateFile)) {
    const { readCloudFormation } = await import('./cloudformation/index.js');
    results.push(await readCloudFormation(tree, options));
  }
  if (tree.files.some(isKubernetesFile)) {
    const { readKubernetes } = await import('./kubernetes/index.js');
    results.push(await readKubernetes(tree, options));
  }
  return {
    declarations: results.flatMap((result) => result.declarations),
    diagnostics: results.flatMap((result) => result.diagnostics),
    notes: results.flatMap((result) => result.notes),
  };
}

/** Terraform that carries manifests as text: read as the objects that they are. */
async function withManifests(declarations: readonly Declaration[]): Promise<readonly Declaration[]> {
  if (!declarations.some(({ type }) => type === 'kubectl_manifest')) return declarations;
  const { withManifest } = await import('./kubernetes/kubectl.js');
  return declarations.map(withManifest);
}

const isTerraform = (path: string): boolean => /\.(tf|tofu)(\.json)?$/.test(path);
