import { known } from '../../model/fact.js';
import { onPort } from '../common/database-port.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { anyFact } from '../common/facts.js';
import { credentialInCode, credentialSources } from '../common/password.js';
import { flaggedEndpoint } from '../common/private-endpoint.js';
import { apiStore, hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';

/** Amazon Keyspaces (Cassandra): always encrypted, used with IAM through a public AWS endpoint. */
export const keyspacesTable = defineKind({
  type: 'aws.keyspaces.table',
  element: 'data-store',
  kind: 'data-store/nosql',
  dialects: { terraform: 'aws_keyspaces_table', cloudformation: 'AWS::Cassandra::Table' },
  attributes: {
    name: { terraform: 'table_name', cloudformation: 'TableName' },
    keyspace: { terraform: 'keyspace_name', cloudformation: 'KeyspaceName' },
    columns: {
      terraform: 'schema_definition.column',
      cloudformation: 'RegularColumns',
      each: { name: { terraform: 'name', cloudformation: 'ColumnName' } },
    },
    kmsKey: {
      terraform: 'encryption_specification.kms_key_identifier',
      cloudformation: 'EncryptionSpecification.KmsKeyIdentifier',
    },
    recovery: { terraform: 'point_in_time_recovery.status' },
    recoveryFlag: { cloudformation: 'PointInTimeRecoveryEnabled' },
  },
  names: ['name'],
  build: (r) => ({
    store: apiStore('nosql', [
      ...hintsFrom(r, 'name', 'keyspace'),
      ...r.each('columns').flatMap((column) => hintsFrom(column, 'name')),
    ]),
    facts: {
      'encryption.atRest': alwaysEncrypted(r),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
      'storage.backedUp': anyFact(
        r.test('recovery', (status) => status === 'ENABLED', 'DISABLED'),
        r.fact('recoveryFlag', false),
      ),
    },
    links: keyLink(r, 'kmsKey'),
  }),
});

/** Timestream for LiveAnalytics: always encrypted; the key belongs to the database. */
export const timestreamTable = defineKind({
  type: 'aws.timestream.table',
  element: 'data-store',
  kind: 'data-store/nosql',
  dialects: { terraform: 'aws_timestreamwrite_table', cloudformation: 'AWS::Timestream::Table' },
  attributes: {
    name: { terraform: 'table_name', cloudformation: 'TableName' },
    database: { terraform: 'database_name', cloudformation: 'DatabaseName' },
  },
  names: ['name'],
  build: (r) => ({
    store: apiStore('nosql', hintsFrom(r, 'name', 'database')),
    facts: { 'encryption.atRest': alwaysEncrypted(r) },
  }),
});

/** Timestream for InfluxDB: an instance in a VPC that may have a public address; TLS only. */
export const influxInstance = defineKind({
  type: 'aws.timestream.influxdb-instance',
  element: 'data-store',
  kind: 'data-store/nosql',
  dialects: { terraform: 'aws_timestreaminfluxdb_db_instance', cloudformation: 'AWS::Timestream::InfluxDBInstance' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    bucket: { terraform: 'bucket', cloudformation: 'Bucket' },
    port: { terraform: 'port', cloudformation: 'Port' },
    publiclyAccessible: { terraform: 'publicly_accessible', cloudformation: 'PubliclyAccessible' },
    subnets: { terraform: 'vpc_subnet_ids', cloudformation: 'VpcSubnetIds' },
    securityGroups: { terraform: 'vpc_security_group_ids', cloudformation: 'VpcSecurityGroupIds' },
    password: { terraform: 'password', cloudformation: 'Password' },
    deployment: { terraform: 'deployment_type', cloudformation: 'DeploymentType' },
  },
  names: ['name'],
  build: (r) => {
    const usual = onPort(8086, r.location, 'influxdb');
    const port = r.value('port');
    return {
      network: flaggedEndpoint(
        {
          subnets: r.list('subnets'),
          securityGroups: r.list('securityGroups'),
          listens: [port ? { ...usual, port, at: port.at ?? r.location } : usual],
        },
        r.flag('publiclyAccessible'),
        'no',
      ),
      store: {
        store: 'nosql',
        hints: hintsFrom(r, 'bucket', 'name'),
        access: 'credential',
        credentials: credentialSources(r, 'password'),
        needsNetwork: true,
      },
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.inTransit': alwaysEncrypted(r),
        'storage.clientAuthentication': known(true, [r.location]),
        'storage.credentialInCode': credentialInCode(r, 'password'),
        'availability.multiZone': r.test('deployment', (type) => type !== 'SINGLE_AZ', 'SINGLE_AZ'),
      },
      links: [
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
      ],
    };
  },
});

/** Aurora DSQL: serverless, IAM only, always encrypted. */
export const dsqlCluster = defineKind({
  type: 'aws.dsql.cluster',
  element: 'data-store',
  kind: 'data-store/relational',
  dialects: { terraform: 'aws_dsql_cluster', cloudformation: 'AWS::DSQL::Cluster' },
  attributes: {
    kmsKey: { terraform: 'kms_encryption_key', cloudformation: 'KmsEncryptionKey' },
    deletionProtection: { terraform: 'deletion_protection_enabled', cloudformation: 'DeletionProtectionEnabled' },
  },
  build: (r) => ({
    store: apiStore('relational', []),
    facts: {
      'encryption.atRest': alwaysEncrypted(r),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
      'encryption.inTransit': alwaysEncrypted(r),
      'storage.clientAuthentication': known(true, [r.location]),
      'storage.deletionProtected': r.fact('deletionProtection', { terraform: false, cloudformation: true }),
    },
    links: keyLink(r, 'kmsKey'),
  }),
});

export const kinds = [keyspacesTable, timestreamTable, influxInstance, dsqlCluster];
