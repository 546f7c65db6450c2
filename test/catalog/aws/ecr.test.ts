import { expect, test } from 'vitest';
import * as ecr from '../../../src/catalog/aws/ecr.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, ref } from './support.js';

const first = (...declarations: Declaration[]) => [...build([ecr], ...declarations).values()][0];

const twins: readonly [string, object, object, Record<string, unknown>][] = [
  [
    'by default',
    {},
    {},
    {
      'encryption.atRest': true,
      'encryption.customerKey': false,
      'storage.immutableTags': false,
      'storage.scanned': false,
    },
  ],
  [
    'hardened',
    {
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: [{ scan_on_push: true }],
      encryption_configuration: [{ encryption_type: 'KMS', kms_key: ref('aws_kms_key.ci', 'arn') }],
    },
    {
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
      EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: ref('aws_kms_key.ci', 'Arn') },
    },
    { 'encryption.customerKey': true, 'storage.immutableTags': true, 'storage.scanned': true },
  ],
];
test.each(twins)('%s: the same facts from Terraform and CloudFormation', (_name, terraform, template, facts) => {
  const inTerraform = first(declare('aws_ecr_repository', 'api', terraform));
  expect(factValues(inTerraform)).toMatchObject(facts);
  expect(factValues(first(declare('AWS::ECR::Repository', 'Api', template)))).toEqual(factValues(inTerraform));
});

test('policies on their own fold into private and public repositories', () => {
  const policy = declare('aws_ecr_repository_policy', 'api', {
    repository: ref('aws_ecr_repository.api', 'name'),
    policy: '{}',
  });
  expect(first(declare('aws_ecr_repository', 'api', {}), policy)?.identity?.resourcePolicies).toHaveLength(1);
  const open = declare('aws_ecrpublic_repository_policy', 'api', {
    repository_name: ref('aws_ecrpublic_repository.api', 'repository_name'),
    policy: '{}',
  });
  const published = first(declare('aws_ecrpublic_repository', 'api', {}), open);
  expect(published?.identity?.resourcePolicies).toHaveLength(1);
  expect(factValues(published)['identity.anonymousRead']).toBe(true);
});
