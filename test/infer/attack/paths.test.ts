import { describe, expect, it } from 'vitest';
import { type Edge, type Node, pathsIn, smallGraph, story, wires } from './small-graph.js';

const table: Node = { kind: 'data-store/nosql', store: 'nosql', sensitivity: 3 };
const database: Node = { kind: 'data-store/relational', store: 'relational', needsNetwork: true, sensitivity: 3 };
const secret: Node = { kind: 'data-store/secret', store: 'secret', sensitivity: 4 };
const api: Node = { kind: 'process/function' };
const host: Node = { kind: 'process/host' };
const role: Node = { kind: 'identity/role' };
const door: Node = { kind: 'edge/operation' };
const open = (attrs: Record<string, string | boolean> = {}): Edge[3] => ({
  attrs: { authentication: 'none', sideEffects: true, ...attrs },
});
const reads: Edge[3] = { attrs: { access: ['read'] }, grade: 'permitted' };

/** From a door to a table through a function and its role. */
const service = (through: Edge[3] = open()): readonly Edge[] => [
  ['internet', 'reaches', 'door', through],
  ['door', 'invokes', 'api'],
  ['api', 'runs-as', 'worker'],
  ['worker', 'can', 'orders', reads],
];
const parts = { door, api, worker: role, orders: table };

interface Row {
  readonly name: string;
  readonly nodes: Readonly<Record<string, Node>>;
  readonly edges: readonly Edge[];
  readonly wires?: readonly string[];
  readonly paths: readonly string[];
}

