import { known } from '../../model/fact.js';
import { document, documents } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { apiStore, hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';

const repositoryTypes = ['aws.ecr.repository', 'aws.ecr.public-repository'];

export const repositoryPolicy = defineKind({
  type: 'aws.ecr.repository-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: ['aws_ecr_repository_policy', 'aws_ecrpublic_repository_policy'] },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::ECR::Repository' },
  attributes: {
    repository: { terraform: 'repository' },
    publicRepository: { terraform: 'repository_name' },
    document: { terraform: 'policy' },
  },
  satelliteOf: { owner: 'repository', ownerElse: ['publicRepository'], types: repositoryTypes },
});
export const lifecyclePolicy = defineKind({
  type: 'aws.ecr.lifecycle-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_ecr_lifecycle_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::ECR::Repository' },
  attributes: { repository: { terraform: 'repository' } },
  satelliteOf: { owner: 'repository', types: repositoryTypes },
});

/** Private image repository: always encrypted; tags can be moved unless told otherwise. */
export const repository = defineKind({
  type: 'aws.ecr.repository',
  element: 'data-store',
  kind: 'data-store/registry',
  dialects: { terraform: 'aws_ecr_repository', cloudformation: 'AWS::ECR::Repository' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'RepositoryName' },
    mutability: { terraform: 'image_tag_mutability', cloudformation: 'ImageTagMutability' },
    scan: {
      terraform: 'image_scanning_configuration.scan_on_push',
      cloudformation: 'ImageScanningConfiguration.ScanOnPush',
    },
    kmsKey: { terraform: 'encryption_configuration.kms_key', cloudformation: 'EncryptionConfiguration.KmsKey' },
    policy: { cloudformation: 'RepositoryPolicyText' },
  },
  arn: 'arn:aws:ecr:{region}:{account}:repository/{name}',
  names: ['name'],
  build: (r, satellites) => ({
    store: apiStore('registry', hintsFrom(r, 'name')),
    identity: {
      permissions: [],
      attachments: [],
      resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(repositoryPolicy), 'document')],
    },
    facts: {
      'encryption.atRest': alwaysEncrypted(r),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
      'storage.immutableTags': r.test('mutability', (mode) => String(mode).startsWith('IMMUTABLE'), 'MUTABLE'),
      'storage.scanned': r.fact('scan', false),
    },
    links: keyLink(r, 'kmsKey'),
  }),
});

/** Public image repository: made to be read by everybody. */
export const publicRepository = defineKind({
  type: 'aws.ecr.public-repository',
  element: 'data-store',
  kind: 'data-store/registry',
  dialects: { terraform: 'aws_ecrpublic_repository', cloudformation: 'AWS::ECR::PublicRepository' },
  attributes: {
    name: { terraform: 'repository_name', cloudformation: 'RepositoryName' },
    policy: { cloudformation: 'RepositoryPolicyText' },
  },
  names: ['name'],
  build: (r, satellites) => ({
    store: { ...apiStore('registry', hintsFrom(r, 'name')), access: 'none' },
    identity: {
      permissions: [],
      attachments: [],
      resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(repositoryPolicy), 'document')],
    },
    facts: { 'encryption.atRest': alwaysEncrypted(r), 'identity.anonymousRead': known(true, [r.location]) },
  }),
});

/** Who may replicate or cache images into the whole registry of the account. */
export const registryPolicy = defineKind({
  type: 'aws.ecr.registry-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_ecr_registry_policy', cloudformation: 'AWS::ECR::RegistryPolicy' },
  attributes: { document: { terraform: 'policy', cloudformation: 'PolicyText' } },
  build: (r) => ({
    identity: { permissions: [], attachments: [], resourcePolicies: document(r, 'document') },
  }),
});

/** Fills repositories from another registry. */
export const pullThroughCache = defineKind({
  type: 'aws.ecr.pull-through-cache-rule',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_ecr_pull_through_cache_rule', cloudformation: 'AWS::ECR::PullThroughCacheRule' },
  attributes: {
    prefix: { terraform: 'ecr_repository_prefix', cloudformation: 'EcrRepositoryPrefix' },
    credential: { terraform: 'credential_arn', cloudformation: 'CredentialArn' },
  },
  build: (r) => ({ links: r.link('uses', 'credential', { expects: ['aws.secretsmanager.secret'] }) }),
});

export const kinds = [
  repository,
  publicRepository,
  repositoryPolicy,
  lifecyclePolicy,
  registryPolicy,
  pullThroughCache,
];
