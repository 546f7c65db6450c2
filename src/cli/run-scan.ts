import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Policy } from '../policy/index.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { type Scan, scan } from '../scan.js';
import { openSource, readPolicyFolder, renderHelm } from '../source/index.js';
import { liveOf } from './live.js';
import { packageFile } from './package-file.js';
import type { InputOptions } from './options.js';
import { readOptions } from './read-options.js';
import { UsageError } from './usage-error.js';
import { snapshotDates, version } from './version.js';

/** Opens what the user named, loads the policies and runs the pipeline. Throws UsageError when there is nothing to read. */
export async function runScan(paths: readonly string[], options: InputOptions): Promise<Scan> {
  const opened = openSource(paths.length === 0 ? ['.'] : paths, { cwd: process.cwd(), exclude: options.exclude ?? [] });
  if ('error' in opened) throw new UsageError(opened.error);
  if (opened.tree.files.length === 0 && opened.diagnostics.length === 0) throw new UsageError(nothingFound(paths));
  const policies = await allPolicies(options.policies ?? []);
  const result = await scan(opened.tree, {
    root: opened.root,
    version: version(),
    data: snapshotDates(),
    policies: policies.list,
    diagnostics: [...opened.diagnostics, ...policies.diagnostics],
    ...readOptions(options, opened),
    renderChart: renderHelm(resolve(process.cwd(), opened.root)),
    ...(await liveOf(options)),
  });
  const { resources } = result.model.summary;
  if (resources === 0 && result.model.diagnostics.length === 0) throw new UsageError(nothingFound(paths));
  return result;
}

const nothingFound = (paths: readonly string[]): string =>
  `nothing to scan in ${paths.join(', ') || 'the current folder'}: looked for Terraform (*.tf, *.tf.json, plan JSON), CloudFormation and SAM templates and Kubernetes manifests (*.yaml, *.yml, *.json, *.template)`;

/** The built-in policies, and the user's own when a folder is named. */
export async function allPolicies(
  folders: readonly string[],
): Promise<{ readonly list: readonly Policy[]; readonly diagnostics: readonly Diagnostic[] }> {
  const builtIn = (JSON.parse(readFileSync(packageFile('data/policies.json'), 'utf8')) as { policies: Policy[] })
    .policies;
  const list = [...builtIn];
  const diagnostics: Diagnostic[] = [];
  for (const folder of folders) {
    if (!existsSync(folder)) throw new UsageError(`--policies: ${folder} does not exist`);
    const { files, diagnostics: unread } = readPolicyFolder(folder);
    if (files.length === 0) throw new UsageError(`--policies: no *.yaml file in ${folder}`);
    // Only who has policies of their own pays for the validator.
    const { loadPolicies } = await import('../policy/load.js');
    const loaded = loadPolicies(
      files,
      list.map((policy) => policy.id),
    );
    list.push(...loaded.policies);
    diagnostics.push(...unread, ...loaded.diagnostics);
  }
  return { list, diagnostics };
}
