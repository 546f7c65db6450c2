import { toResources } from '../../../src/catalog/index.js';
import { buildGraph, type ResourceGraph } from '../../../src/graph/index.js';
import { analyseIdentity, type IdentityModel, identityPass } from '../../../src/infer/identity/index.js';
import type { Fact } from '../../../src/model/fact.js';
import type { Relation } from '../../../src/model/relation.js';
import { readDeclarations } from '../../../src/parse/index.js';
import { memoryTree } from '../../../src/source/memory-tree.js';
import type { SourceTree } from '../../../src/model/source.js';

export interface Scanned {
  readonly graph: ResourceGraph;
  readonly model: IdentityModel;
}

/** Terraform text through the real reader, catalog and graph, and then the identity pass. */
export const scanText = (terraform: string): Promise<Scanned> => scanTree(memoryTree({ 'main.tf': terraform }));

export async function scanTree(tree: SourceTree): Promise<Scanned> {
  const read = await readDeclarations(tree, {});
  const { resources } = toResources(read.declarations);
  const graph = buildGraph(resources);
  const model = analyseIdentity(graph);
  return { graph: graph.extend(identityPass(graph, model)), model };
}

/** `role -> bucket can [read] certain permitted`, for reading and comparing. */
export function show(relation: Relation): string {
  const attrs = relation.attrs?.['access'] ?? relation.attrs?.['technique'] ?? relation.attrs?.['via'] ?? '';
  const grade = relation.grade ? ` ${relation.grade}` : '';
  return `${short(relation.from)} ${relation.kind} ${short(relation.to)} [${String(attrs)}] ${relation.certainty}${grade}`;
}

export const short = (id: string): string => (id.startsWith('ext|') ? id : id.slice(id.indexOf('|') + 1));

export const factText = (fact: Fact | undefined): string =>
  fact === undefined
    ? 'absent'
    : fact.state === 'unknown'
      ? `unknown (${fact.reasons.map((r) => r.subject).join(', ')})`
      : String(fact.value);
