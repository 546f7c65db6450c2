import type { ListenPort } from '../../model/network.js';
import { onPort } from '../common/database-port.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { privateEndpoint } from '../common/private-endpoint.js';
import { defineKind } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';

/** FSx file systems: only inside a VPC, always encrypted (FSx User Guides, "Encryption of data at rest"). */
export const fileSystem = defineKind({
  type: 'aws.fsx.file-system',
  element: 'data-store',
  kind: 'data-store/file',
  dialects: {
    terraform: [
      'aws_fsx_lustre_file_system',
      'aws_fsx_windows_file_system',
      'aws_fsx_ontap_file_system',
      'aws_fsx_openzfs_file_system',
    ],
    cloudformation: 'AWS::FSx::FileSystem',
  },
  attributes: {
    type: { cloudformation: 'FileSystemType' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' },
    securityGroups: { terraform: 'security_group_ids', cloudformation: 'SecurityGroupIds' },
    backupDays: { terraform: 'automatic_backup_retention_days' },
    windowsDays: { cloudformation: 'WindowsConfiguration.AutomaticBackupRetentionDays' },
    lustreDays: { cloudformation: 'LustreConfiguration.AutomaticBackupRetentionDays' },
    ontapDays: { cloudformation: 'OntapConfiguration.AutomaticBackupRetentionDays' },
    zfsDays: { cloudformation: 'OpenZFSConfiguration.AutomaticBackupRetentionDays' },
  },
  build: (r) => {
    const days = (['backupDays', 'windowsDays', 'lustreDays', 'ontapDays', 'zfsDays'] as const).find((key) =>
      r.value(key),
    );
    return {
      network: privateEndpoint({
        subnets: r.list('subnets'),
        securityGroups: r.list('securityGroups'),
        listens: portsOf(r),
      }),
      store: {
        store: 'file',
        hints: [],
        access: flavour(r) === 'windows' ? 'credential' : 'none',
        credentials: [],
        needsNetwork: true,
      },
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'storage.backedUp': days ? mapFact(r.fact(days), (count) => Number(count) > 0) : undefined,
      },
      links: [
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

type FsxReader = Reader<{ readonly type: object }>;

/** `lustre`, `windows`, `ontap` or `openzfs`. */
const flavour = (r: FsxReader): string =>
  (r.text('type') ?? /aws_fsx_([a-z]+)_/.exec(r.declaration.type)?.[1] ?? '').toLowerCase();

function portsOf(r: FsxReader): readonly ListenPort[] {
  const ports: Readonly<Record<string, readonly number[]>> = {
    lustre: [988],
    windows: [445],
    ontap: [445, 2049],
    openzfs: [2049],
  };
  return (ports[flavour(r)] ?? []).map((port) => onPort(port, r.location));
}

export const kinds = [fileSystem];
