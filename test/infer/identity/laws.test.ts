import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/infer/identity/document/parse.js';
import { noNames } from '../../../src/infer/identity/document/texts.js';
import { fromJson } from '../../../src/model/values.js';
import { compareText } from '../../../src/infer/identity/pattern/compare.js';
import { contains, intersects, matches } from '../../../src/infer/identity/pattern/glob.js';
import { atom, hole, ownAccount } from '../../../src/infer/identity/pattern/symbol.js';
import type { Truth } from '../../../src/model/tri.js';
import { allow, decideRow, deny, place, type Row, type Statement, to } from './rows.js';

const alphabet = ['a', 'b'];
/** Every text of up to four letters. */
const texts: readonly string[] = [''].concat(...[1, 2, 3, 4].map((length) => words(length)));
function words(length: number): string[] {
  return length === 0 ? [''] : words(length - 1).flatMap((word) => alphabet.map((letter) => word + letter));
}
const glob = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 5 }).map((parts) => parts.join(''));
const asRegExp = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll('*', '[ab]*').replaceAll('?', '[ab]')}$`);

describe('glob algebra against brute force', () => {
  it('matches as the regular expression does', () => {
    fc.assert(
      fc.property(glob, fc.constantFrom(...texts), (p, text) => matches(p, text) === asRegExp(p).test(text)),
      { numRuns: 500 },
    );
  });
  it('finds every intersection that a short text proves, and is symmetric', () => {
    fc.assert(
      fc.property(glob, glob, (p, q) => {
        const common = texts.some((text) => asRegExp(p).test(text) && asRegExp(q).test(text));
        expect(intersects(p, q)).toBe(intersects(q, p));
        if (common) expect(intersects(p, q)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it('never claims a containment that a text refutes', () => {
    fc.assert(
      fc.property(glob, glob, (p, q) => {
        if (!contains(p, q)) return;
        for (const text of texts) if (asRegExp(q).test(text)) expect(asRegExp(p).test(text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it('contains itself, and everything is contained in a star', () => {
    fc.assert(fc.property(glob, (p) => contains(p, p) && contains('*', p) && intersects(p, '*')));
  });
});

describe('unknown text', () => {
  const bucket = hole({ code: 'variable', subject: 'var.bucket' });
  const other = hole({ code: 'variable', subject: 'var.other' });
  it.each<[string, string, string, Truth]>([
    ['a hole equals itself', `${bucket}/*`, `${bucket}/k`, 'yes'],
    ['a hole may be anything', `${bucket}/*`, 'records/k', 'unknown'],
    ['two holes may be equal', bucket, other, 'unknown'],
    ['a literal end decides', `${bucket}-logs`, 'records', 'no'],
    ['a star covers a hole', 'records-*', `records-${bucket}`, 'yes'],
    ['an atom equals itself', atom('b'), atom('b'), 'yes'],
    ['an atom equals nothing else', atom('b'), atom('c'), 'no'],
    ['an atom is no literal', 'records', atom('b'), 'no'],
    ['a star covers an atom', '*', atom('b'), 'yes'],
    ['our account may be any number', '123456789012', ownAccount, 'unknown'],
    ['our account is no name', 'records', ownAccount, 'no'],
  ])('%s', (_, pattern, subject, expected) => {
    expect(compareText(pattern, subject)).toBe(expected);
  });
});

const actions = ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage'];
const statement: fc.Arbitrary<Statement> = fc
  .record({
    allows: fc.boolean(),
    action: fc.constantFrom('*', 's3:*', 's3:Get*', 'sqs:*', 's3:PutObject'),
    resource: fc.constantFrom('*', 'arn:aws:s3:::records/*', 'arn:aws:s3:::*/k', 'arn:aws:sqs:*:*:*'),
    condition: fc.constantFrom(
      undefined,
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      { StringEquals: { 'aws:UserAgent': 'clinic' } },
    ),
  })
  .map(({ allows, action, resource, condition }) => (allows ? allow : deny)(action, resource, condition));
const world = fc.record({
  identity: fc.array(statement, { maxLength: 4 }),
  resource: fc.option(
    fc.array(
      statement.map((s) => to('*', s)),
      { maxLength: 3 },
    ),
    { nil: undefined },
  ),
  boundary: fc.option(fc.array(statement, { maxLength: 3 }), { nil: undefined }),
  action: fc.constantFrom(...actions),
});
const rank: Readonly<Record<Truth, number>> = { no: 0, unknown: 1, yes: 2 };
const decided = (w: {
  identity: readonly Statement[];
  resource: readonly Statement[] | undefined;
  boundary: readonly Statement[] | undefined;
  action: string;
}): number => {
  const row: Row = {
    name: '',
    identity: w.identity,
    ...(w.resource && { resource: w.resource }),
    ...(w.boundary && { boundary: w.boundary }),
    action: w.action,
    on: w.action.startsWith('s3') ? 'arn:aws:s3:::records/k' : 'arn:aws:sqs:eu-west-1:111111111111:visits',
    expect: 'no',
  };
  return rank[decideRow(row).truth];
};

describe('laws of decisions', () => {
  it('another Allow never takes away', () => {
    fc.assert(
      fc.property(
        world,
        statement,
        (w, more) => more['Effect'] === 'Deny' || decided({ ...w, identity: [...w.identity, more] }) >= decided(w),
      ),
      { numRuns: 300 },
    );
  });
  it('another Deny never gives', () => {
    fc.assert(
      fc.property(
        world,
        statement,
        (w, more) => decided({ ...w, identity: [...w.identity, { ...more, Effect: 'Deny' }] }) <= decided(w),
      ),
      { numRuns: 300 },
    );
  });
  it('the order of statements does not matter', () => {
    fc.assert(
      fc.property(world, (w) => decided({ ...w, identity: w.identity.toReversed() }) === decided(w)),
      { numRuns: 200 },
    );
  });
  it('a boundary never gives', () => {
    fc.assert(
      fc.property(world, (w) => decided(w) <= decided({ ...w, boundary: undefined })),
      { numRuns: 200 },
    );
  });
});

describe('bad input', () => {
  it('any JSON is read without an exception', () => {
    const element = fc.oneof(
      fc.jsonValue(),
      fc.record({ Statement: fc.jsonValue() }),
      fc.record({
        Statement: fc.array(
          fc.dictionary(
            fc.constantFrom('Effect', 'Action', 'Resource', 'Principal', 'Condition', 'NotAction'),
            fc.jsonValue(),
          ),
        ),
      }),
    );
    fc.assert(
      fc.property(element, (data) => {
        const document = parseDocument({ document: fromJson(data, place), at: place }, noNames);
        expect(document.diagnostics.every(({ location }) => location !== undefined)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
