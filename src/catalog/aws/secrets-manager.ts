import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { defineKind } from '../kind.js';
import { document, documents, lookUpArn } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { anyFact } from '../common/facts.js';
import { literalSecret } from '../common/literal-secret.js';
import { apiStore, hintsFrom } from '../common/store.js';
import type { Reader } from '../reader.js';

const secretType = ['aws.secretsmanager.secret'];

export const secretVersion = defineKind({
  type: 'aws.secretsmanager.secret-version',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_secretsmanager_secret_version' },
  absent: { cloudformation: 'CloudFormation writes the value inside AWS::SecretsManager::Secret' },
  attributes: {
    secret: { terraform: 'secret_id' },
    text: { terraform: 'secret_string' },
    writeOnlyText: { terraform: 'secret_string_wo' },
    binary: { terraform: 'secret_binary' },
  },
  satelliteOf: { owner: 'secret', types: secretType },
});

export const secretPolicy = defineKind({
  type: 'aws.secretsmanager.secret-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_secretsmanager_secret_policy', cloudformation: 'AWS::SecretsManager::ResourcePolicy' },
  attributes: {
    secret: { terraform: 'secret_arn', cloudformation: 'SecretId' },
    document: { terraform: 'policy', cloudformation: 'ResourcePolicy' },
  },
  satelliteOf: { owner: 'secret', types: secretType },
});

export const secretRotation = defineKind({
  type: 'aws.secretsmanager.secret-rotation',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: 'aws_secretsmanager_secret_rotation',
    cloudformation: 'AWS::SecretsManager::RotationSchedule',
  },
  attributes: {
    secret: { terraform: 'secret_id', cloudformation: 'SecretId' },
    function: { terraform: 'rotation_lambda_arn', cloudformation: 'RotationLambdaARN' },
  },
  satelliteOf: { owner: 'secret', types: secretType },
});

/** Completes the secret with the address of the database that it opens. */
export const secretTargetAttachment = defineKind({
  type: 'aws.secretsmanager.secret-target-attachment',
  element: 'supporting',
  kind: 'other',
  dialects: { cloudformation: 'AWS::SecretsManager::SecretTargetAttachment' },
  absent: { terraform: 'Terraform writes the address into the secret version' },
  attributes: { secret: { cloudformation: 'SecretId' }, target: { cloudformation: 'TargetId' } },
  satelliteOf: { owner: 'secret', types: secretType },
});

/** Secrets Manager encrypts every secret; without `kms_key_id` with the AWS managed key. */
export const secret = defineKind({
  type: 'aws.secretsmanager.secret',
  element: 'data-store',
  kind: 'data-store/secret',
  dialects: { terraform: 'aws_secretsmanager_secret', cloudformation: 'AWS::SecretsManager::Secret' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    namePrefix: { terraform: 'name_prefix' },
    description: { terraform: 'description', cloudformation: 'Description' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    policy: { terraform: 'policy' },
    text: { cloudformation: 'SecretString' },
    template: { cloudformation: 'GenerateSecretString.SecretStringTemplate' },
  },
  names: ['name'],
  // AWS appends six random characters to the name (Secrets Manager User Guide, "What's in a secret").
  arn: 'arn:aws:secretsmanager:{region}:{account}:secret:{name}-??????',
  handles: (r) => lookUpArn(r),
  build: (r, satellites) => {
    const versions = satellites.of(secretVersion);
    const rotations = satellites.of(secretRotation);
    const texts = [
      ...versions.map((s) => s.value('text') ?? s.value('writeOnlyText') ?? s.value('binary')),
      r.value('text'),
    ].flatMap((text) => text ?? []);
    const contents = [...texts, ...satellites.of(secretTargetAttachment).flatMap((s) => s.value('target') ?? [])];
    return {
      store: apiStore('secret', hintsFrom(r, 'name', 'namePrefix', 'description')),
      identity: {
        permissions: [],
        attachments: [],
        resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(secretPolicy), 'document')],
      },
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'storage.rotated': rotated(r, rotations),
        'storage.credentialInCode': writtenInCode(r, texts),
      },
      links: [
        ...keyLink(r, 'kmsKey'),
        ...contents.map((target) => opens(r, target)),
        ...rotations.flatMap((s) => s.link('triggers', 'function', { grade: 'declared', expects: ['aws.lambda.'] })),
      ],
    };
  },
});

/** The secret's content names the database that it opens, or the generated password that it shares with it. */
const opens = (r: Reader, target: Value): Link => ({
  kind: 'uses',
  target,
  expects: [
    'aws.rds.',
    'aws.docdb.',
    'aws.neptune.',
    'aws.redshift.',
    'aws.elasticache.',
    'aws.mq.',
    'random.password',
  ],
  because: [target.at ?? r.location],
  attrs: { use: 'credential-of' },
});

function rotated(r: Reader, rotations: readonly Reader[]): Fact {
  const [first] = rotations;
  if (!first) return r.managed ? known(false, [r.location]) : unknownFact([external(r)], [r.location]);
  const { exists } = first.declaration;
  return exists.truth === 'unknown' ? unknownFact(exists.unknowns, [first.location]) : known(true, [first.location]);
}

function writtenInCode(r: Reader, texts: readonly Value[]): Fact {
  if (texts.length === 0) return r.managed ? known(false, [r.location]) : unknownFact([external(r)], [r.location]);
  return anyFact(...texts.map((text) => literalSecret(text, r)));
}

const external = (r: Reader) => ({ code: 'external', subject: r.declaration.address, at: r.location }) as const;

/** `random_password.db.result`: the link between a database and the secret that keeps its password. */
export const randomPassword = defineKind({
  type: 'random.password',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: ['random_password', 'random_string'] },
  absent: { cloudformation: 'CloudFormation generates passwords inside AWS::SecretsManager::Secret' },
  attributes: {},
});

export const kinds = [secret, secretVersion, secretPolicy, secretRotation, secretTargetAttachment, randomPassword];
