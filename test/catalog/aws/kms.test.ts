import { expect, test } from 'vitest';
import * as kms from '../../../src/catalog/aws/kms.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, ref, textOf, variable } from './support.js';

const first = (...declarations: Declaration[]) => [...build([kms], ...declarations).values()][0];
const rotation = (declaration: Declaration) => factValues(first(declaration))['encryption.keyRotation'];
const clinic = (body: object) => declare('aws_kms_key', 'clinic', body);
const Clinic = (body: object) => declare('AWS::KMS::Key', 'Clinic', body);

const rows: readonly [string, Declaration, Declaration, boolean | 'unknown' | undefined][] = [
  ['by default', clinic({}), Clinic({}), false],
  ['on', clinic({ enable_key_rotation: true }), Clinic({ EnableKeyRotation: true }), true],
  [
    'a variable',
    clinic({ enable_key_rotation: variable('rotate') }),
    Clinic({ EnableKeyRotation: variable('R') }),
    'unknown',
  ],
  [
    'asymmetric keys cannot',
    clinic({ customer_master_key_spec: 'RSA_4096' }),
    Clinic({ KeySpec: 'RSA_4096' }),
    undefined,
  ],
];
test.each(rows)('rotation %s', (_name, terraform, template, expected) => {
  expect([rotation(terraform), rotation(template)]).toEqual([expected, expected]);
});

test('a key policy is inline or in a declaration of its own; none means the default one', () => {
  const policy = declare('aws_kms_key_policy', 'clinic', { key_id: ref('aws_kms_key.clinic', 'id'), policy: '{}' });
  expect(first(clinic({}))?.identity?.resourcePolicies).toEqual([]);
  expect(first(clinic({}), policy)?.identity?.resourcePolicies).toHaveLength(1);
  expect(first(Clinic({ KeyPolicy: {} }))?.identity?.resourcePolicies).toHaveLength(1);
});

test('an alias folds into its key and hints at what the key is for', () => {
  const alias = declare('aws_kms_alias', 'clinic', {
    name: 'alias/patients',
    target_key_id: ref('aws_kms_key.clinic', 'key_id'),
  });
  const resources = build([kms], clinic({ description: 'records' }), alias);
  expect([...resources.keys()]).toEqual(['aws_kms_key.clinic']);
  expect(resources.get('aws_kms_key.clinic')?.store?.hints.map((hint) => textOf(hint.text))).toEqual([
    'records',
    'alias/patients',
  ]);
});
