import { child, type YamlEntry, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import type { ResourceNode } from '../evaluate/stack.js';
import type { ApiPaths } from './api-paths.js';
import { addEvent } from './function-events.js';
import type { Output } from './output.js';
import { uploaded } from './uploaded.js';
import { document, roleProperties, statement, undated } from './role.js';
import { entriesOf, getAtt, literal, mapping, ref, scalar, tagList, textOf, withMembers } from './syntax.js';

/** Properties that only SAM knows, or that it writes in another way. */
const samOnly = [
  'CodeUri',
  'InlineCode',
  'ImageUri',
  'DeadLetterQueue',
  'Tracing',
  'Tags',
  'Policies',
  'Events',
  'AutoPublishAlias',
  'AutoPublishAliasAllProperties',
  'AutoPublishCodeSha256',
  'VersionDescription',
  'VersionDeletionPolicy',
  'DeploymentPreference',
  'ProvisionedConcurrencyConfig',
  'FunctionUrlConfig',
  'EventInvokeConfig',
  'AssumeRolePolicyDocument',
  'PermissionsBoundary',
  'RolePath',
  'PropagateTags',
  'PublishToLatestPublished',
];

/** `AWS::Serverless::Function`: the function, its role, alias, URL, event sources and their permissions. */
export function transformFunction(resource: ResourceNode, properties: YamlMapping, out: Output, paths: ApiPaths): void {
  const { id, at } = resource;
  const deadLetter = child(properties, 'DeadLetterQueue');
  const mode = child(properties, 'Tracing');
  const body = withMembers(properties, {
    ...Object.fromEntries(samOnly.map((name) => [name, undefined])),
    Role: child(properties, 'Role') ?? getAtt(`${id}Role`, 'Arn', at),
    Code: codeOf(properties),
    Tags: tagList(child(properties, 'Tags')),
    TracingConfig: mode && textOf(mode) !== 'Disabled' ? mapping({ Mode: mode }, mode.at) : undefined,
    DeadLetterConfig: deadLetter && mapping({ TargetArn: child(deadLetter, 'TargetArn') }, deadLetter.at),
  });
  out.add(id, 'AWS::Lambda::Function', body, resource);
  const events = entriesOf(child(properties, 'Events'));
  addRole(resource, properties, events, out);
  const alias = addAlias(resource, properties, out);
  const target = alias ? ref(alias, at) : ref(id, at);
  addUrl(resource, properties, alias, out);
  addInvokeConfig(resource, properties, alias, out);
  for (const event of events)
    addEvent({ resource, target, arn: alias ? target : getAtt(id, 'Arn', at), event, out, paths });
}

function codeOf(properties: YamlMapping): YamlNode | undefined {
  const inline = child(properties, 'InlineCode');
  if (inline) return mapping({ ZipFile: inline }, inline.at);
  const image = child(properties, 'ImageUri');
  if (image) return mapping({ ImageUri: image }, image.at);
  return uploaded(child(properties, 'CodeUri'));
}

/** AWS managed policies that an event source needs. */
const pollerPolicies: Readonly<Record<string, string>> = {
  SQS: 'AWSLambdaSQSQueueExecutionRole',
  Kinesis: 'AWSLambdaKinesisExecutionRole',
  DynamoDB: 'AWSLambdaDynamoDBExecutionRole',
  MSK: 'AWSLambdaMSKExecutionRole',
};

function addRole(resource: ResourceNode, properties: YamlMapping, events: readonly YamlEntry[], out: Output): void {
  if (child(properties, 'Role')) return;
  const { id, at } = resource;
  const types = new Set(events.map(({ value }) => textOf(child(value, 'Type')) ?? ''));
  const managed = [
    'AWSLambdaBasicExecutionRole',
    ...(child(properties, 'VpcConfig') ? ['AWSLambdaVPCAccessExecutionRole'] : []),
    ...(child(properties, 'Tracing') ? ['AWSXrayWriteOnlyAccess'] : []),
    ...[...types].flatMap((type) => pollerPolicies[type] ?? []),
  ];
  const deadLetter = child(properties, 'DeadLetterQueue');
  const target = child(deadLetter, 'TargetArn');
  const action = textOf(child(deadLetter, 'Type')) === 'SNS' ? 'sns:Publish' : 'sqs:SendMessage';
  const inline: { name: string; document: YamlNode }[] =
    deadLetter && target
      ? [
          {
            name: 'DeadLetterQueuePolicy',
            document: document([statement([action], [target], deadLetter.at)], deadLetter.at),
          },
        ]
      : [];
  inline.push(...destinationPolicies(id, child(properties, 'EventInvokeConfig')));
  const role = roleProperties({ service: 'lambda.amazonaws.com', properties, managed, inline, name: `${id}Role`, at });
  out.add(`${id}Role`, 'AWS::IAM::Role', role, resource);
}

/** What asynchronous invocations may send their results to. */
const destinationActions: Readonly<Record<string, string>> = {
  SQS: 'sqs:SendMessage',
  SNS: 'sns:Publish',
  Lambda: 'lambda:InvokeFunction',
  EventBridge: 'events:PutEvents',
  S3Bucket: 's3:PutObject',
};

function destinationPolicies(id: string, config: YamlNode | undefined): { name: string; document: YamlNode }[] {
  return entriesOf(child(config, 'DestinationConfig')).flatMap(({ key, keyAt, value }) => {
    const type = textOf(child(value, 'Type')) ?? '';
    const action = destinationActions[type];
    const target = child(value, 'Destination');
    if (action === undefined || !target) return [];
    const name = `${id}EventInvokeConfig${key}${type}Policy`;
    return [{ name, document: undated([statement([action], [target], keyAt)], keyAt) }];
  });
}

/** The logical id of the alias, when one is published. */
function addAlias(resource: ResourceNode, properties: YamlMapping, out: Output): string | undefined {
  const { id, at } = resource;
  const name = child(properties, 'AutoPublishAlias');
  if (!name) return undefined;
  const version = `${id}Version`;
  const alias = `${id}Alias${textOf(name) ?? ''}`;
  out.add(version, 'AWS::Lambda::Version', { FunctionName: ref(id, at) }, resource);
  out.add(
    alias,
    'AWS::Lambda::Alias',
    { FunctionName: ref(id, at), FunctionVersion: getAtt(version, 'Version', at), Name: name },
    resource,
  );
  out.aliases.set(`${id}.Version`, version);
  out.aliases.set(`${id}.Alias`, alias);
  return alias;
}

/** The URL; without authentication also the two permissions that let everybody call it. */
function addUrl(resource: ResourceNode, properties: YamlMapping, alias: string | undefined, out: Output): void {
  const config = child(properties, 'FunctionUrlConfig');
  if (config?.kind !== 'mapping') return;
  const { id } = resource;
  const { at } = config;
  const made = { at, condition: resource.condition };
  const target = ref(alias ?? id, at);
  out.add(`${id}Url`, 'AWS::Lambda::Url', withMembers(config, { TargetFunctionArn: target }), made);
  const type = child(config, 'AuthType');
  if (!type || textOf(type) === 'AWS_IAM') return;
  const everyone = { FunctionName: target, Principal: scalar('*', at) };
  out.add(
    `${id}UrlPublicPermissions`,
    'AWS::Lambda::Permission',
    { ...everyone, Action: scalar('lambda:InvokeFunctionUrl', at), FunctionUrlAuthType: type },
    made,
  );
  out.add(
    `${id}URLInvokeAllowPublicAccess`,
    'AWS::Lambda::Permission',
    { ...everyone, Action: scalar('lambda:InvokeFunction', at), InvokedViaFunctionUrl: literal(true, at) },
    made,
  );
}

function addInvokeConfig(
  resource: ResourceNode,
  properties: YamlMapping,
  alias: string | undefined,
  out: Output,
): void {
  const config = child(properties, 'EventInvokeConfig');
  if (config?.kind !== 'mapping') return;
  const published = alias === undefined ? undefined : child(properties, 'AutoPublishAlias');
  const qualifier = published ?? scalar('$LATEST', config.at);
  const destinations = child(config, 'DestinationConfig');
  const untyped = entriesOf(destinations).map(({ key, keyAt, value }) => {
    const target = child(value, 'Destination');
    return [key, mapping({ Destination: target }, keyAt)] as const;
  });
  const body = withMembers(config, {
    DestinationConfig: destinations && mapping(Object.fromEntries(untyped), destinations.at),
    FunctionName: ref(resource.id, config.at),
    Qualifier: qualifier,
  });
  out.add(`${resource.id}EventInvokeConfig`, 'AWS::Lambda::EventInvokeConfig', body, {
    at: config.at,
    condition: resource.condition,
  });
}
