import type { Fact } from '../../model/fact.js';
import { defineKind } from '../kind.js';
import { document, documents } from '../common/documents.js';
import { apiStore, hintsFrom } from '../common/store.js';
import type { Reader } from '../reader.js';

export const keyPolicy = defineKind({
  type: 'aws.kms.key-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_kms_key_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::KMS::Key' },
  attributes: { key: { terraform: 'key_id' }, document: { terraform: 'policy' } },
  satelliteOf: { owner: 'key', types: ['aws.kms.key'] },
});

/** Another name of a key; references to it stand for the key. */
export const alias = defineKind({
  type: 'aws.kms.alias',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_kms_alias', cloudformation: 'AWS::KMS::Alias' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'AliasName' },
    key: { terraform: 'target_key_id', cloudformation: 'TargetKeyId' },
  },
  satelliteOf: { owner: 'key', types: ['aws.kms.key'] },
});

export const grant = defineKind({
  type: 'aws.kms.grant',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_kms_grant' },
  absent: { cloudformation: 'CloudFormation cannot create grants' },
  attributes: {
    key: { terraform: 'key_id' },
    grantee: { terraform: 'grantee_principal' },
    operations: { terraform: 'operations' },
  },
  satelliteOf: { owner: 'key', types: ['aws.kms.key'] },
});

const keyAttributes = {
  description: { terraform: 'description', cloudformation: 'Description' },
  policy: { terraform: 'policy', cloudformation: 'KeyPolicy' },
  rotation: { terraform: 'enable_key_rotation', cloudformation: 'EnableKeyRotation' },
  spec: { terraform: 'customer_master_key_spec', cloudformation: 'KeySpec' },
  usage: { terraform: 'key_usage', cloudformation: 'KeyUsage' },
  origin: { cloudformation: 'Origin' },
  primary: { terraform: 'primary_key_arn', cloudformation: 'PrimaryKeyArn' },
} as const;

/**
 * KMS key. No key policy in code means the default one, which delegates to the account (KMS Developer Guide, "Default key
 * policy"): `resourcePolicies` is then empty.
 */
export const key = defineKind({
  type: 'aws.kms.key',
  element: 'data-store',
  kind: 'data-store/key',
  dialects: {
    terraform: ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key'],
    cloudformation: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  },
  attributes: keyAttributes,
  build: (r, satellites) => ({
    store: apiStore('key', [
      ...hintsFrom(r, 'description'),
      ...satellites.of(alias).flatMap((s) => hintsFrom(s, 'name')),
    ]),
    identity: {
      permissions: [],
      attachments: [],
      resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(keyPolicy), 'document')],
    },
    facts: { 'encryption.keyRotation': rotation(r) },
    links: r.link('uses', 'primary', { expects: ['aws.kms.'] }),
  }),
});

/** Only symmetric keys whose material AWS makes can rotate automatically; a replica follows its primary. */
function rotation(r: Reader<typeof keyAttributes>): Fact | undefined {
  const spec = r.text('spec') ?? 'SYMMETRIC_DEFAULT';
  const origin = r.text('origin') ?? 'AWS_KMS';
  const replica = r.value('primary') !== undefined;
  if (spec !== 'SYMMETRIC_DEFAULT' || origin !== 'AWS_KMS' || replica) return undefined;
  return r.declaration.type === 'aws_kms_external_key' ? undefined : r.fact('rotation', false);
}

export const kinds = [key, alias, keyPolicy, grant];
