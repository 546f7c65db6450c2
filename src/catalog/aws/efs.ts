import { type Fact, known } from '../../model/fact.js';
import { onPort } from '../common/database-port.js';
import { document, documents } from '../common/documents.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { anyFact, lastOf } from '../common/facts.js';
import { privateEndpoint } from '../common/private-endpoint.js';
import { hintsFrom } from '../common/store.js';
import { defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';

const fileSystemType = ['aws.efs.file-system'];

export const fileSystemPolicy = defineKind({
  type: 'aws.efs.file-system-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_efs_file_system_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::EFS::FileSystem' },
  attributes: { fileSystem: { terraform: 'file_system_id' }, document: { terraform: 'policy' } },
  satelliteOf: { owner: 'fileSystem', types: fileSystemType },
});
export const mountTarget = defineKind({
  type: 'aws.efs.mount-target',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_efs_mount_target', cloudformation: 'AWS::EFS::MountTarget' },
  attributes: {
    fileSystem: { terraform: 'file_system_id', cloudformation: 'FileSystemId' },
    subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' },
    securityGroups: { terraform: 'security_groups', cloudformation: 'SecurityGroups' },
  },
  satelliteOf: { owner: 'fileSystem', types: fileSystemType },
});
export const accessPoint = defineKind({
  type: 'aws.efs.access-point',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_efs_access_point', cloudformation: 'AWS::EFS::AccessPoint' },
  attributes: { fileSystem: { terraform: 'file_system_id', cloudformation: 'FileSystemId' } },
  satelliteOf: { owner: 'fileSystem', types: fileSystemType },
});
export const backupPolicy = defineKind({
  type: 'aws.efs.backup-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_efs_backup_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::EFS::FileSystem' },
  attributes: {
    fileSystem: { terraform: 'file_system_id' },
    status: { terraform: 'backup_policy.status' },
  },
  satelliteOf: { owner: 'fileSystem', types: fileSystemType },
});

const fileSystemAttributes = {
  name: { terraform: 'creation_token' },
  encrypted: { terraform: 'encrypted', cloudformation: 'Encrypted' },
  kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
  policy: { cloudformation: 'FileSystemPolicy' },
  backup: { cloudformation: 'BackupPolicy.Status' },
} as const;

/** EFS file system. Without a file system policy every client that can reach a mount target may mount it. */
export const fileSystem = defineKind({
  type: 'aws.efs.file-system',
  element: 'data-store',
  kind: 'data-store/file',
  dialects: { terraform: 'aws_efs_file_system', cloudformation: 'AWS::EFS::FileSystem' },
  attributes: fileSystemAttributes,
  build: (r, satellites) => {
    const targets = satellites.of(mountTarget);
    const policies = [...document(r, 'policy'), ...documents(satellites.of(fileSystemPolicy), 'document')];
    return {
      ...(targets.length > 0 && {
        network: privateEndpoint({
          subnets: targets.flatMap((target) => target.list('subnet')),
          securityGroups: targets.flatMap((target) => target.list('securityGroups')),
          listens: [onPort(2049, r.location, 'nfs')],
        }),
      }),
      store: {
        store: 'file',
        hints: hintsFrom(r, 'name'),
        access: policies.length > 0 ? 'iam' : 'none',
        credentials: [],
        needsNetwork: true,
      },
      identity: { permissions: [], attachments: [], resourcePolicies: policies },
      facts: {
        'encryption.atRest': r.fact('encrypted', false),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'storage.backedUp': backedUp(r, satellites),
        'storage.clientAuthentication': r.managed ? known(policies.length > 0, [r.location]) : undefined,
      },
      links: [
        ...targets.flatMap((target) => [
          ...target.link('runs-in', 'subnet', { expects: ['aws.ec2.'] }),
          ...target.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ]),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

function backedUp(r: Reader<typeof fileSystemAttributes>, satellites: Satellites): Fact {
  const policy = lastOf(satellites.of(backupPolicy));
  const own = r.test('backup', (status) => status === 'ENABLED', '');
  return policy
    ? anyFact(
        policy.test('status', (status) => status === 'ENABLED'),
        own,
      )
    : own;
}

export const kinds = [fileSystem, fileSystemPolicy, mountTarget, accessPoint, backupPolicy];
