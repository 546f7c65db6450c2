import { describe, expect, it } from 'vitest';
import { declaredGraph } from '../../infer/kubernetes/cluster-of.js';

const manifest = (body: string): string => `resource "kubectl_manifest" "db" {\n  ${body}\n}\n`;
const secret =
  'apiVersion: external-secrets.io/v1\n    kind: ExternalSecret\n    metadata:\n      name: db\n      namespace: shop';

describe('kubectl_manifest', () => {
  it.each([
    ['a heredoc', manifest(`yaml_body = <<-EOT\n    ${secret}\n  EOT`), 'kubernetes.external-secret', 'shop/db'],
    [
      'another namespace',
      manifest(`override_namespace = "data"\n  yaml_body = <<-EOT\n    ${secret}\n  EOT`),
      'kubernetes.external-secret',
      'data/db',
    ],
    [
      'yamlencode',
      manifest(
        'yaml_body = yamlencode({ apiVersion = "v1", kind = "Service", metadata = { name = "db", namespace = "shop" } })',
      ),
      'kubernetes.service',
      'shop/db',
    ],
    [
      'a text that is not known',
      `variable "body" {}\n${manifest('yaml_body = var.body')}`,
      'kubectl_manifest',
      undefined,
    ],
    ['no object', manifest('yaml_body = "[]"'), 'kubectl_manifest', undefined],
    ['no YAML', manifest('yaml_body = "{{ a: ]"'), 'kubectl_manifest', undefined],
    ['nothing', manifest(''), 'kubectl_manifest', undefined],
  ] as const)('%s', async (_name, text, type, named) => {
    const graph = await declaredGraph({ 'main.tf': text });
    const found = graph.resource('|kubectl_manifest.db');
    expect([found?.type, found?.cluster && `${found.cluster.namespace}/${found.cluster.name}`]).toEqual([type, named]);
    expect(found?.location.file).toBe('main.tf');
  });
});
