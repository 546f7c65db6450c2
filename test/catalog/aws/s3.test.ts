import { describe, expect, test } from 'vitest';
import * as s3 from '../../../src/catalog/aws/s3.js';
import { unknown } from '../../../src/model/tri.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linesOf, linkTexts, ref, textOf, variable } from './support.js';

const catalog = [s3];
const bucket = (...declarations: Declaration[]) => [...build(catalog, ...declarations).values()][0];
const of = ref('aws_s3_bucket.records', 'id');
const allOn = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const CfnAllOn = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};
const records = (body: object = {}) => declare('aws_s3_bucket', 'records', { bucket: 'clinic-records', ...body });
const Records = (body: object = {}) => declare('AWS::S3::Bucket', 'Records', { BucketName: 'clinic-records', ...body });
const satellite = (type: string, body: object, extra: Partial<Declaration> = {}) =>
  declare(type, 'records', { bucket: of, ...body }, extra);

/** The same bucket in both dialects and the facts both must give. */
const twins: readonly [string, readonly Declaration[], readonly Declaration[], Record<string, unknown>][] = [
  [
    'nothing but a name',
    [records()],
    [Records()],
    {
      'encryption.atRest': true,
      'encryption.customerKey': false,
      'storage.publicAccessBlocked': true,
      'storage.publicAccessBlockOff': false,
      'storage.versioned': false,
      'storage.website': false,
      'audit.accessLogged': false,
    },
  ],
  [
    'everything on',
    [
      records(),
      satellite('aws_s3_bucket_public_access_block', allOn),
      satellite('aws_s3_bucket_versioning', { versioning_configuration: [{ status: 'Enabled' }] }),
      satellite('aws_s3_bucket_server_side_encryption_configuration', {
        rule: [
          {
            apply_server_side_encryption_by_default: [
              { sse_algorithm: 'aws:kms', kms_master_key_id: ref('aws_kms_key.clinic', 'arn') },
            ],
          },
        ],
      }),
      satellite('aws_s3_bucket_logging', { target_bucket: 'clinic-logs', target_prefix: 'records/' }),
    ],
    [
      Records({
        PublicAccessBlockConfiguration: CfnAllOn,
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: ref('aws_kms_key.clinic', 'Arn'),
              },
            },
          ],
        },
        LoggingConfiguration: { DestinationBucketName: 'clinic-logs' },
      }),
    ],
    {
      'encryption.customerKey': true,
      'storage.publicAccessBlocked': true,
      'storage.publicAccessBlockOff': false,
      'storage.versioned': true,
      'audit.accessLogged': true,
    },
  ],
  [
    'a public access block with one flag left out',
    [
      records(),
      satellite('aws_s3_bucket_public_access_block', {
        block_public_acls: true,
        ignore_public_acls: true,
        block_public_policy: true,
      }),
    ],
    [
      Records({
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true },
      }),
    ],
    { 'storage.publicAccessBlocked': false, 'storage.publicAccessBlockOff': true },
  ],
  [
    'a flag that a variable decides',
    [records(), satellite('aws_s3_bucket_public_access_block', { ...allOn, block_public_policy: variable('locked') })],
    [Records({ PublicAccessBlockConfiguration: { ...CfnAllOn, BlockPublicPolicy: variable('Locked') } })],
    { 'storage.publicAccessBlocked': 'unknown', 'storage.publicAccessBlockOff': 'unknown' },
  ],
  [
    'a website',
    [records(), satellite('aws_s3_bucket_website_configuration', { index_document: [{ suffix: 'index.html' }] })],
    [Records({ WebsiteConfiguration: { IndexDocument: 'index.html' } })],
    { 'storage.website': true },
  ],
  [
    'suspended versioning and the AWS managed key',
    [
      records(),
      satellite('aws_s3_bucket_versioning', { versioning_configuration: [{ status: 'Suspended' }] }),
      satellite('aws_s3_bucket_server_side_encryption_configuration', {
        rule: [
          {
            apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id: 'alias/aws/s3' }],
          },
        ],
      }),
    ],
    [
      Records({
        VersioningConfiguration: { Status: 'Suspended' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/aws/s3' } },
          ],
        },
      }),
    ],
    { 'storage.versioned': false, 'encryption.customerKey': false },
  ],
];

