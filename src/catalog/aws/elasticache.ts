import { type Fact, known } from '../../model/fact.js';
import type { StoreFacet } from '../../model/workload.js';
import { numberValue, stringValue } from '../../model/values.js';
import { optional } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { anyFact, presence } from '../common/facts.js';
import { credentialInCode, credentialSources } from '../common/password.js';
import { privateEndpoint } from '../common/private-endpoint.js';
import { hintsFrom } from '../common/store.js';
import { type AttributePath, defineKind } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';

export const subnetGroup = defineKind({
  type: 'aws.elasticache.subnet-group',
  element: 'supporting',
  kind: 'network/subnet-group',
  dialects: {
    terraform: ['aws_elasticache_subnet_group', 'aws_memorydb_subnet_group', 'aws_dax_subnet_group'],
    cloudformation: ['AWS::ElastiCache::SubnetGroup', 'AWS::MemoryDB::SubnetGroup', 'AWS::DAX::SubnetGroup'],
  },
  attributes: {
    name: { terraform: 'name', cloudformation: 'SubnetGroupName' },
    cacheName: { cloudformation: 'CacheSubnetGroupName' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' },
  },
  names: ['name', 'cacheName'],
  build: (r) => ({ links: r.link('contains', 'subnets', { expects: ['aws.ec2.'] }) }),
});

const cacheAttributes = {
  engine: { terraform: 'engine', cloudformation: 'Engine' },
  port: { terraform: 'port', cloudformation: 'Port' },
  securityGroups: { terraform: 'security_group_ids', cloudformation: 'SecurityGroupIds' },
  subnetGroup: { terraform: 'subnet_group_name', cloudformation: 'CacheSubnetGroupName' },
  transit: { terraform: 'transit_encryption_enabled', cloudformation: 'TransitEncryptionEnabled' },
  snapshots: { terraform: 'snapshot_retention_limit', cloudformation: 'SnapshotRetentionLimit' },
} as const;

const groupAttributes = {
  ...cacheAttributes,
  name: { terraform: 'replication_group_id', cloudformation: 'ReplicationGroupId' },
  description: { terraform: 'description', cloudformation: 'ReplicationGroupDescription' },
  atRest: { terraform: 'at_rest_encryption_enabled', cloudformation: 'AtRestEncryptionEnabled' },
  kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
  token: { terraform: 'auth_token', cloudformation: 'AuthToken' },
  userGroups: { terraform: 'user_group_ids', cloudformation: 'UserGroupIds' },
  multiZone: { terraform: 'multi_az_enabled', cloudformation: 'MultiAZEnabled' },
} as const;

/** Redis or Valkey. A token or users must be asked for; without them whoever reaches the port may read. */
export const replicationGroup = defineKind({
  type: 'aws.elasticache.replication-group',
  element: 'data-store',
  kind: 'data-store/cache',
  dialects: { terraform: 'aws_elasticache_replication_group', cloudformation: 'AWS::ElastiCache::ReplicationGroup' },
  attributes: groupAttributes,
  arn: 'arn:aws:elasticache:{region}:{account}:replicationgroup:{name}',
  names: ['name'],
  build: (r) => {
    const authenticated = anyFact(presence(r, 'token'), presence(r, 'userGroups'));
    // Valkey groups are encrypted at rest by default (provider documentation); what holds in transit is not documented.
    const valkey = r.text('engine') === 'valkey';
    return {
      network: cacheEndpoint(r),
      store: cacheStore(r, authenticated, hintsFrom(r, 'name', 'description'), credentialSources(r, 'token')),
      facts: {
        'encryption.atRest': r.fact('atRest', valkey),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': valkey ? r.fact('transit') : r.fact('transit', false),
        'storage.clientAuthentication': authenticated,
        'storage.credentialInCode': credentialInCode(r, 'token'),
        'storage.backedUp': mapFact(r.fact('snapshots', 0), (days) => Number(days) > 0),
        'availability.multiZone': r.fact('multiZone', false),
      },
      links: [
        ...r.link('runs-in', 'subnetGroup', { expects: ['aws.elasticache.'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...r.link('uses', 'userGroups', { expects: ['aws.elasticache.'] }),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

/** Memcached, or one Redis node: no encryption at rest and no authentication of its own. A member of a group folds into it. */
export const cluster = defineKind({
  type: 'aws.elasticache.cluster',
  element: 'data-store',
  kind: 'data-store/cache',
  dialects: { terraform: 'aws_elasticache_cluster', cloudformation: 'AWS::ElastiCache::CacheCluster' },
  attributes: {
    ...cacheAttributes,
    securityGroups: { terraform: 'security_group_ids', cloudformation: 'VpcSecurityGroupIds' },
    name: { terraform: 'cluster_id', cloudformation: 'ClusterName' },
    group: { terraform: 'replication_group_id' },
  },
  satelliteOf: { owner: 'group', types: ['aws.elasticache.replication-group'], optional: true },
  arn: 'arn:aws:elasticache:{region}:{account}:cluster:{name}',
  names: ['name'],
  build: (r) => {
    const never = known(false, [r.location]);
    return {
      network: cacheEndpoint(r),
      store: cacheStore(r, never, hintsFrom(r, 'name'), []),
      facts: {
        'encryption.atRest': never,
        'encryption.inTransit': r.fact('transit', false),
        'storage.clientAuthentication': never,
        'storage.backedUp': mapFact(r.fact('snapshots', 0), (days) => Number(days) > 0),
      },
      links: [
        ...r.link('runs-in', 'subnetGroup', { expects: ['aws.elasticache.'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
      ],
    };
  },
});

/** ElastiCache Serverless encrypts at rest and in transit, always. */
export const serverlessCache = defineKind({
  type: 'aws.elasticache.serverless-cache',
  element: 'data-store',
  kind: 'data-store/cache',
  dialects: { terraform: 'aws_elasticache_serverless_cache', cloudformation: 'AWS::ElastiCache::ServerlessCache' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'ServerlessCacheName' },
    engine: { terraform: 'engine', cloudformation: 'Engine' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    securityGroups: { terraform: 'security_group_ids', cloudformation: 'SecurityGroupIds' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' },
    userGroup: { terraform: 'user_group_id', cloudformation: 'UserGroupId' },
    snapshots: { terraform: 'snapshot_retention_limit', cloudformation: 'SnapshotRetentionLimit' },
  },
  names: ['name'],
  arn: 'arn:aws:elasticache:{region}:{account}:serverlesscache:{name}',
  build: (r) => {
    const authenticated = presence(r, 'userGroup');
    return {
      network: privateEndpoint({
        subnets: r.list('subnets'),
        securityGroups: r.list('securityGroups'),
        listens: cachePorts(r),
      }),
      store: cacheStore(r, authenticated, hintsFrom(r, 'name'), []),
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': alwaysEncrypted(r),
        'storage.clientAuthentication': authenticated,
        'storage.backedUp': mapFact(r.fact('snapshots', 0), (days) => Number(days) > 0),
      },
      links: [
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

export const userGroup = defineKind({
  type: 'aws.elasticache.user-group',
  element: 'supporting',
  kind: 'identity/group',
  dialects: { terraform: 'aws_elasticache_user_group', cloudformation: 'AWS::ElastiCache::UserGroup' },
  attributes: { name: { terraform: 'user_group_id', cloudformation: 'UserGroupId' } },
  names: ['name'],
});

/** MemoryDB encrypts at rest always, and in transit unless told otherwise. The `open-access` ACL asks for no password. */
export const memoryDb = defineKind({
  type: 'aws.memorydb.cluster',
  element: 'data-store',
  kind: 'data-store/cache',
  dialects: { terraform: 'aws_memorydb_cluster', cloudformation: 'AWS::MemoryDB::Cluster' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'ClusterName' },
    engine: { terraform: 'engine', cloudformation: 'Engine' },
    port: { terraform: 'port', cloudformation: 'Port' },
    acl: { terraform: 'acl_name', cloudformation: 'ACLName' },
    tls: { terraform: 'tls_enabled', cloudformation: 'TLSEnabled' },
    kmsKey: { terraform: 'kms_key_arn', cloudformation: 'KmsKeyId' },
    securityGroups: { terraform: 'security_group_ids', cloudformation: 'SecurityGroupIds' },
    subnetGroup: { terraform: 'subnet_group_name', cloudformation: 'SubnetGroupName' },
    snapshots: { terraform: 'snapshot_retention_limit', cloudformation: 'SnapshotRetentionLimit' },
  },
  names: ['name'],
  arn: 'arn:aws:memorydb:{region}:{account}:cluster/{name}',
  build: (r) => {
    const acl = r.value('acl');
    const authenticated =
      acl?.kind === 'reference' ? known(true, [r.at('acl')]) : r.test('acl', (name) => name !== 'open-access');
    return {
      network: cacheEndpoint(r),
      store: cacheStore(r, authenticated, hintsFrom(r, 'name'), []),
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': r.fact('tls', true),
        'storage.clientAuthentication': authenticated,
        'storage.backedUp': mapFact(r.fact('snapshots', 0), (days) => Number(days) > 0),
      },
      links: [
        ...r.link('runs-in', 'subnetGroup', { expects: ['aws.elasticache.'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

/** DynamoDB Accelerator: a cache in front of tables; clients sign their requests with IAM. */
export const dax = defineKind({
  type: 'aws.dax.cluster',
  element: 'data-store',
  kind: 'data-store/cache',
  dialects: { terraform: 'aws_dax_cluster', cloudformation: 'AWS::DAX::Cluster' },
  attributes: {
    name: { terraform: 'cluster_name', cloudformation: 'ClusterName' },
    role: { terraform: 'iam_role_arn', cloudformation: 'IAMRoleARN' },
    atRest: { terraform: 'server_side_encryption.enabled', cloudformation: 'SSESpecification.SSEEnabled' },
    transit: { terraform: 'cluster_endpoint_encryption_type', cloudformation: 'ClusterEndpointEncryptionType' },
    securityGroups: { terraform: 'security_group_ids', cloudformation: 'SecurityGroupIds' },
    subnetGroup: { terraform: 'subnet_group_name', cloudformation: 'SubnetGroupName' },
  },
  names: ['name'],
  arn: 'arn:aws:dax:{region}:{account}:cache/{name}',
  build: (r) => ({
    network: privateEndpoint({
      subnetGroup: r.value('subnetGroup'),
      securityGroups: r.list('securityGroups'),
      listens: [8111, 9111].map((port) => ({ protocol: 'tcp', port: numberValue(port), at: r.location })),
    }),
    store: { store: 'cache', hints: hintsFrom(r, 'name'), access: 'iam', credentials: [], needsNetwork: true },
    facts: {
      'encryption.atRest': r.fact('atRest', false),
      'encryption.inTransit': r.test('transit', (type) => type === 'TLS', 'NONE'),
      'storage.clientAuthentication': known(true, [r.location]),
    },
    links: [
      ...r.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'app' } }),
      ...r.link('runs-in', 'subnetGroup', { expects: ['aws.elasticache.'] }),
      ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
    ],
  }),
});

type CacheReader = Reader<Readonly<Record<'engine' | 'port' | 'securityGroups' | 'subnetGroup', AttributePath>>>;

const cacheEndpoint = (r: CacheReader) =>
  privateEndpoint({
    subnetGroup: r.value('subnetGroup'),
    securityGroups: r.list('securityGroups'),
    listens: cachePorts(r),
  });

/** Redis and Valkey listen on 6379, Memcached on 11211, unless another port is written. */
function cachePorts(r: Reader<{ readonly engine: AttributePath }>) {
  const engine = r.text('engine') ?? 'redis';
  const fallback = numberValue(engine === 'memcached' ? 11211 : 6379);
  const port = (r as CacheReader).value('port') ?? fallback;
  return [{ protocol: 'tcp', port, at: port.at ?? r.location, application: engine }] as const;
}

function cacheStore(
  r: Reader<{ readonly engine: AttributePath }>,
  authenticated: Fact,
  hints: StoreFacet['hints'],
  credentials: StoreFacet['credentials'],
): StoreFacet {
  const access = authenticated.state === 'unknown' ? 'unknown' : authenticated.value === true ? 'credential' : 'none';
  return {
    store: 'cache',
    hints,
    access,
    credentials,
    ...optional('engine', r.value('engine') ?? stringValue('redis')),
    needsNetwork: true,
  };
}

export const kinds = [replicationGroup, cluster, serverlessCache, subnetGroup, userGroup, memoryDb, dax];
