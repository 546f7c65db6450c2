import type { Authentication, Operation } from '../../model/surface.js';
import { defined } from '../common/parts.js';
import { webAclFact, webAclLinks } from '../common/web-acl.js';
import { defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';
import { webAclAssociation } from './waf.js';

/** A backend of a GraphQL API; resolvers name it. */
export const appSyncDataSource = defineKind({
  type: 'aws.appsync.data-source',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_appsync_datasource', cloudformation: 'AWS::AppSync::DataSource' },
  attributes: {
    api: { terraform: 'api_id', cloudformation: 'ApiId' },
    role: { terraform: 'service_role_arn', cloudformation: 'ServiceRoleArn' },
    function: { terraform: 'lambda_config.function_arn', cloudformation: 'LambdaConfig.LambdaFunctionArn' },
    table: { terraform: 'dynamodb_config.table_name', cloudformation: 'DynamoDBConfig.TableName' },
    http: { terraform: 'http_config.endpoint', cloudformation: 'HttpConfig.Endpoint' },
    bus: { terraform: 'event_bridge_config.event_bus_arn', cloudformation: 'EventBridgeConfig.EventBusArn' },
    search: { terraform: 'opensearchservice_config.endpoint', cloudformation: 'OpenSearchServiceConfig.Endpoint' },
    database: {
      terraform: 'relational_database_config.http_endpoint_config.db_cluster_identifier',
      cloudformation: 'RelationalDatabaseConfig.RdsHttpEndpointConfig.DbClusterIdentifier',
    },
    secret: {
      terraform: 'relational_database_config.http_endpoint_config.aws_secret_store_arn',
      cloudformation: 'RelationalDatabaseConfig.RdsHttpEndpointConfig.AwsSecretStoreArn',
    },
  },
  satelliteOf: { owner: 'api', types: ['aws.appsync.graphql-api'] },
});
type SourceReader = Reader<typeof appSyncDataSource.attributes>;

const provider = {
  type: { terraform: 'authentication_type', cloudformation: 'AuthenticationType' },
  pool: { terraform: 'user_pool_config.user_pool_id', cloudformation: 'UserPoolConfig.UserPoolId' },
  guard: {
    terraform: 'lambda_authorizer_config.authorizer_uri',
    cloudformation: 'LambdaAuthorizerConfig.AuthorizerUri',
  },
} as const;

const attributes = {
  ...provider,
  name: { terraform: 'name', cloudformation: 'Name' },
  visibility: { terraform: 'visibility', cloudformation: 'Visibility' },
  more: {
    terraform: 'additional_authentication_provider',
    cloudformation: 'AdditionalAuthenticationProviders',
    each: provider,
  },
  tracing: { terraform: 'xray_enabled', cloudformation: 'XrayEnabled' },
  logRole: { terraform: 'log_config.cloudwatch_logs_role_arn', cloudformation: 'LogConfig.CloudWatchLogsRoleArn' },
} as const;
type ApiReader = Reader<typeof attributes>;

/** A GraphQL API. Callers choose among its authentication types. */
export const appSyncApi = defineKind({
  type: 'aws.appsync.graphql-api',
  element: 'process',
  kind: 'edge/graphql',
  dialects: { terraform: 'aws_appsync_graphql_api', cloudformation: 'AWS::AppSync::GraphQLApi' },
  attributes,
  names: ['name'],
  build(r, satellites) {
    const visibility = r.fact('visibility', 'GLOBAL');
    const associations = satellites.of(webAclAssociation);
    const ways = [r as unknown as Reader<typeof provider>, ...r.each('more')];
    return {
      surface: {
        internet: visibility.state === 'unknown' ? 'unknown' : visibility.value === 'PRIVATE' ? 'no' : 'yes',
        because: [r.at('visibility')],
        operations: ways.map((way) => operationOf(r, way, satellites)),
      },
      facts: {
        'surface.waf': webAclFact(r, associations),
        'surface.apiKeyOnly': r.test('type', (type) => type === 'API_KEY'),
        'workload.tracing': r.fact('tracing', false),
        'audit.accessLogged': r.test('logRole', () => true, false),
      },
      links: [
        ...ways.flatMap((way) => [
          ...way.link('authenticates-with', 'pool', { expects: ['aws.cognito.'] }),
          ...way.link('invokes', 'guard', { grade: 'declared', expects: ['aws.lambda.'] }),
        ]),
        ...satellites.of(appSyncDataSource).flatMap(sourceLinks),
        ...webAclLinks(associations),
      ],
    };
  },
});

function operationOf(r: ApiReader, way: Reader<typeof provider>, satellites: Satellites): Operation {
  const type = way.fact('type');
  return defined<Operation>({
    name: `GraphQL (${way.text('type') ?? '?'})`,
    authentication: type.state === 'unknown' ? 'unknown' : authenticationOf(String(type.value)),
    unknown: type.state === 'unknown' ? way.value('type') : undefined,
    because: [way.at('type')],
    authorizer: way.value('pool') ?? way.value('guard'),
    targets: satellites.of(appSyncDataSource).flatMap((s) => {
      const target = s.value('function') ?? s.value('table') ?? s.value('http') ?? s.value('database');
      const kind = s.value('function') ? 'function' : s.value('http') ? 'http' : 'action';
      return target ? [{ target, kind, at: target.at ?? r.location } as const] : [];
    }),
    sideEffects: true,
  });
}

function authenticationOf(type: string): Authentication {
  return type === 'API_KEY' ? 'shared-key' : type === 'AWS_IAM' ? 'iam' : 'user';
}

function sourceLinks(s: SourceReader) {
  const declared = { grade: 'declared' } as const;
  return [
    ...s.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
    ...s.link('invokes', 'function', declared),
    ...s.link('fronts', 'http', declared),
    ...s.link('publishes', 'bus', declared),
    ...(['table', 'search', 'database'] as const).flatMap((key) => [
      ...s.link('reads', key, declared),
      ...s.link('writes', key, declared),
    ]),
    ...s.link('reads', 'secret', declared),
  ];
}

export const kinds = [appSyncApi, appSyncDataSource];
