import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/model/value.js';
import { fromJson } from '../../../../src/model/values.js';
import { compilePike } from '../../../../src/parse/terraform/evaluate/functions/pike.js';
import { evaluate } from './evaluate-call.js';

const text = (value: Value | string): string =>
  typeof value !== 'string' && value.kind === 'string' ? value.value : `not a string: ${JSON.stringify(value)}`;

describe('cidrsubnet', () => {
  const address = (cidr: string): number =>
    cidr
      .split('/')[0]!
      .split('.')
      .reduce((n, octet) => n * 256 + Number(octet), 0);
  it('numbers subnets of equal size from the base of the network', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.nat(), (newbits, number) => {
        const n = number % 2 ** newbits;
        const subnet = text(evaluate(`cidrsubnet("10.0.0.0/8", ${newbits}, ${n})`));
        expect(subnet.endsWith(`/${8 + newbits}`)).toBe(true);
        expect(address(subnet)).toBe(10 * 2 ** 24 + n * 2 ** (24 - newbits));
        expect(text(evaluate(`cidrhost("${subnet}", 0)`))).toBe(subnet.split('/')[0]);
      }),
    );
  });
});

describe('sort', () => {
  it('orders as UTF-8 bytes do', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 6 })), (items) => {
        const sorted = evaluate('sort(items)', { items: fromJson(items) }) as Extract<Value, { kind: 'list' }>;
        const bytes = sorted.items.map((item) => Buffer.from(text(item)));
        for (let i = 1; i < bytes.length; i++) expect(Buffer.compare(bytes[i - 1]!, bytes[i]!)).toBeLessThanOrEqual(0);
        expect(sorted.items).toHaveLength(items.length);
      }),
    );
  });
});

describe('encodings', () => {
  const data = fc.jsonValue({ maxDepth: 3 });
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, x) => (Object.is(x, -0) ? 0 : x)));
  const hasNoNumbers = (value: unknown): boolean =>
    !/[0-9]/.test(JSON.stringify(value)) && !JSON.stringify(value).includes('__proto__');
  it.each(['json', 'yaml'])('%sdecode undoes %sencode', (format) => {
    fc.assert(
      fc.property(data.filter(hasNoNumbers), (value) => {
        const source = fromJson(plain(value));
        const encoded = text(evaluate(`${format}encode(data)`, { data: source }));
        expect(evaluate(`${format}decode(text)`, { text: fromJson(encoded) })).toEqual(source);
      }),
    );
  });
  it('jsonencode writes JSON', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(JSON.parse(text(evaluate('jsonencode(data)', { data: fromJson(plain(value)) })))).toEqual(plain(value));
      }),
    );
  });
  it('base64decode undoes base64encode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(text(evaluate('base64decode(base64encode(s))', { s: fromJson(value) }))).toBe(value);
      }),
    );
  });
});

describe('the linear-time pattern engine', () => {
  const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a', 'b', '[ab]', '.', '\\b', 'a*', 'b+', 'a*?', '[ab]+?', 'a{1,2}', 'b??'),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
      fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    ),
  }));
  it('finds what the native engine finds', () => {
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc]{0,8}$/), (source, input) => {
        const native = new RegExp(source, 'us').exec(input);
        const found = compilePike(source)?.(input, 0);
        expect(found && [found.index, ...found.groups]).toEqual(native ? [native.index, ...native] : undefined);
      }),
      { numRuns: 500 },
    );
  });
  it('takes linear time where backtracking takes exponential', () => {
    const started = performance.now();
    evaluate('regexall("(x+x+)+y", s)', { s: fromJson('x'.repeat(2000)) });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
