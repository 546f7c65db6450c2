import type { WorkloadSetting } from '../../model/workload.js';
import type { Link } from '../../model/relation.js';
import { type Fact, known } from '../../model/fact.js';
import { entry } from '../../model/values.js';
import { managedEndpoint, placement } from '../common/endpoint.js';
import { artifactFor } from '../common/settings.js';
import { defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';

/** Starts builds on pushes and pull requests. */
export const codeBuildWebhook = defineKind({
  type: 'aws.codebuild.webhook',
  element: 'supporting',
  kind: 'process/build',
  dialects: { terraform: 'aws_codebuild_webhook' },
  absent: { cloudformation: 'CloudFormation writes Triggers inside AWS::CodeBuild::Project' },
  attributes: {
    project: { terraform: 'project_name' },
    filters: {
      terraform: 'filter_group',
      each: {
        filters: { terraform: 'filter', each: { type: { terraform: 'type' }, pattern: { terraform: 'pattern' } } },
      },
    },
  },
  satelliteOf: { owner: 'project', types: ['aws.codebuild.project'] },
});

const attributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  role: { terraform: 'service_role', cloudformation: 'ServiceRole' },
  image: { terraform: 'environment.image', cloudformation: 'Environment.Image' },
  privileged: { terraform: 'environment.privileged_mode', cloudformation: 'Environment.PrivilegedMode' },
  variables: {
    terraform: 'environment.environment_variable',
    cloudformation: 'Environment.EnvironmentVariables',
    each: {
      name: { terraform: 'name', cloudformation: 'Name' },
      value: { terraform: 'value', cloudformation: 'Value' },
      type: { terraform: 'type', cloudformation: 'Type' },
    },
  },
  sourceType: { terraform: 'source.type', cloudformation: 'Source.Type' },
  source: { terraform: 'source.location', cloudformation: 'Source.Location' },
  buildspec: { terraform: 'source.buildspec', cloudformation: 'Source.BuildSpec' },
  artifacts: { terraform: 'artifacts.location', cloudformation: 'Artifacts.Location' },
  subnets: { terraform: 'vpc_config.subnets', cloudformation: 'VpcConfig.Subnets' },
  groups: { terraform: 'vpc_config.security_group_ids', cloudformation: 'VpcConfig.SecurityGroupIds' },
  key: { terraform: 'encryption_key', cloudformation: 'EncryptionKey' },
  logGroup: {
    terraform: 'logs_config.cloudwatch_logs.group_name',
    cloudformation: 'LogsConfig.CloudWatchLogs.GroupName',
  },
  webhook: { cloudformation: 'Triggers.Webhook' },
  filterGroups: { cloudformation: 'Triggers.FilterGroups' },
} as const;
type ProjectReader = Reader<typeof attributes>;

/** Runs builds: code from a repository, with a role. */
export const codeBuildProject = defineKind({
  type: 'aws.codebuild.project',
  element: 'process',
  kind: 'process/build',
  dialects: { terraform: 'aws_codebuild_project', cloudformation: 'AWS::CodeBuild::Project' },
  attributes,
  arn: 'arn:aws:codebuild:{region}:{account}:project/{name}',
  names: ['name'],
  build(r, satellites) {
    const subnets = r.list('subnets');
    return {
      ...(subnets.length > 0 && { network: managedEndpoint(subnets, r.list('groups')) }),
      workload: {
        settings: settings(r),
        artifacts: [
          ...artifactFor(r, 'image', 'image'),
          ...artifactFor(r, 'source', 'repository'),
          ...artifactFor(r, 'buildspec', 'script'),
        ],
      },
      facts: {
        'workload.privileged': r.fact('privileged', false),
        'workload.untrustedTrigger': untrustedTrigger(r, satellites),
      },
      links: [
        ...placement(r, 'subnets', 'groups'),
        ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
        ...r.link('deploys-from', 'image', { expects: ['aws.ecr.'] }),
        ...sourceLinks(r),
        ...r.link('writes', 'artifacts', { grade: 'declared', expects: ['aws.s3.'] }),
        ...r.link('encrypts-with', 'key', { expects: ['aws.kms.'] }),
        ...r.link('logs-to', 'logGroup', { grade: 'declared', expects: ['aws.logs.'] }),
      ],
    };
  },
});

/** A variable of type PARAMETER_STORE or SECRETS_MANAGER names a secret instead of holding a value. */
function settings(r: ProjectReader): WorkloadSetting[] {
  return r.each('variables').flatMap((variable): WorkloadSetting[] => {
    const value = variable.value('value');
    const plain = (variable.text('type') ?? 'PLAINTEXT') === 'PLAINTEXT';
    return value
      ? [{ kind: plain ? 'environment' : 'secret', name: variable.text('name') ?? '', value, at: variable.at('value') }]
      : [];
  });
}

/** Repositories outside AWS have no resource to link to. */
const sourceLinks = (r: ProjectReader): readonly Link[] =>
  r.text('sourceType') === 'S3' || r.text('sourceType') === 'CODECOMMIT' ? r.link('deploys-from', 'source') : [];

/** A webhook on an outside repository with no filter on who acts or which branch: anyone's pull request runs. */
function untrustedTrigger(r: ProjectReader, satellites: Satellites): Fact {
  const outside = ['GITHUB', 'GITHUB_ENTERPRISE', 'BITBUCKET', 'GITLAB', 'GITLAB_SELF_MANAGED'].includes(
    r.text('sourceType') ?? '',
  );
  const guards = ['ACTOR_ACCOUNT_ID', 'HEAD_REF', 'BASE_REF'];
  const separate = satellites.of(codeBuildWebhook).find((hook) => {
    const groups = hook
      .each('filters')
      .map((group) => group.each('filters').map((filter) => filter.text('type') ?? ''));
    return groups.length === 0 || groups.some((types) => !types.some((type) => guards.includes(type)));
  });
  const inside = r.fact('webhook', false);
  const filtered = r.list('filterGroups').some((filter) => {
    const type = entry(filter, 'Type');
    return type?.kind === 'string' && guards.includes(type.value);
  });
  if (outside && separate) return known(true, [separate.location]);
  if (inside.state === 'unknown') return inside;
  return known(outside && inside.value === true && !filtered, [r.at('webhook')]);
}

export const kinds = [codeBuildProject, codeBuildWebhook];
