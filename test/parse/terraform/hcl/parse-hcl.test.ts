import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseHcl, parseHclExpression, parseHclTemplate } from '../../../../src/parse/terraform/hcl/parse-hcl.js';
import type { Expression } from '../../../../src/parse/terraform/hcl/syntax.js';
import { HCL_FIXTURES, readFixtures, withoutSpans } from './fixtures.js';

/** An expression as fully bracketed text: shows precedence and structure at a glance. */
function show(e: Expression): string {
  switch (e.kind) {
    case 'literal':
      return e.text ?? JSON.stringify(e.value);
    case 'variable':
      return e.name;
    case 'splat-item':
      return '_';
    case 'attribute':
      return `${show(e.object)}.${e.name}`;
    case 'index':
      return `${show(e.object)}[${show(e.key)}]`;
    case 'legacy-index':
      return `${show(e.object)}.${e.index}`;
    case 'splat':
      return `splat${e.full ? '*' : ''}(${show(e.object)}, ${show(e.each)})`;
    case 'unary':
      return `(${e.operator}${show(e.operand)})`;
    case 'binary':
      return `(${show(e.left)} ${e.operator} ${show(e.right)})`;
    case 'conditional':
      return `(${show(e.condition)} ? ${show(e.then)} : ${show(e.otherwise)})`;
    case 'call':
      return `${e.name}(${e.args.map(show).join(', ')}${e.expand ? '...' : ''})`;
    case 'tuple':
      return `[${e.items.map(show).join(', ')}]`;
    case 'object':
      return `{${e.items.map((item) => `${show(item.key)}=${show(item.value)}`).join(', ')}}`;
    case 'parentheses':
      return `<${show(e.inner)}>`;
    case 'wrap':
      return `wrap(${show(e.inner)})`;
    case 'for':
      return `for(${e.keyVariable ?? ''};${e.valueVariable};${show(e.collection)};${e.key ? show(e.key) : ''};${show(e.value)};${e.condition ? show(e.condition) : ''};${e.group})`;
    case 'template':
      return `"${JSON.stringify(withoutSpans(e.parts))}"`;
  }
}

const expressions: readonly (readonly [string, string])[] = [
  ['1 + 2 * 3', '(1 + (2 * 3))'],
  ['1 - 2 - 3', '((1 - 2) - 3)'],
  ['a || b && c == d < e + f * g', '(a || (b && (c == (d < (e + (f * g))))))'],
  ['!a && -b.c', '((!a) && (-b.c))'],
  ['- -1', '(-(-1))'],
  ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
  ['a-b - c', '(a-b - c)'],
  ['shops[0].name["x"]', 'shops[0].name["x"]'],
  ['shops.0.name', 'shops.0.name'],
  ['shops[*].items[*].id', 'splat*(shops, splat*(_.items, _.id))'],
  ['shops.*.items.0.id[1]', 'splat(shops, _.items.0.id)[1]'],
  ['max(1, counts...)', 'max(1, counts...)'],
  ['provider::aws::arn_parse(x,)', 'provider::aws::arn_parse(x)'],
  ['[1, (2), ]', '[1, <2>]'],
  ['{ a = 1, "b" : 2, (c) = 3, true = 4 }', '{"a"=1, "b"=2, <c>=3, "true"=4}'],
  ['[for i, s in shops : s if i > 0]', 'for(i;s;shops;;s;(i > 0);false)'],
  ['{ for s in shops : s.id => s... }', 'for(;s;shops;s.id;s;;true)'],
  ['"${x}"', 'wrap(x)'],
  ['"$${x} %%{y} $$ %"', '"${x} %{y} $$ %"'],
  ['"$$$${x}"', '"$$${x}"'],
  ['"\\u00e9\\U0001F600\\t"', '"é😀\\t"'],
  ['12345678901234567890', '12345678901234567890'],
  ['0.1234567890123456789', '0.1234567890123456789'],
  ['1e400', '1e400'],
  ['1.50', '1.5'],
  ['<<EOT\n a\n  b\nEOT\n', '" a\\n  b\\n"'],
  ['<<-EOT\n  a\n    b\n\n  c\n  EOT\n', '"a\\n  b\\n\\nc\\n"'],
  ['<<EOT\nEOT\n', '""'],
];

describe('expressions', () => {
  for (const [text, shown] of expressions) {
    test(text, () => {
      const { expression, diagnostics } = parseHclExpression('orders.tf', text);
      expect(diagnostics).toEqual([]);
      expect(expression && show(expression)).toBe(shown);
    });
  }

  test('spans count from the base offset and cover the text', () => {
    const { expression } = parseHclExpression('orders.tf', 'a.b + 1', 100);
    expect(expression?.span).toEqual({ start: 100, end: 107 });
    expect(expression?.kind === 'binary' && expression.left.span).toEqual({ start: 100, end: 103 });
  });

  test('a second expression is an error', () => {
    const { expression, diagnostics } = parseHclExpression('console', 'a b');
    expect(expression).toBeUndefined();
    expect(diagnostics[0]?.summary).toBe('Extra characters after expression');
  });
});

describe('templates', () => {
  test('a whole text is a template', () => {
    const { expression } = parseHclTemplate('hello.tpl', 'a ${x}\n%{ if y ~}\n b\n%{ endif ~}\n\\n "q"');
    expect(withoutSpans(expression)).toEqual({
      kind: 'template',
      parts: [
        { kind: 'text', value: 'a ' },
        { kind: 'interpolation', value: { kind: 'variable', name: 'x' } },
        { kind: 'text', value: '\n' },
        {
          kind: 'if',
          condition: { kind: 'variable', name: 'y' },
          then: [{ kind: 'text', value: ' b\n' }],
          otherwise: [],
        },
        { kind: 'text', value: '\\n "q"' },
      ],
    });
  });
});

describe('valid files', () => {
  const files = readFixtures(join(HCL_FIXTURES, 'valid'), '.tf');
  test('are there', () => expect(files.length).toBeGreaterThanOrEqual(17));
  for (const { path, text } of files) {
    test(`${path} is accepted, and every span holds its name`, () => {
      const { file, diagnostics } = parseHcl(path, text);
      expect(diagnostics).toEqual([]);
      const attributes = [...file.body.attributes, ...file.body.blocks.flatMap((block) => block.body.attributes)];
      for (const { name, nameSpan, span, value } of attributes) {
        expect(text.slice(nameSpan.start, nameSpan.end)).toBe(name);
        expect(span).toEqual({ start: nameSpan.start, end: value.span.end });
      }
      for (const { span, start, end } of file.comments.map((c) => ({ ...c, ...c.span }))) {
        expect(text.slice(start, end)).toMatch(/^(#|\/\/|\/\*)/);
        expect(span.end).toBeGreaterThan(span.start);
      }
    });
  }
});

describe('invalid files', () => {
  const files = readFixtures(join(HCL_FIXTURES, 'invalid'), '.tf');
  test('are there', () => expect(files.length).toBeGreaterThanOrEqual(40));
  for (const { path, text } of files) {
    test(path, () => {
      const [first] = parseHcl(path, text).diagnostics;
      const at = first?.location?.start;
      expect(`# expect: ${at?.line}:${at?.column} ${first?.summary}`).toBe(text.split('\n')[0]);
    });
  }
});

describe('lone carriage returns', () => {
  for (const text of ['a = "x\ry"\n', 'a = <<EOT\nx\ry\nEOT\n', 'a = 1\rb = 2\n']) {
    test(JSON.stringify(text), () => expect(parseHcl('a.tf', text).diagnostics[0]?.summary).toBe('Invalid character'));
  }
});
