import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { entry } from '../../model/values.js';
import { defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

const actionAttributes = {
  configuration: { terraform: 'configuration', cloudformation: 'Configuration' },
  role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
} as const;

/** Delivers code through stages, from a source to what runs. */
export const codePipeline = defineKind({
  type: 'aws.codepipeline.pipeline',
  element: 'process',
  kind: 'process/build',
  dialects: { terraform: 'aws_codepipeline', cloudformation: 'AWS::CodePipeline::Pipeline' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
    store: { terraform: 'artifact_store.location', cloudformation: 'ArtifactStore.Location' },
    stages: {
      terraform: 'stage',
      cloudformation: 'Stages',
      each: { actions: { terraform: 'action', cloudformation: 'Actions', each: actionAttributes } },
    },
  },
  names: ['name'],
  build(r) {
    const actions = r.each('stages').flatMap((stage) => stage.each('actions'));
    return {
      links: [
        ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
        ...r.link('deploys-from', 'store', { expects: ['aws.s3.'] }),
        ...r.link('writes', 'store', { grade: 'declared', expects: ['aws.s3.'] }),
        ...actions.flatMap(actionLinks),
      ],
    };
  },
});

/** Configuration keys of action providers, and what they name (CodePipeline guide, "Action structure reference"). */
const named: readonly (readonly [string, Link['kind'], string])[] = [
  ['ProjectName', 'invokes', 'aws.codebuild.'],
  ['FunctionName', 'invokes', 'aws.lambda.'],
  ['S3Bucket', 'deploys-from', 'aws.s3.'],
  ['BucketName', 'writes', 'aws.s3.'],
  ['RepositoryName', 'deploys-from', 'aws.'],
  ['ServiceName', 'uses', 'aws.ecs.'],
  ['StateMachineArn', 'invokes', 'aws.states.'],
];

function actionLinks(action: Reader<typeof actionAttributes>): Link[] {
  const configuration = action.value('configuration');
  const targets = named.flatMap(([key, kind, expects]): Link[] => {
    const target: Value | undefined = entry(configuration, key);
    return target
      ? [{ kind, target, grade: 'declared', expects: [expects], because: [target.at ?? action.location] }]
      : [];
  });
  const role = entry(configuration, 'RoleArn');
  const deployer: Link[] = role
    ? [
        {
          kind: 'runs-as',
          target: role,
          attrs: { use: 'agent' },
          expects: ['aws.iam.'],
          because: [role.at ?? action.location],
        },
      ]
    : [];
  return [
    ...targets,
    ...deployer,
    ...action.link('runs-as', 'role', { attrs: { use: 'agent' }, expects: ['aws.iam.'] }),
  ];
}

export const kinds = [codePipeline];
