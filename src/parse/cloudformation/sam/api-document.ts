import type { Location } from '../../../model/location.js';
import { child, type YamlEntry, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import type { ApiOperation } from './api-paths.js';
import { entriesOf, isCall, mapping, scalar, sequence, sub, textOf, withMembers } from './syntax.js';

/** What decides who may call the operations of an API: SAM's `Auth` of the API. */
export interface ApiAuth {
  readonly node: YamlNode | undefined;
  readonly http: boolean;
}

/** The OpenAPI document of an API: what is written, the operations of events, and the security schemes of `Auth`. */
export function apiDocument(
  written: YamlNode | undefined,
  operations: readonly ApiOperation[],
  auth: ApiAuth,
  at: Location,
): YamlMapping {
  const base = written?.kind === 'mapping' && !isCall(written) ? written : mapping({}, at);
  const paths = new Map<string, YamlEntry>();
  const writtenPaths = child(base, 'paths');
  if (writtenPaths?.kind === 'mapping') for (const [path, entry] of writtenPaths.entries) paths.set(path, entry);
  for (const operation of operations) put(paths, operation, auth);
  const schemes = schemesOf(auth, at);
  const version = auth.http ? { openapi: scalar('3.0.1', at) } : { swagger: scalar('2.0', at) };
  const place = writtenPaths?.at ?? at;
  const security = defaultSecurity(auth, at);
  return withMembers(mapping({ ...version }, at), {
    ...Object.fromEntries(entriesOf(base).map(({ key, value }) => [key, value])),
    paths: { kind: 'mapping', entries: secured(paths, security), at: place, weight: 1 },
    ...(schemes &&
      (auth.http
        ? { components: mapping({ securitySchemes: schemes }, schemes.at) }
        : { securityDefinitions: schemes })),
  });
}

function put(paths: Map<string, YamlEntry>, operation: ApiOperation, auth: ApiAuth): void {
  const { path, at } = operation;
  const method =
    operation.method === 'any' || operation.method === '*' ? 'x-amazon-apigateway-any-method' : operation.method;
  const present = paths.get(path)?.value;
  const item = present?.kind === 'mapping' ? present : mapping({}, at);
  const described = mapping(
    { 'x-amazon-apigateway-integration': operation.integration, security: securityOf(operation, auth) },
    at,
  );
  if (item.entries.has(method)) return;
  paths.set(path, { key: path, keyAt: at, value: withMembers(item, { [method]: described }) });
}

/** The event's own authorizer, `NONE`, or else the API's default. */
function securityOf({ auth: own, at }: ApiOperation, auth: ApiAuth): YamlNode | undefined {
  const authorizer = child(own, 'Authorizer') ?? child(auth.node, 'DefaultAuthorizer');
  const name = textOf(authorizer);
  const apiKey = child(own, 'ApiKeyRequired') ?? child(auth.node, 'ApiKeyRequired');
  const needed = apiKey && textOf(apiKey) === 'true';
  if (!authorizer && !needed) return undefined;
  const place = authorizer?.at ?? apiKey?.at ?? at;
  const members = {
    ...(name !== undefined &&
      (name !== 'NONE' || !needed) && { [name]: child(own, 'AuthorizationScopes') ?? sequence([], place) }),
    ...(needed && { api_key: sequence([], place) }),
  };
  return sequence([mapping(members, place)], place);
}

/** A document that is written has no security of its own: the default authorizer guards what says nothing. */
function secured(paths: ReadonlyMap<string, YamlEntry>, security: YamlNode | undefined): Map<string, YamlEntry> {
  if (!security) return new Map(paths);
  return new Map(
    [...paths].map(([path, entry]) => {
      if (entry.value.kind !== 'mapping') return [path, entry] as const;
      const changed = [...entry.value.entries.values()].flatMap(({ key, value }) =>
        value.kind === 'mapping' && !isGuarded(child(value, 'security')) && key !== 'options' && key !== 'parameters'
          ? [[key, withMembers(value, { security })] as const]
          : [],
      );
      return [path, { ...entry, value: withMembers(entry.value, Object.fromEntries(changed)) }] as const;
    }),
  );
}

/** An empty list counts as nothing, as in the transform. */
const isGuarded = (security: YamlNode | undefined): boolean =>
  security !== undefined && (security.kind !== 'sequence' || security.items.length > 0);

function defaultSecurity(auth: ApiAuth, at: Location): YamlNode | undefined {
  const authorizer = child(auth.node, 'DefaultAuthorizer');
  const name = textOf(authorizer);
  if (!authorizer || name === undefined || name === 'NONE') return undefined;
  return sequence([mapping({ [name]: sequence([], at) }, authorizer.at)], authorizer.at);
}

/** Security schemes of all authorizers, of IAM and of API keys. */
function schemesOf(auth: ApiAuth, at: Location): YamlMapping | undefined {
  const { node } = auth;
  if (!node) return undefined;
  const schemes: Record<string, YamlNode> = {};
  for (const { key, keyAt, value } of entriesOf(child(node, 'Authorizers'))) schemes[key] = scheme(value, auth, keyAt);
  const usesIam =
    textOf(child(node, 'DefaultAuthorizer')) === 'AWS_IAM' || textOf(child(node, 'EnableIamAuthorizer')) === 'true';
  if (usesIam || !auth.http) schemes['AWS_IAM'] = iamScheme(node.at);
  schemes['api_key'] = mapping(
    { type: scalar('apiKey', at), name: scalar('x-api-key', at), in: scalar('header', at) },
    at,
  );
  return mapping(schemes, node.at);
}

const iamScheme = (at: Location): YamlMapping =>
  mapping(
    {
      type: scalar('apiKey', at),
      name: scalar('Authorization', at),
      in: scalar('header', at),
      'x-amazon-apigateway-authtype': scalar('awsSigv4', at),
    },
    at,
  );

function scheme(node: YamlNode, auth: ApiAuth, at: Location): YamlMapping {
  const pool = child(node, 'UserPoolArn');
  const lambda = child(node, 'FunctionArn');
  const jwt = child(node, 'JwtConfiguration');
  const kind = pool ? 'cognito_user_pools' : lambda ? 'custom' : 'oauth2';
  const authorizer = mapping(
    {
      type: scalar(
        pool
          ? 'cognito_user_pools'
          : lambda
            ? (textOf(child(node, 'FunctionPayloadType')) ?? 'token').toLowerCase()
            : 'jwt',
        at,
      ),
      providerARNs: pool && (pool.kind === 'sequence' && !isCall(pool) ? pool : sequence([pool], pool.at)),
      authorizerUri:
        lambda &&
        sub(
          'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function}/invocations',
          lambda.at,
          {
            Function: lambda,
          },
        ),
      jwtConfiguration: jwt,
      identitySource: child(node, 'IdentitySource'),
      authorizerResultTtlInSeconds: child(child(node, 'Identity'), 'ReauthorizeEvery'),
    },
    at,
  );
  return mapping(
    {
      type: scalar(auth.http && jwt ? 'oauth2' : 'apiKey', at),
      name: scalar('Authorization', at),
      in: scalar('header', at),
      'x-amazon-apigateway-authtype': scalar(kind, at),
      'x-amazon-apigateway-authorizer': authorizer,
    },
    at,
  );
}
