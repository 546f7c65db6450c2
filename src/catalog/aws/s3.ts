import { type Fact, known } from '../../model/fact.js';
import type { ObjectStoreAccess } from '../../model/identity.js';
import { stringValue } from '../../model/values.js';
import { defineKind, type Satellites } from '../kind.js';
import { document, documents, optional } from '../common/documents.js';
import { alwaysEncrypted, customerKey } from '../common/encryption.js';
import { anyFact, lastOf, presence, whenItExists } from '../common/facts.js';
import { apiStore, hintsFrom } from '../common/store.js';

import { objectStoreAccess, publicAccessFacts } from './s3/access.js';
import { bucketAttributes, type BucketReader } from './s3/attributes.js';
import { bucketLinks } from './s3/links.js';
import {
  bucketEncryption,
  bucketLogging,
  bucketObjectLock,
  bucketPolicy,
  bucketVersioning,
  bucketWebsite,
  kinds as satelliteKinds,
} from './s3/satellites.js';

/**
 * S3 bucket with everything that is declared about it, inline (CloudFormation, and Terraform before provider v4) or in
 * satellites. New objects are always encrypted (SSE-S3 since January 2023).
 */
export const bucket = defineKind({
  type: 'aws.s3.bucket',
  element: 'data-store',
  kind: 'data-store/object',
  dialects: { terraform: 'aws_s3_bucket', cloudformation: 'AWS::S3::Bucket' },
  attributes: bucketAttributes,
  arn: 'arn:aws:s3:::{name}',
  names: ['name'],
  handles: (r) => domainNames(r),
  build: (r, satellites) => {
    const access = objectStoreAccess(r, satellites);
    return {
      store: apiStore('object', hintsFrom(r, 'name', 'prefix')),
      identity: {
        permissions: [],
        attachments: [],
        resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(bucketPolicy), 'document')],
        objectStore: access,
      },
      facts: {
        ...publicAccessFacts(r, satellites),
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': bucketKey(r, satellites),
        'storage.versioned': versioned(r, satellites),
        'storage.website': website(r, access, satellites),
        'storage.objectLocked': objectLocked(r, satellites),
        'audit.accessLogged': logged(r, satellites),
      },
      links: bucketLinks(r, satellites),
    };
  },
});

/** Where callers find it: `bucket.s3.amazonaws.com`, its regional and its website name (S3 User Guide, "Virtual hosting"). */
function domainNames(
  r: BucketReader,
): readonly { readonly kind: string; readonly value: ReturnType<typeof stringValue> }[] {
  const name = r.text('name');
  if (name === undefined) return [];
  const region = r.declaration.provider?.region;
  const regional =
    region?.kind === 'string'
      ? [`${name}.s3.${region.value}.amazonaws.com`, `${name}.s3-website-${region.value}.amazonaws.com`]
      : [];
  return [`${name}.s3.amazonaws.com`, ...regional].map((dns) => ({ kind: 'dns', value: stringValue(dns) }));
}

function bucketKey(r: BucketReader, satellites: Satellites): Fact {
  const own = customerKey(r, 'kmsKey');
  const satellite = lastOf(satellites.of(bucketEncryption));
  return satellite ? whenItExists(satellite, customerKey(satellite, 'kmsKey'), own) : own;
}

function versioned(r: BucketReader, satellites: Satellites): Fact {
  const own = anyFact(
    r.test('versioningStatus', (status) => status === 'Enabled', ''),
    r.fact('versioningFlag', false),
  );
  const satellite = lastOf(satellites.of(bucketVersioning));
  if (!satellite) return own;
  return whenItExists(
    satellite,
    satellite.test('status', (status) => status === 'Enabled'),
    own,
  );
}

function website(r: BucketReader, access: ObjectStoreAccess, satellites: Satellites): Fact {
  const satellite = lastOf(satellites.of(bucketWebsite));
  const own = presence(r, 'website');
  if (satellite) return whenItExists(satellite, known(true, [satellite.location]), own);
  return access.website ? known(true, [access.website], r.setBy('website')) : own;
}

function logged(r: BucketReader, satellites: Satellites): Fact {
  const own = presence(r, 'logTarget');
  const satellite = lastOf(satellites.of(bucketLogging));
  return satellite ? whenItExists(satellite, presence(satellite, 'target'), own) : own;
}

