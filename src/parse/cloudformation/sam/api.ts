import { child, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import type { ResourceNode } from '../evaluate/stack.js';
import { apiDocument } from './api-document.js';
import { type ApiPaths, implicitHttpApi, implicitRestApi } from './api-paths.js';
import type { Output } from './output.js';
import { resourcePolicy } from './resource-policy.js';
import {
  entriesOf,
  isCall,
  literal,
  mapping,
  ref,
  scalar,
  sequence,
  sub,
  tagList,
  textOf,
  withMembers,
} from './syntax.js';

type Made = Pick<ResourceNode, 'id' | 'at' | 'condition'>;

/** `AWS::Serverless::Api`: a REST API with the methods of its events, a deployment, a stage, permissions for authorizers. */
export function transformApi(made: Made, properties: YamlMapping, out: Output, paths: ApiPaths): void {
  const { id, at } = made;
  const auth = child(properties, 'Auth');
  const written = writtenDocument(properties, out);
  const operations = paths.of(id);
  const readable = written === undefined || (written.kind === 'mapping' && !isCall(written));
  const location = child(properties, 'DefinitionUri');
  const endpoint = child(properties, 'EndpointConfiguration');
  const body = {
    Name: child(properties, 'Name') ?? (id === implicitRestApi ? ref('AWS::StackName', at) : undefined),
    Body:
      location && !written
        ? undefined
        : readable
          ? apiDocument(written, operations, { node: auth, http: false }, at)
          : written,
    BodyS3Location: location?.kind === 'mapping' ? location : undefined,
    EndpointConfiguration: endpoint && endpointOf(endpoint),
    Policy: resourcePolicy(child(auth, 'ResourcePolicy'), child(properties, 'StageName'), operations),
    DisableExecuteApiEndpoint: child(properties, 'DisableExecuteApiEndpoint'),
    MinimumCompressionSize: child(properties, 'MinimumCompressionSize'),
    Description: child(properties, 'Description'),
    Tags: tagList(child(properties, 'Tags')),
  };
  out.add(id, 'AWS::ApiGateway::RestApi', body, made);
  addStage(made, properties, out);
  addUsagePlan(made, auth, out);
  authorizerPermissions(made, auth, out);
}

/** `EndpointConfiguration: PRIVATE` or `{ Type: PRIVATE }`. */
function endpointOf(node: YamlNode): YamlNode {
  const type = node.kind === 'scalar' || isCall(node) ? node : child(node, 'Type');
  const endpoints = child(node, 'VPCEndpointIds');
  return mapping({ Types: type && sequence([type], type.at), VpcEndpointIds: endpoints }, node.at);
}

/** A document in the template, an included one, or a file next to it. */
function writtenDocument(properties: YamlMapping, out: Output): YamlNode | undefined {
  const inline = child(properties, 'DefinitionBody');
  const include = child(inline, 'Fn::Transform');
  const path = textOf(child(properties, 'DefinitionUri')) ?? textOf(child(child(include, 'Parameters'), 'Location'));
  return (path === undefined ? undefined : out.readFile(path)) ?? inline;
}

function addStage(made: Made, properties: YamlMapping, out: Output): void {
  const { id, at } = made;
  const name = child(properties, 'StageName') ?? scalar('Prod', at);
  const stage = `${id}${(textOf(name) ?? '').replaceAll(/[^A-Za-z0-9]/g, '')}Stage`;
  const deployment = `${id}Deployment`;
  out.add(deployment, 'AWS::ApiGateway::Deployment', { RestApiId: ref(id, at) }, made);
  const copied = [
    'AccessLogSetting',
    'CacheClusterEnabled',
    'CacheClusterSize',
    'CanarySetting',
    'MethodSettings',
    'TracingEnabled',
    'Variables',
  ];
  const settings = Object.fromEntries(copied.map((key) => [key, child(properties, key)]));
  out.add(
    stage,
    'AWS::ApiGateway::Stage',
    { RestApiId: ref(id, at), DeploymentId: ref(deployment, at), StageName: name, ...settings },
    made,
  );
  out.aliases.set(`${id}.Stage`, stage);
  out.aliases.set(`${id}.Deployment`, deployment);
}

/** `Auth.UsagePlan`: a plan and a key for this API. */
function addUsagePlan(made: Made, auth: YamlNode | undefined, out: Output): void {
  const plan = child(auth, 'UsagePlan');
  const kind = textOf(child(plan, 'CreateUsagePlan'));
  if (!plan || kind === undefined || kind === 'NONE') return;
  const stage = mapping({ ApiId: ref(made.id, plan.at), Stage: ref(`${made.id}.Stage`, plan.at) }, plan.at);
  const body = {
    ApiStages: sequence([stage], plan.at),
    Quota: child(plan, 'Quota'),
    Throttle: child(plan, 'Throttle'),
    UsagePlanName: child(plan, 'UsagePlanName'),
  };
  const shared = kind === 'SHARED';
  const planId = shared ? 'ServerlessUsagePlan' : `${made.id}UsagePlan`;
  const keyId = shared ? 'ServerlessApiKey' : `${made.id}ApiKey`;
  const place = { at: plan.at, condition: made.condition };
  const stageKey = mapping({ RestApiId: ref(made.id, plan.at), StageName: ref(`${made.id}.Stage`, plan.at) }, plan.at);
  out.add(planId, 'AWS::ApiGateway::UsagePlan', body, place);
  const key = { Enabled: literal(true, plan.at), StageKeys: sequence([stageKey], plan.at) };
  out.add(keyId, 'AWS::ApiGateway::ApiKey', key, place);
  const link = {
    KeyId: ref(keyId, plan.at),
    KeyType: scalar('API_KEY', plan.at),
    UsagePlanId: ref(planId, plan.at),
  };
  out.add(shared ? 'ServerlessUsagePlanKey' : `${made.id}UsagePlanKey`, 'AWS::ApiGateway::UsagePlanKey', link, place);
}

/** Lets API Gateway call the functions that authorize. */
export function authorizerPermissions(made: Made, auth: YamlNode | undefined, out: Output): void {
  for (const { key, keyAt, value } of entriesOf(child(auth, 'Authorizers'))) {
    const target = child(value, 'FunctionArn');
    if (!target) continue;
    const body = {
      Action: scalar('lambda:InvokeFunction', keyAt),
      FunctionName: target,
      Principal: scalar('apigateway.amazonaws.com', keyAt),
      SourceArn: sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/authorizers/*', keyAt, {
        Api: ref(made.id, keyAt),
      }),
    };
    out.add(`${made.id}${key}AuthorizerPermission`, 'AWS::Lambda::Permission', body, {
      at: keyAt,
      condition: made.condition,
    });
  }
}

/** `AWS::Serverless::HttpApi`: an HTTP API with the routes of its events, and its stage. */
export function transformHttpApi(made: Made, properties: YamlMapping, out: Output, paths: ApiPaths): void {
  const { id, at } = made;
  const auth = child(properties, 'Auth');
  const written = writtenDocument(properties, out);
  const readable = written === undefined || (written.kind === 'mapping' && !isCall(written));
  const body = withMembers(mapping({}, at), {
    Name: child(properties, 'Name') ?? (id === implicitHttpApi ? ref('AWS::StackName', at) : undefined),
    Body: readable ? apiDocument(written, paths.of(id), { node: auth, http: true }, at) : written,
    CorsConfiguration: corsOf(child(properties, 'CorsConfiguration')),
    DisableExecuteApiEndpoint: child(properties, 'DisableExecuteApiEndpoint'),
    Description: child(properties, 'Description'),
    Tags: child(properties, 'Tags'),
  });
  out.add(id, 'AWS::ApiGatewayV2::Api', body, made);
  const name = child(properties, 'StageName');
  const text = name ? (textOf(name) ?? '').replaceAll(/[^A-Za-z0-9]/g, '') : 'ApiGatewayDefault';
  const copied = ['AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings', 'StageVariables'];
  const settings = Object.fromEntries(copied.map((key) => [key, child(properties, key)]));
  const stage = {
    ApiId: ref(id, at),
    AutoDeploy: literal(true, at),
    StageName: name ?? scalar('$default', at),
    ...settings,
  };
  out.add(`${id}${text}Stage`, 'AWS::ApiGatewayV2::Stage', stage, made);
  out.aliases.set(`${id}.Stage`, `${id}${text}Stage`);
  authorizerPermissions(made, auth, out);
}

/** `true` allows every origin. */
function corsOf(node: YamlNode | undefined): YamlNode | undefined {
  if (!node || textOf(node) === 'false') return undefined;
  if (textOf(node) === 'true') return mapping({ AllowOrigins: sequence([scalar('*', node.at)], node.at) }, node.at);
  return node;
}
