import { type Fact, known } from '../../model/fact.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

export const volumeAttachment = defineKind({
  type: 'aws.ebs.volume-attachment',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_volume_attachment', cloudformation: 'AWS::EC2::VolumeAttachment' },
  attributes: {
    volume: { terraform: 'volume_id', cloudformation: 'VolumeId' },
    instance: { terraform: 'instance_id', cloudformation: 'InstanceId' },
  },
  satelliteOf: { owner: 'volume', types: ['aws.ebs.volume'] },
});

/** EBS volume. Without `encrypted` the account's default decides, which is off unless somebody turned it on. */
export const volume = defineKind({
  type: 'aws.ebs.volume',
  element: 'data-store',
  kind: 'data-store/block',
  dialects: { terraform: 'aws_ebs_volume', cloudformation: 'AWS::EC2::Volume' },
  attributes: {
    encrypted: { terraform: 'encrypted', cloudformation: 'Encrypted' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    snapshot: { terraform: 'snapshot_id', cloudformation: 'SnapshotId' },
  },
  build: (r, satellites) => ({
    store: { store: 'block', hints: [], access: 'iam', credentials: [], needsNetwork: false },
    facts: { 'encryption.atRest': byAccountDefault(r), 'encryption.customerKey': customerKey(r, 'kmsKey') },
    links: [
      ...keyLink(r, 'kmsKey'),
      ...r.link('copies-to', 'snapshot', { reverse: true, grade: 'declared', expects: ['aws.ebs.snapshot'] }),
      ...satellites
        .of(volumeAttachment)
        .flatMap((s) =>
          s.link('mounts', 'instance', { reverse: true, grade: 'declared', expects: ['aws.ec2.instance'] }),
        ),
    ],
  }),
});

function byAccountDefault(r: Reader<{ readonly encrypted: object }>): Fact {
  const fact = r.fact('encrypted', false);
  return fact.state === 'known' && r.value('encrypted') === undefined ? { ...fact, assumed: true } : fact;
}

export const snapshotPermission = defineKind({
  type: 'aws.ebs.snapshot-permission',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_snapshot_create_volume_permission' },
  absent: { cloudformation: 'CloudFormation cannot share snapshots' },
  attributes: { snapshot: { terraform: 'snapshot_id' }, account: { terraform: 'account_id' } },
  satelliteOf: { owner: 'snapshot', types: ['aws.ebs.snapshot'] },
});

export const snapshot = defineKind({
  type: 'aws.ebs.snapshot',
  element: 'data-store',
  kind: 'data-store/backup',
  dialects: { terraform: ['aws_ebs_snapshot', 'aws_ebs_snapshot_copy'] },
  absent: { cloudformation: 'CloudFormation cannot create snapshots' },
  attributes: {
    description: { terraform: 'description' },
    volume: { terraform: 'volume_id' },
    source: { terraform: 'source_snapshot_id' },
    encrypted: { terraform: 'encrypted' },
    kmsKey: { terraform: 'kms_key_id' },
  },
  build: (r, satellites) => {
    const shares = satellites.of(snapshotPermission).map((s) => s.fact('account'));
    return {
      store: {
        store: 'backup',
        hints: hintsFrom(r, 'description'),
        access: 'iam',
        credentials: [],
        needsNetwork: false,
      },
      facts: {
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'storage.sharedAccounts': sharedWith(shares),
      },
      links: [
        ...r.link('copies-to', 'volume', { reverse: true, grade: 'declared', expects: ['aws.ebs.volume'] }),
        ...r.link('copies-to', 'source', { reverse: true, grade: 'declared', expects: ['aws.ebs.snapshot'] }),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

function sharedWith(shares: readonly Fact[]): Fact | undefined {
  const unknown = shares.find((fact) => fact.state === 'unknown');
  if (unknown || shares.length === 0) return unknown;
  const accounts = shares.flatMap((fact) => (fact.state === 'known' ? [String(fact.value)] : []));
  return known(
    accounts.sort(),
    shares.flatMap((fact) => fact.because),
  );
}

/** Settings of the whole account in one Region. */
export const accountSettings = defineKind({
  type: 'aws.ebs.account-settings',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: ['aws_ebs_encryption_by_default', 'aws_ebs_snapshot_block_public_access'],
    cloudformation: 'AWS::EC2::SnapshotBlockPublicAccess',
  },
  attributes: {
    encryptByDefault: { terraform: 'enabled' },
    state: { terraform: 'state', cloudformation: 'State' },
  },
  build: (r) =>
    r.declaration.type === 'aws_ebs_encryption_by_default'
      ? { facts: { 'encryption.atRest': r.fact('encryptByDefault', true) } }
      : {},
});

export const kinds = [volume, volumeAttachment, snapshot, snapshotPermission, accountSettings];
