import { describe, expect, test } from 'vitest';
import { parseHcl } from '../../../../src/parse/terraform/hcl/parse-hcl.js';

const CLINIC = 'resource "aws_vpc" "clinic" {\n  cidr_block = "10.0.0.0/16"\n}\n';

/** A broken block between two good ones: what is left of it, as `type.attributes`. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['a bad value costs its argument', 'resource "x" "shop" {\n  a = 1\n  b = 10.0.0.0/8\n  c = 3\n}\n', ['a', 'c']],
  ['an unclosed call', 'resource "x" "shop" {\n  a = f(1,\n  b = 2\n}\n', ['b']],
  ['an unclosed tuple', 'resource "x" "shop" {\n  a = [1,\n  b = 2\n}\n', ['b']],
  ['an unclosed object', 'resource "x" "shop" {\n  z = 0\n  a = {\n    k = 1\n  b = 2\n}\n', ['z', 'a']],
  ['an unclosed string', 'resource "x" "shop" {\n  a = "open\n  b = 2\n}\n', ['b']],
  ['an unclosed heredoc', 'resource "x" "shop" {\n  b = 2\n  a = <<EOT\n}\n', ['b']],
  ['an unclosed block', 'resource "x" "shop" {\n  a = 1\n\n', ['a']],
  ['an unclosed nested block', 'resource "x" "shop" {\n  a = 1\n  ingress {\n    p = 1\n}\n', ['a']],
  ['a missing newline keeps the first value', 'resource "x" "shop" {\n  a = 1 b = 2\n  c = 3\n}\n', ['a', 'c']],
  ['a duplicate keeps the first', 'resource "x" "shop" {\n  a = 1\n  a = 2\n}\n', ['a']],
  ['a bad escape keeps the value', 'resource "x" "shop" {\n  a = "\\d"\n}\n', ['a']],
];

describe('after an error the rest is read', () => {
  for (const [name, broken, kept] of cases) {
    test(name, () => {
      const after = CLINIC.replace('clinic', 'after');
      const { file, diagnostics } = parseHcl('main.tf', CLINIC + broken + after);
      expect(diagnostics.length).toBeGreaterThan(0);
      const names = file.body.blocks.map((block) => block.labels[1]?.text);
      expect(names).toEqual(['clinic', 'shop', 'after']);
      const shop = file.body.blocks[1];
      expect(shop?.body.attributes.map((attribute) => attribute.name)).toEqual(kept);
      expect(file.body.blocks[2]?.body.attributes).toHaveLength(1);
    });
  }

  test('a stray closing brace costs nothing', () => {
    const { file } = parseHcl('main.tf', `${CLINIC}}\n${CLINIC}`);
    expect(file.body.blocks).toHaveLength(2);
  });
});

describe('hostile input ends in a diagnostic, in time', () => {
  const openers = [
    '[',
    '(',
    '{a=',
    '"${',
    '-',
    '!',
    'f(',
    'a[',
    '.b',
    ' + a',
    'x ? ',
    '[for x in ',
    '<<EOT\n${',
    '[*]',
  ];
  for (const opener of openers) {
    test(`100,000 times ${JSON.stringify(opener)}`, () => {
      const { diagnostics } = parseHcl('deep.tf', `a = a${opener.repeat(100_000)}`);
      const other = parseHcl('deep.tf', `a = ${opener.repeat(100_000)}`);
      expect(diagnostics.length + other.diagnostics.length).toBeGreaterThan(0);
    });
  }

  const lines = ['a = <<EOT', 'a = "', 'a {', 'a = [', '}', 'a = /*', '/*', '"', '<<A', 'resource "a" "b" {', 'a{b}'];
  for (const line of lines) {
    test(`20,000 lines of ${line}`, () => {
      expect(parseHcl('lines.tf', `${line}\n`.repeat(20_000)).diagnostics.length).toBeGreaterThan(0);
      expect(parseHcl('line.tf', `${line} `.repeat(20_000)).diagnostics.length).toBeGreaterThan(0);
    });
  }
});
