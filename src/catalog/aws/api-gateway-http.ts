import type { Fact } from '../../model/fact.js';
import type { Link } from '../../model/relation.js';
import type { Operation } from '../../model/surface.js';
import type { Value } from '../../model/value.js';
import { functionOf } from '../common/integration-uri.js';
import { type Integration, integrationLinks, targetsOf } from '../common/integration.js';
import { openApiOperations } from '../common/open-api.js';
import { authenticationOf, changesSomething } from '../common/operation.js';
import { defined, isWritten } from '../common/parts.js';
import { defineKind, type Satellites } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';

const api = 'aws.apigatewayv2.api';

/** A backend of the API; routes name it by `integrations/{id}`. */
export const httpIntegration = defineKind({
  type: 'aws.apigatewayv2.integration',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_apigatewayv2_integration', cloudformation: 'AWS::ApiGatewayV2::Integration' },
  attributes: {
    api: { terraform: 'api_id', cloudformation: 'ApiId' },
    type: { terraform: 'integration_type', cloudformation: 'IntegrationType' },
    uri: { terraform: 'integration_uri', cloudformation: 'IntegrationUri' },
    subtype: { terraform: 'integration_subtype', cloudformation: 'IntegrationSubtype' },
    credentials: { terraform: 'credentials_arn', cloudformation: 'CredentialsArn' },
    connectionType: { terraform: 'connection_type', cloudformation: 'ConnectionType' },
    connection: { terraform: 'connection_id', cloudformation: 'ConnectionId' },
    parameters: { terraform: 'request_parameters', cloudformation: 'RequestParameters' },
  },
  build: (r) => ({ links: r.link('contains', 'api', { reverse: true, expects: ['aws.apigatewayv2.'] }) }),
});

const stageAttributes = {
  api: { terraform: 'api_id', cloudformation: 'ApiId' },
  accessLog: { terraform: 'access_log_settings.destination_arn', cloudformation: 'AccessLogSettings.DestinationArn' },
  rate: {
    terraform: 'default_route_settings.throttling_rate_limit',
    cloudformation: 'DefaultRouteSettings.ThrottlingRateLimit',
  },
} as const;

/** A named deployment that callers reach. */
export const httpStage = defineKind({
  type: 'aws.apigatewayv2.stage',
  element: 'supporting',
  kind: 'edge/api',
  dialects: { terraform: 'aws_apigatewayv2_stage', cloudformation: 'AWS::ApiGatewayV2::Stage' },
  attributes: stageAttributes,
  satelliteOf: { owner: 'api', types: [api] },
});

const apiAttributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  protocol: { terraform: 'protocol_type', cloudformation: 'ProtocolType' },
  body: { terraform: 'body', cloudformation: 'Body' },
  target: { terraform: 'target', cloudformation: 'Target' },
  credentials: { terraform: 'credentials_arn', cloudformation: 'CredentialsArn' },
  routeKey: { terraform: 'route_key', cloudformation: 'RouteKey' },
  defaultDisabled: { terraform: 'disable_execute_api_endpoint', cloudformation: 'DisableExecuteApiEndpoint' },
  corsOrigins: { terraform: 'cors_configuration.allow_origins', cloudformation: 'CorsConfiguration.AllowOrigins' },
  corsCredentials: {
    terraform: 'cors_configuration.allow_credentials',
    cloudformation: 'CorsConfiguration.AllowCredentials',
  },
} as const;
type ApiReader = Reader<typeof apiAttributes>;

/** An HTTP or WebSocket API. Always on the internet, and without resource policies (spec/C11). */
export const apiGatewayHttpApi = defineKind({
  type: api,
  element: 'process',
  kind: 'edge/api',
  dialects: { terraform: 'aws_apigatewayv2_api', cloudformation: 'AWS::ApiGatewayV2::Api' },
  attributes: apiAttributes,
  names: ['name'],
  build(r, satellites) {
    const documented = openApiOperations(r.value('body'), r.at('body'));
    const quick = quickCreate(r);
    return {
      surface: {
        internet: 'yes',
        because: [r.location],
        operations: [...documented.operations, ...quick.map((integration) => quickOperation(r, integration))],
      },
      facts: factsOf(r, satellites),
      links: [
        ...[...documented.integrations, ...quick].flatMap(integrationLinks),
        ...satellites
          .of(httpStage)
          .flatMap((s) =>
            s.link('logs-to', 'accessLog', { grade: 'declared', expects: ['aws.logs.', 'aws.firehose.'] }),
          ),
      ],
    };
  },
});

/** `target` makes one integration and a catch-all route in one go. */
function quickCreate(r: ApiReader): Integration[] {
  const uri = r.value('target');
  if (!uri) return [];
  return [
    {
      type: undefined,
      uri,
      credentials: r.value('credentials'),
      connectionType: undefined,
      connection: undefined,
      at: r.at('target'),
    },
  ];
}

const quickOperation = (r: ApiReader, integration: Integration): Operation => ({
  name: r.text('routeKey') ?? '$default',
  authentication: 'none',
  because: [r.at('target')],
  targets: targetsOf(integration),
  sideEffects: true,
});

function factsOf(r: ApiReader, satellites: Satellites): Record<string, Fact | undefined> {
  const stages = satellites.of(httpStage);
  const limited = stages.find((s) => s.value('rate'));
  const logging = stages.find((s) => s.value('accessLog')) ?? stages[0];
  return {
    'surface.defaultEndpointDisabled': r.fact('defaultDisabled', false),
    'surface.throttled': limited
      ? mapFact(limited.fact('rate'), (rate) => typeof rate === 'number' && rate > 0)
      : r.test('name', () => false, false),
    'surface.waf': r.test('name', () => false, false),
    'audit.accessLogged': logging && isWritten(logging, 'accessLog'),
  };
}

