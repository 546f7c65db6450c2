import { describe, expect, test } from 'vitest';
import * as rds from '../../../src/catalog/aws/rds.js';
import type { Declaration } from '../../../src/model/declaration.js';
import type { EndpointFacet } from '../../../src/model/network.js';
import { build, declare, factValues, linesOf, linkTexts, ref, textOf, variable } from './support.js';

const first = (...declarations: Declaration[]) => [...build([rds], ...declarations).values()][0];
const orders = (body: object) => declare('aws_db_instance', 'orders', { engine: 'postgres', ...body });
const Orders = (body: object) => declare('AWS::RDS::DBInstance', 'Orders', { Engine: 'postgres', ...body });
const endpoint = (...declarations: Declaration[]) => first(...declarations)?.network as EndpointFacet;

const twins: readonly [string, Declaration, Declaration, Record<string, unknown>][] = [
  [
    'nothing set but the backups',
    orders({ backup_retention_period: 0 }),
    Orders({ BackupRetentionPeriod: 0 }),
    {
      'encryption.atRest': false,
      'encryption.customerKey': false,
      'storage.credentialInCode': false,
      'storage.backedUp': false,
      'storage.deletionProtected': false,
      'storage.clientAuthentication': true,
      'availability.multiZone': false,
      'audit.accessLogged': false,
    },
  ],
  [
    'hardened',
    orders({
      engine_version: '16.3',
      storage_encrypted: true,
      kms_key_id: ref('aws_kms_key.orders', 'arn'),
      backup_retention_period: 14,
      deletion_protection: true,
      multi_az: true,
      manage_master_user_password: true,
      enabled_cloudwatch_logs_exports: ['postgresql'],
    }),
    Orders({
      EngineVersion: '16.3',
      StorageEncrypted: true,
      KmsKeyId: ref('aws_kms_key.orders', 'Arn'),
      BackupRetentionPeriod: 14,
      DeletionProtection: true,
      MultiAZ: true,
      ManageMasterUserPassword: true,
      EnableCloudwatchLogsExports: ['postgresql'],
    }),
    {
      'encryption.atRest': true,
      'encryption.customerKey': true,
      'encryption.inTransit': true,
      'storage.credentialInCode': false,
      'storage.backedUp': true,
      'storage.deletionProtected': true,
      'availability.multiZone': true,
      'audit.accessLogged': true,
    },
  ],
  [
    'PostgreSQL 13 accepts unencrypted connections',
    orders({ engine_version: '13.8', backup_retention_period: 1 }),
    Orders({ EngineVersion: '13.8' }),
    { 'encryption.inTransit': false, 'storage.backedUp': true },
  ],
  [
    'text instead of booleans',
    orders({ storage_encrypted: 'true', backup_retention_period: 1 }),
    Orders({ StorageEncrypted: 'true' }),
    { 'encryption.atRest': true },
  ],
  [
    'a variable decides',
    orders({ storage_encrypted: variable('encrypt'), backup_retention_period: variable('days') }),
    Orders({ StorageEncrypted: variable('Encrypt'), BackupRetentionPeriod: variable('Days') }),
    { 'encryption.atRest': 'unknown', 'storage.backedUp': 'unknown' },
  ],
  [
    'a replica takes its encryption from its source',
    orders({ replicate_source_db: ref('aws_db_instance.main', 'identifier') }),
    Orders({ SourceDBInstanceIdentifier: ref('aws_db_instance.main') }),
    { 'encryption.atRest': 'unknown', 'storage.backedUp': false },
  ],
];

const passwords: readonly [string, unknown, boolean | 'unknown'][] = [
  ['a literal', 'hunter2', true],
  ['a variable without a value', variable('db_password'), true],
  ['a generated password', ref('random_password.orders', 'result'), false],
  ['a secret version', ref('aws_secretsmanager_secret_version.orders', 'secret_string'), false],
  ['a dynamic reference', '{{resolve:secretsmanager:orders:SecretString:password}}', false],
  ['nothing', null, false],
  [
    'a function we do not evaluate',
    { kind: 'unknown', reasons: [{ code: 'unsupported', subject: 'templatefile()' }] },
    'unknown',
  ],
];

