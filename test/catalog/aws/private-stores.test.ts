import { describe, expect, test } from 'vitest';
import * as documents from '../../../src/catalog/aws/docdb-neptune.js';
import * as efs from '../../../src/catalog/aws/efs.js';
import * as caches from '../../../src/catalog/aws/elasticache.js';
import * as fsx from '../../../src/catalog/aws/fsx.js';
import * as mq from '../../../src/catalog/aws/mq.js';
import * as kafka from '../../../src/catalog/aws/msk.js';
import * as search from '../../../src/catalog/aws/opensearch.js';
import * as redshift from '../../../src/catalog/aws/redshift.js';
import type { Declaration } from '../../../src/model/declaration.js';
import type { EndpointFacet } from '../../../src/model/network.js';
import { build, declare, factValues, ref, textOf, variable } from './support.js';

const catalog = [documents, efs, caches, fsx, mq, kafka, search, redshift];
const first = (...declarations: Declaration[]) => [...build(catalog, ...declarations).values()][0];
const open = '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"es:*","Resource":"*"}]}';
const closed =
  '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"es:*"}]}';

interface Row {
  readonly name: string;
  readonly terraform: readonly [string, object];
  readonly template: readonly [string, object];
  readonly facts: Record<string, unknown>;
  readonly access?: string;
}

