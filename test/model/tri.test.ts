import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  all,
  andTruth,
  any,
  no,
  not,
  notTruth,
  orTruth,
  type Tri,
  type Truth,
  unknown,
  yes,
} from '../../src/model/tri.js';

const at = { file: 'main.tf', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
const reason = { code: 'variable', subject: 'var.public' } as const;
const make: Readonly<Record<Truth, Tri>> = { yes: yes([at]), no: no([at]), unknown: unknown([reason], [at]) };
const truth = fc.constantFrom<Truth>('yes', 'no', 'unknown');

/** Kleene's strong logic of indeterminacy, row by row. */
const table: readonly (readonly [Truth, Truth, Truth, Truth])[] = [
  ['yes', 'yes', 'yes', 'yes'],
  ['yes', 'no', 'no', 'yes'],
  ['yes', 'unknown', 'unknown', 'yes'],
  ['no', 'no', 'no', 'no'],
  ['no', 'unknown', 'no', 'unknown'],
  ['unknown', 'unknown', 'unknown', 'unknown'],
];

describe('three-valued logic', () => {
  it.each(table)('%s and/or %s', (a, b, and, or) => {
    expect([andTruth(a, b), andTruth(b, a)]).toEqual([and, and]);
    expect([orTruth(a, b), orTruth(b, a)]).toEqual([or, or]);
    expect(all(make[a], make[b]).truth).toBe(and);
    expect(any(make[a], make[b]).truth).toBe(or);
  });

  it('De Morgan holds', () => {
    fc.assert(fc.property(truth, truth, (a, b) => notTruth(andTruth(a, b)) === orTruth(notTruth(a), notTruth(b))));
  });

  it('an unknown keeps its reasons and is never left without one', () => {
    fc.assert(
      fc.property(fc.array(truth, { minLength: 1 }), (values) => {
        for (const result of [all(...values.map((v) => make[v])), any(...values.map((v) => make[v]))]) {
          expect(result.unknowns).toEqual(result.truth === 'unknown' ? [reason] : []);
        }
      }),
    );
  });

  it('negation keeps the evidence', () => expect(not(yes([at]))).toEqual(no([at])));
});
