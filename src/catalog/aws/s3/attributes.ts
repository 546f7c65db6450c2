import type { Reader } from '../../reader.js';

const filter = { destination: { terraform: 'destination.bucket', cloudformation: 'Destination.Bucket' } } as const;

/** What a bucket's own declaration may say. Terraform's inline blocks are those of provider versions before 4, still accepted. */
export const bucketAttributes = {
  name: { terraform: 'bucket', cloudformation: 'BucketName' },
  prefix: { terraform: 'bucket_prefix', cloudformation: 'BucketNamePrefix' },
  policy: { terraform: 'policy' },
  acl: { terraform: 'acl', cloudformation: 'AccessControl' },
  grants: {
    terraform: 'grant',
    each: {
      uri: { terraform: 'uri' },
      type: { terraform: 'type' },
      permissions: { terraform: 'permissions' },
    },
  },
  publicAccessBlock: { cloudformation: 'PublicAccessBlockConfiguration' },
  blockPublicAcls: { cloudformation: 'PublicAccessBlockConfiguration.BlockPublicAcls' },
  ignorePublicAcls: { cloudformation: 'PublicAccessBlockConfiguration.IgnorePublicAcls' },
  blockPublicPolicy: { cloudformation: 'PublicAccessBlockConfiguration.BlockPublicPolicy' },
  restrictPublicBuckets: { cloudformation: 'PublicAccessBlockConfiguration.RestrictPublicBuckets' },
  ownership: { cloudformation: 'OwnershipControls.Rules.ObjectOwnership' },
  kmsKey: {
    terraform: 'server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id',
    cloudformation: 'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault.KMSMasterKeyID',
  },
  versioningStatus: { cloudformation: 'VersioningConfiguration.Status' },
  versioningFlag: { terraform: 'versioning.enabled' },
  website: { terraform: 'website', cloudformation: 'WebsiteConfiguration' },
  logging: { terraform: 'logging', cloudformation: 'LoggingConfiguration' },
  logTarget: { terraform: 'logging.target_bucket', cloudformation: 'LoggingConfiguration.DestinationBucketName' },
  objectLock: { terraform: 'object_lock_enabled', cloudformation: 'ObjectLockEnabled' },
  replicationRole: { terraform: 'replication_configuration.role', cloudformation: 'ReplicationConfiguration.Role' },
  replications: {
    terraform: 'replication_configuration.rules',
    cloudformation: 'ReplicationConfiguration.Rules',
    each: filter,
  },
  functions: {
    cloudformation: 'NotificationConfiguration.LambdaConfigurations',
    each: { target: { cloudformation: 'Function' } },
  },
  queues: {
    cloudformation: 'NotificationConfiguration.QueueConfigurations',
    each: { target: { cloudformation: 'Queue' } },
  },
  topics: {
    cloudformation: 'NotificationConfiguration.TopicConfigurations',
    each: { target: { cloudformation: 'Topic' } },
  },
  eventBridge: { cloudformation: 'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled' },
} as const;
export type BucketReader = Reader<typeof bucketAttributes>;
