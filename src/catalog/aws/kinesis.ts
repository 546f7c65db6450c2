import type { Link } from '../../model/relation.js';
import { documents } from '../common/documents.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { credentialInCode } from '../common/password.js';
import { apiStore, hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';

const streamType = ['aws.kinesis.stream'];

export const streamPolicy = defineKind({
  type: 'aws.kinesis.resource-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_kinesis_resource_policy', cloudformation: 'AWS::Kinesis::ResourcePolicy' },
  attributes: {
    stream: { terraform: 'resource_arn', cloudformation: 'ResourceArn' },
    document: { terraform: 'policy', cloudformation: 'ResourcePolicy' },
  },
  satelliteOf: { owner: 'stream', types: streamType },
});
/** A registered consumer; references to it stand for the stream. */
export const streamConsumer = defineKind({
  type: 'aws.kinesis.stream-consumer',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_kinesis_stream_consumer', cloudformation: 'AWS::Kinesis::StreamConsumer' },
  attributes: { stream: { terraform: 'stream_arn', cloudformation: 'StreamARN' } },
  satelliteOf: { owner: 'stream', types: streamType },
});

/** Kinesis data stream: encrypted only when asked for (Kinesis Developer Guide, "Server-side encryption"). */
export const stream = defineKind({
  type: 'aws.kinesis.stream',
  element: 'data-store',
  kind: 'data-store/stream',
  dialects: { terraform: 'aws_kinesis_stream', cloudformation: 'AWS::Kinesis::Stream' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    encryption: { terraform: 'encryption_type', cloudformation: 'StreamEncryption.EncryptionType' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'StreamEncryption.KeyId' },
  },
  arn: 'arn:aws:kinesis:{region}:{account}:stream/{name}',
  names: ['name'],
  build: (r, satellites) => ({
    store: apiStore('stream', hintsFrom(r, 'name')),
    identity: {
      permissions: [],
      attachments: [],
      resourcePolicies: documents(satellites.of(streamPolicy), 'document'),
    },
    facts: {
      'encryption.atRest': r.test('encryption', (type) => type === 'KMS', 'NONE'),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
    },
    links: keyLink(r, 'kmsKey'),
  }),
});

const firehoseAttributes = {
  name: { terraform: 'name', cloudformation: 'DeliveryStreamName' },
  encrypted: { terraform: 'server_side_encryption.enabled' },
  keyType: { cloudformation: 'DeliveryStreamEncryptionConfigurationInput.KeyType' },
  kmsKey: {
    terraform: 'server_side_encryption.key_arn',
    cloudformation: 'DeliveryStreamEncryptionConfigurationInput.KeyARN',
  },
  streamSource: {
    terraform: 'kinesis_source_configuration.kinesis_stream_arn',
    cloudformation: 'KinesisStreamSourceConfiguration.KinesisStreamARN',
  },
  kafkaSource: {
    terraform: 'msk_source_configuration.msk_cluster_arn',
    cloudformation: 'MSKSourceConfiguration.MSKClusterARN',
  },
  bucket: {
    terraform: 'extended_s3_configuration.bucket_arn',
    cloudformation: 'ExtendedS3DestinationConfiguration.BucketARN',
  },
  bucketRole: {
    terraform: 'extended_s3_configuration.role_arn',
    cloudformation: 'ExtendedS3DestinationConfiguration.RoleARN',
  },
  plainBucket: { cloudformation: 'S3DestinationConfiguration.BucketARN' },
  plainBucketRole: { cloudformation: 'S3DestinationConfiguration.RoleARN' },
  search: {
    terraform: 'opensearch_configuration.domain_arn',
    cloudformation: 'AmazonopensearchserviceDestinationConfiguration.DomainARN',
  },
  searchBucket: {
    terraform: 'opensearch_configuration.s3_configuration.bucket_arn',
    cloudformation: 'AmazonopensearchserviceDestinationConfiguration.S3Configuration.BucketARN',
  },
  elasticsearch: {
    terraform: 'elasticsearch_configuration.domain_arn',
    cloudformation: 'ElasticsearchDestinationConfiguration.DomainARN',
  },
  warehouse: {
    terraform: 'redshift_configuration.cluster_jdbcurl',
    cloudformation: 'RedshiftDestinationConfiguration.ClusterJDBCURL',
  },
  warehouseBucket: {
    terraform: 'redshift_configuration.s3_configuration.bucket_arn',
    cloudformation: 'RedshiftDestinationConfiguration.S3Configuration.BucketARN',
  },
  warehousePassword: {
    terraform: 'redshift_configuration.password',
    cloudformation: 'RedshiftDestinationConfiguration.Password',
  },
  url: {
    terraform: 'http_endpoint_configuration.url',
    cloudformation: 'HttpEndpointDestinationConfiguration.EndpointConfiguration.Url',
  },
  urlBucket: {
    terraform: 'http_endpoint_configuration.s3_configuration.bucket_arn',
    cloudformation: 'HttpEndpointDestinationConfiguration.S3Configuration.BucketARN',
  },
  splunk: {
    terraform: 'splunk_configuration.hec_endpoint',
    cloudformation: 'SplunkDestinationConfiguration.HECEndpoint',
  },
  splunkBucket: {
    terraform: 'splunk_configuration.s3_configuration.bucket_arn',
    cloudformation: 'SplunkDestinationConfiguration.S3Configuration.BucketARN',
  },
} as const;
type FirehoseReader = Reader<typeof firehoseAttributes>;
const destinations = [
  'bucket',
  'plainBucket',
  'search',
  'searchBucket',
  'elasticsearch',
  'warehouse',
  'warehouseBucket',
  'url',
  'urlBucket',
  'splunk',
  'splunkBucket',
] as const;

/** Delivers a stream into buckets, search domains, warehouses and services outside AWS. */
export const firehose = defineKind({
  type: 'aws.firehose.delivery-stream',
  element: 'data-store',
  kind: 'data-store/stream',
  dialects: {
    terraform: 'aws_kinesis_firehose_delivery_stream',
    cloudformation: 'AWS::KinesisFirehose::DeliveryStream',
  },
  attributes: firehoseAttributes,
  arn: 'arn:aws:firehose:{region}:{account}:deliverystream/{name}',
  names: ['name'],
  build: (r) => ({
    store: apiStore('stream', hintsFrom(r, 'name')),
    facts: {
      'encryption.atRest':
        r.dialect === 'terraform' ? r.fact('encrypted', false) : mapFact(r.fact('keyType', ''), (type) => type !== ''),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
      'storage.credentialInCode': credentialInCode(r, 'warehousePassword'),
    },
    links: [...deliveries(r), ...keyLink(r, 'kmsKey')],
  }),
});

const deliveries = (r: FirehoseReader): readonly Link[] => [
  ...(['streamSource', 'kafkaSource'] as const).flatMap((key) =>
    r.link('copies-to', key, { reverse: true, grade: 'declared' }),
  ),
  ...destinations.flatMap((key) => r.link('copies-to', key, { grade: 'declared' })),
  ...(['bucketRole', 'plainBucketRole'] as const).flatMap((key) =>
    r.link('runs-as', key, { expects: ['aws.iam.role'], attrs: { use: 'app' } }),
  ),
];

export const kinds = [stream, streamPolicy, streamConsumer, firehose];
