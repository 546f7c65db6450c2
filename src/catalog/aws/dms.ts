import { defineKind } from '../kind.js';

/** One end of a replication: a database by its host, or a bucket. */
export const dmsEndpoint = defineKind({
  type: 'aws.dms.endpoint',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_dms_endpoint', cloudformation: 'AWS::DMS::Endpoint' },
  attributes: {
    name: { terraform: 'endpoint_id', cloudformation: 'EndpointIdentifier' },
    server: { terraform: 'server_name', cloudformation: 'ServerName' },
    stream: { terraform: 'kinesis_settings.stream_arn', cloudformation: 'KinesisSettings.StreamArn' },
    bucket: { cloudformation: 'S3Settings.BucketName' },
  },
  names: ['name'],
  build: (r) => ({
    links: [
      ...r.link('fronts', 'server', { grade: 'declared' }),
      ...r.link('fronts', 'stream', { grade: 'declared', expects: ['aws.kinesis.'] }),
      ...r.link('fronts', 'bucket', { grade: 'declared', expects: ['aws.s3.bucket'] }),
    ],
  }),
});

export const dmsS3Endpoint = defineKind({
  type: 'aws.dms.s3-endpoint',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_dms_s3_endpoint' },
  absent: { cloudformation: 'CloudFormation has S3Settings in AWS::DMS::Endpoint' },
  attributes: { name: { terraform: 'endpoint_id' }, bucket: { terraform: 'bucket_name' } },
  names: ['name'],
  build: (r) => ({ links: r.link('fronts', 'bucket', { grade: 'declared', expects: ['aws.s3.bucket'] }) }),
});

/** Moves the data of one endpoint to another, once or all the time. */
export const dmsTask = defineKind({
  type: 'aws.dms.replication-task',
  element: 'process',
  kind: 'process/etl',
  dialects: { terraform: 'aws_dms_replication_task', cloudformation: 'AWS::DMS::ReplicationTask' },
  attributes: {
    name: { terraform: 'replication_task_id', cloudformation: 'ReplicationTaskIdentifier' },
    source: { terraform: 'source_endpoint_arn', cloudformation: 'SourceEndpointArn' },
    target: { terraform: 'target_endpoint_arn', cloudformation: 'TargetEndpointArn' },
  },
  names: ['name'],
  build: (r) => ({
    links: [
      ...r.link('reads', 'source', { grade: 'declared', expects: ['aws.dms.'] }),
      ...r.link('writes', 'target', { grade: 'declared', expects: ['aws.dms.'] }),
    ],
  }),
});

export const kinds = [dmsEndpoint, dmsS3Endpoint, dmsTask];
