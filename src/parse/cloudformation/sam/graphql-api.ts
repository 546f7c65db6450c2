import { child, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import type { ResourceNode } from '../evaluate/stack.js';
import type { Output } from './output.js';
import { trust } from './role.js';
import { addDataSources, addFunctions, addResolvers } from './graphql-parts.js';
import { entriesOf, getAtt, itemsOf, mapping, scalar, sequence, tagList, textOf, withMembers } from './syntax.js';

/** `AWS::Serverless::GraphQLApi`: the API with its schema, keys, data sources with their roles, functions and resolvers. */
export function transformGraphQl(resource: ResourceNode, properties: YamlMapping, out: Output): void {
  const { id, at } = resource;
  const auth = child(properties, 'Auth');
  const copied = ['XrayEnabled', 'Visibility', 'IntrospectionConfig', 'QueryDepthLimit', 'ResolverCountLimit'];
  out.add(
    id,
    'AWS::AppSync::GraphQLApi',
    {
      Name: child(properties, 'Name') ?? scalar(id, at),
      ...provider(auth),
      AdditionalAuthenticationProviders: additional(child(auth, 'Additional')),
      LogConfig: logging(resource, properties, out),
      ...Object.fromEntries(copied.map((key) => [key, child(properties, key)])),
      Tags: tagList(child(properties, 'Tags')),
    },
    resource,
  );
  const schema = { ApiId: getAtt(id, 'ApiId', at), Definition: child(properties, 'SchemaInline') };
  out.add(`${id}Schema`, 'AWS::AppSync::GraphQLSchema', schema, resource);
  for (const { key, keyAt } of entriesOf(child(properties, 'ApiKeys'))) {
    const made = { at: keyAt, condition: resource.condition };
    out.add(`${id}${key}`, 'AWS::AppSync::ApiKey', { ApiId: getAtt(id, 'ApiId', keyAt) }, made);
  }
  addDataSources(resource, properties, out);
  addFunctions(resource, properties, out);
  addResolvers(resource, properties, out);
}

/** Everything is logged unless `Logging` says otherwise; the role to do so is made with it. */
function logging(resource: ResourceNode, properties: YamlMapping, out: Output): YamlNode | undefined {
  const { id, at } = resource;
  const written = child(properties, 'Logging');
  if (written && textOf(written) === 'false') return undefined;
  const base = written?.kind === 'mapping' ? written : mapping({ FieldLogLevel: scalar('ALL', at) }, at);
  if (child(base, 'CloudWatchLogsRoleArn')) return base;
  const managed = scalar('arn:aws:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs', at);
  const role = {
    AssumeRolePolicyDocument: trust('appsync.amazonaws.com', at),
    ManagedPolicyArns: sequence([managed], at),
  };
  out.add(`${id}CloudWatchRole`, 'AWS::IAM::Role', role, resource);
  return withMembers(base, { CloudWatchLogsRoleArn: getAtt(`${id}CloudWatchRole`, 'Arn', at) });
}

/** `Type` and its configuration, under AppSync's names. */
function provider(auth: YamlNode | undefined): Readonly<Record<string, YamlNode | undefined>> {
  return {
    AuthenticationType: child(auth, 'Type'),
    UserPoolConfig: child(auth, 'UserPool'),
    OpenIDConnectConfig: child(auth, 'OpenIDConnect'),
    LambdaAuthorizerConfig: child(auth, 'LambdaAuthorizer'),
  };
}

function additional(node: YamlNode | undefined): YamlNode | undefined {
  if (!node) return undefined;
  return sequence(
    itemsOf(node).map((one) => mapping(provider(one), one.at)),
    node.at,
  );
}
