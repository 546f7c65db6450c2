import { artifactFor, settingsOf } from '../common/settings.js';
import { placement } from '../common/endpoint.js';
import { webAclFact, webAclLinks } from '../common/web-acl.js';
import { defineKind } from '../kind.js';
import { webAclAssociation } from './waf.js';

/** Lets App Runner services open connections into a VPC. */
export const appRunnerConnector = defineKind({
  type: 'aws.apprunner.vpc-connector',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_apprunner_vpc_connector', cloudformation: 'AWS::AppRunner::VpcConnector' },
  attributes: {
    subnets: { terraform: 'subnets', cloudformation: 'Subnets' },
    groups: { terraform: 'security_groups', cloudformation: 'SecurityGroups' },
  },
  build: (r) => ({ links: placement(r, 'subnets', 'groups') }),
});

/** A container behind a public HTTPS endpoint that AWS runs. */
export const appRunnerService = defineKind({
  type: 'aws.apprunner.service',
  element: 'process',
  kind: 'process/platform',
  dialects: { terraform: 'aws_apprunner_service', cloudformation: 'AWS::AppRunner::Service' },
  attributes: {
    name: { terraform: 'service_name', cloudformation: 'ServiceName' },
    role: {
      terraform: 'instance_configuration.instance_role_arn',
      cloudformation: 'InstanceConfiguration.InstanceRoleArn',
    },
    accessRole: {
      terraform: 'source_configuration.authentication_configuration.access_role_arn',
      cloudformation: 'SourceConfiguration.AuthenticationConfiguration.AccessRoleArn',
    },
    image: {
      terraform: 'source_configuration.image_repository.image_identifier',
      cloudformation: 'SourceConfiguration.ImageRepository.ImageIdentifier',
    },
    repository: {
      terraform: 'source_configuration.code_repository.repository_url',
      cloudformation: 'SourceConfiguration.CodeRepository.RepositoryUrl',
    },
    variables: {
      terraform: 'source_configuration.image_repository.image_configuration.runtime_environment_variables',
    },
    secrets: { terraform: 'source_configuration.image_repository.image_configuration.runtime_environment_secrets' },
    variableList: {
      cloudformation: 'SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentVariables',
      each: { name: { cloudformation: 'Name' }, value: { cloudformation: 'Value' } },
    },
    secretList: {
      cloudformation: 'SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentSecrets',
      each: { name: { cloudformation: 'Name' }, value: { cloudformation: 'Value' } },
    },
    public: {
      terraform: 'network_configuration.ingress_configuration.is_publicly_accessible',
      cloudformation: 'NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible',
    },
    connector: {
      terraform: 'network_configuration.egress_configuration.vpc_connector_arn',
      cloudformation: 'NetworkConfiguration.EgressConfiguration.VpcConnectorArn',
    },
  },
  names: ['name'],
  build(r, satellites) {
    const open = r.fact('public', true);
    const associations = satellites.of(webAclAssociation);
    const listed = (['variableList', 'secretList'] as const).flatMap((key) =>
      r.each(key).flatMap((pair) => {
        const value = pair.value('value');
        const kind = key === 'secretList' ? ('secret' as const) : ('environment' as const);
        return value ? [{ kind, name: pair.text('name') ?? '', value, at: pair.at('value') }] : [];
      }),
    );
    return {
      surface: {
        internet: open.state === 'unknown' ? 'unknown' : open.value === false ? 'no' : 'yes',
        because: [r.at('public')],
        operations: [
          { name: 'https:443 /', authentication: 'none', because: [r.location], targets: [], sideEffects: true },
        ],
      },
      workload: {
        settings: [...settingsOf(r, 'variables'), ...settingsOf(r, 'secrets', 'secret'), ...listed],
        artifacts: [...artifactFor(r, 'image', 'image'), ...artifactFor(r, 'repository', 'repository')],
      },
      facts: { 'surface.waf': webAclFact(r, associations) },
      links: [
        ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
        ...r.link('runs-as', 'accessRole', { attrs: { use: 'agent' }, expects: ['aws.iam.'] }),
        ...r.link('deploys-from', 'image', { expects: ['aws.ecr.'] }),
        ...r.link('uses', 'connector', { expects: ['aws.apprunner.'] }),
        ...webAclLinks(associations),
      ],
    };
  },
});

export const kinds = [appRunnerService, appRunnerConnector];
