import type { Fact } from '../../model/fact.js';
import type { Link } from '../../model/relation.js';
import { defineKind } from '../kind.js';
import { document, documents } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { allFacts, anyFact } from '../common/facts.js';
import { apiStore, hintsFrom } from '../common/store.js';
import type { Reader } from '../reader.js';

const tableType = ['aws.dynamodb.table'];

export const tablePolicy = defineKind({
  type: 'aws.dynamodb.resource-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_dynamodb_resource_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::DynamoDB::Table' },
  attributes: { table: { terraform: 'resource_arn' }, document: { terraform: 'policy' } },
  satelliteOf: { owner: 'table', types: tableType },
});

export const streamingDestination = defineKind({
  type: 'aws.dynamodb.streaming-destination',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_dynamodb_kinesis_streaming_destination' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::DynamoDB::Table' },
  attributes: { table: { terraform: 'table_name' }, stream: { terraform: 'stream_arn' } },
  satelliteOf: { owner: 'table', types: tableType },
});

const tableAttributes = {
  name: { terraform: 'name', cloudformation: 'TableName' },
  columns: {
    terraform: 'attribute',
    cloudformation: 'AttributeDefinitions',
    each: { name: { terraform: 'name', cloudformation: 'AttributeName' } },
  },
  kmsKey: { terraform: 'server_side_encryption.kms_key_arn', cloudformation: 'SSESpecification.KMSMasterKeyId' },
  recovery: {
    terraform: 'point_in_time_recovery.enabled',
    cloudformation: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
  },
  deletionProtection: { terraform: 'deletion_protection_enabled', cloudformation: 'DeletionProtectionEnabled' },
  policy: { cloudformation: 'ResourcePolicy.PolicyDocument' },
  kinesis: { cloudformation: 'KinesisStreamSpecification.StreamArn' },
} as const;

/** DynamoDB encrypts every table; without a key of ours with one that AWS owns or manages. */
export const table = defineKind({
  type: 'aws.dynamodb.table',
  element: 'data-store',
  kind: 'data-store/nosql',
  dialects: {
    terraform: 'aws_dynamodb_table',
    cloudformation: ['AWS::DynamoDB::Table', 'AWS::Serverless::SimpleTable'],
  },
  attributes: tableAttributes,
  arn: 'arn:aws:dynamodb:{region}:{account}:table/{name}',
  names: ['name'],
  build: (r, satellites) => ({
    store: tableStore(r),
    identity: {
      permissions: [],
      attachments: [],
      resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(tablePolicy), 'document')],
    },
    facts: {
      'encryption.atRest': alwaysEncrypted(r),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
      'storage.backedUp': r.fact('recovery', false),
      'storage.deletionProtected': r.fact('deletionProtection', false),
    },
    links: [
      ...keyLink(r, 'kmsKey'),
      ...r.link('copies-to', 'kinesis', stream),
      ...satellites.of(streamingDestination).flatMap((s): readonly Link[] => s.link('copies-to', 'stream', stream)),
    ],
  }),
});
const stream = { grade: 'declared', expects: ['aws.kinesis.stream'] } as const;

const tableStore = (r: Reader<Pick<typeof tableAttributes, 'name' | 'columns'>>) =>
  apiStore('nosql', [...hintsFrom(r, 'name'), ...r.each('columns').flatMap((column) => hintsFrom(column, 'name'))]);

const globalAttributes = {
  name: { cloudformation: 'TableName' },
  columns: { cloudformation: 'AttributeDefinitions', each: { name: { cloudformation: 'AttributeName' } } },
  replicas: {
    cloudformation: 'Replicas',
    each: {
      kmsKey: { cloudformation: 'SSESpecification.KMSMasterKeyId' },
      recovery: { cloudformation: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled' },
      deletionProtection: { cloudformation: 'DeletionProtectionEnabled' },
      policy: { cloudformation: 'ResourcePolicy.PolicyDocument' },
      kinesis: { cloudformation: 'KinesisStreamSpecification.StreamArn' },
    },
  },
} as const;

/** A table whose replicas each have their own settings. */
export const globalTable = defineKind({
  type: 'aws.dynamodb.global-table',
  element: 'data-store',
  kind: 'data-store/nosql',
  dialects: { cloudformation: 'AWS::DynamoDB::GlobalTable' },
  absent: { terraform: 'Terraform writes replicas inside aws_dynamodb_table' },
  attributes: globalAttributes,
  arn: 'arn:aws:dynamodb:{region}:{account}:table/{name}',
  names: ['name'],
  build: (r) => {
    const replicas = r.each('replicas');
    const every = (key: 'recovery' | 'deletionProtection'): Fact =>
      replicas.length > 0 ? allFacts(...replicas.map((s) => s.fact(key, false))) : r.fact('replicas');
    return {
      store: tableStore(r as unknown as Parameters<typeof tableStore>[0]),
      identity: { permissions: [], attachments: [], resourcePolicies: documents(replicas, 'policy') },
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': anyFact(...replicas.map((s) => customerKey(s, 'kmsKey'))),
        'storage.backedUp': every('recovery'),
        'storage.deletionProtected': every('deletionProtection'),
      },
      links: replicas.flatMap((s) => [...keyLink(s, 'kmsKey'), ...s.link('copies-to', 'kinesis', stream)]),
    };
  },
});

export const kinds = [table, globalTable, tablePolicy, streamingDestination];
