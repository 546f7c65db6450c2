import { expect, test } from 'vitest';
import * as ssm from '../../../src/catalog/aws/ssm.js';
import { build, declare, factValues, ref, textOf, variable } from './support.js';

const parameter = (body: object) => [...build([ssm], declare('aws_ssm_parameter', 'shop', body)).values()][0];

const rows: readonly [string, object, Record<string, unknown>][] = [
  [
    'a setting in plain text',
    { name: '/shop/log-level', type: 'String', value: 'debug' },
    { 'encryption.atRest': false, 'storage.plaintextSecret': false, 'storage.credentialInCode': false },
  ],
  [
    'a password in plain text',
    { name: '/shop/db/password', type: 'String', value: 'hunter2' },
    { 'storage.plaintextSecret': true, 'storage.credentialInCode': true },
  ],
  [
    'a password in a SecureString, written in code',
    { name: '/shop/db/password', type: 'SecureString', value: 'hunter2' },
    { 'encryption.atRest': true, 'storage.plaintextSecret': false, 'storage.credentialInCode': true },
  ],
  [
    'a generated password in a SecureString',
    { name: '/shop/db/password', type: 'SecureString', value: ref('random_password.db', 'result') },
    { 'storage.plaintextSecret': false, 'storage.credentialInCode': false },
  ],
  [
    'a secret whose type is a variable',
    { name: '/shop/api-key', type: variable('type'), value: variable('key') },
    { 'encryption.atRest': 'unknown', 'storage.plaintextSecret': 'unknown' },
  ],
  [
    'words that only contain "key" or "pass"',
    { name: '/shop/keyboard/bypass', type: 'String', value: 'x' },
    { 'storage.plaintextSecret': false },
  ],
];
test.each(rows)('%s', (_name, body, facts) => {
  expect(factValues(parameter(body))).toMatchObject(facts);
});

test('CloudFormation writes plain text only', () => {
  const body = { Name: '/shop/db/password', Type: 'String', Value: 'hunter2' };
  const inTemplate = [...build([ssm], declare('AWS::SSM::Parameter', 'Shop', body)).values()][0];
  const inTerraform = parameter({ name: '/shop/db/password', type: 'String', value: 'hunter2' });
  expect(factValues(inTemplate)).toEqual(factValues(inTerraform));
});

test('the ARN of a path has one slash', () => {
  const arn = parameter({ name: '/shop/db', type: 'String' })?.handles.find((handle) => handle.kind === 'arn');
  expect(textOf(arn?.value)).toBe('arn:aws:ssm:${?}:${?}:parameter/shop/db');
});
