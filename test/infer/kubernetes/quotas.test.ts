import { describe, expect, it } from 'vitest';
import { inferredGraph } from './cluster-of.js';

const pod = (resources = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: api, namespace: shop }\nspec:\n  containers: [{ name: api, image: "ghcr.io/shop/api:1", ${resources} }]\n`;
const object = (kind: string, spec: string, namespace = 'shop'): string =>
  `---\napiVersion: v1\nkind: ${kind}\nmetadata: { name: limits, namespace: ${namespace} }\nspec: ${spec}\n`;

describe('memory limits of a namespace', () => {
  it.each([
    ['none', pod(), false],
    ['its own', pod('resources: { limits: { memory: 1Gi } }'), true],
    ['a default', pod() + object('LimitRange', '{ limits: [{ type: Container, default: { memory: 1Gi } }] }'), true],
    ['a maximum', pod() + object('LimitRange', '{ limits: [{ type: Container, max: { memory: 1Gi } }] }'), true],
    [
      'a default for processors',
      pod() + object('LimitRange', '{ limits: [{ type: Container, default: { cpu: 1 } }] }'),
      false,
    ],
    ['a default of requests', pod() + object('LimitRange', '{ limits: [{ defaultRequest: { memory: 1Gi } }] }'), false],
    ['in another namespace', pod() + object('LimitRange', '{ limits: [{ default: { memory: 1Gi } }] }', 'mail'), false],
    ['a quota', pod() + object('ResourceQuota', '{ hard: { limits.memory: 8Gi } }'), true],
    ['a quota on the number of pods', pod() + object('ResourceQuota', '{ hard: { pods: 8 } }'), false],
    [
      'a quota for some pods',
      pod() + object('ResourceQuota', '{ hard: { limits.memory: 8Gi }, scopes: [BestEffort] }'),
      false,
    ],
  ] as const)('%s: %s', async (_name, manifest, limited) => {
    const fact = (await inferredGraph({ 'a.yaml': manifest })).fact('|Pod/shop/api', 'kubernetes.limitsSet');
    expect(fact?.state === 'known' && fact.value).toBe(limited);
  });

  it('is not known when the quota is not', async () => {
    const quota = `variable "hard" {}\nresource "kubernetes_resource_quota_v1" "limits" {\n  metadata {\n    name = "limits"\n    namespace = "shop"\n  }\n  spec {\n    hard = var.hard\n  }\n}\n`;
    const graph = await inferredGraph({ 'a.yaml': pod(), 'main.tf': quota });
    expect(graph.fact('|Pod/shop/api', 'kubernetes.limitsSet')?.state).toBe('unknown');
  });
});
