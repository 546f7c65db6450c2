import { type Fact, known } from '../../model/fact.js';
import type { StoreFacet } from '../../model/workload.js';
import { databasePort } from '../common/database-port.js';
import { optional, selfReference } from '../common/documents.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { presence } from '../common/facts.js';
import { credentialInCode, credentialSources } from '../common/password.js';
import { flaggedEndpoint, privateEndpoint } from '../common/private-endpoint.js';
import { hintsFrom } from '../common/store.js';
import { stringValue } from '../../model/values.js';
import { defineKind } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';
import { enforcesTls, parameterGroupKind } from './rds/parameters.js';

export const documentParameterGroup = parameterGroupKind(
  'aws.docdb.parameter-group',
  ['aws_docdb_cluster_parameter_group'],
  ['AWS::DocDB::DBClusterParameterGroup'],
  'Name',
);
export const graphParameterGroup = parameterGroupKind(
  'aws.neptune.parameter-group',
  ['aws_neptune_cluster_parameter_group'],
  ['AWS::Neptune::DBClusterParameterGroup'],
  'Name',
);

export const documentInstance = defineKind({
  type: 'aws.docdb.instance',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_docdb_cluster_instance', cloudformation: 'AWS::DocDB::DBInstance' },
  attributes: { cluster: { terraform: 'cluster_identifier', cloudformation: 'DBClusterIdentifier' } },
  satelliteOf: { owner: 'cluster', types: ['aws.docdb.cluster'] },
});

