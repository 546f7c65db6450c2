import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseHclJson } from '../../../../src/parse/terraform/hcl/parse-json.js';
import { HCL_FIXTURES, readFixtures, withoutSpans } from './fixtures.js';

const [orders] = readFixtures(join(HCL_FIXTURES, 'json'), '.tf.json');
const { file, diagnostics } = parseHclJson('orders.tf.json', orders?.text ?? '');

function find(type: string, name?: string) {
  const block = file.body.blocks.find(
    (one) => one.type === type && (name === undefined || one.labels.at(-1)?.text === name),
  );
  if (block === undefined) throw new Error(`no ${type}`);
  return block;
}

function value(type: string, name: string, attribute: string): unknown {
  return withoutSpans(find(type, name).body.attributes.find((one) => one.name === attribute)?.value);
}

describe('JSON configuration', () => {
  test('has the blocks of native syntax, with labels', () => {
    expect(diagnostics).toEqual([]);
    expect(file.body.blocks.map((block) => [block.type, ...block.labels.map((label) => label.text)].join('.'))).toEqual(
      [
        'variable.prefix',
        'variable.shops',
        'resource.aws_s3_bucket.orders',
        'resource.aws_security_group.web',
        'module.shop',
        'locals',
        'locals',
        'output.arn',
      ],
    );
  });

  test('reads strings as templates, references or plain text, as Terraform does', () => {
    expect(value('resource', 'orders', 'bucket')).toMatchObject({ kind: 'template' });
    expect(value('output', 'arn', 'value')).toMatchObject({ kind: 'wrap', inner: { kind: 'attribute', name: 'arn' } });
    expect(value('variable', 'prefix', 'default')).toEqual({ kind: 'literal', value: 'clinic-${not a template}' });
    expect(value('variable', 'shops', 'type')).toMatchObject({ kind: 'call', name: 'map' });
    expect(value('resource', 'orders', 'depends_on')).toMatchObject({ items: [{ kind: 'attribute', name: 'main' }] });
    expect(value('module', 'shop', 'providers')).toMatchObject({
      items: [{ value: { kind: 'attribute', name: 'west' } }],
    });
  });

  test('keeps nested objects as attributes and Terraform’s own blocks as blocks', () => {
    expect(value('resource', 'web', 'ingress')).toMatchObject({ kind: 'tuple', items: [{ kind: 'object' }] });
    expect(value('resource', 'orders', 'tags')).toMatchObject({
      items: [{}, { key: { kind: 'wrap' }, value: { text: '1.50' } }],
    });
    const [dynamic] = find('resource', 'web').body.blocks;
    expect([dynamic?.type, dynamic?.labels[0]?.text, dynamic?.body.blocks[0]?.type]).toEqual([
      'dynamic',
      'egress',
      'content',
    ]);
    expect(find('resource', 'orders').body.blocks.map((block) => block.type)).toEqual(['lifecycle']);
  });

  test('knows where things are', () => {
    const bucket = find('resource', 'orders').body.attributes.find((one) => one.name === 'bucket');
    expect(file.lines.position(bucket?.nameSpan.start ?? 0)).toEqual({ line: 10, column: 9 });
    const part = bucket?.value.kind === 'template' ? bucket.value.parts[0] : undefined;
    expect(orders?.text.slice(part?.span.start, part?.span.end)).toBe('${var.prefix}');
  });
});

const wrong: readonly (readonly [string, string, string])[] = [
  ['', 'Missing value', '1:1'],
  ['{"a" 1}', 'Missing property value colon', '1:6'],
  ['{"locals": {"a": }}', 'Missing JSON value', '1:18'],
  ['{"locals": {"a": 1,}}', 'Trailing comma in object', '1:19'],
  ['{"locals":\n {"a": tru}}', 'Invalid JSON keyword', '2:8'],
  ['{"locals": {"a": 01}}', 'Invalid JSON number', '1:18'],
  ['{"locals": {"a": "\\q"}}', 'Invalid JSON string', '1:18'],
  ['{"locals": {', 'Unclosed object', '1:12'],
  ['{"locals": [', 'Unclosed array', '1:12'],
  ['{} x', 'Extraneous data after value', '1:4'],
  ['3', 'Incorrect JSON value type', '1:1'],
  ['{"locals": {"a": 1, "a": 2}}', 'Duplicate attribute definition', '1:21'],
  ['{"locals": {"a": "${x"}}', 'Unclosed template interpolation sequence', '1:18'],
  ['['.repeat(100_000), 'Nesting too deep', '1:401'],
];

describe('bad JSON', () => {
  for (const [text, summary, at] of wrong) {
    test(`${summary}: ${text.slice(0, 30)}`, () => {
      const [first] = parseHclJson('bad.tf.json', text).diagnostics;
      const start = first?.location?.start;
      expect([first?.summary, `${start?.line}:${start?.column}`]).toEqual([summary, at]);
    });
  }
});
