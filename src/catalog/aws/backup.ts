import { known } from '../../model/fact.js';
import { document, documents } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { anyFact, presence, whenItExists } from '../common/facts.js';
import { apiStore, hintsFrom } from '../common/store.js';
import { type AttributePath, defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

const vaultType = ['aws.backup.vault'];

export const vaultPolicy = defineKind({
  type: 'aws.backup.vault-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_backup_vault_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::Backup::BackupVault' },
  attributes: { vault: { terraform: 'backup_vault_name' }, document: { terraform: 'policy' } },
  satelliteOf: { owner: 'vault', types: vaultType },
});
export const vaultLock = defineKind({
  type: 'aws.backup.vault-lock',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_backup_vault_lock_configuration' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::Backup::BackupVault' },
  attributes: { vault: { terraform: 'backup_vault_name' }, days: { terraform: 'min_retention_days' } },
  satelliteOf: { owner: 'vault', types: vaultType },
});

/** Keeps recovery points; always encrypted. A lock keeps anybody from deleting them early. */
export const vault = defineKind({
  type: 'aws.backup.vault',
  element: 'data-store',
  kind: 'data-store/backup',
  dialects: { terraform: 'aws_backup_vault', cloudformation: 'AWS::Backup::BackupVault' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'BackupVaultName' },
    kmsKey: { terraform: 'kms_key_arn', cloudformation: 'EncryptionKeyArn' },
    policy: { cloudformation: 'AccessPolicy' },
    lock: { cloudformation: 'LockConfiguration' },
  },
  arn: 'arn:aws:backup:{region}:{account}:backup-vault:{name}',
  names: ['name'],
  build: (r, satellites) => {
    const own = presence(r, 'lock');
    const locks = satellites.of(vaultLock).map((s) => whenItExists(s, known(true, [s.location]), own));
    return {
      store: apiStore('backup', hintsFrom(r, 'name')),
      identity: {
        permissions: [],
        attachments: [],
        resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(vaultPolicy), 'document')],
      },
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'storage.objectLocked': anyFact(own, ...locks),
      },
      links: keyLink(r, 'kmsKey'),
    };
  },
});

export const selection = defineKind({
  type: 'aws.backup.selection',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_backup_selection', cloudformation: 'AWS::Backup::BackupSelection' },
  attributes: {
    plan: { terraform: 'plan_id', cloudformation: 'BackupPlanId' },
    resources: { terraform: 'resources', cloudformation: 'BackupSelection.Resources' },
    role: { terraform: 'iam_role_arn', cloudformation: 'BackupSelection.IamRoleArn' },
  },
  satelliteOf: { owner: 'plan', types: ['aws.backup.plan'] },
});

/** Copies what its selections name into its vaults. */
export const plan = defineKind({
  type: 'aws.backup.plan',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_backup_plan', cloudformation: 'AWS::Backup::BackupPlan' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'BackupPlan.BackupPlanName' },
    rules: {
      terraform: 'rule',
      cloudformation: 'BackupPlan.BackupPlanRule',
      each: {
        vault: { terraform: 'target_vault_name', cloudformation: 'TargetBackupVault' },
        copies: {
          terraform: 'copy_action',
          cloudformation: 'CopyActions',
          each: { vault: { terraform: 'destination_vault_arn', cloudformation: 'DestinationBackupVaultArn' } },
        },
      },
    },
  },
  names: ['name'],
  build: (r, satellites) => ({
    links: [
      ...r.each('rules').flatMap((rule) => [...toVault(rule), ...rule.each('copies').flatMap((copy) => toVault(copy))]),
      ...satellites
        .of(selection)
        .flatMap((s) => [
          ...s.link('reads', 'resources', { grade: 'declared', attrs: { use: 'backs-up' } }),
          ...s.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'agent' } }),
        ]),
    ],
  }),
});

const toVault = (r: Reader<{ readonly vault: AttributePath }>) =>
  r.link('writes', 'vault', { grade: 'declared', expects: vaultType });

export const kinds = [vault, vaultPolicy, vaultLock, plan, selection];
