import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { EndpointFacet } from '../../model/network.js';
import type { Link } from '../../model/relation.js';
import type { StoreFacet } from '../../model/workload.js';
import { type AttributePath, defineKind } from '../kind.js';
import { databasePort } from '../common/database-port.js';
import { optional, selfReference } from '../common/documents.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { presence } from '../common/facts.js';
import { credentialInCode, credentialSources } from '../common/password.js';
import { hintsFrom } from '../common/store.js';
import { mapFact, type Reader } from '../reader.js';
import { clusterParameterGroup, parameterGroup, refusesCleartext } from './rds/parameters.js';

export const subnetGroup = defineKind({
  type: 'aws.rds.subnet-group',
  element: 'supporting',
  kind: 'network/subnet-group',
  dialects: {
    terraform: ['aws_db_subnet_group', 'aws_docdb_subnet_group', 'aws_neptune_subnet_group'],
    cloudformation: ['AWS::RDS::DBSubnetGroup', 'AWS::DocDB::DBSubnetGroup', 'AWS::Neptune::DBSubnetGroup'],
  },
  attributes: {
    name: { terraform: 'name', cloudformation: 'DBSubnetGroupName' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' },
  },
  names: ['name'],
  build: (r) => ({ links: r.link('contains', 'subnets', { expects: ['aws.ec2.'] }) }),
});

/** What instances and clusters of RDS have in common. */
const databaseAttributes = {
  engine: { terraform: 'engine', cloudformation: 'Engine' },
  port: { terraform: 'port', cloudformation: 'Port' },
  subnetGroup: { terraform: 'db_subnet_group_name', cloudformation: 'DBSubnetGroupName' },
  publiclyAccessible: { terraform: 'publicly_accessible', cloudformation: 'PubliclyAccessible' },
  encrypted: { terraform: 'storage_encrypted', cloudformation: 'StorageEncrypted' },
  kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
  deletionProtection: { terraform: 'deletion_protection', cloudformation: 'DeletionProtection' },
  backupDays: { terraform: 'backup_retention_period', cloudformation: 'BackupRetentionPeriod' },
  managedPassword: { terraform: 'manage_master_user_password', cloudformation: 'ManageMasterUserPassword' },
  iamAuthentication: {
    terraform: 'iam_database_authentication_enabled',
    cloudformation: 'EnableIAMDatabaseAuthentication',
  },
  logExports: { terraform: 'enabled_cloudwatch_logs_exports', cloudformation: 'EnableCloudwatchLogsExports' },
  monitoringRole: { terraform: 'monitoring_role_arn', cloudformation: 'MonitoringRoleArn' },
} as const;

const instanceAttributes = {
  ...databaseAttributes,
  identifier: { terraform: 'identifier', cloudformation: 'DBInstanceIdentifier' },
  database: { terraform: 'db_name', cloudformation: 'DBName' },
  engineVersion: { terraform: 'engine_version', cloudformation: 'EngineVersion' },
  securityGroups: { terraform: 'vpc_security_group_ids', cloudformation: 'VPCSecurityGroups' },
  password: { terraform: 'password', cloudformation: 'MasterUserPassword' },
  writeOnlyPassword: { terraform: 'password_wo' },
  multiZone: { terraform: 'multi_az', cloudformation: 'MultiAZ' },
  parameterGroup: { terraform: 'parameter_group_name', cloudformation: 'DBParameterGroupName' },
  replicaOf: { terraform: 'replicate_source_db', cloudformation: 'SourceDBInstanceIdentifier' },
  snapshot: { terraform: 'snapshot_identifier', cloudformation: 'DBSnapshotIdentifier' },
  cluster: { cloudformation: 'DBClusterIdentifier' },
} as const;
type InstanceReader = Reader<typeof instanceAttributes>;

/** RDS instance. A CloudFormation instance that names a cluster is one of its members and folds into it. */
export const instance = defineKind({
  type: 'aws.rds.instance',
  element: 'data-store',
  kind: 'data-store/relational',
  dialects: { terraform: 'aws_db_instance', cloudformation: 'AWS::RDS::DBInstance' },
  attributes: instanceAttributes,
  satelliteOf: { owner: 'cluster', types: ['aws.rds.cluster'], optional: true },
  borrows: [{ by: 'parameterGroup', types: ['aws.rds.parameter-group'] }],
  arn: 'arn:aws:rds:{region}:{account}:db:{identifier}',
  names: ['identifier'],
  build: (r, satellites) => ({
    network: endpoint(r, r.list('securityGroups')),
    store: database(r, hintsFrom(r, 'database', 'identifier'), ['password', 'writeOnlyPassword']),
    facts: {
      'encryption.atRest': encryptedAtRest(r),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
      'encryption.inTransit': refusesCleartext(r, satellites.of(parameterGroup)),
      'storage.credentialInCode': credentialInCode(r, 'password', 'writeOnlyPassword'),
      'storage.backedUp': backedUp(r, r.value('replicaOf') ? 0 : { terraform: 0, cloudformation: 1 }),
      'storage.deletionProtected': r.fact('deletionProtection', false),
      'storage.clientAuthentication': known(true, [r.location]),
      'availability.multiZone': r.fact('multiZone', false),
      'audit.accessLogged': presence(r, 'logExports'),
    },
    links: [...commonLinks(r), ...r.link('uses', 'parameterGroup', { expects: ['aws.rds.'] }), ...copies(r)],
  }),
});

/** A replica's and a restored instance's encryption follows its source unless it is written. */
function encryptedAtRest(r: InstanceReader): Fact {
  const source = r.value('encrypted') === undefined ? (r.value('replicaOf') ?? r.value('snapshot')) : undefined;
  if (!source) return r.fact('encrypted', false);
  const at = source.at ?? r.location;
  return unknownFact([{ code: 'external', subject: 'encryption of the source', at }], [at], r.setBy('encrypted'));
}

const copies = (r: InstanceReader): readonly Link[] => [
  ...r.link('copies-to', 'replicaOf', { reverse: true, grade: 'declared', expects: ['aws.rds.'] }),
  ...r.link('copies-to', 'snapshot', { reverse: true, grade: 'declared', expects: ['aws.rds.'] }),
];

const clusterAttributes = {
  ...databaseAttributes,
  identifier: { terraform: 'cluster_identifier', cloudformation: 'DBClusterIdentifier' },
  publiclyAccessible: { cloudformation: 'PubliclyAccessible' },
  database: { terraform: 'database_name', cloudformation: 'DatabaseName' },
  engineMode: { terraform: 'engine_mode', cloudformation: 'EngineMode' },
  engineVersion: { terraform: 'engine_version', cloudformation: 'EngineVersion' },
  securityGroups: { terraform: 'vpc_security_group_ids', cloudformation: 'VpcSecurityGroupIds' },
  password: { terraform: 'master_password', cloudformation: 'MasterUserPassword' },
  writeOnlyPassword: { terraform: 'master_password_wo' },
  parameterGroup: { terraform: 'db_cluster_parameter_group_name', cloudformation: 'DBClusterParameterGroupName' },
  replicaOf: { terraform: 'replication_source_identifier', cloudformation: 'ReplicationSourceIdentifier' },
  snapshot: { terraform: 'snapshot_identifier', cloudformation: 'SnapshotIdentifier' },
  dataApi: { terraform: 'enable_http_endpoint', cloudformation: 'EnableHttpEndpoint' },
  globalCluster: { terraform: 'global_cluster_identifier', cloudformation: 'GlobalClusterIdentifier' },
} as const;
type ClusterReader = Reader<typeof clusterAttributes>;

/** Member of an Aurora cluster; says whether the cluster has public endpoints. */
export const clusterInstance = defineKind({
  type: 'aws.rds.cluster-instance',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_rds_cluster_instance' },
  absent: { cloudformation: 'CloudFormation uses AWS::RDS::DBInstance with DBClusterIdentifier' },
  attributes: {
    cluster: { terraform: 'cluster_identifier' },
    publiclyAccessible: { terraform: 'publicly_accessible' },
    identifier: { terraform: 'identifier' },
  },
  satelliteOf: { owner: 'cluster', types: ['aws.rds.cluster'] },
});

/** Aurora cluster, or Multi-AZ cluster of RDS. */
export const cluster = defineKind({
  type: 'aws.rds.cluster',
  element: 'data-store',
  kind: 'data-store/relational',
  dialects: { terraform: 'aws_rds_cluster', cloudformation: 'AWS::RDS::DBCluster' },
  attributes: clusterAttributes,
  borrows: [{ by: 'parameterGroup', types: ['aws.rds.cluster-parameter-group'] }],
  arn: 'arn:aws:rds:{region}:{account}:cluster:{identifier}',
  names: ['identifier'],
  build: (r, satellites) => {
    const members = [...satellites.of(clusterInstance), ...satellites.of(instance)];
    return {
      network: clusterEndpoint(r, members),
      store: database(r, hintsFrom(r, 'database', 'identifier'), ['password', 'writeOnlyPassword']),
      facts: {
        'encryption.atRest': clusterEncryptedAtRest(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': refusesCleartext(r, satellites.of(clusterParameterGroup)),
        'storage.credentialInCode': credentialInCode(r, 'password', 'writeOnlyPassword'),
        'storage.backedUp': backedUp(r, 1),
        'storage.deletionProtected': r.fact('deletionProtection', false),
        'storage.clientAuthentication': known(true, [r.location]),
        'storage.dataApi': r.fact('dataApi', false),
        'audit.accessLogged': presence(r, 'logExports'),
      },
      links: [
        ...commonLinks(r),
        ...r.link('uses', 'parameterGroup', { expects: ['aws.rds.'] }),
        ...r.link('uses', 'globalCluster', { expects: ['aws.rds.global-cluster'] }),
        ...r.link('copies-to', 'replicaOf', { reverse: true, grade: 'declared', expects: ['aws.rds.'] }),
        ...r.link('copies-to', 'snapshot', { reverse: true, grade: 'declared', expects: ['aws.rds.'] }),
      ],
    };
  },
});

/**
 * Aurora Serverless v1 is always encrypted; other Aurora clusters are encrypted by default since February 2026, which holds for
 * new ones only, so the default counts as assumed. Multi-AZ clusters of other engines are not (spec/G DAT-006).
 */
function clusterEncryptedAtRest(r: ClusterReader): Fact {
  if (r.value('encrypted') !== undefined) return r.fact('encrypted');
  if (r.text('engineMode') === 'serverless') return r.fact('encrypted', true);
  const engine = r.value('engine');
  if (engine?.kind !== 'string') return r.fact('encrypted');
  const fallback = r.fact('encrypted', engine.value.startsWith('aurora'));
  return fallback.state === 'known' && fallback.value === true ? { ...fallback, assumed: true } : fallback;
}

type MemberReader = Reader<{ readonly publiclyAccessible: AttributePath }>;

/** The cluster is as public as its most public member; a member that does not say so has the dialect's default. */
function clusterEndpoint(r: ClusterReader, members: readonly MemberReader[]): EndpointFacet {
  const flags = members.flatMap((member) => member.flag('publiclyAccessible') ?? []);
  const open = flags.find((f) => f.kind === 'bool' && f.value) ?? flags.find((f) => f.kind !== 'bool') ?? flags[0];
  const silent = members.length === 0 || flags.length < members.length;
  const decided = open?.kind === 'bool' && !open.value && silent && r.dialect === 'cloudformation' ? undefined : open;
  return { ...endpoint(r, r.list('securityGroups')), ...(decided && { publicFlag: decided }) };
}

type DatabaseAttributes = Readonly<Record<keyof typeof databaseAttributes | 'securityGroups', AttributePath>>;
type DatabaseReader = Reader<DatabaseAttributes>;

/**
 * RDS chooses a public address when `PubliclyAccessible` is left out of a CloudFormation template and the VPC has an internet
 * gateway (RDS API Reference, CreateDBInstance): so "yes" as far as the routes allow. Terraform's default is `false`.
 */
function endpoint(r: DatabaseReader, securityGroups: EndpointFacet['securityGroups']): EndpointFacet {
  const group = r.value('subnetGroup');
  const inTemplate = r.dialect === 'cloudformation' ? (group ? 'yes' : 'unknown') : 'no';
  return {
    part: 'endpoint',
    subnets: [],
    subnetGroups: group ? [group] : [],
    securityGroups,
    securityGroupDefault: 'vpc-default',
    publicAddress: 'public-flag',
    publicDefault: r.managed ? inTemplate : 'unknown',
    ...optional('publicFlag', r.flag('publiclyAccessible')),
    listens: databasePort(r.value('port'), r.value('engine'), r.location),
    role: 'managed',
  };
}

function database<A extends DatabaseAttributes>(
  r: Reader<A>,
  hints: StoreFacet['hints'],
  passwords: readonly (keyof A & string)[],
): StoreFacet {
  const iam = r.fact('iamAuthentication', false);
  const managed = r.fact('managedPassword', false);
  const generated = managed.state === 'known' && managed.value === true;
  return {
    store: 'relational',
    hints,
    access: iam.state === 'known' && iam.value !== true ? 'credential' : 'iam-or-credential',
    credentials: [
      ...credentialSources(r, ...passwords),
      ...(generated ? [{ secret: selfReference(r, 'master_user_secret'), at: r.at('managedPassword') }] : []),
    ],
    ...optional('engine', r.value('engine')),
    needsNetwork: true,
  };
}

const backedUp = (r: DatabaseReader, absent: number | { terraform: number; cloudformation: number }): Fact =>
  mapFact(r.fact('backupDays', absent), (days) => Number(days) > 0);

const commonLinks = (r: DatabaseReader): readonly Link[] => [
  ...r.link('runs-in', 'subnetGroup', { expects: ['aws.rds.subnet-group'] }),
  ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
  ...keyLink(r, 'kmsKey'),
  ...r.link('runs-as', 'monitoringRole', { expects: ['aws.iam.role'], attrs: { use: 'agent' } }),
];

export const globalCluster = defineKind({
  type: 'aws.rds.global-cluster',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_rds_global_cluster', cloudformation: 'AWS::RDS::GlobalCluster' },
  attributes: {
    identifier: { terraform: 'global_cluster_identifier', cloudformation: 'GlobalClusterIdentifier' },
    source: { terraform: 'source_db_cluster_identifier', cloudformation: 'SourceDBClusterIdentifier' },
  },
  names: ['identifier'],
  build: (r) => ({ links: r.link('contains', 'source', { expects: ['aws.rds.cluster'] }) }),
});

export const kinds = [
  instance,
  cluster,
  clusterInstance,
  globalCluster,
  subnetGroup,
  parameterGroup,
  clusterParameterGroup,
];
