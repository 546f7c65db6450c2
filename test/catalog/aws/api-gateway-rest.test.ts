import { describe, expect, it } from 'vitest';
import { kinds as methods } from '../../../src/catalog/aws/api-gateway-method.js';
import { kinds as apis } from '../../../src/catalog/aws/api-gateway-rest.js';
import { kinds as waf } from '../../../src/catalog/aws/waf.js';
import {
  fact,
  type Plain,
  plainly,
  read,
  ref,
  targets,
  template,
  variable,
  type Written,
} from '../read-declarations.js';

const kinds = [...apis, ...methods, ...waf];
const invoke = (name: string) =>
  template('arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/', ref(name), '/invocations');

const terraform: Written[] = [
  {
    type: 'aws_api_gateway_rest_api',
    name: 'Api',
    body: { name: 'orders', endpoint_configuration: [{ types: ['REGIONAL'] }] },
  },
  {
    type: 'aws_api_gateway_resource',
    name: 'Orders',
    body: { rest_api_id: ref('aws_api_gateway_rest_api.Api.id'), path_part: 'orders' },
  },
  {
    type: 'aws_api_gateway_method',
    name: 'Create',
    body: {
      rest_api_id: ref('aws_api_gateway_rest_api.Api.id'),
      resource_id: ref('aws_api_gateway_resource.Orders.id'),
      http_method: 'POST',
      authorization: 'NONE',
    },
  },
  {
    type: 'aws_api_gateway_integration',
    name: 'Backend',
    body: {
      rest_api_id: ref('aws_api_gateway_rest_api.Api.id'),
      resource_id: ref('aws_api_gateway_resource.Orders.id'),
      http_method: 'POST',
      type: 'AWS_PROXY',
      uri: ref('aws_lambda_function.Function.invoke_arn'),
    },
  },
  {
    type: 'aws_api_gateway_stage',
    name: 'Live',
    body: {
      rest_api_id: ref('aws_api_gateway_rest_api.Api.id'),
      stage_name: 'live',
      access_log_settings: [{ destination_arn: ref('aws_cloudwatch_log_group.Log.arn') }],
    },
  },
  {
    type: 'aws_api_gateway_method_settings',
    name: 'Limits',
    body: { rest_api_id: ref('aws_api_gateway_rest_api.Api.id'), settings: [{ throttling_rate_limit: 50 }] },
  },
  {
    type: 'aws_wafv2_web_acl_association',
    name: 'Firewall',
    body: { resource_arn: ref('aws_api_gateway_stage.Live.arn'), web_acl_arn: ref('aws_wafv2_web_acl.Acl.arn') },
  },
];

const cloudformation: Written[] = [
  {
    type: 'AWS::ApiGateway::RestApi',
    name: 'Api',
    body: { Name: 'orders', EndpointConfiguration: { Types: ['REGIONAL'] } },
  },
  { type: 'AWS::ApiGateway::Resource', name: 'Orders', body: { RestApiId: ref('Api'), PathPart: 'orders' } },
  {
    type: 'AWS::ApiGateway::Method',
    name: 'Create',
    body: {
      RestApiId: ref('Api'),
      ResourceId: ref('Orders'),
      HttpMethod: 'POST',
      Integration: { Type: 'AWS_PROXY', Uri: invoke('Function.Arn') },
    },
  },
  {
    type: 'AWS::ApiGateway::Stage',
    name: 'Live',
    body: {
      RestApiId: ref('Api'),
      StageName: 'live',
      AccessLogSetting: { DestinationArn: ref('Log.Arn') },
      MethodSettings: [{ ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 50 }],
    },
  },
  {
    type: 'AWS::WAFv2::WebACLAssociation',
    name: 'Firewall',
    body: { ResourceArn: ref('Live'), WebACLArn: ref('Acl.Arn') },
  },
];

