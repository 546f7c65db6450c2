import { describe, expect, it } from 'vitest';
import { scanText } from '../../systems/scan-system.js';
import { inferredGraph } from './cluster-of.js';

const cloud = `
resource "aws_secretsmanager_secret" "db" {
  name = "shop/db"
}
resource "aws_ssm_parameter" "mail" {
  name  = "/shop/mail"
  type  = "SecureString"
  value = var.mail
}
variable "mail" {}
`;
const [db, mail] = ['|aws_secretsmanager_secret.db', '|aws_ssm_parameter.mail'];
const pod = (source: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: api, namespace: shop }\nspec:\n  containers: [{ name: api, image: "ghcr.io/shop/api:1@sha256:aa" }]\n  volumes: [{ name: secrets, ${source} }]\n`;
const external = (spec: string, version = 'v1beta1'): string =>
  `apiVersion: external-secrets.io/${version}\nkind: ExternalSecret\nmetadata: { name: db, namespace: shop }\nspec: ${spec}\n`;
const id = '|ExternalSecret/shop/db';

describe('ExternalSecret', () => {
  it.each([
    ['one key', '{ data: [{ secretKey: a, remoteRef: { key: shop/db } }] }', 'v1', [db]],
    ['a parameter', '{ data: [{ secretKey: a, remoteRef: { key: /shop/mail } }] }', 'v1beta1', [mail]],
    ['two properties', '{ data: [{ remoteRef: { key: shop/db } }, { remoteRef: { key: shop/db } }] }', 'v1', [db]],
    ['all of it', '{ dataFrom: [{ extract: { key: shop/db } }] }', 'v1', [db]],
    ['all of it, first version', '{ dataFrom: [{ key: shop/db }] }', 'v1alpha1', [db]],
    [
      'an ARN',
      '{ dataFrom: [{ extract: { key: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf" } }] }',
      'v1',
      [db],
    ],
    ['from elsewhere', '{ data: [{ remoteRef: { key: vault/db } }] }', 'v1', []],
    ['nothing', '{}', 'v1', []],
  ] as const)('copies %s', async (_name, spec, version, sources) => {
    const graph = await inferredGraph({ 'cloud.tf': cloud, 'secret.yaml': external(spec, version) });
    expect(graph.incoming(id, 'copies-to').map(({ from }) => from)).toEqual(sources);
  });

  it.each([
    ['the name of its target', '{ target: { name: database } }', 'database', [id]],
    ['its own name', '{}', 'db', [id]],
    ['no other name', '{ target: { name: database } }', 'db', []],
  ] as const)('pods mount it under %s', async (_name, spec, name, targets) => {
    const graph = await inferredGraph({ 'a.yaml': external(spec), 'pod.yaml': pod(`secret: { secretName: ${name} }`) });
    expect(graph.outgoing('|Pod/shop/api', 'mounts').map(({ to }) => to)).toEqual(targets);
  });
});

describe('SecretProviderClass', () => {
  const provider = (objects: string): string =>
    `apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: { name: vault, namespace: shop }\nspec:\n  provider: aws\n  parameters:\n    objects: |\n${objects
      .split('\n')
      .map((line) => `      ${line}\n`)
      .join('')}`;
  const volume = 'csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: vault } }';

  it.each([
    ['block style', '- objectName: "shop/db"\n  objectType: secretsmanager\n  objectAlias: other', [db]],
    ['flow style', "[{ objectName: '/shop/mail', objectType: ssmparameter }]", [mail]],
    ['what the scan does not hold', '- objectName: elsewhere', []],
    ['no YAML', '{{ .Values.objects }}', []],
  ] as const)('%s', async (_name, objects, sources) => {
    const graph = await inferredGraph({ 'cloud.tf': cloud, 'class.yaml': provider(objects), 'pod.yaml': pod(volume) });
    const node = '|SecretProviderClass/shop/vault';
    expect(graph.incoming(node, 'copies-to').map(({ from }) => from)).toEqual(sources);
    expect(graph.outgoing('|Pod/shop/api', 'mounts').map(({ to }) => to)).toEqual([node]);
  });

  it('brings no threat of its own', async () => {
    const without = await scanText({ 'pod.yaml': pod(volume) });
    const model = await scanText({
      'pod.yaml': pod(volume),
      'a.yaml': provider('- objectName: x'),
      'b.yaml': external('{}'),
    });
    expect(model.threats.map(({ policy }) => policy)).toEqual(without.threats.map(({ policy }) => policy));
    expect(model.diagnostics).toEqual([]);
  });
});
