import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/catalog/aws/codebuild.js';
import { comparable, fact, type Plain, read, ref, targets, type Written } from '../read-declarations.js';

const terraform: Written[] = [
  {
    type: 'aws_codebuild_project',
    name: 'Build',
    body: {
      name: 'shop',
      service_role: ref('aws_iam_role.Builder.arn'),
      source: [{ type: 'GITHUB', location: 'https://github.com/shop/shop' }],
      artifacts: [{ type: 'S3', location: ref('aws_s3_bucket.Artifacts.id') }],
      environment: [
        {
          image: 'aws/codebuild/standard:7.0',
          privileged_mode: true,
          environment_variable: [
            { name: 'STAGE', value: 'live' },
            { name: 'TOKEN', value: 'shop/token', type: 'SECRETS_MANAGER' },
          ],
        },
      ],
    },
  },
];
const cloudformation: Written[] = [
  {
    type: 'AWS::CodeBuild::Project',
    name: 'Build',
    body: {
      Name: 'shop',
      ServiceRole: ref('Builder.Arn'),
      Source: { Type: 'GITHUB', Location: 'https://github.com/shop/shop' },
      Artifacts: { Type: 'S3', Location: ref('Artifacts') },
      Environment: {
        Image: 'aws/codebuild/standard:7.0',
        PrivilegedMode: true,
        EnvironmentVariables: [
          { Name: 'STAGE', Value: 'live' },
          { Name: 'TOKEN', Value: 'shop/token', Type: 'SECRETS_MANAGER' },
        ],
      },
    },
  },
];
const summary = (declarations: readonly Written[]) => comparable(read(kinds, declarations).get('Build'));

describe('a build project', () => {
  it('is the same from both dialects', () => {
    expect(summary(cloudformation)).toEqual(summary(terraform));
  });

  it('keeps secrets apart from plain variables', () => {
    expect(summary(terraform)).toMatchObject({
      workload: {
        settings: [
          { kind: 'environment', name: 'STAGE' },
          { kind: 'secret', name: 'TOKEN' },
        ],
      },
      facts: { 'workload.privileged': { value: true }, 'workload.untrustedTrigger': { value: false } },
    });
    expect(targets(read(kinds, terraform).get('Build'), 'writes')).toEqual(['-> Artifacts']);
  });

  it.each([
    [[], true],
    [[{ filter: [{ type: 'EVENT', pattern: 'PULL_REQUEST_CREATED' }] }], true],
    [
      [
        {
          filter: [
            { type: 'EVENT', pattern: 'PUSH' },
            { type: 'HEAD_REF', pattern: '^refs/heads/main$' },
          ],
        },
      ],
      false,
    ],
    [
      [
        { filter: [{ type: 'ACTOR_ACCOUNT_ID', pattern: '1' }] },
        { filter: [{ type: 'EVENT', pattern: 'PULL_REQUEST_CREATED' }] },
      ],
      true,
    ],
  ] as readonly (readonly [Plain, boolean])[])(
    'with webhook filters %j is open to anyone: %s',
    (filter_group, expected) => {
      const hook: Written = {
        type: 'aws_codebuild_webhook',
        name: 'hook',
        body: { project_name: ref('aws_codebuild_project.Build.name'), filter_group },
      };
      expect(fact(read(kinds, [...terraform, hook]).get('Build'), 'workload.untrustedTrigger')).toBe(expected);
    },
  );
});
