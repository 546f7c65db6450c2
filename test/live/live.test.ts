import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toResources } from '../../src/catalog/index.js';
import { buildGraph } from '../../src/graph/index.js';
import { analyseIdentity, identityPass, managedPolicyVersion } from '../../src/infer/identity/index.js';
import { liveLookUp, type LiveOptions } from '../../src/live/index.js';
import { readDeclarations } from '../../src/parse/index.js';
import { memoryTree } from '../../src/source/memory-tree.js';
import {
  type Account,
  account,
  allow,
  type Answer,
  iamOf,
  type Loopback,
  loopbackIam,
  type Query,
  statements,
} from './loopback-iam.js';
import { rows } from './tables.js';
import { factText, show } from '../infer/identity/scanned.js';

const options: LiveOptions = {
  now: () => new Date('2026-11-22T02:00:00Z'),
  snapshotVersion: managedPolicyVersion,
  region: 'eu-west-1',
};

let server: Loopback | undefined;
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDCLINIC');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

/** Scans Terraform with the real SDK against an account on this machine. */
async function scanLive(terraform: string, answer: (query: Query, nth: number) => Answer) {
  server = await loopbackIam(answer);
  vi.stubEnv('AWS_ENDPOINT_URL_IAM', server.url);
  const read = await readDeclarations(memoryTree({ 'main.tf': terraform }), {});
  const { resources } = toResources(read.declarations);
  const live = await liveLookUp(options)(resources);
  const graph = buildGraph(live.resources);
  const scanned = graph.extend(identityPass(graph, analyseIdentity(graph)));
  return { graph: scanned, diagnostics: live.diagnostics, calls: server.queries, peak: server.peak() };
}

const factsOf = (graph: Awaited<ReturnType<typeof scanLive>>['graph'], address: string, names: readonly string[]) => {
  const id = graph.resources.find((resource) => resource.address === address)?.id ?? 'missing';
  return Object.fromEntries(
    names.map((name) => [name, factText(graph.fact(id, `identity.${name}`)).replace(/ .*/, '')]),
  );
};

describe('what IAM says is put in', () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
    const { graph, diagnostics } = await scanLive(row.terraform, iamOf(row.account));
    expect(factsOf(graph, row.address, Object.keys(row.facts ?? {}))).toEqual(row.facts ?? {});
    if (row.can) {
      const of = graph.resources.find((resource) => resource.address === row.address)?.id;
      expect(graph.relations.filter(({ kind, from }) => kind === 'can' && from === of).map(show)).toEqual(row.can);
    }
    expect(diagnostics.map(({ code }) => code)).toEqual(row.codes);
  });

  it('marks each fact with its place and time', async () => {
    const { graph, diagnostics } = await scanLive(
      'data "aws_iam_role" "deploy" {\n  name = "deploy"\n}',
      iamOf({ roles: { deploy: { inline: { all: statements(allow('*', '*')) } } } }),
    );
    const fact = graph.fact('|data.aws_iam_role.deploy', 'identity.administrator');
    expect(fact?.because.map(({ file, start }) => `${file}:${start.line}`)).toEqual(['live:iam:1']);
    expect(diagnostics[0]?.summary).toContain('2026-11-22T02:00:00.000Z');
    expect(diagnostics[0]?.detail).toContain(`1 arn:aws:iam::${account}:role/deploy`);
  });
});

const deploy = 'data "aws_iam_role" "deploy" {\n  name = "deploy"\n}';
const many: Account = {
  roles: {
    deploy: {
      inline: Object.fromEntries(
        [1, 2, 3, 4, 5].map((n) => [`p${n}`, statements(allow('s3:GetObject', `arn:aws:s3:::b${n}/*`))]),
      ),
      attached: [1, 2, 3, 4, 5].map((n) => `arn:aws:iam::${account}:policy/q${n}`),
    },
  },
  policies: Object.fromEntries(
    [1, 2, 3, 4, 5].map((n) => [
      `arn:aws:iam::${account}:policy/q${n}`,
      { version: 'v3', document: statements(allow('sqs:SendMessage', `arn:aws:sqs:*:*:q${n}`)) },
    ]),
  ),
};

