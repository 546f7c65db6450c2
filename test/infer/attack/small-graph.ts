import { buildGraph, type ResourceGraph } from '../../../src/graph/index.js';
import { attackPass } from '../../../src/infer/attack/index.js';
import type { Connections } from '../../../src/infer/attack/connections.js';
import type { AttackPath, Sensitivity } from '../../../src/model/analysis.js';
import { type FactValue, known } from '../../../src/model/fact.js';
import type { Kind } from '../../../src/model/kinds.js';
import type { Location } from '../../../src/model/location.js';
import type { Relation, RelationKind } from '../../../src/model/relation.js';
import type { Resource } from '../../../src/model/resource.js';
import { yes } from '../../../src/model/tri.js';
import type { StoreFacet } from '../../../src/model/workload.js';

const at = (line: number): Location => ({
  file: 'main.tf',
  start: { line, column: 1 },
  end: { line, column: 2 },
});

export interface Node {
  readonly kind: Kind;
  readonly store?: StoreFacet['store'];
  readonly needsNetwork?: boolean;
  readonly sensitivity?: Sensitivity;
  readonly facts?: Readonly<Record<string, FactValue>>;
  /** Names of facts that rest on a default. */
  readonly assumed?: readonly string[];
}

/** `from kind to`, with what else the relation says. */
export type Edge = readonly [string, RelationKind, string, (Partial<Relation> | undefined)?];

/** A graph of a few nodes with exactly the relations and facts that a test states. */
export function smallGraph(nodes: Readonly<Record<string, Node>>, edges: readonly Edge[]): ResourceGraph {
  const names = Object.keys(nodes);
  const graph = buildGraph(names.map((name, line) => resourceOf(name, nodes[name]!, line + 1)));
  return graph.extend({
    relations: edges.map(([from, kind, to, more], line) => ({
      kind,
      from: idOf(from),
      to: idOf(to),
      certainty: 'certain',
      because: [at(100 + line)],
      ...more,
    })),
    assets: names.flatMap((name) => {
      const { sensitivity } = nodes[name]!;
      return sensitivity === undefined
        ? []
        : [{ store: idOf(name), sensitivity, origin: 'tag' as const, reason: 'tag', because: [at(1)] }];
    }),
  });
}

const idOf = (name: string): string => (name === 'internet' ? 'ext|internet' : name.includes('|') ? name : `|${name}`);

function resourceOf(name: string, node: Node, line: number): Resource {
  const store: StoreFacet | undefined = node.store && {
    store: node.store,
    hints: [],
    access: node.needsNetwork ? 'credential' : 'iam',
    credentials: [],
    needsNetwork: node.needsNetwork === true,
  };
  return {
    id: idOf(name),
    address: name,
    scope: '',
    dialect: 'terraform',
    type: node.kind.replace('/', '.'),
    element: node.kind.startsWith('identity') ? 'supporting' : store ? 'data-store' : 'process',
    kind: node.kind,
    name,
    location: at(line),
    tags: new Map(),
    exists: yes(),
    managed: true,
    facts: new Map(
      Object.entries(node.facts ?? {}).map(([fact, value]) => [
        fact,
        known(value, [at(line)], node.assumed?.includes(fact) ? { assumed: true } : {}),
      ]),
    ),
    handles: [],
    links: [],
    declarations: [],
    ...(store && { store }),
  };
}

/** Who can connect to whom: `from to` pairs; a `?` before a pair makes it unknown. */
export function wires(...pairs: readonly string[]): Connections {
  const yesPairs = new Set(pairs.filter((pair) => !pair.startsWith('?')).map(ids));
  const open = new Set(pairs.filter((pair) => pair.startsWith('?')).map((pair) => ids(pair.slice(1))));
  return {
    reach: (from, to) => {
      const key = `${from} ${to}`;
      const truth = yesPairs.has(key) ? 'yes' : open.has(key) ? 'unknown' : 'no';
      return { truth, because: [at(200)], unknowns: [] };
    },
    neighbours: (from) =>
      [...yesPairs, ...open]
        .flatMap((pair) => (pair.startsWith(`${from} `) ? [pair.slice(from.length + 1)] : []))
        .sort(),
  };
}

const ids = (pair: string): string => pair.split(' ').map(idOf).join(' ');

export const pathsIn = (graph: ResourceGraph, network: Connections = wires()): readonly AttackPath[] =>
  attackPass(graph, network).paths ?? [];

/** `internet -> door -> api (3) -> ...`, with the cost of each hop that has one. */
export const story = ({ from, hops, effect, cost }: AttackPath): string =>
  [
    short(from),
    ...hops.map((hop) => `${short(hop.to)}${hop.cost > 0 ? `+${hop.cost}` : ''}`),
    `${effect} ${cost}`,
  ].join(' ');

const short = (id: string): string => id.slice(id.indexOf('|') + 1);
