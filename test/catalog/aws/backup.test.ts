import { expect, test } from 'vitest';
import * as backup from '../../../src/catalog/aws/backup.js';
import { unknown } from '../../../src/model/tri.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref } from './support.js';

const get = (address: string, ...declarations: Declaration[]) => build([backup], ...declarations).get(address);
const vault = declare('aws_backup_vault', 'clinic', { name: 'clinic' });
const lock = (extra: Partial<Declaration> = {}) =>
  declare(
    'aws_backup_vault_lock_configuration',
    'clinic',
    { backup_vault_name: 'clinic', min_retention_days: 7 },
    extra,
  );
const locked = (...satellites: Declaration[]) =>
  factValues(get('aws_backup_vault.clinic', vault, ...satellites))['storage.objectLocked'];

test('a vault is locked by a declaration of its own or inline', () => {
  expect(locked()).toBe(false);
  expect(locked(lock())).toBe(true);
  expect(locked(lock({ exists: unknown([{ code: 'variable', subject: 'var.lock' }]) }))).toBe('unknown');
  const inline = declare('AWS::Backup::BackupVault', 'Clinic', { LockConfiguration: { MinRetentionDays: 7 } });
  expect(factValues(get('Clinic', inline))['storage.objectLocked']).toBe(true);
});

test('a plan reads what it selects and writes into its vaults, in both dialects', () => {
  const table = ref('aws_dynamodb_table.patients', 'arn');
  const inTerraform = get(
    'aws_backup_plan.daily',
    declare('aws_backup_plan', 'daily', {
      rule: [{ target_vault_name: 'clinic', copy_action: [{ destination_vault_arn: 'arn:aws:backup:::elsewhere' }] }],
    }),
    declare('aws_backup_selection', 'daily', {
      plan_id: ref('aws_backup_plan.daily', 'id'),
      resources: [table],
      iam_role_arn: 'r',
    }),
  );
  const inTemplate = get(
    'Daily',
    declare('AWS::Backup::BackupPlan', 'Daily', {
      BackupPlan: {
        BackupPlanRule: [
          { TargetBackupVault: 'clinic', CopyActions: [{ DestinationBackupVaultArn: 'arn:aws:backup:::elsewhere' }] },
        ],
      },
    }),
    declare('AWS::Backup::BackupSelection', 'Selection', {
      BackupPlanId: ref('Daily'),
      BackupSelection: { Resources: [table], IamRoleArn: 'r' },
    }),
  );
  const expected = [
    'reads aws_dynamodb_table.patients',
    'runs-as r',
    'writes arn:aws:backup:::elsewhere',
    'writes clinic',
  ];
  expect(linkTexts(inTerraform)).toEqual(expected);
  expect(linkTexts(inTemplate)).toEqual(expected);
});
