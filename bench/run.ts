import { performance } from 'node:perf_hooks';
import { toResources } from '../src/catalog/index.js';
import { buildGraph } from '../src/graph/index.js';
import { infer } from '../src/infer/index.js';
import { readDeclarations } from '../src/parse/index.js';
import { evaluatePolicies } from '../src/policy/index.js';
import { assembleModel } from '../src/risk/assemble.js';
import { builtInPolicies } from './built-in-policies.js';
import { estate } from './estate.js';
import { benchIdentity } from './identity.js';
import { benchNetwork } from './network.js';
import { benchParse } from './parse-hcl.js';

/**
 * `npm run bench [resources ...]`: how long each stage takes on a generated estate, and how time grows with its size. Sizes
 * default to 1,000, 4,000 and 16,000 resources; budgets are in the README.
 */
const sizes = process.argv.slice(2).map(Number).filter(Number.isFinite);
const rows: { readonly size: number; readonly total: number }[] = [];

const parse = benchParse();
print(
  'parser',
  `${parse.coldMegabytesPerSecond.toFixed(1)} MB/s cold, ${parse.warmMegabytesPerSecond.toFixed(1)} MB/s warm`,
);
const network = benchNetwork();
print(
  'network',
  `${network.endpoints} interfaces in ${network.classes} classes: ${Math.round(network.milliseconds)} ms`,
);
const identity = await benchIdentity();
print(
  'identity',
  `${identity.roles} roles, ${identity.resources} stores: ${Math.round(identity.milliseconds)} ms, ${identity.relations} relations`,
);
await measure(200); // Warms up the compiler, so that the smallest size is not the slowest per resource.
for (const size of sizes.length > 0 ? sizes : [1_000, 4_000, 16_000]) {
  const stages = await measure(size);
  const total = Object.values(stages).reduce((sum, ms) => sum + ms, 0);
  rows.push({ size, total });
  const cells = Object.entries(stages).map(([name, ms]) => `${name} ${Math.round(ms)} ms`);
  print(
    `${size} resources`,
    `${cells.join(', ')}, total ${Math.round(total)} ms, ${Math.round(process.memoryUsage.rss() / 1048576)} MB`,
  );
}
print('growth', `exponent ${exponent().toFixed(2)} (1.00 is linear)`);

async function measure(size: number): Promise<Record<string, number>> {
  const stages: Record<string, number> = {};
  const time = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    stages[name] = performance.now() - start;
    return result;
  };
  const policies = builtInPolicies();
  const tree = estate(size);
  const read = await time('read', () => readDeclarations(tree, {}));
  const { resources } = await time('catalog', () => toResources(read.declarations));
  const declared = await time('graph', () => buildGraph(resources));
  const graph = await time('infer', () => infer(declared));
  const matches = await time('policies', () => evaluatePolicies(policies, graph));
  const model = {
    root: '',
    version: '',
    data: {},
    graph,
    matches,
    policies,
    files: tree.files.length,
    notes: [],
    diagnostics: [],
  };
  await time('risk', () => assembleModel(model));
  return stages;
}

/** Slope of time over size in logarithms, by the first and last size. */
function exponent(): number {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last || first === last) return Number.NaN;
  return Math.log(last.total / first.total) / Math.log(last.size / first.size);
}

function print(name: string, text: string): void {
  process.stdout.write(`${name.padEnd(18)} ${text}\n`);
}