describe.each([
  ['Terraform', terraform],
  ['CloudFormation', cloudformation],
])('a REST API in %s', (_, declarations) => {
  const resources = read(kinds, declarations);

  it('has a method that anyone may call', () => {
    expect(plainly(resources.get('Create')?.surface)).toEqual({
      internet: 'by-endpoint',
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
    expect(targets(resources.get('Create'), 'contains')).toEqual(['-> Api']);
  });

  it('answers on the internet, logs, and is limited and guarded', () => {
    const api = resources.get('Api');
    expect(api?.surface?.internet).toBe('yes');
    expect(fact(api, 'audit.accessLogged')).toBe(true);
    expect(fact(api, 'surface.throttled')).toBe(true);
    expect(fact(api, 'surface.waf')).toBe(true);
    expect(targets(api, 'logs-to')).toEqual(['-> Log']);
    expect(targets(api, 'protected-by')).toEqual(['-> Acl']);
  });

  it('is three nodes', () => {
    expect([...resources.keys()].sort()).toEqual(['Api', 'Create', 'Orders']);
  });
});

const method = (body: Record<string, Plain>, more: Written[] = []) =>
  read(kinds, [
    { type: 'aws_api_gateway_rest_api', name: 'Api' },
    {
      type: 'aws_api_gateway_method',
      name: 'Method',
      body: { rest_api_id: ref('aws_api_gateway_rest_api.Api.id'), ...body },
    },
    ...more,
  ]).get('Method');

describe('a method', () => {
  it.each([
    [{ authorization: 'NONE', http_method: 'GET' }, 'none', false],
    [{ authorization: 'NONE', http_method: 'ANY' }, 'none', true],
    [{ authorization: 'NONE', http_method: 'POST', api_key_required: true }, 'shared-key', true],
    [{ authorization: 'NONE', http_method: 'POST', api_key_required: variable('key') }, 'unknown', true],
    [{ authorization: 'AWS_IAM', http_method: 'DELETE' }, 'iam', true],
    [{ authorization: 'COGNITO_USER_POOLS', http_method: 'PUT' }, 'user', true],
    [{ authorization: 'CUSTOM', http_method: 'OPTIONS' }, 'user', false],
    [{ authorization: variable('auth'), http_method: variable('verb') }, 'unknown', true],
  ] as const)('%j is %s', (body, authentication, sideEffects) => {
    expect(method(body)?.surface?.operations[0]).toMatchObject({ authentication, sideEffects });
  });

  it('points at the authorization attribute', () => {
    expect(method({ authorization: 'NONE' })?.surface?.operations[0]?.because[0]?.start.line).toBe(202);
  });

  it.each([
    [{ type: 'MOCK' }, []],
    [{ type: 'HTTP_PROXY', uri: 'http://orders.example.com/' }, [{ kind: 'http', encrypted: 'no' }]],
    [
      {
        type: 'HTTP_PROXY',
        uri: 'https://x/',
        connection_type: 'VPC_LINK',
        connection_id: ref('aws_api_gateway_vpc_link.l.id'),
      },
      [{ kind: 'private', target: '-> l', encrypted: 'yes' }],
    ],
    [
      {
        type: 'AWS',
        uri: template('arn:aws:apigateway:eu-west-1:sqs:path/1234/', ref('aws_sqs_queue.q.name')),
        credentials: ref('aws_iam_role.api.arn'),
      },
      [{ kind: 'action', credentials: '-> api' }],
    ],
  ])('forwards %j', (integration, expected) => {
    const found = method({ http_method: 'POST', authorization: 'NONE', resource_id: 'r' }, [
      {
        type: 'aws_api_gateway_integration',
        name: 'Backend',
        body: {
          rest_api_id: ref('aws_api_gateway_rest_api.Api.id'),
          resource_id: 'r',
          http_method: ref('aws_api_gateway_method.Method.http_method'),
          ...(integration as Record<string, Plain>),
        },
      },
    ]);
    expect(plainly(found?.surface?.operations[0]?.targets)).toMatchObject(expected);
  });
});

const documented = (body: Plain) =>
  read(kinds, [{ type: 'AWS::ApiGateway::RestApi', name: 'Api', body: { Body: body } }]).get('Api')?.surface
    ?.operations;

const openApi = {
  openapi: '3.0.1',
  paths: {
    '/orders': {
      get: {},
      post: {
        security: [{ token: [] }],
        'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: invoke('Function.Arn') },
      },
      delete: { security: [{ signed: [] }, { key: [] }] },
    },
  },
  components: {
    securitySchemes: {
      token: {
        type: 'apiKey',
        'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: invoke('Guard.Arn') },
      },
      signed: { type: 'apiKey', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    },
  },
} as const;

describe('an OpenAPI body', () => {
  it('describes operations, their guards and backends', () => {
    expect(documented(openApi)?.map((o) => [o.name, o.authentication, plainly(o.targets)])).toEqual([
      ['GET /orders', 'none', []],
      ['POST /orders', 'user', [{ target: '-> Function', kind: 'function' }]],
      ['DELETE /orders', 'shared-key', []],
    ]);
  });

  it('is read from JSON text too', () => {
    const text = JSON.stringify({ paths: { '/orders': { get: { security: [] } } }, security: [{ token: [] }] });
    expect(documented(text)).toMatchObject([{ name: 'GET /orders', authentication: 'none' }]);
  });

  it('that cannot be read leaves the authentication unknown', () => {
    expect(documented('openapi: 3.0.1')).toMatchObject([{ authentication: 'unknown' }]);
  });
});

describe('where an API answers', () => {
  it.each([
    [{}, 'yes'],
    [{ EndpointConfiguration: { Types: ['PRIVATE'] } }, 'no'],
    [{ EndpointConfiguration: { Types: variable('types') } }, 'unknown'],
  ])('%j: %s', (body, internet) => {
    expect(read(kinds, [{ type: 'AWS::ApiGateway::RestApi', name: 'Api', body }]).get('Api')?.surface?.internet).toBe(
      internet,
    );
  });
});
