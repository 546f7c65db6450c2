import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { andTruth, notTruth, orTruth, type Truth } from '../../src/model/tri.js';
import { always, both, either, negate, never, type Outcome, undecided } from '../../src/policy/outcome.js';

const reason = { code: 'variable', subject: 'var.public' } as const;
const outcomes: Readonly<Record<Truth, Outcome>> = {
  yes: { ...always, evidence: [{ text: 'it is open', locations: [] }] },
  no: never,
  unknown: undecided([reason]),
};
const truth = fc.constantFrom<Truth>('yes', 'no', 'unknown');

describe('outcomes', () => {
  it('follow Kleene: and, or, not', () => {
    fc.assert(
      fc.property(fc.array(truth, { maxLength: 5 }), (truths) => {
        const parts = truths.map((value) => outcomes[value]);
        expect(both(...parts).truth).toBe(truths.reduce<Truth>(andTruth, 'yes'));
        expect(either(...parts).truth).toBe(truths.reduce<Truth>(orTruth, 'no'));
        for (const part of parts) expect(negate(part).truth).toBe(notTruth(part.truth));
      }),
    );
  });

  it('say why exactly when they are unknown', () => {
    fc.assert(
      fc.property(fc.array(truth, { maxLength: 5 }), (truths) => {
        const parts = truths.map((value) => outcomes[value]);
        for (const joined of [both(...parts), either(...parts)]) {
          expect(joined.unknowns.length > 0).toBe(joined.truth === 'unknown');
        }
      }),
    );
  });

  it('prefer a witness that rests on no assumption', () => {
    const assumed = { ...outcomes.yes, assumed: true };
    expect(either(assumed, outcomes.yes).assumed).toBe(false);
    expect(both(assumed, outcomes.yes).assumed).toBe(true);
  });
});