describe('S3 bucket', () => {
  test.each(twins)('%s: the same facts from Terraform and CloudFormation', (_name, terraform, template, facts) => {
    expect(factValues(bucket(...terraform))).toMatchObject(facts);
    expect(factValues(bucket(...template))).toEqual(factValues(bucket(...terraform)));
  });

  test('inline blocks of provider 3 say the same as satellites', () => {
    const legacy = bucket(
      records({
        acl: 'public-read',
        policy: '{"Version":"2012-10-17","Statement":[]}',
        versioning: [{ enabled: true }],
        website: [{ index_document: 'index.html' }],
        logging: [{ target_bucket: 'clinic-logs' }],
        server_side_encryption_configuration: [
          {
            rule: [
              {
                apply_server_side_encryption_by_default: [
                  { kms_master_key_id: ref('aws_kms_key.clinic'), sse_algorithm: 'aws:kms' },
                ],
              },
            ],
          },
        ],
      }),
    );
    expect(factValues(legacy)).toMatchObject({
      'storage.versioned': true,
      'storage.website': true,
      'audit.accessLogged': true,
      'encryption.customerKey': true,
    });
    expect(textOf(legacy?.identity?.objectStore?.acl?.canned)).toBe('public-read');
    expect(legacy?.identity?.resourcePolicies).toHaveLength(1);
    expect(linkTexts(legacy)).toEqual(['encrypts-with aws_kms_key.clinic', 'logs-to clinic-logs']);
  });

  test('a canned ACL reads the same in both dialects', () => {
    const acl = satellite('aws_s3_bucket_acl', { acl: 'public-read-write' });
    const inTerraform = bucket(records(), acl)?.identity?.objectStore?.acl?.canned;
    const inTemplate = bucket(Records({ AccessControl: 'PublicReadWrite' }))?.identity?.objectStore?.acl?.canned;
    expect([textOf(inTerraform), textOf(inTemplate)]).toEqual(['public-read-write', 'public-read-write']);
  });

  test('grants name their grantee and permission', () => {
    const everyone = 'http://acs.amazonaws.com/groups/global/AllUsers';
    const grant = [{ grantee: [{ type: 'Group', uri: everyone }], permission: 'READ' }];
    const acl = satellite('aws_s3_bucket_acl', { access_control_policy: [{ grant, owner: [{ id: 'x' }] }] });
    const grants = bucket(records(), acl)?.identity?.objectStore?.acl?.grants ?? [];
    expect(grants.map((g) => `${textOf(g.grantee)} ${textOf(g.permission)}`)).toEqual([`${everyone} READ`]);
  });

  test('facts rest on the attribute, or on the block when it is left out', () => {
    const block = satellite('aws_s3_bucket_public_access_block', { ...allOn, ignore_public_acls: false });
    // Lines: 1 header, 2 bucket, 3 block_public_acls, 4 block_public_policy, 5 ignore_public_acls.
    expect(linesOf(bucket(records(), block)?.facts.get('storage.publicAccessBlockOff'))).toEqual([5]);
    const short = satellite('aws_s3_bucket_public_access_block', { block_public_acls: true });
    expect(linesOf(bucket(records(), short)?.facts.get('storage.publicAccessBlockOff'))).toEqual([1]);
  });

  test('a public access block that may not exist leaves the answer open only where it matters', () => {
    const exists = unknown([{ code: 'variable', subject: 'var.lock' }]);
    const strict = satellite('aws_s3_bucket_public_access_block', allOn, { exists });
    const loose = satellite('aws_s3_bucket_public_access_block', { ...allOn, block_public_acls: false }, { exists });
    expect(factValues(bucket(records(), strict))['storage.publicAccessBlocked']).toBe(true);
    expect(factValues(bucket(records(), loose))['storage.publicAccessBlocked']).toBe('unknown');
  });

  test('the default block of new buckets is only assumed', () => {
    expect(bucket(records())?.facts.get('storage.publicAccessBlocked')).toMatchObject({ value: true, assumed: true });
  });

  test('replication, notifications and logging become links of both dialects', () => {
    const inTerraform = bucket(
      records(),
      satellite('aws_s3_bucket_notification', {
        eventbridge: true,
        lambda_function: [
          {
            lambda_function_arn: 'arn:aws:lambda:eu-west-1:111122223333:function:scan',
            events: ['s3:ObjectCreated:*'],
          },
        ],
        queue: [{ queue_arn: ref('aws_sqs_queue.uploads', 'arn'), events: ['s3:ObjectCreated:*'] }],
      }),
      satellite('aws_s3_bucket_replication_configuration', {
        role: 'arn:aws:iam::111122223333:role/copy',
        rule: [{ status: 'Enabled', destination: [{ bucket: ref('aws_s3_bucket.copy', 'arn') }] }],
      }),
    );
    const inTemplate = bucket(
      Records({
        NotificationConfiguration: {
          EventBridgeConfiguration: { EventBridgeEnabled: true },
          LambdaConfigurations: [
            { Function: 'arn:aws:lambda:eu-west-1:111122223333:function:scan', Event: 's3:ObjectCreated:*' },
          ],
          QueueConfigurations: [{ Queue: ref('aws_sqs_queue.uploads', 'Arn'), Event: 's3:ObjectCreated:*' }],
        },
        ReplicationConfiguration: {
          Role: 'arn:aws:iam::111122223333:role/copy',
          Rules: [{ Status: 'Enabled', Destination: { Bucket: ref('aws_s3_bucket.copy', 'Arn') } }],
        },
      }),
    );
    expect(linkTexts(inTerraform)).toEqual([
      'copies-to aws_s3_bucket.copy',
      'publishes aws_sqs_queue.uploads',
      'publishes default',
      'triggers arn:aws:lambda:eu-west-1:111122223333:function:scan',
      'uses arn:aws:iam::111122223333:role/copy',
    ]);
    expect(linkTexts(inTemplate)).toEqual(linkTexts(inTerraform));
  });

  test('two policies for one bucket are both kept', () => {
    const policies = ['a', 'b'].map((name) => declare('aws_s3_bucket_policy', name, { bucket: of, policy: '{}' }));
    expect(bucket(records(), ...policies)?.identity?.resourcePolicies).toHaveLength(2);
  });

  test('of a looked-up bucket nothing is assumed', () => {
    const found = bucket(declare('aws_s3_bucket', 'records', { bucket: 'clinic-records' }, { mode: 'data' }));
    expect(found?.facts.get('storage.publicAccessBlocked')).toBeUndefined();
    expect(factValues(found)['storage.versioned']).toBe('unknown');
  });
});
