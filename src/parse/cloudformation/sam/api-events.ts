import { child, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import { implicitHttpApi, implicitRestApi } from './api-paths.js';
import { type Context, permit } from './event-context.js';
import { mapping, ref, refName, scalar, sub, textOf } from './syntax.js';

/** Every event's method calls the function through a proxy integration. */
function proxy(c: Context, version: string): YamlMapping {
  const function_ = child(c.target, 'Ref') ?? scalar(c.resource.id, c.at);
  const names = { Function: c.arn };
  const uri = sub(
    'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function}/invocations',
    c.at,
    names,
  );
  const common = { httpMethod: scalar('POST', function_.at), type: scalar('aws_proxy', c.at), uri };
  return mapping(version === '' ? common : { ...common, payloadFormatVersion: scalar(version, c.at) }, c.at);
}

/** A method of a REST API, and API Gateway's permission to call the function. */
export function apiEvent(c: Context): void {
  const named = child(c.properties, 'RestApiId');
  const api = named ? refName(named) : implicitRestApi;
  const path = textOf(child(c.properties, 'Path')) ?? '/';
  const method = (textOf(child(c.properties, 'Method')) ?? 'any').toLowerCase();
  if (api !== undefined) {
    const auth = child(c.properties, 'Auth');
    c.paths.add(api, { path, method, integration: proxy(c, ''), auth, at: c.at, condition: c.resource.condition });
  }
  const verb = method === 'any' || method === 'x-amazon-apigateway-any-method' ? '*' : method.toUpperCase();
  const names = { Api: named ?? ref(implicitRestApi, c.at), Path: scalar(pathPattern(path), c.at) };
  const arn = sub(
    `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*/${verb}\${Path}`,
    c.at,
    names,
  );
  const stage = api === implicitRestApi ? 'Prod' : (textOf(stageOf(c, api)) ?? 'Stage');
  permit(c, 'apigateway.amazonaws.com', arn, `Permission${stage.replaceAll(/[^A-Za-z0-9]/g, '')}`);
}

const stageOf = (c: Context, api: string | undefined): YamlNode | undefined =>
  api === undefined ? undefined : child(c.out.source.get(api)?.properties, 'StageName');

/** `/orders/{id}` in an ARN. */
const pathPattern = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '*');

/** A route of an HTTP API. */
export function httpApiEvent(c: Context): void {
  const named = child(c.properties, 'ApiId');
  const api = named ? refName(named) : implicitHttpApi;
  const path = textOf(child(c.properties, 'Path')) ?? '$default';
  const method = (textOf(child(c.properties, 'Method')) ?? 'any').toLowerCase();
  if (api !== undefined) {
    const auth = child(c.properties, 'Auth');
    const version = textOf(child(c.properties, 'PayloadFormatVersion')) ?? '2.0';
    c.paths.add(api, { path, method, integration: proxy(c, version), auth, at: c.at, condition: c.resource.condition });
  }
  const names = { Api: named ?? ref(implicitHttpApi, c.at) };
  const verb = method === 'any' || method === 'x-amazon-apigateway-any-method' ? '*' : method.toUpperCase();
  const tail = path === '$default' ? '/*' : `/${verb}${pathPattern(path)}`;
  const arn = sub(
    `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*${tail}`,
    c.at,
    names,
  );
  permit(c, 'apigateway.amazonaws.com', arn);
}