describe('RDS instance', () => {
  test.each(twins)('%s: the same facts from Terraform and CloudFormation', (_name, terraform, template, facts) => {
    expect(factValues(first(terraform))).toMatchObject(facts);
    expect(factValues(first(template))).toEqual(factValues(first(terraform)));
  });

  test.each(passwords)('password from %s', (_name, password, expected) => {
    for (const instance of [first(orders({ password })), first(Orders({ MasterUserPassword: password }))]) {
      expect(factValues(instance)['storage.credentialInCode']).toBe(expected);
    }
  });

  test('backups are off by default in Terraform and on in CloudFormation', () => {
    expect(factValues(first(orders({})))['storage.backedUp']).toBe(false);
    expect(factValues(first(Orders({})))['storage.backedUp']).toBe(true);
  });

  test('the fact rests on the line of the attribute', () => {
    // Lines: 1 header, 2 engine, 3 storage_encrypted.
    const instance = first(orders({ storage_encrypted: false }));
    expect(linesOf(instance?.facts.get('encryption.atRest'))).toEqual([3]);
    expect(instance?.facts.get('encryption.atRest')?.setBy).toEqual({
      terraform: 'storage_encrypted',
      cloudformation: 'StorageEncrypted',
    });
    expect(linesOf(first(orders({}))?.facts.get('encryption.atRest'))).toEqual([1]);
  });

  test('what a left-out public flag means differs between the dialects', () => {
    const inGroup = { DBSubnetGroupName: ref('OrdersSubnets') };
    expect(endpoint(orders({})).publicDefault).toBe('no');
    expect(endpoint(Orders(inGroup)).publicDefault).toBe('yes');
    expect(endpoint(Orders({})).publicDefault).toBe('unknown');
    expect(endpoint(orders({ publicly_accessible: true })).publicFlag).toMatchObject({ value: true });
  });

  test('it listens on its engine port unless another one is written', () => {
    const ports = (declaration: Declaration) => endpoint(declaration).listens.map((listen) => textOf(listen.port));
    expect(ports(orders({}))).toEqual(['5432']);
    expect(ports(orders({ engine: 'sqlserver-ex' }))).toEqual(['1433']);
    expect(ports(Orders({ Port: '6000' }))).toEqual(['6000']);
    expect(ports(orders({ engine: variable('engine') }))).toEqual([]);
  });

  test('the secret that AWS manages and the one named as password are its credentials', () => {
    const credentials = (body: object) => first(orders(body))?.store?.credentials.map((c) => textOf(c.secret));
    expect(credentials({ manage_master_user_password: true })).toEqual(['aws_db_instance.orders']);
    expect(credentials({ password: ref('random_password.orders', 'result') })).toEqual(['random_password.orders']);
    expect(credentials({ password: 'hunter2' })).toEqual([]);
  });

  test('links to subnet group, key, parameter group and source', () => {
    const instance = first(
      orders({
        db_subnet_group_name: ref('aws_db_subnet_group.orders', 'name'),
        kms_key_id: ref('aws_kms_key.orders', 'arn'),
        parameter_group_name: ref('aws_db_parameter_group.orders', 'name'),
        replicate_source_db: ref('aws_db_instance.main', 'identifier'),
      }),
    );
    expect(linkTexts(instance)).toEqual([
      '<copies-to aws_db_instance.main',
      'encrypts-with aws_kms_key.orders',
      'runs-in aws_db_subnet_group.orders',
      'uses aws_db_parameter_group.orders',
    ]);
  });
});

