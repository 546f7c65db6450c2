import { describe, expect, it } from 'vitest';
import { registryOf } from '../../../src/infer/kubernetes/images.js';
import { scanText } from '../../systems/scan-system.js';
import { inferredGraph } from './cluster-of.js';

const repository =
  'resource "aws_ecr_repository" "api" {\n  name = "shop/api"\n  image_tag_mutability = "IMMUTABLE"\n}\n';
const pod = (...images: readonly string[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: api, namespace: shop }\nspec:\n  containers:\n${images
    .map((image, index) => `    - { name: c${index}, image: "${image}" }\n`)
    .join('')}`;

describe('registry of an image', () => {
  it.each([
    ['redis', 'docker.io'],
    ['redis:7.4@sha256:aa', 'docker.io'],
    ['bitnami/redis:7', 'docker.io'],
    ['ghcr.io/shop/api:1.4', 'ghcr.io'],
    ['GHCR.io/shop/api', 'ghcr.io'],
    ['registry:5000/shop/api', 'registry:5000'],
    ['localhost/api', 'localhost'],
    ['', undefined],
    ['{{ .Values.image }}', undefined],
    ['a b', undefined],
  ] as const)('%s: %s', (image, host) => {
    expect(registryOf(image)?.host).toBe(host);
  });
});

describe('where the code of a pod comes from', () => {
  const ecr = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
  it.each([
    [
      'one relation for each registry',
      ['ghcr.io/shop/api:1', 'ghcr.io/shop/log:2', 'nginx:1.27'],
      ['ext|saas/ghcr.io', 'ext|saas/docker.io'],
    ],
    ['a declared repository', [`${ecr}/shop/api:1`], ['|aws_ecr_repository.api']],
    ['a repository that nobody declares', [`${ecr}/shop/mail:1`], [`ext|saas/${ecr}`]],
    ['the same path elsewhere', ['ghcr.io/shop/api:1'], ['ext|saas/ghcr.io']],
    ['on the node itself', ['localhost:5000/api:1'], []],
  ] as const)('%s', async (_name, images, suppliers) => {
    const graph = await inferredGraph({ 'ecr.tf': repository, 'pod.yaml': pod(...images) });
    const relations = graph.outgoing('|Pod/shop/api', 'deploys-from');
    expect(relations.map(({ to }) => to)).toEqual(suppliers);
    expect(relations.every(({ because, grade }) => because.length > 0 && grade === 'declared')).toBe(true);
  });

  it('is a flow to an external entity, and no threat or path of its own', async () => {
    const model = await scanText({ 'pod.yaml': pod('ghcr.io/shop/api:1@sha256:aa') });
    expect(model.flows.filter(({ kind }) => kind === 'deploys-from').map(({ to }) => to)).toEqual(['saas/ghcr.io']);
    expect(
      model.threats.filter(({ address, related }) => [address, ...related].some((one) => one.startsWith('saas/'))),
    ).toEqual([]);
    expect(model.paths).toEqual([]);
  });
});
