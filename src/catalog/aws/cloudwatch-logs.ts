import { defineKind } from '../kind.js';
import { document, documents } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { apiStore, hintsFrom } from '../common/store.js';

const logGroupType = ['aws.logs.log-group'];

export const subscriptionFilter = defineKind({
  type: 'aws.logs.subscription-filter',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_cloudwatch_log_subscription_filter', cloudformation: 'AWS::Logs::SubscriptionFilter' },
  attributes: {
    logGroup: { terraform: 'log_group_name', cloudformation: 'LogGroupName' },
    destination: { terraform: 'destination_arn', cloudformation: 'DestinationArn' },
    role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
  },
  satelliteOf: { owner: 'logGroup', types: logGroupType },
});

export const metricFilter = defineKind({
  type: 'aws.logs.metric-filter',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_cloudwatch_log_metric_filter', cloudformation: 'AWS::Logs::MetricFilter' },
  attributes: { logGroup: { terraform: 'log_group_name', cloudformation: 'LogGroupName' } },
  satelliteOf: { owner: 'logGroup', types: logGroupType },
});

/** CloudWatch log group: always encrypted; kept for ever unless a retention is set. */
export const logGroup = defineKind({
  type: 'aws.logs.log-group',
  element: 'data-store',
  kind: 'data-store/log',
  dialects: { terraform: 'aws_cloudwatch_log_group', cloudformation: 'AWS::Logs::LogGroup' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'LogGroupName' },
    retention: { terraform: 'retention_in_days', cloudformation: 'RetentionInDays' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    policy: { cloudformation: 'ResourcePolicyDocument' },
    deletionProtection: { terraform: 'deletion_protection_enabled', cloudformation: 'DeletionProtectionEnabled' },
  },
  arn: 'arn:aws:logs:{region}:{account}:log-group:{name}',
  names: ['name'],
  build: (r, satellites) => ({
    store: apiStore('log', hintsFrom(r, 'name')),
    identity: { permissions: [], attachments: [], resourcePolicies: document(r, 'policy') },
    facts: {
      'encryption.atRest': alwaysEncrypted(r),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
      'audit.retentionDays': r.fact('retention', 0),
      'storage.deletionProtected': r.fact('deletionProtection', false),
    },
    links: [
      ...keyLink(r, 'kmsKey'),
      ...satellites.of(subscriptionFilter).flatMap((s) => [
        ...s.link('triggers', 'destination', { grade: 'declared', expects: ['aws.lambda.'] }),
        ...s.link('copies-to', 'destination', {
          grade: 'declared',
          expects: ['aws.kinesis.', 'aws.firehose.', 'aws.logs.destination'],
        }),
      ]),
    ],
  }),
});

export const destinationPolicy = defineKind({
  type: 'aws.logs.destination-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_cloudwatch_log_destination_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::Logs::Destination' },
  attributes: { destination: { terraform: 'destination_name' }, document: { terraform: 'access_policy' } },
  satelliteOf: { owner: 'destination', types: ['aws.logs.destination'] },
});

/** Lets other accounts send their logs to a stream of ours. */
export const destination = defineKind({
  type: 'aws.logs.destination',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_cloudwatch_log_destination', cloudformation: 'AWS::Logs::Destination' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'DestinationName' },
    target: { terraform: 'target_arn', cloudformation: 'TargetArn' },
    role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
    policy: { cloudformation: 'DestinationPolicy' },
  },
  arn: 'arn:aws:logs:{region}:{account}:destination:{name}',
  names: ['name'],
  build: (r, satellites) => ({
    identity: {
      permissions: [],
      attachments: [],
      resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(destinationPolicy), 'document')],
    },
    links: [
      ...r.link('copies-to', 'target', { grade: 'declared', expects: ['aws.kinesis.', 'aws.firehose.'] }),
      ...r.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'app' } }),
    ],
  }),
});

/** Lets AWS services write to log groups of the account. */
export const resourcePolicy = defineKind({
  type: 'aws.logs.resource-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_cloudwatch_log_resource_policy', cloudformation: 'AWS::Logs::ResourcePolicy' },
  attributes: { document: { terraform: 'policy_document', cloudformation: 'PolicyDocument' } },
  build: (r) => ({
    identity: { permissions: [], attachments: [], resourcePolicies: document(r, 'document') },
  }),
});

export const kinds = [logGroup, subscriptionFilter, metricFilter, destination, destinationPolicy, resourcePolicy];
