import { parse } from '@cdktf/hcl2json';
import { describe, expect, test } from 'vitest';
import { checkWithAuthority, readMessage, readWithAuthority } from '../../../../src/parse/terraform/hcl/authority.js';
import { parseHcl } from '../../../../src/parse/terraform/hcl/parse-hcl.js';
import { FIXTURES, readFixtures } from './fixtures.js';
import { difference, shapeOfBody } from './shape.js';

const files = readFixtures(FIXTURES, '.tf');

describe('ours against hcl2json', () => {
  test('sees the fixtures', () => {
    expect(files.length).toBeGreaterThanOrEqual(55);
  });

  for (const { path, text } of files) {
    test(path, async () => {
      const ours = parseHcl(path, text);
      const verdict = await checkWithAuthority(path, text);
      if (verdict !== 'accepted') {
        const first = ours.diagnostics[0];
        expect(first, 'hcl2json rejects and ours does not').toBeDefined();
        const said = verdict.map((one) => `${one.location?.start.line}:${one.location?.start.column} ${one.summary}`);
        expect(said).toContain(`${first?.location?.start.line}:${first?.location?.start.column} ${first?.summary}`);
        return;
      }
      expect(ours.diagnostics).toEqual([]);
      expect(difference(shapeOfBody(ours.file.body), await parse('f.tf', text))).toBeUndefined();
    });
  }
});

describe('readWithAuthority', () => {
  const text = 'resource "aws_vpc" "shop" {\n  a = 1\n  a = 2\n  b = "${var.x}-y"\n}\n';

  test('a file that both reject has the messages of the authority and our partial tree', async () => {
    const { file, diagnostics } = await readWithAuthority('shop.tf', text, parseHcl('shop.tf', text));
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 'hcl-syntax',
        summary: 'Attribute redefined',
        detail: 'The argument "a" was already set at shop.tf:2,3-4. Each argument may be set only once.',
        location: { file: 'shop.tf', start: { line: 3, column: 3 }, end: { line: 3, column: 4 } },
      },
    ]);
    expect(file.body.blocks[0]?.body.attributes.map((attribute) => attribute.name)).toEqual(['a', 'b']);
  });

  test('a file that only ours rejects is read through the JSON of the authority', async () => {
    const good = text.replace('  a = 2\n', '  depends_on = [aws_vpc.main]\n');
    const { file, diagnostics } = await readWithAuthority('shop.tf', good, parseHcl('shop.tf', text));
    expect(diagnostics.map((one) => [one.severity, one.code])).toEqual([['note', 'hcl-read-by-authority']]);
    const [vpc] = file.body.blocks;
    expect(vpc?.labels.map((label) => label.text)).toEqual(['aws_vpc', 'shop']);
    expect(vpc?.body.attributes.find((attribute) => attribute.name === 'b')?.value.kind).toBe('template');
    expect(file.lines.position(30)).toEqual({ line: 1, column: 1 });
  });

  test('several messages are taken apart', () => {
    const name = 'threatplan-input.tf';
    const message = `parse config: [${name}:1,2-3: One; First; more. ${name}:4,5-6,7: Two; See ${name}:1,2-3.]`;
    expect(readMessage('shop.tf', message).map((one) => [one.summary, one.detail, one.location?.end])).toEqual([
      ['One', 'First; more.', { line: 1, column: 3 }],
      ['Two', 'See shop.tf:1,2-3.', { line: 6, column: 7 }],
    ]);
  });

  test.each([
    ['lists', `a = ${'['.repeat(3000)}${']'.repeat(3000)}`],
    ['blocks', `${'x {\n'.repeat(3000)}${'}\n'.repeat(3000)}`],
  ])('%s nested so deeply that they would crash it are not given to it, and it lives on', async (_, deep) => {
    const ours = parseHcl('deep.tf', deep);
    expect(await readWithAuthority('deep.tf', deep, ours)).toBe(ours);
    expect(await checkWithAuthority('shop.tf', 'a = 1\n')).toBe('accepted');
  });
});
