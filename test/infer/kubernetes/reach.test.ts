import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ResourceGraph } from '../../../src/graph/index.js';
import { clusterReach } from '../../../src/infer/kubernetes/index.js';
import { inferredGraph } from './cluster-of.js';

const folder = new URL('../../../fixtures/systems/voting-hardened/', import.meta.url);

describe('reach, in the hardened voting system', () => {
  let graph: ResourceGraph;
  beforeAll(async () => {
    graph = await inferredGraph(
      Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')])),
    );
  });

  it.each([
    ['ext|internet', '|Ingress/voting/vote', 'yes', ['tcp/443', 'tcp/80']],
    ['ext|internet', '|Deployment/voting/vote', 'yes', ['tcp/443', 'tcp/80']],
    ['ext|internet', '|Deployment/voting/worker', 'no', []],
    ['ext|internet', '|Service/voting-data/db', 'no', []],
    ['|Deployment/voting/worker', '|StatefulSet/voting-data/db', 'yes', ['tcp/5432']],
    ['|Deployment/voting/worker', '|Service/voting-data/db', 'yes', ['tcp/5432']],
    ['|Deployment/voting/vote', '|StatefulSet/voting-data/db', 'no', []],
    ['|Deployment/voting/vote', '|Deployment/voting-data/redis', 'yes', ['tcp/6379']],
    ['|Deployment/voting-data/redis', '|StatefulSet/voting-data/db', 'no', []],
  ] as const)('%s -> %s: %s', (from, to, truth, ports) => {
    const answer = clusterReach(graph, from, to);
    expect([answer?.truth, answer?.ports]).toEqual([truth, ports]);
  });

  it('answers a question for one port', () => {
    expect(clusterReach(graph, '|Deployment/voting/worker', '|StatefulSet/voting-data/db', { ports: 22 })?.truth).toBe(
      'no',
    );
    expect(
      clusterReach(graph, '|Deployment/voting/worker', '|StatefulSet/voting-data/db', { ports: 5432 })?.truth,
    ).toBe('yes');
  });

  it('says which policies refuse', () => {
    const answer = clusterReach(graph, '|Deployment/voting/vote', '|StatefulSet/voting-data/db');
    expect(answer?.blockedBy?.kind).toBe('network-policy');
    expect(answer?.blockedBy?.because.map(({ file }) => file)).toContain('network.yaml');
    expect(answer?.notes).toEqual([]);
  });

  it('is silent about what is in no cluster', () => {
    expect(clusterReach(graph, 'ext|internet', 'ext|internet')).toBeUndefined();
  });
});