/** Stores inside a VPC: what each dialect's declaration means. */
const rows: readonly Row[] = [
  {
    name: 'Redis without anything',
    terraform: ['aws_elasticache_replication_group', { replication_group_id: 'sessions' }],
    template: ['AWS::ElastiCache::ReplicationGroup', { ReplicationGroupId: 'sessions' }],
    facts: {
      'encryption.atRest': false,
      'encryption.inTransit': false,
      'storage.clientAuthentication': false,
      'storage.backedUp': false,
    },
    access: 'none',
  },
  {
    name: 'Redis hardened',
    terraform: [
      'aws_elasticache_replication_group',
      {
        at_rest_encryption_enabled: 'true',
        transit_encryption_enabled: true,
        auth_token: ref('random_password.cache', 'result'),
        kms_key_id: ref('aws_kms_key.shop', 'arn'),
        multi_az_enabled: true,
      },
    ],
    template: [
      'AWS::ElastiCache::ReplicationGroup',
      {
        AtRestEncryptionEnabled: true,
        TransitEncryptionEnabled: true,
        AuthToken: ref('random_password.cache', 'result'),
        KmsKeyId: ref('aws_kms_key.shop', 'Arn'),
        MultiAZEnabled: true,
      },
    ],
    facts: {
      'encryption.atRest': true,
      'encryption.customerKey': true,
      'encryption.inTransit': true,
      'storage.clientAuthentication': true,
      'storage.credentialInCode': false,
      'availability.multiZone': true,
    },
    access: 'credential',
  },
  {
    name: 'Memcached',
    terraform: ['aws_elasticache_cluster', { cluster_id: 'pages', engine: 'memcached' }],
    template: ['AWS::ElastiCache::CacheCluster', { ClusterName: 'pages', Engine: 'memcached' }],
    facts: { 'encryption.atRest': false, 'storage.clientAuthentication': false },
    access: 'none',
  },
  {
    name: 'MemoryDB with the open ACL',
    terraform: ['aws_memorydb_cluster', { acl_name: 'open-access' }],
    template: ['AWS::MemoryDB::Cluster', { ACLName: 'open-access' }],
    facts: { 'encryption.atRest': true, 'encryption.inTransit': true, 'storage.clientAuthentication': false },
    access: 'none',
  },
  {
    name: 'DocumentDB by default',
    terraform: ['aws_docdb_cluster', { master_password: 'hunter2' }],
    template: ['AWS::DocDB::DBCluster', { MasterUserPassword: 'hunter2' }],
    facts: {
      'encryption.atRest': false,
      'encryption.inTransit': true,
      'storage.credentialInCode': true,
      'storage.backedUp': true,
      'storage.deletionProtected': false,
    },
    access: 'credential',
  },
  {
    name: 'Neptune with IAM authentication',
    terraform: ['aws_neptune_cluster', { iam_database_authentication_enabled: true, storage_encrypted: true }],
    template: ['AWS::Neptune::DBCluster', { IamAuthEnabled: true, StorageEncrypted: true }],
    facts: { 'encryption.atRest': true, 'storage.clientAuthentication': true },
    access: 'iam',
  },
  {
    name: 'Neptune without',
    terraform: ['aws_neptune_cluster', {}],
    template: ['AWS::Neptune::DBCluster', {}],
    facts: { 'encryption.atRest': false, 'storage.clientAuthentication': false },
    access: 'none',
  },
  {
    name: 'a search domain open to everybody',
    terraform: ['aws_opensearch_domain', { domain_name: 'claims', access_policies: open }],
    template: ['AWS::OpenSearchService::Domain', { DomainName: 'claims', AccessPolicies: JSON.parse(open) }],
    facts: { 'encryption.atRest': false, 'encryption.inTransit': false, 'storage.clientAuthentication': false },
    access: 'none',
  },
  {
    name: 'a search domain for one role',
    terraform: [
      'aws_opensearch_domain',
      {
        access_policies: closed,
        encrypt_at_rest: [{ enabled: true }],
        domain_endpoint_options: [{ enforce_https: true }],
      },
    ],
    template: [
      'AWS::OpenSearchService::Domain',
      {
        AccessPolicies: JSON.parse(closed),
        EncryptionAtRestOptions: { Enabled: true },
        DomainEndpointOptions: { EnforceHTTPS: true },
      },
    ],
    facts: { 'encryption.atRest': true, 'encryption.inTransit': true, 'storage.clientAuthentication': true },
    access: 'iam',
  },
  {
    name: 'an open policy behind fine-grained access control',
    terraform: [
      'aws_opensearch_domain',
      {
        access_policies: open,
        advanced_security_options: [{ enabled: true, master_user_options: [{ master_user_password: 'hunter2' }] }],
      },
    ],
    template: [
      'AWS::OpenSearchService::Domain',
      {
        AccessPolicies: JSON.parse(open),
        AdvancedSecurityOptions: { Enabled: true, MasterUserOptions: { MasterUserPassword: 'hunter2' } },
      },
    ],
    facts: {
      'encryption.inTransit': true,
      'storage.clientAuthentication': true,
      'storage.credentialInCode': true,
    },
    access: 'iam-or-credential',
  },
  {
    name: 'Redshift by default',
    terraform: ['aws_redshift_cluster', { cluster_identifier: 'sales', master_password: variable('password') }],
    template: ['AWS::Redshift::Cluster', { ClusterIdentifier: 'sales', MasterUserPassword: variable('Password') }],
    facts: { 'encryption.atRest': true, 'storage.credentialInCode': true, 'storage.backedUp': true },
    access: 'iam-or-credential',
  },
  {
    name: 'Kafka by default',
    terraform: ['aws_msk_cluster', { cluster_name: 'events' }],
    template: ['AWS::MSK::Cluster', { ClusterName: 'events' }],
    facts: { 'encryption.atRest': true, 'encryption.inTransit': true, 'storage.clientAuthentication': false },
    access: 'none',
  },
  {
    name: 'Kafka with IAM, but also without',
    terraform: ['aws_msk_cluster', { client_authentication: [{ unauthenticated: true, sasl: [{ iam: true }] }] }],
    template: [
      'AWS::MSK::Cluster',
      { ClientAuthentication: { Unauthenticated: { Enabled: true }, Sasl: { Iam: { Enabled: true } } } },
    ],
    facts: { 'storage.clientAuthentication': false },
    access: 'none',
  },
  {
    name: 'a broker with a password in code',
    terraform: ['aws_mq_broker', { engine_type: 'RabbitMQ', user: [{ username: 'shop', password: 'hunter2' }] }],
    template: ['AWS::AmazonMQ::Broker', { EngineType: 'RabbitMQ', Users: [{ Username: 'shop', Password: 'hunter2' }] }],
    facts: { 'storage.credentialInCode': true, 'encryption.inTransit': true, 'availability.multiZone': false },
    access: 'credential',
  },
  {
    name: 'a file system by default',
    terraform: ['aws_efs_file_system', {}],
    template: ['AWS::EFS::FileSystem', {}],
    facts: { 'encryption.atRest': false, 'storage.backedUp': false, 'storage.clientAuthentication': false },
    access: 'none',
  },
  {
    name: 'FSx for Windows',
    terraform: ['aws_fsx_windows_file_system', {}],
    template: ['AWS::FSx::FileSystem', { FileSystemType: 'WINDOWS' }],
    facts: { 'encryption.atRest': true },
    access: 'credential',
  },
];

