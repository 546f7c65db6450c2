import { expect, test } from 'vitest';
import * as logs from '../../../src/catalog/aws/cloudwatch-logs.js';
import * as flowLogs from '../../../src/catalog/aws/flow-log.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref, variable } from './support.js';

const first = (...declarations: Declaration[]) => [...build([logs, flowLogs], ...declarations).values()][0];
const key = ref('aws_kms_key.audit', 'arn');

const twins: readonly [string, object, object, Record<string, unknown>][] = [
  ['kept for ever', {}, {}, { 'audit.retentionDays': 0, 'encryption.atRest': true, 'encryption.customerKey': false }],
  [
    'kept a year with a key of ours',
    { retention_in_days: 365, kms_key_id: key },
    { RetentionInDays: 365, KmsKeyId: key },
    { 'audit.retentionDays': 365, 'encryption.customerKey': true },
  ],
  [
    'as long as a variable says',
    { retention_in_days: variable('days') },
    { RetentionInDays: variable('Days') },
    { 'audit.retentionDays': 'unknown' },
  ],
];
test.each(twins)('a log group %s', (_name, terraform, template, facts) => {
  const inTerraform = first(declare('aws_cloudwatch_log_group', 'api', terraform));
  expect(factValues(inTerraform)).toMatchObject(facts);
  expect(factValues(first(declare('AWS::Logs::LogGroup', 'Api', template)))).toEqual(factValues(inTerraform));
});

test('a subscription leads to its destination, and a flow log watches its VPC', () => {
  const filter = declare('aws_cloudwatch_log_subscription_filter', 'ship', {
    log_group_name: '/api',
    destination_arn: ref('aws_kinesis_stream.logs', 'arn'),
  });
  const group = declare('aws_cloudwatch_log_group', 'api', { name: '/api' });
  expect(linkTexts(first(group, filter))).toContain('copies-to aws_kinesis_stream.logs');
  const bucket = ref('aws_s3_bucket.flows', 'arn');
  const inTerraform = declare('aws_flow_log', 'vpc', { vpc_id: ref('aws_vpc.main', 'id'), log_destination: bucket });
  const inTemplate = declare('AWS::EC2::FlowLog', 'Vpc', { ResourceId: ref('aws_vpc.main'), LogDestination: bucket });
  expect(linkTexts(first(inTerraform))).toEqual(['<uses aws_vpc.main', 'logs-to aws_s3_bucket.flows']);
  expect(linkTexts(first(inTemplate))).toEqual(linkTexts(first(inTerraform)));
});
