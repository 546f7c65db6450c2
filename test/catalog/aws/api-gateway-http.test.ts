import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/catalog/aws/api-gateway-http.js';
import {
  comparable,
  fact,
  type Plain,
  plainly,
  read,
  ref,
  targets,
  variable,
  type Written,
} from '../read-declarations.js';

const terraform: Written[] = [
  { type: 'aws_apigatewayv2_api', name: 'Api', body: { name: 'orders', protocol_type: 'HTTP' } },
  {
    type: 'aws_apigatewayv2_integration',
    name: 'Backend',
    body: {
      api_id: ref('aws_apigatewayv2_api.Api.id'),
      integration_type: 'AWS_PROXY',
      integration_uri: ref('aws_lambda_function.Function.invoke_arn'),
    },
  },
  {
    type: 'aws_apigatewayv2_route',
    name: 'Create',
    body: {
      api_id: ref('aws_apigatewayv2_api.Api.id'),
      route_key: 'POST /orders',
      target: { kind: 'template', parts: ['integrations/', ref('aws_apigatewayv2_integration.Backend.id')] } as Plain,
    },
  },
  {
    type: 'aws_apigatewayv2_stage',
    name: 'Live',
    body: { api_id: ref('aws_apigatewayv2_api.Api.id'), default_route_settings: [{ throttling_rate_limit: 20 }] },
  },
];

const cloudformation: Written[] = [
  { type: 'AWS::ApiGatewayV2::Api', name: 'Api', body: { Name: 'orders', ProtocolType: 'HTTP' } },
  {
    type: 'AWS::ApiGatewayV2::Integration',
    name: 'Backend',
    body: { ApiId: ref('Api'), IntegrationType: 'AWS_PROXY', IntegrationUri: ref('Function.Arn') },
  },
  {
    type: 'AWS::ApiGatewayV2::Route',
    name: 'Create',
    body: {
      ApiId: ref('Api'),
      RouteKey: 'POST /orders',
      Target: { kind: 'template', parts: ['integrations/', ref('Backend')] } as Plain,
    },
  },
  {
    type: 'AWS::ApiGatewayV2::Stage',
    name: 'Live',
    body: { ApiId: ref('Api'), DefaultRouteSettings: { ThrottlingRateLimit: 20 } },
  },
];

const summary = (declarations: readonly Written[], name: string) => comparable(read(kinds, declarations).get(name));

describe('an HTTP API', () => {
  it.each(['Api', 'Create'])('%s is the same from both dialects', (name) => {
    expect(summary(cloudformation, name)).toEqual(summary(terraform, name));
  });

  it('has a route that anyone may call', () => {
    const resources = read(kinds, terraform);
    expect(plainly(resources.get('Create')?.surface)).toEqual({
      internet: 'yes',
      operations: [
        {
          name: 'POST /orders',
          authentication: 'none',
          targets: [{ target: '-> Function', kind: 'function' }],
          sideEffects: true,
        },
      ],
    });
    expect(targets(resources.get('Create'), 'invokes')).toEqual(['-> Function']);
    expect(fact(resources.get('Api'), 'surface.throttled')).toBe(true);
  });

  it.each([
    [{ route_key: 'GET /orders', authorization_type: 'JWT' }, 'user', false],
    [{ route_key: '$default', authorization_type: 'AWS_IAM' }, 'iam', true],
    [{ route_key: 'GET /orders', authorization_type: variable('auth') }, 'unknown', false],
    [{ route_key: '$connect', api_key_required: true }, 'shared-key', true],
    [{ route_key: 'ANY /{proxy+}' }, 'none', true],
  ] as const)('%j: %s', (body, authentication, sideEffects) => {
    const route = read(kinds, [{ type: 'aws_apigatewayv2_route', name: 'route', body }]).get('route');
    expect(route?.surface?.operations[0]).toMatchObject({ authentication, sideEffects });
  });

  it('is made in one go with a target', () => {
    const body = { protocol_type: 'HTTP', target: ref('aws_lambda_function.Function.arn') };
    const api = read(kinds, [{ type: 'aws_apigatewayv2_api', name: 'api', body }]).get('api');
    expect(plainly(api?.surface?.operations)).toMatchObject([
      { name: '$default', authentication: 'none', targets: [{ kind: 'function' }] },
    ]);
  });
});
