import { type Fact, known } from '../../model/fact.js';
import { numberValue, stringValue } from '../../model/values.js';
import { selfReference } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { anyFact, presence } from '../common/facts.js';
import { credentialInCode, credentialSources } from '../common/password.js';
import { flaggedEndpoint } from '../common/private-endpoint.js';
import { hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';
import { factOf, mapFact, type Reader } from '../reader.js';

export const subnetGroup = defineKind({
  type: 'aws.redshift.subnet-group',
  element: 'supporting',
  kind: 'network/subnet-group',
  dialects: { terraform: 'aws_redshift_subnet_group', cloudformation: 'AWS::Redshift::ClusterSubnetGroup' },
  attributes: { name: { terraform: 'name' }, subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' } },
  names: ['name'],
  build: (r) => ({ links: r.link('contains', 'subnets', { expects: ['aws.ec2.'] }) }),
});

const parameterAttributes = {
  name: { terraform: 'name', cloudformation: 'ParameterGroupName' },
  parameters: {
    terraform: 'parameter',
    cloudformation: 'Parameters',
    each: {
      name: { terraform: 'name', cloudformation: 'ParameterName' },
      value: { terraform: 'value', cloudformation: 'ParameterValue' },
    },
  },
} as const;

/** `require_ssl` is true in default groups made since January 2025 (Redshift release notes), false in groups of one's own. */
export const parameterGroup = defineKind({
  type: 'aws.redshift.parameter-group',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_redshift_parameter_group', cloudformation: 'AWS::Redshift::ClusterParameterGroup' },
  attributes: parameterAttributes,
  names: ['name'],
  build: (r) => ({ facts: { 'encryption.inTransit': requiresTls(r) } }),
});

function requiresTls(r: Reader<typeof parameterAttributes>): Fact {
  const setting = r.each('parameters').find((parameter) => parameter.text('name') === 'require_ssl');
  const value = setting?.value('value');
  if (value) return mapFact(factOf(value, value.at ?? r.location), (on) => on === true || on === 1 || on === '1');
  return known(false, [r.location]);
}

export const logging = defineKind({
  type: 'aws.redshift.logging',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_redshift_logging' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::Redshift::Cluster' },
  attributes: { cluster: { terraform: 'cluster_identifier' }, bucket: { terraform: 'bucket_name' } },
  satelliteOf: { owner: 'cluster', types: ['aws.redshift.cluster'] },
});

/** Redshift cluster. Terraform's provider 6 encrypts and hides it by default (provider changelog), CloudFormation's API too since January 2025. */
export const cluster = defineKind({
  type: 'aws.redshift.cluster',
  element: 'data-store',
  kind: 'data-store/warehouse',
  dialects: { terraform: 'aws_redshift_cluster', cloudformation: 'AWS::Redshift::Cluster' },
  attributes: {
    name: { terraform: 'cluster_identifier', cloudformation: 'ClusterIdentifier' },
    database: { terraform: 'database_name', cloudformation: 'DBName' },
    port: { terraform: 'port', cloudformation: 'Port' },
    subnetGroup: { terraform: 'cluster_subnet_group_name', cloudformation: 'ClusterSubnetGroupName' },
    securityGroups: { terraform: 'vpc_security_group_ids', cloudformation: 'VpcSecurityGroupIds' },
    publiclyAccessible: { terraform: 'publicly_accessible', cloudformation: 'PubliclyAccessible' },
    encrypted: { terraform: 'encrypted', cloudformation: 'Encrypted' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    snapshotDays: {
      terraform: 'automated_snapshot_retention_period',
      cloudformation: 'AutomatedSnapshotRetentionPeriod',
    },
    password: { terraform: 'master_password', cloudformation: 'MasterUserPassword' },
    writeOnlyPassword: { terraform: 'master_password_wo' },
    managedPassword: { terraform: 'manage_master_password', cloudformation: 'ManageMasterPassword' },
    parameterGroup: { terraform: 'cluster_parameter_group_name', cloudformation: 'ClusterParameterGroupName' },
    roles: { terraform: 'iam_roles', cloudformation: 'IamRoles' },
    multiZone: { terraform: 'multi_az', cloudformation: 'MultiAZ' },
    logBucket: { cloudformation: 'LoggingProperties.BucketName' },
    logging: { cloudformation: 'LoggingProperties' },
  },
  borrows: [{ by: 'parameterGroup', types: ['aws.redshift.parameter-group'] }],
  arn: 'arn:aws:redshift:{region}:{account}:cluster:{name}',
  names: ['name'],
  build: (r, satellites) => {
    const managed = r.fact('managedPassword', false);
    const generated = managed.state === 'known' && managed.value === true;
    const [group] = satellites.of(parameterGroup);
    const logs = satellites.of(logging);
    const port = r.value('port') ?? numberValue(5439);
    return {
      network: flaggedEndpoint(
        {
          subnetGroup: r.value('subnetGroup'),
          securityGroups: r.list('securityGroups'),
          listens: [{ protocol: 'tcp', port, at: port.at ?? r.location, application: 'redshift' }],
        },
        r.flag('publiclyAccessible'),
        'no',
      ),
      store: {
        store: 'warehouse',
        hints: hintsFrom(r, 'database', 'name'),
        access: 'iam-or-credential',
        credentials: [
          ...credentialSources(r, 'password', 'writeOnlyPassword'),
          ...(generated
            ? [{ secret: selfReference(r, 'master_password_secret_arn'), at: r.at('managedPassword') }]
            : []),
        ],
        engine: stringValue('redshift'),
        needsNetwork: true,
      },
      facts: {
        'encryption.atRest': assumed(r.fact('encrypted', true), r.value('encrypted') === undefined),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': group ? requiresTls(group) : undefined,
        'storage.credentialInCode': credentialInCode(r, 'password', 'writeOnlyPassword'),
        'storage.backedUp': mapFact(r.fact('snapshotDays', 1), (days) => Number(days) > 0),
        'storage.clientAuthentication': known(true, [r.location]),
        'storage.dataApi': known(true, [r.location]),
        'availability.multiZone': r.fact('multiZone', false),
        'audit.accessLogged': anyFact(presence(r, 'logging'), ...logs.map((s) => known(true, [s.location]))),
      },
      links: [
        ...r.link('runs-in', 'subnetGroup', { expects: ['aws.redshift.subnet-group'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...r.link('uses', 'parameterGroup', { expects: ['aws.redshift.'] }),
        ...r.link('runs-as', 'roles', { expects: ['aws.iam.role'], attrs: { use: 'app' } }),
        ...r.link('logs-to', 'logBucket', { grade: 'declared', expects: ['aws.s3.bucket'] }),
        ...logs.flatMap((s) => s.link('logs-to', 'bucket', { grade: 'declared', expects: ['aws.s3.bucket'] })),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

/** Older providers and clusters had another default. */
const assumed = (fact: Fact, byDefault: boolean): Fact =>
  fact.state === 'known' && byDefault ? { ...fact, assumed: true } : fact;

/** Redshift Serverless: the namespace holds the data, the workgroup is where clients connect. */
export const namespace = defineKind({
  type: 'aws.redshiftserverless.namespace',
  element: 'data-store',
  kind: 'data-store/warehouse',
  dialects: { terraform: 'aws_redshiftserverless_namespace', cloudformation: 'AWS::RedshiftServerless::Namespace' },
  attributes: {
    name: { terraform: 'namespace_name', cloudformation: 'NamespaceName' },
    database: { terraform: 'db_name', cloudformation: 'DbName' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    password: { terraform: 'admin_user_password', cloudformation: 'AdminUserPassword' },
    writeOnlyPassword: { terraform: 'admin_user_password_wo' },
    roles: { terraform: 'iam_roles', cloudformation: 'IamRoles' },
    logExports: { terraform: 'log_exports', cloudformation: 'LogExports' },
  },
  names: ['name'],
  build: (r, satellites) => {
    const [group] = satellites.of(workgroup);
    const port = group?.value('port') ?? numberValue(5439);
    return {
      ...(group && {
        network: flaggedEndpoint(
          {
            subnets: group.list('subnets'),
            securityGroups: group.list('securityGroups'),
            listens: [{ protocol: 'tcp', port, at: port.at ?? group.location, application: 'redshift' }],
          },
          group.flag('publiclyAccessible'),
          'no',
        ),
      }),
      store: {
        store: 'warehouse',
        hints: hintsFrom(r, 'database', 'name'),
        access: 'iam-or-credential',
        credentials: credentialSources(r, 'password', 'writeOnlyPassword'),
        engine: stringValue('redshift'),
        needsNetwork: true,
      },
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'storage.credentialInCode': credentialInCode(r, 'password', 'writeOnlyPassword'),
        'storage.clientAuthentication': known(true, [r.location]),
        'storage.backedUp': known(true, [r.location]),
        'storage.dataApi': known(true, [r.location]),
        'audit.accessLogged': presence(r, 'logExports'),
      },
      links: [
        ...(group?.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }) ?? []),
        ...(group?.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }) ?? []),
        ...r.link('runs-as', 'roles', { expects: ['aws.iam.role'], attrs: { use: 'app' } }),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

export const workgroup = defineKind({
  type: 'aws.redshiftserverless.workgroup',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_redshiftserverless_workgroup', cloudformation: 'AWS::RedshiftServerless::Workgroup' },
  attributes: {
    namespace: { terraform: 'namespace_name', cloudformation: 'NamespaceName' },
    port: { terraform: 'port', cloudformation: 'Port' },
    publiclyAccessible: { terraform: 'publicly_accessible', cloudformation: 'PubliclyAccessible' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' },
    securityGroups: { terraform: 'security_group_ids', cloudformation: 'SecurityGroupIds' },
  },
  satelliteOf: { owner: 'namespace', types: ['aws.redshiftserverless.namespace'] },
});

export const kinds = [cluster, subnetGroup, parameterGroup, logging, namespace, workgroup];
