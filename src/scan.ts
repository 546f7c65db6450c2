import { toResources } from './catalog/index.js';
import { buildGraph, type ResourceGraph } from './graph/index.js';
import { infer } from './infer/index.js';
import type { Diagnostic } from './model/diagnostic.js';
import type { SourceTree } from './model/source.js';
import type { ThreatModel } from './model/threat-model.js';
import type { LiveLookUp } from './live/index.js';
import { readDeclarations, type ReadOptions } from './parse/index.js';
import { evaluatePolicies, type Policy } from './policy/index.js';
import { assembleModel } from './risk/assemble.js';

export interface ScanOptions extends ReadOptions {
  /** How reports name the scan root. */
  readonly root?: string;
  /** Of the tool, for reports. */
  readonly version?: string;
  /** Dates of the data snapshots, for reports. */
  readonly data?: Readonly<Record<string, string>>;
  readonly policies: readonly Policy[];
  /** For `--live`: fills in from IAM what the code refers to but does not define. The only thing that uses the network. */
  readonly live?: LiveLookUp;
  /** Diagnostics from before the pipeline: unreadable files, broken policies. */
  readonly diagnostics?: readonly Diagnostic[];
}

export interface Scan {
  readonly model: ThreatModel;
  /** For `reach`, `who-can` and the like, which ask more than the model holds. */
  readonly graph: ResourceGraph;
}

/** The whole pipeline: bytes -> declarations -> resources -> graph -> facts -> matches -> threat model. */
export async function scan(tree: SourceTree, options: ScanOptions): Promise<Scan> {
  const read = await readDeclarations(tree, options);
  const declared = toResources(read.declarations);
  const live = await options.live?.(declared.resources);
  const resources = live?.resources ?? declared.resources;
  const diagnostics = [...declared.diagnostics, ...(live?.diagnostics ?? [])];
  const graph = infer(buildGraph(resources));
  const matches = evaluatePolicies(options.policies, graph);
  const model = assembleModel({
    root: options.root ?? '',
    version: options.version ?? '0.0.0',
    data: options.data ?? {},
    graph,
    matches,
    policies: options.policies,
    files: tree.files.length,
    notes: read.notes,
    diagnostics: [...(options.diagnostics ?? []), ...read.diagnostics, ...diagnostics, ...graph.diagnostics],
  });
  return { model, graph };
}
