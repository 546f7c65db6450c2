import { document } from '../common/documents.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { apiStore, hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';

/** A table's columns say what its data are; the data stand in a bucket. */
export const table = defineKind({
  type: 'aws.glue.table',
  element: 'data-store',
  kind: 'data-store/catalog',
  dialects: { terraform: 'aws_glue_catalog_table', cloudformation: 'AWS::Glue::Table' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'TableInput.Name' },
    database: { terraform: 'database_name', cloudformation: 'DatabaseName' },
    location: { terraform: 'storage_descriptor.location', cloudformation: 'TableInput.StorageDescriptor.Location' },
    columns: {
      terraform: 'storage_descriptor.columns',
      cloudformation: 'TableInput.StorageDescriptor.Columns',
      each: { name: { terraform: 'name', cloudformation: 'Name' } },
    },
  },
  names: ['name'],
  build: (r) => ({
    store: apiStore('catalog', [
      ...hintsFrom(r, 'name'),
      ...r.each('columns').flatMap((column) => hintsFrom(column, 'name')),
    ]),
    links: [
      ...r.link('contains', 'database', { reverse: true, expects: ['aws.glue.database'] }),
      ...r.link('uses', 'location', { expects: ['aws.s3.bucket'], attrs: { use: 'data-of' } }),
    ],
  }),
});

export const database = defineKind({
  type: 'aws.glue.database',
  element: 'data-store',
  kind: 'data-store/catalog',
  dialects: { terraform: 'aws_glue_catalog_database', cloudformation: 'AWS::Glue::Database' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'DatabaseInput.Name' },
    location: { terraform: 'location_uri', cloudformation: 'DatabaseInput.LocationUri' },
  },
  arn: 'arn:aws:glue:{region}:{account}:database/{name}',
  names: ['name'],
  build: (r) => ({
    store: apiStore('catalog', hintsFrom(r, 'name')),
    links: r.link('uses', 'location', { expects: ['aws.s3.bucket'], attrs: { use: 'data-of' } }),
  }),
});

/** Who may use the data catalog of the account. */
export const catalogPolicy = defineKind({
  type: 'aws.glue.resource-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_glue_resource_policy' },
  absent: { cloudformation: 'CloudFormation cannot set the policy of the data catalog' },
  attributes: { document: { terraform: 'policy' } },
  build: (r) => ({
    identity: { permissions: [], attachments: [], resourcePolicies: document(r, 'document') },
  }),
});

export const catalogEncryption = defineKind({
  type: 'aws.glue.catalog-encryption',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: 'aws_glue_data_catalog_encryption_settings',
    cloudformation: 'AWS::Glue::DataCatalogEncryptionSettings',
  },
  attributes: {
    mode: {
      terraform: 'data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode',
      cloudformation: 'DataCatalogEncryptionSettings.EncryptionAtRest.CatalogEncryptionMode',
    },
    kmsKey: {
      terraform: 'data_catalog_encryption_settings.encryption_at_rest.sse_aws_kms_key_id',
      cloudformation: 'DataCatalogEncryptionSettings.EncryptionAtRest.SseAwsKmsKeyId',
    },
  },
  build: (r) => ({
    facts: {
      'encryption.atRest': r.test('mode', (mode) => mode !== 'DISABLED', 'DISABLED'),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
    },
    links: keyLink(r, 'kmsKey'),
  }),
});

/** Lake Formation grants: a second layer of permissions over the catalog. */
export const lakePermission = defineKind({
  type: 'aws.lakeformation.permissions',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_lakeformation_permissions', cloudformation: 'AWS::LakeFormation::PrincipalPermissions' },
  attributes: {
    principal: { terraform: 'principal', cloudformation: 'Principal.DataLakePrincipalIdentifier' },
    database: { terraform: 'database.name', cloudformation: 'Resource.Database.Name' },
    table: { terraform: 'table.name', cloudformation: 'Resource.Table.Name' },
  },
  build: (r) => ({
    links: [
      ...r.link('uses', 'principal', { expects: ['aws.iam.'] }),
      ...r.link('uses', 'database', { expects: ['aws.glue.database'] }),
      ...r.link('uses', 'table', { expects: ['aws.glue.table'] }),
    ],
  }),
});

export const kinds = [database, table, catalogPolicy, catalogEncryption, lakePermission];
