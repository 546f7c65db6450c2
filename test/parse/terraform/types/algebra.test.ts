import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumberValue, Value } from '../../../../src/model/value.js';
import { fromJson } from '../../../../src/model/values.js';
import * as types from '../../../../src/parse/terraform/evaluate/types/index.js';
import type { TypeConstraint } from '../../../../src/parse/terraform/evaluate/types/index.js';

const { type } = fc.letrec<{ type: TypeConstraint }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<TypeConstraint>({ kind: 'string' }, { kind: 'number' }, { kind: 'bool' }, { kind: 'any' }),
    fc
      .tuple(fc.constantFrom('list', 'set', 'map'), tie('type'))
      .map(([kind, element]): TypeConstraint => ({ kind, element })),
    fc.array(tie('type'), { maxLength: 3 }).map((elements): TypeConstraint => ({ kind: 'tuple', elements })),
  ),
}));
const scalar = fc.oneof(fc.boolean(), fc.integer(), fc.constantFrom('true', '1', 'orders', '0.5'), fc.constant(null));
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('data'), { maxKeys: 3 }),
  ),
}));

describe('convert', () => {
  it('is idempotent and leaves the type it was asked for', () => {
    fc.assert(
      fc.property(data, type, (input, wanted) => {
        const once = types.convert(fromJson(input), wanted);
        fc.pre(once.error === undefined);
        const twice = types.convert(once.value, wanted);
        expect(twice.error).toBeUndefined();
        expect(types.formatValue(twice.value)).toBe(types.formatValue(once.value));
      }),
    );
  });
  it('to any changes nothing', () => {
    fc.assert(
      fc.property(data, (input) => {
        const value = fromJson(input);
        expect(types.convert(value, types.ANY).value).toBe(value);
      }),
    );
  });
});

describe('unify', () => {
  it('gives a type that every value converts to', () => {
    fc.assert(
      fc.property(fc.array(data, { minLength: 1, maxLength: 4 }), (inputs) => {
        const values = inputs.map((input) => fromJson(input));
        const unified = types.unify(values.map((value) => types.typeOf(value)));
        fc.pre(unified !== undefined);
        for (const value of values) expect(types.convert(value, unified as TypeConstraint).error).toBeUndefined();
      }),
    );
  });
});

const number = (text: string): NumberValue => types.parseNumber(text) as NumberValue;
const show = (value: NumberValue | undefined): string => (value ? types.formatNumber(value) : 'undefined');
const integer = fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n });

describe('numbers', () => {
  it('compute with big integers exactly', () => {
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        const [x, y] = [number(String(a)), number(String(b))];
        expect(show(types.addNumbers(x, y))).toBe(String(a + b));
        expect(show(types.subtractNumbers(x, y))).toBe(String(a - b));
        expect(types.compareNumbers(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0);
        fc.pre(a !== 0n && b !== 0n);
        expect(show(types.multiplyNumbers(x, y))).toBe(String(a * b));
      }),
    );
  });
  it('print decimals as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 30 }), (digits, places) => {
        const text = `0.${String(digits).padStart(places, '0')}`;
        expect(show(number(text))).toBe(text.replace(/0+$/, ''));
      }),
    );
  });
  it('agree with doubles on small integers', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        fc.pre(b !== 0 && a % b !== 0);
        expect(Number(show(types.moduloNumbers(number(String(a)), number(String(b)))))).toBe(a % b);
        expect(Number(show(types.divideNumbers(number(String(a)), number(String(b)))))).toBeCloseTo(a / b);
      }),
    );
  });
});

describe('sets', () => {
  it('hold each value once, in an order that does not depend on the input', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom('b', 'a', 'é'))), (items) => {
        const strings = items.map((item) => fromJson(String(item)));
        const set = types.setValue(strings);
        expect(set).toEqual(types.setValue(strings.toReversed()));
        expect(set.items).toHaveLength(new Set(items.map(String)).size);
      }),
    );
  });
});

describe('equality', () => {
  const unknown: Value = { kind: 'unknown', reasons: [{ code: 'variable', subject: 'var.name' }] };
  const template = (...parts: (string | Value)[]): Value => ({ kind: 'template', parts }) as Value;
  it.each<[string, Value, Value, string]>([
    ['numbers and strings differ', fromJson(1), fromJson('1'), 'no'],
    ['unknown may be anything', unknown, fromJson('a'), 'unknown'],
    ['a prefix tells them apart', template('arn:', unknown), fromJson('urn:x'), 'no'],
    ['a suffix tells them apart', template(unknown, '-logs'), fromJson('orders-data'), 'no'],
    ['a template may fit', template(unknown, '-logs'), fromJson('orders-logs'), 'unknown'],
    ['lists of different length differ', fromJson([1]), fromJson([1, 2]), 'no'],
    ['one different item decides', fromJson([1, 2]), { ...(fromJson([3, 2]) as object) } as Value, 'no'],
  ])('%s', (_, a, b, expected) => {
    expect(types.equalTruth(a, b)).toBe(expected);
    expect(types.equalTruth(b, a)).toBe(expected);
  });
});
