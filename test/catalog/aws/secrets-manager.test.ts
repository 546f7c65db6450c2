import { describe, expect, test } from 'vitest';
import * as secrets from '../../../src/catalog/aws/secrets-manager.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref, variable } from './support.js';

const first = (...declarations: Declaration[]) => [...build([secrets], ...declarations).values()][0];
const orders = (body: object = {}) => declare('aws_secretsmanager_secret', 'orders', { name: 'orders', ...body });
const Orders = (body: object = {}) => declare('AWS::SecretsManager::Secret', 'Orders', { Name: 'orders', ...body });
const of = ref('aws_secretsmanager_secret.orders', 'id');
const version = (secret_string: unknown) =>
  declare('aws_secretsmanager_secret_version', 'orders', { secret_id: of, secret_string });

const contents: readonly [string, unknown, boolean][] = [
  ['a literal', 'hunter2', true],
  ['JSON with a literal password', '{"username":"orders","password":"hunter2"}', true],
  ['JSON with a placeholder', '{"username":"orders","password":"CHANGE_ME"}', false],
  ['JSON without any secret', '{"host":"db.internal","port":5432}', false],
  ['a placeholder', 'placeholder', false],
  ['a generated password', ref('random_password.orders', 'result'), false],
  ['a variable', variable('db_password'), false],
];

describe('Secrets Manager secret', () => {
  test.each(contents)('content from %s', (_name, content, expected) => {
    for (const secret of [first(orders(), version(content)), first(Orders({ SecretString: content }))]) {
      expect(factValues(secret)['storage.credentialInCode']).toBe(expected);
    }
  });

  test('encryption, rotation and policy in both dialects', () => {
    const key = ref('aws_kms_key.orders', 'arn');
    const inTerraform = first(
      orders({ kms_key_id: key, policy: '{}' }),
      declare('aws_secretsmanager_secret_rotation', 'orders', { secret_id: of, rotation_lambda_arn: 'rotate' }),
    );
    const inTemplate = first(
      Orders({ KmsKeyId: key }),
      declare('AWS::SecretsManager::RotationSchedule', 'Rotation', {
        SecretId: ref('Orders'),
        RotationLambdaARN: 'rotate',
      }),
      declare('AWS::SecretsManager::ResourcePolicy', 'Policy', { SecretId: ref('Orders'), ResourcePolicy: {} }),
    );
    for (const secret of [inTerraform, inTemplate]) {
      expect(factValues(secret)).toEqual({
        'encryption.atRest': true,
        'encryption.customerKey': true,
        'storage.rotated': true,
        'storage.credentialInCode': false,
      });
      expect(secret?.identity?.resourcePolicies).toHaveLength(1);
      expect(linkTexts(secret)).toEqual(['encrypts-with aws_kms_key.orders', 'triggers rotate']);
    }
    expect(factValues(first(orders()))).toMatchObject({ 'encryption.customerKey': false, 'storage.rotated': false });
  });

  test('the secret leads to the database that its content names', () => {
    const json = { kind: 'template', parts: ['{"host":"', ref('aws_db_instance.orders', 'address'), '"}'] };
    expect(linkTexts(first(orders(), version(json)))[0]).toContain('uses {"host":"${aws_db_instance.orders}"}');
    const attachment = declare('AWS::SecretsManager::SecretTargetAttachment', 'Attachment', {
      SecretId: ref('Orders'),
      TargetId: ref('Database'),
      TargetType: 'AWS::RDS::DBInstance',
    });
    expect(linkTexts(first(Orders({ GenerateSecretString: {} }), attachment))).toEqual(['uses Database']);
  });

  test('of a looked-up secret nothing is assumed', () => {
    const found = first(declare('aws_secretsmanager_secret', 'orders', { name: 'orders' }, { mode: 'data' }));
    expect(factValues(found)).toMatchObject({ 'storage.rotated': 'unknown', 'encryption.customerKey': 'unknown' });
  });
});
