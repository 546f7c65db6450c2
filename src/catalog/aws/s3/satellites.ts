import { defineKind } from '../../kind.js';

/** Terraform's separate declarations for what CloudFormation writes inside AWS::S3::Bucket. */
const bucketType = ['aws.s3.bucket'];
const inside = { cloudformation: 'CloudFormation writes it inside AWS::S3::Bucket' } as const;

export const bucketPolicy = defineKind({
  type: 'aws.s3.bucket-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_policy', cloudformation: 'AWS::S3::BucketPolicy' },
  attributes: {
    bucket: { terraform: 'bucket', cloudformation: 'Bucket' },
    document: { terraform: 'policy', cloudformation: 'PolicyDocument' },
  },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketAcl = defineKind({
  type: 'aws.s3.bucket-acl',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_acl' },
  absent: inside,
  attributes: {
    bucket: { terraform: 'bucket' },
    canned: { terraform: 'acl' },
    grants: {
      terraform: 'access_control_policy.grant',
      each: {
        permission: { terraform: 'permission' },
        uri: { terraform: 'grantee.uri' },
        email: { terraform: 'grantee.email_address' },
        grantee: { terraform: 'grantee' },
      },
    },
  },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

/** The four flags; the same names on buckets, access points and accounts. */
export const publicAccessFlags = {
  blockPublicAcls: { terraform: 'block_public_acls' },
  ignorePublicAcls: { terraform: 'ignore_public_acls' },
  blockPublicPolicy: { terraform: 'block_public_policy' },
  restrictPublicBuckets: { terraform: 'restrict_public_buckets' },
} as const;

export const publicAccessBlock = defineKind({
  type: 'aws.s3.bucket-public-access-block',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_public_access_block' },
  absent: inside,
  attributes: { bucket: { terraform: 'bucket' }, ...publicAccessFlags },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const ownershipControls = defineKind({
  type: 'aws.s3.bucket-ownership-controls',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_ownership_controls' },
  absent: inside,
  attributes: { bucket: { terraform: 'bucket' }, ownership: { terraform: 'rule.object_ownership' } },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketEncryption = defineKind({
  type: 'aws.s3.bucket-encryption',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_server_side_encryption_configuration' },
  absent: inside,
  attributes: {
    bucket: { terraform: 'bucket' },
    kmsKey: { terraform: 'rule.apply_server_side_encryption_by_default.kms_master_key_id' },
    algorithm: { terraform: 'rule.apply_server_side_encryption_by_default.sse_algorithm' },
  },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketVersioning = defineKind({
  type: 'aws.s3.bucket-versioning',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_versioning' },
  absent: inside,
  attributes: { bucket: { terraform: 'bucket' }, status: { terraform: 'versioning_configuration.status' } },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketLogging = defineKind({
  type: 'aws.s3.bucket-logging',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_logging' },
  absent: inside,
  attributes: { bucket: { terraform: 'bucket' }, target: { terraform: 'target_bucket' } },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketLifecycle = defineKind({
  type: 'aws.s3.bucket-lifecycle',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_lifecycle_configuration' },
  absent: inside,
  attributes: {
    bucket: { terraform: 'bucket' },
    rules: {
      terraform: 'rule',
      each: { status: { terraform: 'status' }, days: { terraform: 'expiration.days' } },
    },
  },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketReplication = defineKind({
  type: 'aws.s3.bucket-replication',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_s3_bucket_replication_configuration' },
  absent: inside,
  attributes: {
    bucket: { terraform: 'bucket' },
    role: { terraform: 'role' },
    rules: {
      terraform: 'rule',
      each: { destination: { terraform: 'destination.bucket' }, status: { terraform: 'status' } },
    },
  },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketNotification = defineKind({
  type: 'aws.s3.bucket-notification',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_s3_bucket_notification' },
  absent: inside,
  attributes: {
    bucket: { terraform: 'bucket' },
    eventBridge: { terraform: 'eventbridge' },
    functions: { terraform: 'lambda_function', each: { target: { terraform: 'lambda_function_arn' } } },
    queues: { terraform: 'queue', each: { target: { terraform: 'queue_arn' } } },
    topics: { terraform: 'topic', each: { target: { terraform: 'topic_arn' } } },
  },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketCors = defineKind({
  type: 'aws.s3.bucket-cors',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_cors_configuration' },
  absent: inside,
  attributes: {
    bucket: { terraform: 'bucket' },
    rules: { terraform: 'cors_rule', each: { origins: { terraform: 'allowed_origins' } } },
  },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketWebsite = defineKind({
  type: 'aws.s3.bucket-website',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_s3_bucket_website_configuration' },
  absent: inside,
  attributes: { bucket: { terraform: 'bucket' }, index: { terraform: 'index_document.suffix' } },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const bucketObjectLock = defineKind({
  type: 'aws.s3.bucket-object-lock',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_bucket_object_lock_configuration' },
  absent: inside,
  attributes: { bucket: { terraform: 'bucket' }, mode: { terraform: 'rule.default_retention.mode' } },
  satelliteOf: { owner: 'bucket', types: bucketType },
});

export const kinds = [
  bucketPolicy,
  bucketAcl,
  publicAccessBlock,
  ownershipControls,
  bucketEncryption,
  bucketVersioning,
  bucketLogging,
  bucketLifecycle,
  bucketReplication,
  bucketNotification,
  bucketCors,
  bucketWebsite,
  bucketObjectLock,
];
