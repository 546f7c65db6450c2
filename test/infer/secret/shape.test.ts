import { describe, expect, it } from 'vitest';
import { couldBeSecret, holdsCredential, namesSecret, scriptHoldsSecret } from '../../../src/infer/secret/shape.js';

describe('names of secrets', () => {
  it.each(['DB_PASSWORD', 'dbPassword', 'STRIPE_API_KEY', 'AWS_SECRET_ACCESS_KEY', 'jwt_signing_key', 'GITHUB_TOKEN'])(
    '%s',
    (name) => {
      expect(namesSecret(name)).toBe(true);
    },
  );
  it.each([
    'DB_PASSWORD_ARN',
    'SECRET_NAME',
    'TOKEN_TTL',
    'KMS_KEY_ID',
    'PARTITION_KEY',
    'PASSWORDLESS',
    'SECRETS_PATH',
    'API_URL',
  ])('not %s', (name) => {
    expect(namesSecret(name)).toBe(false);
  });
});

describe('values of secrets', () => {
  it.each(['hK7!sd9-Qp2vLx', 'Wint3r-2024-clinic'])('%s could be one', (text) =>
    expect(couldBeSecret(text)).toBe(true),
  );
  it.each([
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders',
    '/orders/db/password',
    'changeme-in-console',
    '<from vault>',
    '3600000',
    'true',
    '{{resolve:secretsmanager:orders}}',
    'https://auth.clinic.example',
  ])('%s could not', (text) => expect(couldBeSecret(text)).toBe(false));

  it.each([
    `AKIA${'IOSFODNN7EXAMPLE'}`,
    'postgres://app:s3cr3t-pw@db.clinic.example:5432/orders',
    '-----BEGIN RSA PRIVATE KEY-----',
  ])('%s is a credential by its form', (text) => expect(holdsCredential(text)).toBe(true));

  it.each([
    ['export DB_PASSWORD=Sommer2024!x', true],
    ['DB_PASSWORD="$(aws secretsmanager get-secret-value)"', false],
    ['systemctl enable --now orders', false],
    ['echo "token_ttl=3600000" > /etc/orders', false],
  ])('script %j', (script, expected) => expect(scriptHoldsSecret(script)).toBe(expected));
});
