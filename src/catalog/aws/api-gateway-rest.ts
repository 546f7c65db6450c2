import { type Fact, known } from '../../model/fact.js';
import type { IdentityFacet, PolicySource } from '../../model/identity.js';
import type { SurfaceFacet } from '../../model/surface.js';
import { entry } from '../../model/values.js';
import { structureOf } from '../common/document.js';
import { openApiOperations } from '../common/open-api.js';
import { integrationLinks } from '../common/integration.js';
import { isWritten } from '../common/parts.js';
import { defineKind, type Satellites } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';
import { webAclAssociation } from './waf.js';
import { webAclFact, webAclLinks } from '../common/web-acl.js';

const restApi = 'aws.apigateway.rest-api';

/** A path of the API; it says nothing that the API's methods do not. */
export const apiResource = defineKind({
  type: 'aws.apigateway.resource',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_api_gateway_resource', cloudformation: 'AWS::ApiGateway::Resource' },
  attributes: {
    api: { terraform: 'rest_api_id', cloudformation: 'RestApiId' },
    parent: { terraform: 'parent_id', cloudformation: 'ParentId' },
    path: { terraform: 'path_part', cloudformation: 'PathPart' },
  },
  borrows: [{ by: 'parent', types: ['aws.apigateway.resource'] }],
  build: (r) => ({
    links: r.link('contains', 'api', { reverse: true }),
    ...(r.text('path') && { name: `/${r.text('path')}` }),
  }),
});

export const restApiPolicy = defineKind({
  type: 'aws.apigateway.rest-api-policy',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_api_gateway_rest_api_policy' },
  absent: { cloudformation: 'CloudFormation writes the policy inside AWS::ApiGateway::RestApi' },
  attributes: { api: { terraform: 'rest_api_id' }, policy: { terraform: 'policy' } },
  satelliteOf: { owner: 'api', types: [restApi] },
});

const methodSetting = {
  path: { cloudformation: 'ResourcePath' },
  rate: { cloudformation: 'ThrottlingRateLimit' },
  burst: { cloudformation: 'ThrottlingBurstLimit' },
} as const;

/** A named deployment that callers reach. */
export const stage = defineKind({
  type: 'aws.apigateway.stage',
  element: 'supporting',
  kind: 'edge/api',
  dialects: { terraform: 'aws_api_gateway_stage', cloudformation: 'AWS::ApiGateway::Stage' },
  attributes: {
    api: { terraform: 'rest_api_id', cloudformation: 'RestApiId' },
    name: { terraform: 'stage_name', cloudformation: 'StageName' },
    accessLog: { terraform: 'access_log_settings.destination_arn', cloudformation: 'AccessLogSetting.DestinationArn' },
    tracing: { terraform: 'xray_tracing_enabled', cloudformation: 'TracingEnabled' },
    // Terraform writes them as aws_api_gateway_method_settings.
    methods: { cloudformation: 'MethodSettings', each: methodSetting },
  },
  satelliteOf: { owner: 'api', types: [restApi] },
});

/** A snapshot of the API; CloudFormation can describe the stage inside it. */
export const deployment = defineKind({
  type: 'aws.apigateway.deployment',
  element: 'supporting',
  kind: 'edge/api',
  dialects: { terraform: 'aws_api_gateway_deployment', cloudformation: 'AWS::ApiGateway::Deployment' },
  attributes: {
    api: { terraform: 'rest_api_id', cloudformation: 'RestApiId' },
    accessLog: { cloudformation: 'StageDescription.AccessLogSetting.DestinationArn' },
    tracing: { cloudformation: 'StageDescription.TracingEnabled' },
    rate: { cloudformation: 'StageDescription.ThrottlingRateLimit' },
    methods: { cloudformation: 'StageDescription.MethodSettings', each: methodSetting },
  },
  satelliteOf: { owner: 'api', types: [restApi] },
});

/** Throttling and logging of methods of a stage. */
export const methodSettings = defineKind({
  type: 'aws.apigateway.method-settings',
  element: 'supporting',
  kind: 'edge/api',
  dialects: { terraform: 'aws_api_gateway_method_settings' },
  absent: { cloudformation: 'CloudFormation writes MethodSettings inside AWS::ApiGateway::Stage' },
  attributes: {
    api: { terraform: 'rest_api_id' },
    path: { terraform: 'method_path' },
    rate: { terraform: 'settings.throttling_rate_limit' },
    burst: { terraform: 'settings.throttling_burst_limit' },
  },
  satelliteOf: { owner: 'api', types: [restApi] },
});

/** Limits for callers with an API key. */
export const usagePlan = defineKind({
  type: 'aws.apigateway.usage-plan',
  element: 'supporting',
  kind: 'control/quota',
  dialects: { terraform: 'aws_api_gateway_usage_plan', cloudformation: 'AWS::ApiGateway::UsagePlan' },
  attributes: {
    api: { terraform: 'api_stages.api_id', cloudformation: 'ApiStages.ApiId' },
    rate: { terraform: 'throttle_settings.rate_limit', cloudformation: 'Throttle.RateLimit' },
    quota: { terraform: 'quota_settings.limit', cloudformation: 'Quota.Limit' },
  },
  satelliteOf: { owner: 'api', types: [restApi] },
});

const apiAttributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  types: { terraform: 'endpoint_configuration.types', cloudformation: 'EndpointConfiguration.Types' },
  endpoints: {
    terraform: 'endpoint_configuration.vpc_endpoint_ids',
    cloudformation: 'EndpointConfiguration.VpcEndpointIds',
  },
  policy: { terraform: 'policy', cloudformation: 'Policy' },
  body: { terraform: 'body', cloudformation: 'Body' },
  bodyBucket: { cloudformation: 'BodyS3Location.Bucket' },
  defaultDisabled: { terraform: 'disable_execute_api_endpoint', cloudformation: 'DisableExecuteApiEndpoint' },
} as const;
type ApiReader = Reader<typeof apiAttributes>;

/** A REST API of API Gateway. Methods with declarations of their own are nodes of their own. */
export const apiGatewayRestApi = defineKind({
  type: restApi,
  element: 'process',
  kind: 'edge/api',
  dialects: { terraform: 'aws_api_gateway_rest_api', cloudformation: 'AWS::ApiGateway::RestApi' },
  attributes: apiAttributes,
  names: ['name'],
  build(r, satellites) {
    const documented = openApiOperations(r.value('body'), r.at('body'));
    return {
      surface: { ...reachOf(r), operations: documented.operations },
      identity: identityOf(r, satellites),
      facts: factsOf(r, satellites),
      links: [
        ...documented.integrations.flatMap(integrationLinks),
        ...logLinks(satellites),
        ...r.link('uses', 'endpoints'),
        ...r.link('deploys-from', 'bodyBucket', { expects: ['aws.s3.'] }),
        ...webAclLinks(satellites.of(webAclAssociation)),
      ],
    };
  },
});

/** EDGE (the default) and REGIONAL answer on the internet, PRIVATE only through an interface endpoint (spec/C11). */
function reachOf(r: ApiReader): Pick<SurfaceFacet, 'internet' | 'because'> {
  const types = r.fact('types', 'EDGE');
  const because = [r.at('types')];
  if (types.state === 'unknown') return { internet: 'unknown', because };
  return { internet: [types.value].flat().includes('PRIVATE') ? 'no' : 'yes', because };
}

function identityOf(r: ApiReader, satellites: Satellites): IdentityFacet {
  const own = r.value('policy');
  const separate = satellites.of(restApiPolicy).flatMap((s): PolicySource[] => {
    const document = s.value('policy');
    return document ? [{ document, at: s.at('policy') }] : [];
  });
  // A policy in the document is the API's own one, too (API Gateway Developer Guide, "x-amazon-apigateway-policy").
  const described = entry(structureOf(r.value('body')), 'x-amazon-apigateway-policy');
  const resourcePolicies = [
    ...(own ? [{ document: own, at: r.at('policy') }] : []),
    ...(described ? [{ document: described, at: described.at ?? r.at('body') }] : []),
    ...separate,
  ];
  return { permissions: [], attachments: [], resourcePolicies };
}

const stagesOf = (satellites: Satellites) =>
  [...satellites.of(stage), ...satellites.of(deployment)] as Reader<typeof stage.attributes>[];

const logLinks = (satellites: Satellites) =>
  stagesOf(satellites).flatMap((s) =>
    s.link('logs-to', 'accessLog', { grade: 'declared', expects: ['aws.logs.', 'aws.firehose.'] }),
  );

function factsOf(r: ApiReader, satellites: Satellites): Record<string, Fact | undefined> {
  const stages = satellites.of(stage);
  const logging = stagesOf(satellites).find((s) => s.value('accessLog')) ?? stages[0];
  const traced = stagesOf(satellites).find((s) => s.value('tracing')) ?? stages[0];
  return {
    'surface.defaultEndpointDisabled': r.fact('defaultDisabled', false),
    'surface.waf': webAclFact(r, satellites.of(webAclAssociation)),
    'surface.throttled': throttledFact(r, satellites),
    'audit.accessLogged': logging && isWritten(logging, 'accessLog'),
    'workload.tracing': traced?.fact('tracing', false),
  };
}

/** A limit of our own; -1 switches throttling off. Without one, only the account's 10,000 requests a second hold. */
function throttledFact(r: ApiReader, satellites: Satellites): Fact {
  const limits = [
    ...satellites.of(methodSettings),
    ...satellites.of(usagePlan),
    ...satellites.of(deployment),
    ...stagesOf(satellites).flatMap((s) => s.each('methods')),
  ] as unknown as Reader<{ rate: typeof methodSetting.rate }>[];
  const limit = limits.find((s) => s.value('rate'));
  return limit
    ? mapFact(limit.fact('rate'), (v) => typeof v === 'number' && v >= 0)
    : r.managed
      ? known(false, [r.location])
      : r.test('name', () => false);
}

export const kinds = [apiGatewayRestApi, apiResource, restApiPolicy, stage, deployment, methodSettings, usagePlan];