describe('how IAM is asked', () => {
  it('follows every page, with few requests at once, and asks everything once', async () => {
    const { graph, calls, peak } = await scanLive(deploy, iamOf(many));
    const role = analyseIdentity(graph).principals.get('|data.aws_iam_role.deploy');
    expect(role?.identity?.statements.length).toBe(10);
    expect(peak).toBeLessThanOrEqual(4);
    expect(new Set(calls.map((query) => JSON.stringify(query))).size).toBe(calls.length);
    expect(calls.filter(({ Action }) => Action === 'ListRolePolicies').map(({ Marker }) => Marker)).toEqual([
      undefined,
      '2',
      '4',
    ]);
  });

  it('sends nothing but Get and List', async () => {
    const { calls } = await scanLive(deploy, iamOf(many));
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter(({ Action = '' }) => !/^(Get|List)/.test(Action))).toEqual([]);
  });

  it('waits and asks again when IAM is busy', async () => {
    const calm = iamOf({
      policies: { [`arn:aws:iam::${account}:policy/all`]: { version: 'v1', document: statements(allow('*', '*')) } },
    });
    const { graph, diagnostics, calls } = await scanLive(
      `data "aws_iam_policy" "all" {\n  arn = "arn:aws:iam::${account}:policy/all"\n}`,
      (query, nth) =>
        query['Action'] === 'GetPolicyVersion' && nth === 1
          ? { error: 'Throttling', message: 'Rate exceeded' }
          : calm(query),
    );
    expect(calls.map(({ Action }) => Action)).toEqual(['GetPolicy', 'GetPolicyVersion', 'GetPolicyVersion']);
    expect(graph.resource('|data.aws_iam_policy.all')?.identity?.permissions.length).toBe(1);
    expect(diagnostics.map(({ code }) => code)).toEqual(['live-facts']);
  });

  it('gives up asking after the first failure that concerns all', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `data "aws_iam_role" "r${n}" {\n  name = "r${n}"\n}`).join('\n');
    const { calls, diagnostics } = await scanLive(names, () => ({ error: 'InvalidClientTokenId', status: 403 }));
    expect(calls.length).toBeLessThanOrEqual(4);
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['live-unavailable warning']);
  });

  it('goes on without a network', async () => {
    const { diagnostics, graph } = await (async () => {
      const found = await scanLive('', () => '');
      await server?.close();
      const read = await readDeclarations(memoryTree({ 'main.tf': deploy }), {});
      const live = await liveLookUp(options)(toResources(read.declarations).resources);
      return { ...found, diagnostics: live.diagnostics };
    })();
    expect(graph.resources.length).toBeGreaterThan(0);
    expect(diagnostics.map(({ code }) => code)).toEqual(['live-unavailable']);
  }, 30_000);

  it('asks nothing when the code defines all that it names', async () => {
    const { calls, diagnostics } = await scanLive(
      'resource "aws_s3_bucket" "records" {\n  bucket = "records"\n}',
      iamOf({}),
    );
    expect([calls.length, diagnostics.length]).toEqual([0, 0]);
  });

  it('keeps what it may see when some is refused', async () => {
    const calm = iamOf(many);
    const { graph, diagnostics } = await scanLive(deploy, (query) =>
      query['Action'] === 'ListAttachedRolePolicies' ? { error: 'AccessDenied', status: 403 } : calm(query),
    );
    const role = analyseIdentity(graph).principals.get('|data.aws_iam_role.deploy');
    expect(role?.identity?.statements.length).toBe(5);
    expect(role?.identity?.open.map(({ subject }) => subject)[0]).toContain('AccessDenied');
    expect(diagnostics.map(({ code }) => code)).toEqual(['live-facts', 'live-denied']);
  });
});
