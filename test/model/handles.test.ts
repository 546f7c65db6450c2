import { describe, expect, it } from 'vitest';
import { HandleIndex } from '../../src/model/handles.js';
import type { Value } from '../../src/model/value.js';
import { listValue, stringValue, unknownValue } from '../../src/model/values.js';

const reference = (address: string, ...path: string[]): Value => ({
  kind: 'reference',
  to: { scope: '', address, path },
});
const account: Value = unknownValue('account', 'account of the provider');

const index = new HandleIndex();
index.add({
  id: '|aws_sqs_queue.jobs',
  type: 'aws.sqs.queue',
  scope: '',
  addresses: ['aws_sqs_queue.jobs', 'aws_sqs_queue_policy.jobs'],
  handles: [
    { kind: 'name', value: stringValue('orders-jobs') },
    { kind: 'arn', value: { kind: 'template', parts: ['arn:aws:sqs:eu-west-1:', account as never, ':orders-jobs'] } },
  ],
});
for (const key of ['0', '1']) {
  index.add({
    id: `|aws_subnet.private[${key}]`,
    type: 'aws.ec2.subnet',
    scope: '',
    addresses: [`aws_subnet.private[${key}]`],
    handles: [],
  });
}
index.add({
  id: '|aws_iam_role.jobs',
  type: 'aws.iam.role',
  scope: '',
  addresses: ['aws_iam_role.jobs'],
  handles: [{ kind: 'name', value: stringValue('orders-jobs') }],
});

/** What is named -> which types may be meant -> what is found. */
const rows: readonly (readonly [string, Value, readonly string[] | undefined, readonly string[]])[] = [
  ['a reference', reference('aws_sqs_queue.jobs', 'arn'), undefined, ['|aws_sqs_queue.jobs certain']],
  [
    'a satellite stands for its owner',
    reference('aws_sqs_queue_policy.jobs', 'id'),
    undefined,
    ['|aws_sqs_queue.jobs certain'],
  ],
  ['an exact instance', reference('aws_subnet.private[1]', 'id'), undefined, ['|aws_subnet.private[1] certain']],
  [
    'one of several instances',
    reference('aws_subnet.private', 'id'),
    undefined,
    ['|aws_subnet.private[0] conditional', '|aws_subnet.private[1] conditional'],
  ],
  [
    'an instance that a variable chooses',
    reference('aws_subnet.private[*]', 'id'),
    undefined,
    ['|aws_subnet.private[0] conditional', '|aws_subnet.private[1] conditional'],
  ],
  ['a reference to another type', reference('aws_iam_role.jobs', 'arn'), ['aws.sqs.'], []],
  ['a literal name, by type', stringValue('orders-jobs'), ['aws.sqs.queue'], ['|aws_sqs_queue.jobs certain']],
  ['the same name of another type', stringValue('orders-jobs'), ['aws.iam.role'], ['|aws_iam_role.jobs certain']],
  [
    'an ARN with an account that the handle lacks',
    stringValue('arn:aws:sqs:eu-west-1:123456789012:orders-jobs'),
    ['aws.sqs.queue'],
    ['|aws_sqs_queue.jobs certain'],
  ],
  ['an ARN of something else', stringValue('arn:aws:sqs:eu-west-1:123456789012:invoices'), ['aws.sqs.queue'], []],
  [
    'a list of references',
    listValue([reference('aws_subnet.private[0]', 'id'), reference('aws_sqs_queue.jobs', 'arn')]),
    undefined,
    ['|aws_subnet.private[0] certain', '|aws_sqs_queue.jobs certain'],
  ],
  [
    'one arm of a choice',
    { kind: 'choice', arms: [reference('aws_sqs_queue.jobs', 'arn'), stringValue('elsewhere')], reasons: [] },
    ['aws.sqs.queue'],
    ['|aws_sqs_queue.jobs conditional'],
  ],
  ['a variable without a value', unknownValue('variable', 'var.queue'), undefined, []],
];

describe('what a value names', () => {
  it.each(rows)('%s', (_name, value, expects, found) => {
    expect(index.resolve(value, expects).targets.map(({ id, certainty }) => `${id} ${certainty}`)).toEqual(found);
  });

  it('says why when it cannot tell', () => {
    expect(index.resolve(unknownValue('variable', 'var.queue'), undefined).unresolved).toEqual([
      { code: 'variable', subject: 'var.queue' },
    ]);
    expect(index.resolve(stringValue('elsewhere'), ['aws.sqs.queue']).unresolved[0]?.code).toBe('external');
  });

  it('names of prototypes are only names', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(index.resolve(stringValue(name), undefined).targets).toEqual([]);
      expect(index.resolve(reference(name, 'id'), undefined).targets).toEqual([]);
    }
  });
});