/** DocumentDB cluster: only inside a VPC; TLS is on unless the parameter group turns it off. */
export const documentCluster = defineKind({
  type: 'aws.docdb.cluster',
  element: 'data-store',
  kind: 'data-store/nosql',
  dialects: { terraform: 'aws_docdb_cluster', cloudformation: 'AWS::DocDB::DBCluster' },
  attributes: {
    identifier: { terraform: 'cluster_identifier', cloudformation: 'DBClusterIdentifier' },
    port: { terraform: 'port', cloudformation: 'Port' },
    subnetGroup: { terraform: 'db_subnet_group_name', cloudformation: 'DBSubnetGroupName' },
    securityGroups: { terraform: 'vpc_security_group_ids', cloudformation: 'VpcSecurityGroupIds' },
    encrypted: { terraform: 'storage_encrypted', cloudformation: 'StorageEncrypted' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    deletionProtection: { terraform: 'deletion_protection', cloudformation: 'DeletionProtection' },
    backupDays: { terraform: 'backup_retention_period', cloudformation: 'BackupRetentionPeriod' },
    password: { terraform: 'master_password', cloudformation: 'MasterUserPassword' },
    writeOnlyPassword: { terraform: 'master_password_wo' },
    managedPassword: { terraform: 'manage_master_user_password', cloudformation: 'ManageMasterUserPassword' },
    parameterGroup: { terraform: 'db_cluster_parameter_group_name', cloudformation: 'DBClusterParameterGroupName' },
    logExports: { terraform: 'enabled_cloudwatch_logs_exports', cloudformation: 'EnableCloudwatchLogsExports' },
  },
  borrows: [{ by: 'parameterGroup', types: ['aws.docdb.parameter-group'] }],
  arn: 'arn:aws:rds:{region}:{account}:cluster:{identifier}',
  names: ['identifier'],
  build: (r, satellites) => {
    const managed = r.fact('managedPassword', false);
    const generated = managed.state === 'known' && managed.value === true;
    const [group] = satellites.of(documentParameterGroup);
    return {
      network: privateEndpoint({
        subnetGroup: r.value('subnetGroup'),
        securityGroups: r.list('securityGroups'),
        listens: databasePort(r.value('port'), stringValue('docdb'), r.location),
      }),
      store: {
        store: 'nosql',
        hints: hintsFrom(r, 'identifier'),
        access: 'credential',
        credentials: [
          ...credentialSources(r, 'password', 'writeOnlyPassword'),
          ...(generated ? [{ secret: selfReference(r, 'master_user_secret'), at: r.at('managedPassword') }] : []),
        ],
        engine: stringValue('docdb'),
        needsNetwork: true,
      },
      facts: {
        'encryption.atRest': r.fact('encrypted', false),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': group ? enforcesTls(group) : tlsWithoutGroup(r),
        'storage.credentialInCode': credentialInCode(r, 'password', 'writeOnlyPassword'),
        'storage.backedUp': mapFact(r.fact('backupDays', 1), (days) => Number(days) > 0),
        'storage.deletionProtected': r.fact('deletionProtection', false),
        'storage.clientAuthentication': known(true, [r.location]),
        'audit.accessLogged': presence(r, 'logExports'),
      },
      links: [
        ...r.link('runs-in', 'subnetGroup', { expects: ['aws.rds.subnet-group'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...r.link('uses', 'parameterGroup', { expects: ['aws.docdb.'] }),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

/** Both services refuse unencrypted connections by default; a group that is not in the scan may say otherwise. */
function tlsWithoutGroup(r: Reader<{ readonly parameterGroup: object }>): Fact | undefined {
  const named = r.value('parameterGroup');
  return named === undefined || (named.kind === 'string' && named.value.startsWith('default.'))
    ? known(true, [r.location])
    : undefined;
}

export const graphInstance = defineKind({
  type: 'aws.neptune.instance',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_neptune_cluster_instance', cloudformation: 'AWS::Neptune::DBInstance' },
  attributes: {
    cluster: { terraform: 'cluster_identifier', cloudformation: 'DBClusterIdentifier' },
    publiclyAccessible: { terraform: 'publicly_accessible', cloudformation: 'PubliclyAccessible' },
  },
  satelliteOf: { owner: 'cluster', types: ['aws.neptune.cluster'] },
});

/** Neptune cluster: without IAM authentication whoever reaches the port may query it. */
export const graphCluster = defineKind({
  type: 'aws.neptune.cluster',
  element: 'data-store',
  kind: 'data-store/nosql',
  dialects: { terraform: 'aws_neptune_cluster', cloudformation: 'AWS::Neptune::DBCluster' },
  attributes: {
    identifier: { terraform: 'cluster_identifier', cloudformation: 'DBClusterIdentifier' },
    port: { terraform: 'port', cloudformation: 'DBPort' },
    subnetGroup: { terraform: 'neptune_subnet_group_name', cloudformation: 'DBSubnetGroupName' },
    securityGroups: { terraform: 'vpc_security_group_ids', cloudformation: 'VpcSecurityGroupIds' },
    encrypted: { terraform: 'storage_encrypted', cloudformation: 'StorageEncrypted' },
    kmsKey: { terraform: 'kms_key_arn', cloudformation: 'KmsKeyId' },
    deletionProtection: { terraform: 'deletion_protection', cloudformation: 'DeletionProtection' },
    backupDays: { terraform: 'backup_retention_period', cloudformation: 'BackupRetentionPeriod' },
    iamAuthentication: { terraform: 'iam_database_authentication_enabled', cloudformation: 'IamAuthEnabled' },
    parameterGroup: {
      terraform: 'neptune_cluster_parameter_group_name',
      cloudformation: 'DBClusterParameterGroupName',
    },
    logExports: { terraform: 'enable_cloudwatch_logs_exports', cloudformation: 'EnableCloudwatchLogsExports' },
    roles: { terraform: 'iam_roles' },
    associatedRoles: {
      cloudformation: 'AssociatedRoles',
      each: { role: { cloudformation: 'RoleArn' } },
    },
  },
  borrows: [{ by: 'parameterGroup', types: ['aws.neptune.parameter-group'] }],
  arn: 'arn:aws:rds:{region}:{account}:cluster:{identifier}',
  names: ['identifier'],
  build: (r, satellites) => {
    const flags = satellites.of(graphInstance).flatMap((s) => s.flag('publiclyAccessible') ?? []);
    const open = flags.find((f) => f.kind !== 'bool' || f.value) ?? flags[0];
    const iam = r.fact('iamAuthentication', false);
    const [group] = satellites.of(graphParameterGroup);
    return {
      network: flaggedEndpoint(
        {
          subnetGroup: r.value('subnetGroup'),
          securityGroups: r.list('securityGroups'),
          listens: databasePort(r.value('port'), stringValue('neptune'), r.location),
        },
        open,
        'no',
      ),
      store: {
        store: 'nosql',
        hints: hintsFrom(r, 'identifier'),
        access: accessOf(iam),
        credentials: [],
        ...optional('engine', stringValue('neptune')),
        needsNetwork: true,
      },
      facts: {
        'encryption.atRest': r.fact('encrypted', false),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': group ? enforcesTls(group) : tlsWithoutGroup(r),
        'storage.backedUp': mapFact(r.fact('backupDays', 1), (days) => Number(days) > 0),
        'storage.deletionProtected': r.fact('deletionProtection', false),
        'storage.clientAuthentication': iam,
        'audit.accessLogged': presence(r, 'logExports'),
      },
      links: [
        ...r.link('runs-in', 'subnetGroup', { expects: ['aws.rds.subnet-group'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...r.link('uses', 'parameterGroup', { expects: ['aws.neptune.'] }),
        ...r.link('runs-as', 'roles', { expects: ['aws.iam.role'], attrs: { use: 'agent' } }),
        ...r
          .each('associatedRoles')
          .flatMap((s) => s.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'agent' } })),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

function accessOf(iam: Fact): StoreFacet['access'] {
  if (iam.state === 'unknown') return 'unknown';
  return iam.value === true ? 'iam' : 'none';
}

export const kinds = [
  documentCluster,
  documentInstance,
  documentParameterGroup,
  graphCluster,
  graphInstance,
  graphParameterGroup,
];