/** The table of effort points of spec/H2, one row of it each. */
const costRows: readonly Row[] = [
  {
    name: 'open door: only the exploit and the credentials of the role count',
    nodes: parts,
    edges: service(),
    paths: ['internet door api api+3 worker+1 orders read 4'],
  },
  ...(
    [
      ['self-registered', 1, 5],
      ['shared-key', 2, 6],
      ['user', 4, 8],
      ['iam', 6, 10],
      ['mtls', 6, 10],
    ] as const
  ).map(([authentication, extra, total]) => ({
    name: `door that asks for ${authentication}`,
    nodes: parts,
    edges: service(open({ authentication })),
    paths: [`internet door+${extra} api api+3 worker+1 orders read ${total}`],
  })),
  {
    name: 'narrow source range',
    nodes: parts,
    edges: service(open({ exposure: 'narrow' })),
    paths: ['internet door+3 api api+3 worker+1 orders read 7'],
  },
  {
    name: 'web application firewall',
    nodes: { ...parts, door: { ...door, facts: { 'surface.waf': true } } },
    edges: service(),
    paths: ['internet door+1 api api+3 worker+1 orders read 5'],
  },
  {
    name: 'metadata service without a token',
    nodes: { web: { ...host, facts: { 'workload.imdsV1': true } }, worker: role, orders: table },
    edges: [
      ['internet', 'reaches', 'web', { attrs: { ports: ['tcp/443'] } }],
      ['web', 'runs-as', 'worker'],
      ['worker', 'can', 'orders', reads],
    ],
    paths: ['internet web web+3 worker orders read 3'],
  },
  {
    name: 'anonymous bucket',
    nodes: {
      files: { kind: 'data-store/object', store: 'object', sensitivity: 3, facts: { 'identity.anonymousRead': true } },
    },
    edges: [],
    paths: ['internet files read 0'],
  },
  {
    name: 'role chain is free, an ExternalId costs three',
    nodes: { ...parts, far: role, vault: table },
    edges: [...service(), ['worker', 'can-assume', 'far', { attrs: { pinned: true } }], ['far', 'can', 'vault', reads]],
    paths: ['internet door api api+3 worker+1 orders read 4', 'internet door api api+3 worker+1 far+3 vault read 7'],
  },
  {
    name: 'database with a held credential',
    nodes: { door, api, db: database },
    edges: [
      ['internet', 'reaches', 'door', open()],
      ['door', 'invokes', 'api'],
      ['api', 'uses', 'db', { grade: 'configured', attrs: { credential: true } }],
    ],
    wires: ['api db'],
    paths: ['internet door api api+3 db+1 read 4'],
  },
  {
    name: 'database without a credential',
    nodes: { door, api, db: database },
    edges: [
      ['internet', 'reaches', 'door', open()],
      ['door', 'invokes', 'api'],
    ],
    wires: ['api db'],
    paths: ['internet door api api+3 db+3 read 6'],
  },
  {
    name: 'cache that asks for nothing',
    nodes: {
      door,
      api,
      cache: {
        kind: 'data-store/cache',
        store: 'cache',
        needsNetwork: true,
        sensitivity: 3,
        facts: { 'storage.clientAuthentication': false },
      },
    },
    edges: [
      ['internet', 'reaches', 'door', open()],
      ['door', 'invokes', 'api'],
    ],
    wires: ['api cache'],
    paths: ['internet door api api+3 cache read 3'],
  },
  {
    name: 'lateral move to another host',
    nodes: { web: host, inner: host, worker: role, orders: table },
    edges: [
      ['internet', 'reaches', 'web', { attrs: { ports: ['tcp/443'] } }],
      ['inner', 'runs-as', 'worker'],
      ['worker', 'can', 'orders', reads],
    ],
    wires: ['web inner'],
    paths: ['internet web web+3 inner+3 worker+1 orders read 7'],
  },
  {
    name: 'waiting for a trigger',
    nodes: {
      inbox: { kind: 'data-store/queue', store: 'queue', sensitivity: 1, facts: { 'identity.anonymousWrite': true } },
      api,
      worker: role,
      orders: table,
    },
    edges: [
      ['inbox', 'triggers', 'api'],
      ['api', 'runs-as', 'worker'],
      ['worker', 'can', 'orders', reads],
    ],
    paths: ['internet inbox api+2 api+3 worker+1 orders read 6'],
  },
  {
    name: 'replacing the code',
    nodes: {
      builds: {
        kind: 'data-store/object',
        store: 'object',
        sensitivity: 1,
        facts: { 'identity.anonymousWrite': true },
      },
      api,
      worker: role,
      orders: table,
    },
    edges: [
      ['api', 'deploys-from', 'builds'],
      ['api', 'runs-as', 'worker'],
      ['worker', 'can', 'orders', reads],
    ],
    paths: ['internet builds api+2 worker+1 orders read 3'],
  },
  {
    name: 'an unsure relation costs one point',
    nodes: parts,
    edges: service().map((edge) =>
      edge[1] === 'can' ? ([...edge.slice(0, 3), { ...reads, certainty: 'conditional' }] as unknown as Edge) : edge,
    ),
    paths: ['internet door api api+3 worker+1 orders+1 read 5'],
  },
  {
    name: 'a workflow has no code to exploit: it passes the call on',
    nodes: { door, flow: { kind: 'process/workflow' }, api, worker: role, orders: table },
    edges: [
      ['internet', 'reaches', 'door', open()],
      ['door', 'invokes', 'flow'],
      ['flow', 'invokes', 'api'],
      ['api', 'runs-as', 'worker'],
      ['worker', 'can', 'orders', reads],
    ],
    paths: ['internet door flow api api+3 worker+1 orders read 4'],
  },
  {
    name: 'beyond ten points nothing is told',
    nodes: { ...parts, far: role, vault: table },
    edges: [
      ...service(open({ authentication: 'iam' })),
      ['worker', 'can-assume', 'far', { attrs: { pinned: true } }],
      ['far', 'can', 'vault', reads],
    ],
    paths: ['internet door+6 api api+3 worker+1 orders read 10'],
  },
  {
    name: 'administrator of the account',
    nodes: { door, api, boss: { ...role, facts: { 'identity.administrator': true } } },
    edges: [
      ['internet', 'reaches', 'door', open()],
      ['door', 'invokes', 'api'],
      ['api', 'runs-as', 'boss'],
    ],
    paths: ['internet door api api+3 boss+1 admin 4'],
  },
];

describe('effort points', () => {
  it.each(costRows)('$name', ({ nodes, edges, wires: pairs, paths }) => {
    expect(pathsIn(smallGraph(nodes, edges), wires(...(pairs ?? []))).map(story)).toEqual(paths);
  });
});

