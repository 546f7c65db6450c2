import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/scan.js';
import { memoryTree } from '../../../src/source/memory-tree.js';

const good =
  'apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
const mail = good.replace('api,', 'mail,');
const crd = (properties: string): string =>
  `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: orders.shop.example }\nspec:\n  group: shop.example\n  scope: Namespaced\n  names: { kind: Order, plural: orders }\n  versions:\n    - name: v1\n      schema:\n        openAPIV3Schema:\n          type: object\n          properties:\n${properties}`;
const lines = (count: number): string =>
  Array.from({ length: count / 2 }, (_, index) => `            field${index}:\n              type: string\n`).join('');

describe('bad input costs itself only, and says where', () => {
  it.each([
    [
      'a Helm template',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}-mail\n  {{- if .x }}\n',
      [],
      ['manifest-template'],
    ],
    ['a template in quotes', 'apiVersion: v1\nkind: Service\nmetadata: { name: "{{ .Release.Name }}" }\n', [], []],
    [
      'a definition',
      crd('            total: { type: number }\n'),
      ['CustomResourceDefinition/orders.shop.example'],
      [],
    ],
    ['a definition of 50,000 lines', crd(lines(50_000)), ['CustomResourceDefinition/orders.shop.example'], []],
    ['no kind', 'apiVersion: v1\nkind:\nmetadata: { name: mail }\n', [], ['manifest-incomplete']],
    ['no name', 'apiVersion: v1\nkind: Service\nmetadata: {}\n', [], ['manifest-incomplete']],
    [
      'labels that are numbers',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: 7, namespace: shop, labels: { version: 1.10, on: true } }\nspec: { containers: [] }\n',
      ['Pod/shop/7'],
      [],
    ],
    ['an object twice', `${mail}---\n${mail}`, ['Service/shop/mail'], ['manifest-duplicate']],
    ['empty documents', '---\n---\n# nothing\n---\nnull\n---\n...\n', [], []],
    ['empty documents around one', `---\n---\n${mail}---\n`, ['Service/shop/mail'], []],
  ] as const)('%s', async (_name, text, addresses, codes) => {
    const { model } = await scan(memoryTree({ 'bad/a.yaml': text, 'bad/b.yaml': good }), { policies: [] });
    const found = model.resources.map(({ address }) => address);
    expect(found).toEqual(expect.arrayContaining(['Service/shop/api', ...addresses]));
    const told = model.diagnostics;
    expect(told.map(({ code }) => code)).toEqual(codes);
    expect(told.every(({ location }) => (location?.start.line ?? 0) > 0)).toBe(true);
  });
});
