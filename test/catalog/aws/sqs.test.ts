import { expect, test } from 'vitest';
import * as sqs from '../../../src/catalog/aws/sqs.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref, variable } from './support.js';

const first = (...declarations: Declaration[]) => [...build([sqs], ...declarations).values()][0];
const orders = (body: object = {}) => declare('aws_sqs_queue', 'orders', { name: 'orders', ...body });
const Orders = (body: object = {}) => declare('AWS::SQS::Queue', 'Orders', { QueueName: 'orders', ...body });
const key = ref('aws_kms_key.orders', 'arn');
const redrive = { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed', maxReceiveCount: 3 };

const twins: readonly [string, Declaration, Declaration, Record<string, unknown>][] = [
  [
    'by default',
    orders(),
    Orders(),
    { 'encryption.atRest': true, 'encryption.customerKey': false, 'messaging.deadLetter': false },
  ],
  [
    'SSE-SQS off',
    orders({ sqs_managed_sse_enabled: false }),
    Orders({ SqsManagedSseEnabled: false }),
    { 'encryption.atRest': false },
  ],
  [
    'a key of ours',
    orders({ kms_master_key_id: key }),
    Orders({ KmsMasterKeyId: key }),
    { 'encryption.atRest': true, 'encryption.customerKey': true },
  ],
  [
    'the AWS managed key',
    orders({ kms_master_key_id: 'alias/aws/sqs' }),
    Orders({ KmsMasterKeyId: 'alias/aws/sqs' }),
    { 'encryption.atRest': true, 'encryption.customerKey': false },
  ],
  [
    'a variable decides',
    orders({ sqs_managed_sse_enabled: variable('sse') }),
    Orders({ SqsManagedSseEnabled: variable('Sse') }),
    { 'encryption.atRest': 'unknown' },
  ],
  [
    'a dead-letter queue',
    orders({ redrive_policy: JSON.stringify(redrive) }),
    Orders({ RedrivePolicy: redrive }),
    { 'messaging.deadLetter': true },
  ],
];

test.each(twins)('%s: the same facts from Terraform and CloudFormation', (_name, terraform, template, facts) => {
  expect(factValues(first(terraform))).toMatchObject(facts);
  expect(factValues(first(template))).toEqual(factValues(first(terraform)));
  expect(linkTexts(first(template))).toEqual(linkTexts(first(terraform)));
});

test('dead letters go to the queue that the redrive policy names', () => {
  const text = { kind: 'template', parts: ['{"deadLetterTargetArn":"', ref('aws_sqs_queue.failed', 'arn'), '"}'] };
  expect(linkTexts(first(orders({ redrive_policy: JSON.stringify(redrive) })))).toEqual([
    `copies-to ${redrive.deadLetterTargetArn}`,
  ]);
  expect(linkTexts(first(orders({ redrive_policy: text })))[0]).toContain('aws_sqs_queue.failed');
});

test('queue policies belong to every queue they name', () => {
  const policy = declare('AWS::SQS::QueuePolicy', 'Policy', {
    PolicyDocument: {},
    Queues: [ref('Orders'), ref('Bills')],
  });
  const resources = build([sqs], Orders(), declare('AWS::SQS::Queue', 'Bills', {}), policy);
  for (const queue of resources.values()) expect(queue.identity?.resourcePolicies).toHaveLength(1);
  const inTerraform = declare('aws_sqs_queue_policy', 'orders', {
    queue_url: ref('aws_sqs_queue.orders', 'id'),
    policy: '{}',
  });
  expect(first(orders({ policy: '{}' }), inTerraform)?.identity?.resourcePolicies).toHaveLength(2);
});

test('a dead-letter queue needs no dead-letter queue', () => {
  const allow = '{"redrivePermission":"allowAll"}';
  expect(factValues(first(orders({ redrive_allow_policy: allow })))).not.toHaveProperty(['messaging.deadLetter']);
  const own = declare('aws_sqs_queue_redrive_allow_policy', 'orders', {
    queue_url: ref('aws_sqs_queue.orders', 'id'),
    redrive_allow_policy: allow,
  });
  expect(factValues(first(orders(), own))).not.toHaveProperty(['messaging.deadLetter']);
});