const routeAttributes = {
  api: { terraform: 'api_id', cloudformation: 'ApiId' },
  key: { terraform: 'route_key', cloudformation: 'RouteKey' },
  target: { terraform: 'target', cloudformation: 'Target' },
  authorization: { terraform: 'authorization_type', cloudformation: 'AuthorizationType' },
  authorizer: { terraform: 'authorizer_id', cloudformation: 'AuthorizerId' },
  apiKey: { terraform: 'api_key_required', cloudformation: 'ApiKeyRequired' },
} as const;
type RouteReader = Reader<typeof routeAttributes>;

/** One route: what a caller can call. */
export const httpRoute = defineKind({
  type: 'aws.apigatewayv2.route',
  element: 'process',
  kind: 'edge/operation',
  dialects: { terraform: 'aws_apigatewayv2_route', cloudformation: 'AWS::ApiGatewayV2::Route' },
  attributes: routeAttributes,
  borrows: [{ by: 'target', types: ['aws.apigatewayv2.integration'] }],
  build(r, satellites) {
    const backends = satellites.of(httpIntegration).map(backendOf);
    const operation = operationOf(r, backends);
    return {
      name: operation.name,
      surface: { internet: 'yes', because: [r.location], operations: [operation] },
      facts: { 'surface.sideEffects': r.test('key', (key) => changesSomething(verbOf(String(key)))) },
      links: [
        ...r.link('contains', 'api', { reverse: true, expects: ['aws.apigatewayv2.'] }),
        ...r.link('authenticates-with', 'authorizer', { expects: ['aws.apigatewayv2.'] }),
        ...backends.flatMap(integrationLinks),
      ],
    };
  },
});

function backendOf(s: Reader<typeof httpIntegration.attributes>): Integration {
  const connected = s.text('connectionType') === 'VPC_LINK';
  return {
    type: s.value('type'),
    // A VPC link's URI is the listener's ARN, which says more than the link.
    uri: s.value('uri'),
    credentials: s.value('credentials'),
    connectionType: connected ? s.value('connectionType') : undefined,
    connection: s.value('uri') ?? s.value('connection'),
    subtype: s.value('subtype'),
    parameters: s.value('parameters'),
    at: s.at('uri'),
  };
}

/** `POST /orders` has a verb; `$default`, `ANY /x` and WebSocket keys do not limit it. */
function verbOf(key: string | undefined): string | undefined {
  const [verb, path] = (key ?? '').split(' ');
  return path === undefined || verb === 'ANY' ? undefined : verb;
}

function operationOf(r: RouteReader, backends: readonly Integration[]): Operation {
  const guard = guardOf(r);
  return defined<Operation>({
    name: r.text('key') ?? '$default',
    authentication: guard.authentication,
    unknown: guard.unknown,
    because: [r.at('authorization')],
    authorizer: r.value('authorizer'),
    targets: backends.flatMap(targetsOf),
    address: r.declaration.address,
    sideEffects: changesSomething(verbOf(r.text('key'))),
    apiKeyRequired: r.value('apiKey'),
  });
}

function guardOf(r: RouteReader): { authentication: Operation['authentication']; unknown: Value | undefined } {
  const type = r.fact('authorization', 'NONE');
  const known = type.state === 'known' ? authenticationOf(String(type.value)) : undefined;
  if (known === undefined) return { authentication: 'unknown', unknown: r.value('authorization') };
  const key = r.fact('apiKey', false);
  const keyed = known === 'none' && key.state === 'known' && key.value === true;
  return { authentication: keyed ? 'shared-key' : known, unknown: undefined };
}

/** Checks callers of routes: a JWT issuer or a function. */
export const httpAuthorizer = defineKind({
  type: 'aws.apigatewayv2.authorizer',
  element: 'supporting',
  kind: 'control/authorizer',
  dialects: { terraform: 'aws_apigatewayv2_authorizer', cloudformation: 'AWS::ApiGatewayV2::Authorizer' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    api: { terraform: 'api_id', cloudformation: 'ApiId' },
    uri: { terraform: 'authorizer_uri', cloudformation: 'AuthorizerUri' },
    issuer: { terraform: 'jwt_configuration.issuer', cloudformation: 'JwtConfiguration.Issuer' },
  },
  build(r) {
    const uri = r.value('uri');
    const invoke: Link[] = uri
      ? [{ kind: 'invokes', target: functionOf(uri), grade: 'declared', because: [r.at('uri')] }]
      : [];
    return {
      links: [
        ...r.link('contains', 'api', { reverse: true, expects: ['aws.apigatewayv2.'] }),
        ...r.link('authenticates-with', 'issuer', { expects: ['aws.cognito.'] }),
        ...invoke,
      ],
    };
  },
});

/** A private way from an HTTP API into a VPC. */
export const httpVpcLink = defineKind({
  type: 'aws.apigatewayv2.vpc-link',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_apigatewayv2_vpc_link', cloudformation: 'AWS::ApiGatewayV2::VpcLink' },
  attributes: {
    subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' },
    groups: { terraform: 'security_group_ids', cloudformation: 'SecurityGroupIds' },
  },
  build: (r) => ({
    links: [
      ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
      ...r.link('protected-by', 'groups', { expects: ['aws.ec2.'] }),
    ],
  }),
});

export const kinds = [apiGatewayHttpApi, httpRoute, httpIntegration, httpStage, httpAuthorizer, httpVpcLink];