function objectLocked(r: BucketReader, satellites: Satellites): Fact {
  const own = r.fact('objectLock', false);
  const satellite = lastOf(satellites.of(bucketObjectLock));
  return satellite ? whenItExists(satellite, known(true, [satellite.location]), own) : own;
}

/** Another door to a bucket, with a policy and a public access block of its own. */
export const accessPointPolicy = defineKind({
  type: 'aws.s3.access-point-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3control_access_point_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::S3::AccessPoint' },
  attributes: { accessPoint: { terraform: 'access_point_arn' }, document: { terraform: 'policy' } },
  satelliteOf: { owner: 'accessPoint', types: ['aws.s3.access-point'] },
});
export const accessPoint = defineKind({
  type: 'aws.s3.access-point',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_s3_access_point', cloudformation: 'AWS::S3::AccessPoint' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    bucket: { terraform: 'bucket', cloudformation: 'Bucket' },
    policy: { terraform: 'policy', cloudformation: 'Policy' },
    vpc: { terraform: 'vpc_configuration.vpc_id', cloudformation: 'VpcConfiguration.VpcId' },
  },
  arn: 'arn:aws:s3:{region}:{account}:accesspoint/{name}',
  names: ['name'],
  build: (r, satellites) => ({
    identity: {
      permissions: [],
      attachments: [],
      resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(accessPointPolicy), 'document')],
    },
    links: [
      ...r.link('fronts', 'bucket', { grade: 'declared', expects: ['aws.s3.bucket'] }),
      ...r.link('runs-in', 'vpc', { expects: ['aws.ec2.vpc'] }),
    ],
  }),
});

/** The account's own public access block: it adds to those of all buckets of the account. */
export const accountPublicAccessBlock = defineKind({
  type: 'aws.s3.account-public-access-block',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_s3_account_public_access_block' },
  absent: { cloudformation: 'CloudFormation has no account-level public access block' },
  attributes: {
    blockPublicAcls: { terraform: 'block_public_acls' },
    ignorePublicAcls: { terraform: 'ignore_public_acls' },
    blockPublicPolicy: { terraform: 'block_public_policy' },
    restrictPublicBuckets: { terraform: 'restrict_public_buckets' },
  },
  build: (r) => ({
    identity: {
      permissions: [],
      attachments: [],
      objectStore: {
        publicAccessBlock: {
          ...optional('blockPublicAcls', r.flag('blockPublicAcls')),
          ...optional('ignorePublicAcls', r.flag('ignorePublicAcls')),
          ...optional('blockPublicPolicy', r.flag('blockPublicPolicy')),
          ...optional('restrictPublicBuckets', r.flag('restrictPublicBuckets')),
          at: r.location,
        },
      },
    },
  }),
});

/** One object put by Terraform: an artefact, a page, a script. Its ACL can make it public on its own. */
export const object = defineKind({
  type: 'aws.s3.object',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: ['aws_s3_object', 'aws_s3_bucket_object'] },
  absent: { cloudformation: 'CloudFormation cannot create objects' },
  attributes: { bucket: { terraform: 'bucket' }, key: { terraform: 'key' }, acl: { terraform: 'acl' } },
  build: (r) => ({ links: r.link('contains', 'bucket', { reverse: true, expects: ['aws.s3.bucket'] }) }),
});

/** S3 Express One Zone bucket: never public, always encrypted. */
export const directoryBucket = defineKind({
  type: 'aws.s3.directory-bucket',
  element: 'data-store',
  kind: 'data-store/object',
  dialects: { terraform: 'aws_s3_directory_bucket', cloudformation: 'AWS::S3Express::DirectoryBucket' },
  attributes: { name: { terraform: 'bucket', cloudformation: 'BucketName' } },
  names: ['name'],
  arn: 'arn:aws:s3express:{region}:{account}:bucket/{name}',
  build: (r) => ({
    store: apiStore('object', hintsFrom(r, 'name')),
    facts: { 'encryption.atRest': alwaysEncrypted(r) },
  }),
});

export const kinds = [
  ...satelliteKinds,
  bucket,
  accessPoint,
  accessPointPolicy,
  accountPublicAccessBlock,
  object,
  directoryBucket,
];
