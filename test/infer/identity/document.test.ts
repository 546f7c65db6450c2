import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/infer/identity/document/parse.js';
import { readable } from '../../../src/infer/identity/pattern/symbol.js';
import { noNames } from '../../../src/infer/identity/document/texts.js';
import { fromJson, listValue, stringValue, unknownValue } from '../../../src/model/values.js';
import type { Location } from '../../../src/model/location.js';
import type { Value } from '../../../src/model/value.js';
import { place } from './rows.js';

const parse = (document: Value, at: Location = place): ReturnType<typeof parseDocument> =>
  parseDocument({ document, at }, noNames);
const ok = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

describe('policy documents', () => {
  it.each<[string, unknown, number]>([
    ['a list of statements', { Version: '2012-10-17', Statement: [ok, ok] }, 2],
    ['a single statement', { Statement: ok }, 1],
    ['JSON text', JSON.stringify({ Statement: [ok] }), 1],
    ['lower-case members', { statement: [{ effect: 'Allow', action: 's3:*', resource: '*' }] }, 1],
    ['empty text', '', 0],
    ['nothing', null, 0],
  ])('reads %s without complaint', (_, data, count) => {
    const document = parse(fromJson(data, place));
    expect(document.statements).toHaveLength(count);
    expect(document.diagnostics).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['text that is not JSON', 'allow everything', /not JSON/],
    ['no statement', { Version: '2012-10-17' }, /no Statement/],
    ['no effect', { Statement: { Action: 's3:*', Resource: '*' } }, /no Effect/],
    ['a wrong effect', { Statement: { ...ok, Effect: 'Permit' } }, /"Permit"/],
    ['no action', { Statement: { Effect: 'Allow', Resource: '*' } }, /no Action/],
    ['a bad action', { Statement: { ...ok, Action: 's3: Get' } }, /not an action/],
    [
      'a wildcard inside a principal',
      { Statement: { ...ok, Principal: { AWS: 'arn:aws:iam::111111111111:role/*' } } },
      /wildcard inside/,
    ],
    ['a principal without type', { Statement: { ...ok, Principal: '111111111111' } }, /without a type/],
    ['an unknown type of principal', { Statement: { ...ok, Principal: { Gcp: '*' } } }, /no type of principal/],
    [
      'an unknown operator',
      { Statement: { ...ok, Condition: { StringIs: { 'aws:userid': 'x' } } } },
      /no condition operator/,
    ],
    ['a statement that is text', { Statement: ['everything'] }, /not an object/],
  ])('diagnoses %s', (_, data, message) => {
    const { diagnostics } = parse(fromJson(data, place));
    expect(diagnostics.map(({ summary }) => summary).join()).toMatch(message);
    expect(diagnostics[0]?.location).toEqual(place);
  });

  it('keeps what is unknown open', () => {
    const variable = unknownValue('variable', 'var.policy', place);
    expect(parse(variable).open.map(({ subject }) => subject)).toEqual(['var.policy']);
    const partly = fromJson({ Statement: [ok] }, place);
    const more = {
      ...partly,
      entries: new Map([['Statement', listValue([fromJson(ok, place), variable], place)]]),
    } as Value;
    const document = parse(more);
    expect(document.statements).toHaveLength(1);
    expect(document.open.map(({ subject }) => subject)).toEqual(['var.policy']);
  });

  it('takes what a partly known element does not show for unknown', () => {
    const open = [{ code: 'variable', subject: 'var.more' }] as const;
    const partly = (data: unknown): Value => ({ ...fromJson(data, place), open }) as Value;
    const whole = parse(partly({ Version: '2012-10-17' }));
    expect([whole.diagnostics, whole.open]).toEqual([[], open]);
    const { statements, diagnostics } = parse({
      ...partly({}),
      entries: new Map([['Statement', partly({ Effect: 'Allow', NotAction: 'iam:*' })]]),
    } as Value);
    expect(diagnostics).toEqual([]);
    expect(statements).toMatchObject([
      {
        effect: 'Allow',
        action: { negated: true, open: [] },
        resource: { negated: false },
        conditions: [{ operator: '' }],
      },
    ]);
    expect(readable(statements[0]?.resource?.texts[0]?.text ?? '')).toContain('var.more');
  });

  it('finds the lines of a heredoc', () => {
    const text =
      '{\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "s3:*",\n      "Resource": "*"\n    }\n  ]\n}\n';
    const at: Location = { file: 'main.tf', start: { line: 10, column: 12 }, end: { line: 20, column: 4 } };
    const [statement] = parse({ ...stringValue(text, at) }, at).statements;
    expect(statement?.at.start).toEqual({ line: 13, column: 5 });
    expect(statement?.action.texts[0]?.at?.start.line).toBe(15);
  });

  it('keeps each arm of an undecided document as a possibility', () => {
    const arms = [fromJson({ Statement: ok }, place), fromJson({ Statement: { ...ok, Action: '*' } }, place)];
    const document = parse({ kind: 'choice', arms, reasons: [{ code: 'variable', subject: 'var.wide' }] });
    expect(document.statements.map(({ maybe }) => maybe.map(({ subject }) => subject))).toEqual([
      ['var.wide'],
      ['var.wide'],
    ]);
  });
});