describe('confidence', () => {
  const [path] = pathsIn(smallGraph(parts, service()));
  it('is confirmed when all is certain', () => expect(path?.confidence).toBe('confirmed'));

  it('is possible when a connection is not known', () => {
    const nodes = { door, api, db: database };
    const edges: Edge[] = [
      ['internet', 'reaches', 'door', open()],
      ['door', 'invokes', 'api'],
    ];
    const [unsure] = pathsIn(smallGraph(nodes, edges), wires('?api db'));
    expect([unsure?.confidence, unsure?.cost]).toEqual(['possible', 7]);
  });

  it('is likely when the metadata service answers by a default only', () => {
    const web: Node = { ...host, facts: { 'workload.imdsV1': true }, assumed: ['workload.imdsV1'] };
    const [assumed] = pathsIn(
      smallGraph({ web, worker: role, orders: table }, [
        ['internet', 'reaches', 'web', { attrs: { ports: ['tcp/443'] } }],
        ['web', 'runs-as', 'worker'],
        ['worker', 'can', 'orders', reads],
      ]),
    );
    expect(assumed?.confidence).toBe('likely');
  });
});

describe('the secret of a database', () => {
  const nodes = { door, api, worker: role, password: secret, db: database };
  const edges: Edge[] = [
    ['internet', 'reaches', 'door', open()],
    ['door', 'invokes', 'api'],
    ['api', 'runs-as', 'worker'],
    ['worker', 'can', 'password', reads],
    ['db', 'authenticates-with', 'password'],
  ];

  it('opens it for a process on the way that reaches it, and the way to the secret is told once', () => {
    const network = wires('api db');
    expect(pathsIn(smallGraph(nodes, edges), network).map(story)).toEqual([
      'internet door api api+3 worker+1 password db+1 read 5',
    ]);
  });

  it('does not open it without a way through the network', () => {
    expect(pathsIn(smallGraph(nodes, edges)).map(story)).toEqual(['internet door api api+3 worker+1 password read 4']);
  });
});

describe('weaknesses', () => {
  it('are none when everything works as designed: a signed-in user, a role that names its table', () => {
    const [path] = pathsIn(smallGraph(parts, service(open({ authentication: 'user' }))));
    expect(path?.weaknesses).toEqual([]);
  });

  it('name the open operation and the wildcard', () => {
    const edges = service().map((edge) =>
      edge[1] === 'can' ? ([...edge.slice(0, 3), { ...reads, grade: 'possible' }] as unknown as Edge) : edge,
    );
    const [path] = pathsIn(smallGraph(parts, edges));
    expect(path?.weaknesses).toEqual(['door asks for no authentication', 'a wildcard covers orders']);
  });

  it('what an administrator reads is implied by the path to the administrator', () => {
    const nodes = { door, api, boss: { ...role, facts: { 'identity.administrator': true } }, orders: table };
    const paths = pathsIn(
      smallGraph(nodes, [
        ['internet', 'reaches', 'door', open()],
        ['door', 'invokes', 'api'],
        ['api', 'runs-as', 'boss'],
        ['boss', 'can', 'orders', reads],
      ]),
    );
    const admin = paths.find((path) => path.effect === 'admin');
    expect(paths.find((path) => path.effect === 'read')?.impliedBy).toBe(admin?.id);
    expect(admin?.impliedBy).toBeUndefined();
  });
});

describe('determinism', () => {
  const twins = (order: readonly string[]): readonly string[] => {
    const nodes: Record<string, Node> = { orders: table, door };
    for (const name of order) Object.assign(nodes, { [name]: api, [`role-${name}`]: role });
    const edges = order.flatMap((name): Edge[] => [
      ['door', 'invokes', name],
      [name, 'runs-as', `role-${name}`],
      [`role-${name}`, 'can', 'orders', reads],
    ]);
    return pathsIn(smallGraph(nodes, [['internet', 'reaches', 'door', open()], ...edges])).map(story);
  };

  it('of two equal ways the first by name is told, whatever the order of declaration', () => {
    expect(twins(['alpha', 'beta'])).toEqual(['internet door alpha alpha+3 role-alpha+1 orders read 4']);
    expect(twins(['beta', 'alpha'])).toEqual(twins(['alpha', 'beta']));
  });

  it('the id of a path does not change with cosmetic hops', () => {
    const direct = pathsIn(smallGraph(parts, service()));
    const longer = pathsIn(
      smallGraph({ ...parts, stage: { kind: 'edge/api' } }, [
        ['internet', 'reaches', 'stage', open()],
        ['stage', 'fronts', 'door'],
        ...service().slice(1),
      ]),
    );
    expect(longer[0]?.id).toBe(direct[0]?.id);
  });
});