describe('stores inside a VPC', () => {
  test.each(rows)(
    '$name: the same facts from Terraform and CloudFormation',
    ({ terraform, template, facts, access }) => {
      const inTerraform = first(declare(terraform[0], 'main', terraform[1]));
      const inTemplate = first(declare(template[0], 'Main', template[1]));
      expect(factValues(inTerraform)).toMatchObject(facts);
      expect(factValues(inTemplate)).toEqual(factValues(inTerraform));
      expect([inTerraform?.store?.access, inTemplate?.store?.access]).toEqual([access, access]);
    },
  );

  const endpointOf = (...declarations: Declaration[]) => first(...declarations)?.network as EndpointFacet;

  test('a cache listens on its engine port and never has a public address', () => {
    const facet = endpointOf(
      declare('aws_elasticache_cluster', 'pages', { engine: 'memcached', subnet_group_name: 'pages' }),
    );
    expect(facet).toMatchObject({ publicAddress: 'never', listens: [{ port: { value: 11211 } }] });
    expect(facet.subnetGroups.map(textOf)).toEqual(['pages']);
  });

  test('a file system is reached through its mount targets', () => {
    const target = declare('aws_efs_mount_target', 'a', {
      file_system_id: ref('aws_efs_file_system.records', 'id'),
      subnet_id: ref('aws_subnet.a', 'id'),
      security_groups: [ref('aws_security_group.records', 'id')],
    });
    const facet = endpointOf(declare('aws_efs_file_system', 'records', {}), target);
    expect(facet.subnets.map(textOf)).toEqual(['aws_subnet.a']);
    expect(facet.listens).toMatchObject([{ port: { value: 2049 } }]);
  });

  test('a search domain has a public endpoint unless it stands in a VPC', () => {
    const inVpc = first(declare('aws_opensearch_domain', 'claims', { vpc_options: [{ subnet_ids: ['subnet-1'] }] }));
    expect(inVpc?.surface?.internet).toBe('no');
    expect(inVpc?.network).toMatchObject({ subnets: [{ value: 'subnet-1' }] });
    const outside = first(declare('aws_opensearch_domain', 'claims', { access_policies: open }));
    expect(outside?.surface).toMatchObject({ internet: 'yes', operations: [{ authentication: 'none' }] });
    expect(outside?.network).toBeUndefined();
  });

  test('a parameter group turns TLS off for the cluster that names it', () => {
    const group = declare('aws_docdb_cluster_parameter_group', 'plain', {
      family: 'docdb5.0',
      parameter: [{ name: 'tls', value: 'disabled' }],
    });
    const cluster = declare('aws_docdb_cluster', 'claims', {
      db_cluster_parameter_group_name: ref('aws_docdb_cluster_parameter_group.plain', 'name'),
    });
    expect(factValues(first(cluster, group))['encryption.inTransit']).toBe(false);
  });

  test('a member of a replication group folds into it', () => {
    const member = declare('aws_elasticache_cluster', 'replica', {
      cluster_id: 'replica',
      replication_group_id: ref('aws_elasticache_replication_group.sessions', 'id'),
    });
    const group = declare('aws_elasticache_replication_group', 'sessions', { replication_group_id: 'sessions' });
    expect([...build(catalog, group, member).keys()]).toEqual(['aws_elasticache_replication_group.sessions']);
  });

  test('public access of Kafka is off unless asked for', () => {
    const brokers = (type?: string) =>
      endpointOf(
        declare('aws_msk_cluster', 'events', {
          broker_node_group_info: [{ connectivity_info: [{ public_access: [type ? { type } : {}] }] }],
        }),
      );
    expect(brokers()).toMatchObject({ publicDefault: 'no' });
    expect(brokers('DISABLED').publicFlag).toMatchObject({ value: false });
    expect(brokers('SERVICE_PROVIDED_EIPS').publicFlag).toMatchObject({ value: true });
  });
});
