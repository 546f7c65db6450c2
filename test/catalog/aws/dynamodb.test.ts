import { expect, test } from 'vitest';
import * as dynamodb from '../../../src/catalog/aws/dynamodb.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref, textOf, variable } from './support.js';

const first = (...declarations: Declaration[]) => [...build([dynamodb], ...declarations).values()][0];
const patients = (body: object = {}) => declare('aws_dynamodb_table', 'patients', { name: 'patients', ...body });
const Patients = (body: object = {}) => declare('AWS::DynamoDB::Table', 'Patients', { TableName: 'patients', ...body });
const key = ref('aws_kms_key.clinic', 'arn');

const twins: readonly [string, Declaration, Declaration, Record<string, unknown>][] = [
  [
    'by default',
    patients(),
    Patients(),
    {
      'encryption.atRest': true,
      'encryption.customerKey': false,
      'storage.backedUp': false,
      'storage.deletionProtected': false,
    },
  ],
  [
    'hardened',
    patients({
      server_side_encryption: [{ enabled: true, kms_key_arn: key }],
      point_in_time_recovery: [{ enabled: true }],
      deletion_protection_enabled: true,
    }),
    Patients({
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    }),
    { 'encryption.customerKey': true, 'storage.backedUp': true, 'storage.deletionProtected': true },
  ],
  [
    'encryption with the AWS managed key, recovery by a variable',
    patients({ server_side_encryption: [{ enabled: true }], point_in_time_recovery: [{ enabled: variable('pitr') }] }),
    Patients({
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: variable('Pitr') },
    }),
    { 'encryption.customerKey': false, 'storage.backedUp': 'unknown' },
  ],
];

test.each(twins)('%s: the same facts from Terraform and CloudFormation', (_name, terraform, template, facts) => {
  expect(factValues(first(terraform))).toMatchObject(facts);
  expect(factValues(first(template))).toEqual(factValues(first(terraform)));
});

test('its columns hint at what it holds', () => {
  const hints = (declaration: Declaration) => first(declaration)?.store?.hints.map((hint) => textOf(hint.text));
  expect(hints(patients({ attribute: [{ name: 'email', type: 'S' }] }))).toEqual(['patients', 'email']);
  expect(hints(Patients({ AttributeDefinitions: [{ AttributeName: 'email', AttributeType: 'S' }] }))).toEqual([
    'patients',
    'email',
  ]);
});

test('streams copy to Kinesis in both dialects', () => {
  const stream = ref('aws_kinesis_stream.changes', 'arn');
  const satellite = declare('aws_dynamodb_kinesis_streaming_destination', 'changes', {
    table_name: ref('aws_dynamodb_table.patients', 'name'),
    stream_arn: stream,
  });
  const expected = ['copies-to aws_kinesis_stream.changes'];
  expect(linkTexts(first(patients(), satellite))).toEqual(expected);
  expect(linkTexts(first(Patients({ KinesisStreamSpecification: { StreamArn: stream } })))).toEqual(expected);
});

test('a global table is backed up only when every replica is', () => {
  const replica = (PointInTimeRecoveryEnabled: boolean) => ({
    Region: 'eu-west-1',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
  });
  const table = (...Replicas: object[]) => first(declare('AWS::DynamoDB::GlobalTable', 'Patients', { Replicas }));
  expect(factValues(table(replica(true), replica(true)))['storage.backedUp']).toBe(true);
  expect(factValues(table(replica(true), replica(false)))['storage.backedUp']).toBe(false);
});
