import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseHcl } from '../../../../src/parse/terraform/hcl/parse-hcl.js';
import { parseHclJson } from '../../../../src/parse/terraform/hcl/parse-json.js';
import { HCL_FIXTURES, readFixtures, withoutSpans } from './fixtures.js';

const files = readFixtures(HCL_FIXTURES, '.tf');
const tokens = [
  'a',
  '1',
  '"',
  '${',
  '%{',
  '}',
  '{',
  '[',
  ']',
  '(',
  ')',
  '=',
  '\n',
  ' ',
  '<<EOT\n',
  'EOT\n',
  '.',
  '*',
  '~}',
];
const words = [
  'if',
  'for',
  'in',
  'endif',
  ',',
  ':',
  '?',
  '#',
  '/*',
  '*/',
  '\\',
  '"x"',
  '=>',
  '...',
  '::',
  '\r\n',
  'é',
  '😀',
];

describe('never throws', () => {
  test('on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void parseHcl('any.tf', text)),
      { numRuns: 300 },
    );
  });

  test('on any sequence of tokens', () => {
    const text = fc.array(fc.constantFrom(...tokens, ...words), { maxLength: 80 });
    const property = fc.property(text, (parts) => {
      parseHcl('tokens.tf', parts.join(''));
      parseHcl('tokens.tf', `a = ${parts.join('')}`);
      parseHclJson('tokens.tf.json', parts.join(''));
    });
    fc.assert(property, { numRuns: 1500 });
  });

  test('on files with a piece cut out or put in', () => {
    const piece = fc.constantFrom(...tokens, ...words);
    const place = fc.nat({ max: 5000 });
    const property = fc.property(fc.constantFrom(...files), place, fc.nat({ max: 20 }), piece, (file, at, cut, put) => {
      const from = at % (file.text.length + 1);
      const { file: tree, diagnostics } = parseHcl(
        'mutated.tf',
        file.text.slice(0, from) + put + file.text.slice(from + cut),
      );
      expect(tree.body.span.start).toBe(0);
      for (const { location } of diagnostics) expect(location?.start.line).toBeGreaterThan(0);
    });
    fc.assert(property, { numRuns: 1500 });
  });
});

describe('layout never changes the tree', () => {
  const shops =
    'resource "aws_vpc" "shop" {\n  a = [for s in var.x : "${s}-y" if s != 1]\n  b {\n    c = f(1, 2)[0].d\n  }\n}\n';
  const tree = withoutSpans(parseHcl('shop.tf', shops).file.body);
  const blank = fc.constantFrom(' ', '\t', '  ', '/* a */', ' /* b\n c */ ');
  const lineEnd = fc.constantFrom('\n', '\r\n', '\n\n', ' # a comment\n', '// "${\n', '\n  \t\n', '\n# {\n');

  test('blanks, comments and line ends', () => {
    const property = fc.property(
      fc.array(blank, { minLength: 60, maxLength: 60 }),
      fc.array(lineEnd, { minLength: 6, maxLength: 6 }),
      (blanks, ends) => {
        let at = 0;
        let line = 0;
        // Only blanks between tokens are changed: those inside the string stay.
        const text = shops.replace(/ +|\n/g, (found) =>
          found === '\n' ? (ends[line++] ?? '\n') : (blanks[at++ % 60] ?? ' '),
        );
        const changed = parseHcl('shop.tf', text);
        expect(changed.diagnostics).toEqual([]);
        expect(withoutSpans(changed.file.body)).toEqual(tree);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  test('line ends inside brackets', () => {
    const broken = shops.replace('f(1, 2)', 'f(\n1\n,\n2\n)').replace('[for s in', '[\nfor s\nin # x\n');
    expect(withoutSpans(parseHcl('shop.tf', broken).file.body)).toEqual(tree);
  });

  test('Windows line ends change heredocs only', () => {
    for (const { path, text } of readFixtures(join(HCL_FIXTURES, 'valid'), '.tf')) {
      if (text.includes('<<') || text.includes('\r')) continue;
      const windows = parseHcl(path, text.replaceAll('\n', '\r\n'));
      expect(windows.diagnostics).toEqual([]);
      expect(withoutSpans(windows.file.body)).toEqual(withoutSpans(parseHcl(path, text).file.body));
    }
  });
});