describe('RDS parameter group', () => {
  const groups: readonly [string, Declaration, Declaration, boolean | 'unknown'][] = [
    ['PostgreSQL 16', group('postgres16', []), Group('postgres16', {}), true],
    ['PostgreSQL 14', group('postgres14', []), Group('postgres14', {}), false],
    ['forced', group('postgres14', [['rds.force_ssl', '1']]), Group('postgres14', { 'rds.force_ssl': 1 }), true],
    ['not forced', group('postgres16', [['rds.force_ssl', '0']]), Group('postgres16', { 'rds.force_ssl': '0' }), false],
    [
      'MySQL',
      group('mysql8.0', [['require_secure_transport', 'ON']]),
      Group('mysql8.0', { require_secure_transport: 'ON' }),
      true,
    ],
    ['MySQL by default', group('mysql8.0', []), Group('mysql8.0', {}), false],
    [
      'a variable',
      group('postgres16', [['rds.force_ssl', variable('ssl')]]),
      Group('postgres16', { 'rds.force_ssl': variable('Ssl') }),
      'unknown',
    ],
  ];
  function group(family: string, parameters: readonly (readonly [string, unknown])[]): Declaration {
    return declare('aws_db_parameter_group', 'orders', {
      family,
      parameter: parameters.map(([name, value]) => ({ name, value })),
    });
  }
  function Group(Family: string, Parameters: object): Declaration {
    return declare('AWS::RDS::DBParameterGroup', 'Orders', { Family, Parameters });
  }
  test.each(groups)('%s', (_name, terraform, template, expected) => {
    expect(factValues(first(terraform))['encryption.inTransit']).toBe(expected);
    expect(factValues(first(template))['encryption.inTransit']).toBe(expected);
  });
});

describe('RDS cluster', () => {
  const cluster = (body: object) => declare('aws_rds_cluster', 'shop', body);
  const Cluster = (body: object) => declare('AWS::RDS::DBCluster', 'Shop', body);
  const rows: readonly [string, Declaration, Declaration, unknown, boolean][] = [
    ['Aurora by default', cluster({ engine: 'aurora-mysql' }), Cluster({ Engine: 'aurora-mysql' }), true, true],
    ['Multi-AZ cluster', cluster({ engine: 'postgres' }), Cluster({ Engine: 'postgres' }), false, false],
    [
      'switched off',
      cluster({ engine: 'aurora-mysql', storage_encrypted: false }),
      Cluster({ Engine: 'aurora-mysql', StorageEncrypted: false }),
      false,
      false,
    ],
    [
      'Serverless v1',
      cluster({ engine: 'aurora-mysql', engine_mode: 'serverless' }),
      Cluster({ Engine: 'aurora-mysql', EngineMode: 'serverless' }),
      true,
      false,
    ],
  ];
  test.each(rows)('%s', (_name, terraform, template, encrypted, assumed) => {
    for (const declaration of [terraform, template]) {
      const fact = first(declaration)?.facts.get('encryption.atRest');
      expect(fact).toMatchObject({ state: 'known', value: encrypted });
      expect(fact?.state === 'known' && fact.assumed === true).toBe(assumed);
    }
    expect(factValues(first(template))).toEqual(factValues(first(terraform)));
  });

  test('one public member makes the cluster public, and points at the member', () => {
    const members = [false, true].map((open, index) =>
      declare('aws_rds_cluster_instance', `shop${index}`, {
        cluster_identifier: ref('aws_rds_cluster.shop', 'id'),
        publicly_accessible: open,
      }),
    );
    const resources = build([rds], cluster({ engine: 'aurora-mysql' }), ...members);
    expect([...resources.keys()]).toEqual(['aws_rds_cluster.shop']);
    const facet = resources.get('aws_rds_cluster.shop')?.network as EndpointFacet;
    expect(facet.publicFlag).toMatchObject({ kind: 'bool', value: true, at: { start: { line: 3 } } });
  });
});
