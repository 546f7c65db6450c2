import { describe, expect, it } from 'vitest';
import { lines, scanSystem, scanText } from './scan-system.js';

const worst = (all: readonly string[]): readonly string[] => all.filter((line) => /^(critical|high)/.test(line));

describe('voting: an application in two namespaces with its database on the internet', async () => {
  const { model } = await scanSystem('voting');

  it('is read without a complaint', () => {
    expect(model.diagnostics).toEqual([]);
  });

  it('points at the Service that publishes the database', () => {
    expect(worst(lines(model))).toContainEqual(
      expect.stringMatching(/^high admin-service-published Service\/voting-data\/db data\.yaml:43$/),
    );
  });

  it('points at the password in the environment and the one in the Secret', () => {
    expect(lines(model)).toContainEqual('high secret-in-plain-text Deployment/voting/worker worker.yaml:19');
    expect(lines(model)).toContainEqual('high secret-in-manifest Secret/voting-data/db data.yaml:35');
  });

  it('the internet gets through the Ingress and the pod to redis, which asks for no password', () => {
    const path = model.paths.find(({ to }) => to === 'Deployment/voting-data/redis');
    expect(path?.hops.map(({ to }) => to)).toEqual([
      'Ingress/voting/vote',
      'Service/voting/vote',
      'Deployment/voting/vote',
      'Deployment/voting/vote',
      'Deployment/voting-data/redis',
    ]);
    expect(path?.weaknesses).toEqual(['Deployment/voting-data/redis asks for no credential']);
  });

  it('draws cluster and namespaces, and the flow from the vote to redis crosses them', () => {
    const ids = model.boundaries.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['tb:cluster:cluster/voting', 'tb:cluster:cluster/voting-data']));
    const flow = model.flows.find(
      ({ from, to }) => from === 'Deployment/voting/vote' && to === 'Deployment/voting-data/redis',
    );
    expect(flow?.crosses).toEqual(
      expect.arrayContaining(['tb:cluster:cluster/voting', 'tb:cluster:cluster/voting-data']),
    );
  });
});

describe('voting-hardened', async () => {
  const { model } = await scanSystem('voting-hardened');

  it('gives no threat of high or critical severity, and nothing that rests on what is not known', () => {
    expect(worst(lines(model))).toEqual([]);
    expect(model.threats.filter(({ confidence }) => confidence === 'possible')).toEqual([]);
    expect(model.diagnostics).toEqual([]);
  });
});

describe('platform: a console that may create pods beside an administrator', async () => {
  const { model } = await scanSystem('platform');

  it('the internet becomes administrator of the cluster, hop by hop', () => {
    const path = model.paths.find(({ effect }) => effect === 'admin');
    expect(path?.hops.map(({ to }) => to)).toEqual([
      'Service/platform/console',
      'Deployment/platform/console',
      'Deployment/platform/console',
      'ServiceAccount/platform/console',
      'ServiceAccount/platform/deployer',
      'cluster-admin',
    ]);
    expect(path?.hops.every(({ because }) => because.length > 0)).toBe(true);
  });

  it('is told once, as a takeover of the cluster, not of the account', () => {
    const told = model.threats.filter(({ policy }) => policy.startsWith('internet-to-'));
    expect(told.map(({ policy }) => policy)).toEqual(['internet-to-cluster-administrator']);
  });
});

describe('eks: Terraform builds the cluster and the role, manifests deploy the workload', async () => {
  const { model } = await scanSystem('eks');

  it('is read without a complaint', () => {
    expect(model.diagnostics).toEqual([]);
  });

  it('the path runs from the internet through Ingress, pod and service account to the bucket, with evidence in both dialects', () => {
    const path = model.paths.find(({ to, effect }) => to === 'aws_s3_bucket.records' && effect === 'read');
    expect(path?.from).toBe('internet');
    expect(path?.confidence).toBe('confirmed');
    expect(
      path?.hops.map(({ to, because }) => `${to} ${[...new Set(because.map(({ file }) => file))].join(' ')}`),
    ).toEqual([
      'Ingress/clinic/api manifests/api.yaml',
      'Service/clinic/api manifests/api.yaml',
      'Deployment/clinic/api manifests/api.yaml',
      'Deployment/clinic/api manifests/api.yaml',
      'ServiceAccount/clinic/api manifests/api.yaml',
      'aws_iam_role.api manifests/api.yaml api-role.tf',
      'aws_s3_bucket.records api-role.tf',
    ]);
  });
});

describe('what must make no noise', () => {
  it('a repository of other YAML gives no threat and no diagnostic', async () => {
    const model = await scanText({
      '.github/workflows/ci.yaml': 'on: push\njobs: { build: { steps: [{ run: "echo ${{ github.sha }}" }] } }\n',
      'docker-compose.yml': 'services: { web: { image: nginx } }\n',
      'mkdocs.yml': 'site_name: Shop\n',
    });
    expect([model.threats, model.diagnostics]).toEqual([[], []]);
  });

  it('a custom object of an unknown kind is a node, and no threat', async () => {
    const model = await scanText({
      'widget.yaml': 'apiVersion: shop.example/v1\nkind: Widget\nmetadata: { name: blue, namespace: shop }\n',
    });
    expect(model.resources.map(({ address }) => address)).toContain('Widget/shop/blue');
    expect(model.threats).toEqual([]);
  });
});
