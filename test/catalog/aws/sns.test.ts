import { expect, test } from 'vitest';
import * as sns from '../../../src/catalog/aws/sns.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref } from './support.js';

const first = (...declarations: Declaration[]) => [...build([sns], ...declarations).values()][0];
const alerts = (body: object = {}) => declare('aws_sns_topic', 'alerts', { name: 'alerts', ...body });
const Alerts = (body: object = {}) => declare('AWS::SNS::Topic', 'Alerts', { TopicName: 'alerts', ...body });
const key = ref('aws_kms_key.shop', 'arn');
const of = ref('aws_sns_topic.alerts', 'arn');

const twins: readonly [string, Declaration, Declaration, Record<string, unknown>][] = [
  ['by default', alerts(), Alerts(), { 'encryption.atRest': false, 'encryption.customerKey': false }],
  [
    'with a key of ours',
    alerts({ kms_master_key_id: key }),
    Alerts({ KmsMasterKeyId: key }),
    { 'encryption.atRest': true, 'encryption.customerKey': true },
  ],
  [
    'with the AWS managed key',
    alerts({ kms_master_key_id: 'alias/aws/sns' }),
    Alerts({ KmsMasterKeyId: 'alias/aws/sns' }),
    { 'encryption.atRest': true, 'encryption.customerKey': false },
  ],
];
test.each(twins)('%s: the same facts from Terraform and CloudFormation', (_name, terraform, template, facts) => {
  expect(factValues(first(terraform))).toEqual(facts);
  expect(factValues(first(template))).toEqual(facts);
});

test('subscriptions, inline or on their own, start functions and fill queues', () => {
  const subscribe = (name: string, protocol: string, endpoint: unknown, redrive?: object) =>
    declare('aws_sns_topic_subscription', name, {
      topic_arn: of,
      protocol,
      endpoint,
      ...(redrive && { redrive_policy: JSON.stringify(redrive) }),
    });
  const inTerraform = first(
    alerts(),
    subscribe('a', 'lambda', ref('aws_lambda_function.page', 'arn')),
    subscribe('b', 'sqs', ref('aws_sqs_queue.page', 'arn'), { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:1:dead' }),
    subscribe('c', 'email', 'ops@shop.example'),
  );
  expect(linkTexts(inTerraform)).toEqual([
    'copies-to arn:aws:sqs:eu-west-1:1:dead',
    'publishes aws_sqs_queue.page',
    'publishes ops@shop.example',
    'triggers aws_lambda_function.page',
  ]);
  expect(factValues(inTerraform)['messaging.deadLetter']).toBe(true);
  const inTemplate = first(Alerts({ Subscription: [{ Protocol: 'lambda', Endpoint: ref('Page', 'Arn') }] }));
  expect(linkTexts(inTemplate)).toEqual(['triggers Page']);
});

test('topic policies belong to every topic they name', () => {
  const policy = declare('AWS::SNS::TopicPolicy', 'Policy', { PolicyDocument: {}, Topics: [ref('Alerts')] });
  expect(first(Alerts(), policy)?.identity?.resourcePolicies).toHaveLength(1);
  const own = declare('aws_sns_topic_policy', 'alerts', { arn: of, policy: '{}' });
  expect(first(alerts(), own)?.identity?.resourcePolicies).toHaveLength(1);
});
