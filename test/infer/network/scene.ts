import { readFileSync, readdirSync } from 'node:fs';
import { load } from 'js-yaml';
import { toResources } from '../../../src/catalog/index.js';
import { buildGraph, type ResourceGraph } from '../../../src/graph/index.js';
import { analyseNetwork, type NetworkModel, networkPass } from '../../../src/infer/network/index.js';
import { externalIds } from '../../../src/model/ids.js';
import type { SourceTree } from '../../../src/model/source.js';
import { readCloudFormation } from '../../../src/parse/cloudformation/index.js';
import { readDeclarations } from '../../../src/parse/index.js';

/** One row of the tables in fixtures/network. */
export interface Row {
  readonly name: string;
  /** Names of blocks in blocks.yaml. */
  readonly use?: readonly string[];
  readonly terraform?: string;
  readonly cloudformation?: string;
  /** `internet` when left out. */
  readonly from?: string;
  readonly to: string;
  readonly protocol?: 'tcp' | 'udp';
  readonly port?: number;
  /** `direct` asks whether it is reached at its own address; else proxies count. */
  readonly way?: 'direct';
  readonly expect: 'yes' | 'no' | 'unknown';
  readonly ports?: readonly string[];
  readonly exposure?: string;
  readonly hops?: readonly string[];
  /** Addresses of blocks that the evidence must touch. */
  readonly because?: readonly string[];
  readonly blockedBy?: string;
  readonly unknowns?: readonly string[];
  readonly note?: string;
  /** Facts of `to`; `unknown` stands for an unknown one. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

const folder = new URL('../../../fixtures/network/', import.meta.url);
const read = (name: string): unknown => load(readFileSync(new URL(name, folder), 'utf8'));
const blocks = read('blocks.yaml') as Readonly<Record<string, string>>;

export const tables: readonly { readonly file: string; readonly rows: readonly Row[] }[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml') && file !== 'blocks.yaml')
  .sort()
  .map((file) => ({ file, rows: read(file) as Row[] }));

/** The blocks that a row uses, and its own text, as one file. */
export function textOf(row: Row): string {
  const used = (row.use ?? []).map((name) => {
    const block = blocks[name];
    if (block === undefined) throw new Error(`${row.name}: no block ${name}`);
    return block;
  });
  return [...used, row.terraform ?? row.cloudformation ?? ''].join('\n');
}

export interface Scene {
  readonly graph: ResourceGraph;
  readonly model: NetworkModel;
  id(address: string): string;
}

/** Text through the reader, the catalog, the graph and the network pass. */
export async function sceneOf(text: string, path = 'main.tf'): Promise<Scene> {
  const tree = treeOf(path, text);
  const read = await (path.endsWith('.tf') ? readDeclarations(tree, {}) : readCloudFormation(tree, {}));
  const errors = read.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 2));
  const declared = buildGraph(toResources(read.declarations).resources);
  const model = analyseNetwork(declared);
  const graph = declared.extend(networkPass(declared, model));
  return {
    graph,
    model,
    id: (address) => {
      if (address === 'internet') return externalIds.internet;
      const found = graph.resources.find((resource) => resource.address === address);
      if (!found) throw new Error(`no resource ${address}`);
      return found.id;
    },
  };
}

function treeOf(path: string, text: string): SourceTree {
  return {
    files: [{ path, size: text.length, text: () => text }],
    read: (wanted) => (wanted === path ? { ok: true, bytes: Buffer.from(text), text } : { ok: false, why: 'missing' }),
    list: () => [path],
    isDirectory: (dir) => dir === '' || dir === '.',
  };
}
