import { expect, test } from 'vitest';
import * as kinesis from '../../../src/catalog/aws/kinesis.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref } from './support.js';

const first = (...declarations: Declaration[]) => [...build([kinesis], ...declarations).values()][0];

const twins: readonly [string, Declaration, Declaration, Record<string, unknown>][] = [
  [
    'a stream by default',
    declare('aws_kinesis_stream', 'clicks', { name: 'clicks' }),
    declare('AWS::Kinesis::Stream', 'Clicks', { Name: 'clicks' }),
    { 'encryption.atRest': false, 'encryption.customerKey': false },
  ],
  [
    'an encrypted stream',
    declare('aws_kinesis_stream', 'clicks', { encryption_type: 'KMS', kms_key_id: 'alias/aws/kinesis' }),
    declare('AWS::Kinesis::Stream', 'Clicks', {
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
    }),
    { 'encryption.atRest': true, 'encryption.customerKey': false },
  ],
  [
    'a delivery stream by default',
    declare('aws_kinesis_firehose_delivery_stream', 'clicks', { name: 'clicks' }),
    declare('AWS::KinesisFirehose::DeliveryStream', 'Clicks', { DeliveryStreamName: 'clicks' }),
    { 'encryption.atRest': false, 'storage.credentialInCode': false },
  ],
];
test.each(twins)('%s: the same facts from Terraform and CloudFormation', (_name, terraform, template, facts) => {
  expect(factValues(first(terraform))).toMatchObject(facts);
  expect(factValues(first(template))).toEqual(factValues(first(terraform)));
});

test('a delivery stream copies from its source to its bucket', () => {
  const inTerraform = declare('aws_kinesis_firehose_delivery_stream', 'clicks', {
    kinesis_source_configuration: [{ kinesis_stream_arn: ref('aws_kinesis_stream.clicks', 'arn'), role_arn: 'r' }],
    extended_s3_configuration: [
      { bucket_arn: ref('aws_s3_bucket.lake', 'arn'), role_arn: ref('aws_iam_role.lake', 'arn') },
    ],
  });
  const inTemplate = declare('AWS::KinesisFirehose::DeliveryStream', 'Clicks', {
    KinesisStreamSourceConfiguration: { KinesisStreamARN: ref('aws_kinesis_stream.clicks', 'Arn'), RoleARN: 'r' },
    ExtendedS3DestinationConfiguration: {
      BucketARN: ref('aws_s3_bucket.lake', 'Arn'),
      RoleARN: ref('aws_iam_role.lake', 'Arn'),
    },
  });
  const expected = [
    '<copies-to aws_kinesis_stream.clicks',
    'copies-to aws_s3_bucket.lake',
    'runs-as aws_iam_role.lake',
  ];
  expect(linkTexts(first(inTerraform))).toEqual(expected);
  expect(linkTexts(first(inTemplate))).toEqual(expected);
});
