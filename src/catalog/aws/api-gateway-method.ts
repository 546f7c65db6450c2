import type { Operation } from '../../model/surface.js';
import { functionOf } from '../common/integration-uri.js';
import { type Integration, integrationLinks, targetsOf } from '../common/integration.js';
import { authenticationOf, changesSomething } from '../common/operation.js';
import { defined, pointsAt } from '../common/parts.js';
import { defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';
import { apiResource } from './api-gateway-rest.js';

/** The backend of a method; CloudFormation writes it inside the method. */
export const integration = defineKind({
  type: 'aws.apigateway.integration',
  element: 'supporting',
  kind: 'edge/operation',
  dialects: { terraform: 'aws_api_gateway_integration' },
  absent: { cloudformation: 'CloudFormation writes Integration inside AWS::ApiGateway::Method' },
  attributes: {
    api: { terraform: 'rest_api_id' },
    resource: { terraform: 'resource_id' },
    verb: { terraform: 'http_method' },
    type: { terraform: 'type' },
    uri: { terraform: 'uri' },
    credentials: { terraform: 'credentials' },
    connectionType: { terraform: 'connection_type' },
    connection: { terraform: 'connection_id' },
  },
  // `http_method = aws_api_gateway_method.create.http_method` names the method; else the three keys together do.
  satelliteOf: { owner: 'verb', types: ['aws.apigateway.method'], by: ['api', 'resource', 'verb'] },
});

const methodAttributes = {
  api: { terraform: 'rest_api_id', cloudformation: 'RestApiId' },
  resource: { terraform: 'resource_id', cloudformation: 'ResourceId' },
  verb: { terraform: 'http_method', cloudformation: 'HttpMethod' },
  authorization: { terraform: 'authorization', cloudformation: 'AuthorizationType' },
  authorizer: { terraform: 'authorizer_id', cloudformation: 'AuthorizerId' },
  apiKey: { terraform: 'api_key_required', cloudformation: 'ApiKeyRequired' },
  scopes: { terraform: 'authorization_scopes', cloudformation: 'AuthorizationScopes' },
  type: { cloudformation: 'Integration.Type' },
  uri: { cloudformation: 'Integration.Uri' },
  credentials: { cloudformation: 'Integration.Credentials' },
  connectionType: { cloudformation: 'Integration.ConnectionType' },
  connection: { cloudformation: 'Integration.ConnectionId' },
} as const;
type MethodReader = Reader<typeof methodAttributes>;

/** One method of one path of a REST API: what a caller can call. */
export const apiGatewayMethod = defineKind({
  type: 'aws.apigateway.method',
  element: 'process',
  kind: 'edge/operation',
  dialects: { terraform: 'aws_api_gateway_method', cloudformation: 'AWS::ApiGateway::Method' },
  attributes: methodAttributes,
  borrows: [{ by: 'resource', types: ['aws.apigateway.resource'] }],
  build(r, satellites) {
    const backends = integrationsOf(r, satellites);
    const operation = operationOf(r, backends, pathOf(r, satellites));
    return {
      name: operation.name,
      // Whether the API answers on the internet stands on the API that contains the method.
      surface: { internet: 'by-endpoint', because: [r.location], operations: [operation] },
      facts: {
        'surface.sideEffects': r.test('verb', (verb) => changesSomething(String(verb))),
        'surface.apiKeyOnly': r.test(
          'apiKey',
          (needed) => needed === true && operation.authentication === 'shared-key',
          false,
        ),
      },
      links: [
        ...r.link('contains', 'api', { reverse: true, expects: ['aws.apigateway.'] }),
        ...r.link('uses', 'resource', { expects: ['aws.apigateway.resource'] }),
        ...r.link('authenticates-with', 'authorizer', { expects: ['aws.apigateway.'] }),
        ...backends.flatMap(integrationLinks),
      ],
    };
  },
});

function integrationsOf(r: MethodReader, satellites: Satellites): Integration[] {
  const own = r.value('type') ? [r] : [];
  return [...satellites.of(integration), ...(own as unknown as Reader<typeof integration.attributes>[])].map((s) => ({
    type: s.value('type'),
    uri: s.value('uri'),
    credentials: s.value('credentials'),
    connectionType: s.value('connectionType'),
    connection: s.value('connection'),
    at: s.at('uri'),
  }));
}

function operationOf(r: MethodReader, backends: readonly Integration[], path: string): Operation {
  const guard = guardOf(r);
  return defined<Operation>({
    name: `${r.text('verb') ?? 'ANY'} ${path}`.trim(),
    authentication: guard.authentication,
    unknown: guard.unknown,
    because: [r.at('authorization')],
    authorizer: r.value('authorizer'),
    targets: backends.flatMap(targetsOf),
    address: r.declaration.address,
    sideEffects: changesSomething(r.text('verb')),
    apiKeyRequired: r.value('apiKey'),
  });
}

/** An API key is a shared key, not authentication of a caller (spec/C11); it counts only where nothing else guards. */
function guardOf(r: MethodReader): Pick<Operation, 'authentication' | 'unknown'> {
  const type = r.fact('authorization', { cloudformation: 'NONE' });
  const known = type.state === 'known' ? authenticationOf(String(type.value)) : undefined;
  const written = r.value('authorization');
  if (known === undefined)
    return defined<Pick<Operation, 'authentication' | 'unknown'>>({ authentication: 'unknown', unknown: written });
  if (known !== 'none') return { authentication: known };
  const key = r.fact('apiKey', false);
  const needed = r.value('apiKey');
  if (key.state === 'unknown' && needed) return { authentication: 'unknown', unknown: needed };
  return { authentication: key.state === 'known' && key.value === true ? 'shared-key' : 'none' };
}

/** The path of the method's resource and of those above it; empty when it is not declared here. */
function pathOf(r: MethodReader, satellites: Satellites): string {
  const segments = satellites.of(apiResource).map((resource) => resource.text('path') ?? '*');
  if (segments.length > 0) return `/${segments.toReversed().join('/')}`;
  return pointsAt(r.value('resource'), 'root_resource_id', 'RootResourceId') ? '/' : '';
}

/** Checks callers of methods. */
export const apiGatewayAuthorizer = defineKind({
  type: 'aws.apigateway.authorizer',
  element: 'supporting',
  kind: 'control/authorizer',
  dialects: { terraform: 'aws_api_gateway_authorizer', cloudformation: 'AWS::ApiGateway::Authorizer' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    api: { terraform: 'rest_api_id', cloudformation: 'RestApiId' },
    type: { terraform: 'type', cloudformation: 'Type' },
    uri: { terraform: 'authorizer_uri', cloudformation: 'AuthorizerUri' },
    providers: { terraform: 'provider_arns', cloudformation: 'ProviderARNs' },
    role: { terraform: 'authorizer_credentials', cloudformation: 'AuthorizerCredentials' },
  },
  build(r) {
    const uri = r.value('uri');
    return {
      links: [
        ...r.link('contains', 'api', { reverse: true }),
        ...r.link('authenticates-with', 'providers', { expects: ['aws.cognito.'] }),
        ...(uri
          ? [{ kind: 'invokes' as const, target: functionOf(uri), grade: 'declared' as const, because: [r.at('uri')] }]
          : []),
        ...r.link('runs-as', 'role', { attrs: { use: 'agent' }, expects: ['aws.iam.'] }),
      ],
    };
  },
});

export const kinds = [apiGatewayMethod, integration, apiGatewayAuthorizer];
