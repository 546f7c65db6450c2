import type { Location } from '../../../model/location.js';
import { child, type YamlNode } from '../../yaml/node.js';
import type { ResourceNode } from '../evaluate/stack.js';
import { profiles } from './connector-profiles.js';
import type { Output } from './output.js';
import { document, statement } from './role.js';
import {
  entriesOf,
  getAtt,
  itemsOf,
  mapping,
  ref,
  scalar,
  sequence,
  sub,
  targetName,
  textOf,
  withMembers,
} from './syntax.js';

/** Services that call their destination, by the destination's own policy. */
const callers: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::RestApi': 'apigateway.amazonaws.com',
  'AWS::ApiGatewayV2::Api': 'apigateway.amazonaws.com',
  'AWS::S3::Bucket': 's3.amazonaws.com',
  'AWS::SNS::Topic': 'sns.amazonaws.com',
  'AWS::Events::Rule': 'events.amazonaws.com',
};

interface Connection {
  readonly id: string;
  readonly source: string;
  readonly destination: string;
  readonly permissions: ReadonlySet<string>;
  readonly made: { readonly at: Location; readonly condition: string | undefined };
}

/** `AWS::Serverless::Connector`: a policy of the source's role, or one of the destination. */
export function transformConnector(resource: ResourceNode, out: Output): void {
  const source = endOf(child(resource.properties, 'Source'));
  if (source === undefined) return;
  const made = { at: resource.at, condition: resource.condition };
  connectAll(resource.id, source, resource.properties, made, out);
}

/** Connectors written in the source resource itself. */
export function transformEmbeddedConnectors(resource: ResourceNode, out: Output): void {
  for (const { key, keyAt, value } of entriesOf(child(resource.node, 'Connectors'))) {
    const made = { at: keyAt, condition: resource.condition };
    connectAll(`${resource.id}${key}`, resource.id, child(value, 'Properties'), made, out);
  }
}

function connectAll(
  id: string,
  source: string,
  properties: YamlNode | undefined,
  made: Connection['made'],
  out: Output,
): void {
  const permissions = new Set(itemsOf(child(properties, 'Permissions')).flatMap((one) => textOf(one) ?? []));
  const destinations = itemsOf(child(properties, 'Destination')).flatMap((one) => endOf(one) ?? []);
  for (const [index, destination] of destinations.entries()) {
    const name = destinations.length === 1 ? id : `${id}${index}`;
    connect({ id: name, source, destination, permissions, made }, out);
  }
}

/** The logical id of an end: `Id`, or an `Arn` that leads to a resource. */
const endOf = (node: YamlNode | undefined): string | undefined =>
  textOf(child(node, 'Id')) ?? targetName(child(node, 'Arn'));

function connect(connection: Connection, out: Output): void {
  const { source, destination, made } = connection;
  const from = out.resources.get(source);
  const to = out.resources.get(destination);
  if (!from || !to) {
    const missing = from ? destination : source;
    const detail = 'The connector makes nothing. Name a resource of this template by its logical id.';
    return out.problems.error('cfn-unresolved-reference', made.at, `${missing} is not declared`, detail);
  }
  if (from.type === 'AWS::SNS::Topic' && to.type === 'AWS::SQS::Queue') return queuePolicy(connection, out);
  if (callers[from.type] !== undefined && to.type === 'AWS::Lambda::Function')
    return functionPermission(connection, from, out);
  const polled =
    to.type === 'AWS::Lambda::Function' && (from.type === 'AWS::SQS::Queue' || from.type === 'AWS::DynamoDB::Table');
  const [actor, object] = polled ? [to, from] : [from, to];
  rolePolicy(connection, actor, object, out);
}

function rolePolicy(connection: Connection, actor: ResourceNode, object: ResourceNode, out: Output): void {
  const { at } = connection.made;
  const role = roleOf(actor);
  const profile = profiles[object.type];
  if (role === undefined || !profile) {
    const detail = 'Its permissions are missing from the model.';
    return out.problems.warning(
      'sam-unknown-connector',
      at,
      `A connector from ${actor.type} to ${object.type} is not one that threatplan reads`,
      detail,
    );
  }
  const resources = profile.tails.map((tail) =>
    tail === '' ? getAtt(object.id, 'Arn', at) : sub(`\${${object.id}.Arn}${tail}`, at),
  );
  const statements = (['Read', 'Write'] as const).flatMap((kind) => {
    const actions = connection.permissions.has(kind) ? profile[kind] : undefined;
    return actions ? [statement(actions, resources, at)] : [];
  });
  const body = {
    PolicyDocument: document(statements, at),
    Roles: sequence([ref(role, at)], at),
  };
  out.add(`${connection.id}Policy`, 'AWS::IAM::ManagedPolicy', body, connection.made);
}

/** The role that a function, state machine or rule works as. */
function roleOf(resource: ResourceNode): string | undefined {
  const key = resource.type === 'AWS::Lambda::Function' ? 'Role' : 'RoleArn';
  return targetName(child(resource.properties, key));
}

function functionPermission(connection: Connection, from: ResourceNode, out: Output): void {
  const { at } = connection.made;
  const api = from.type.startsWith('AWS::ApiGateway');
  const source = api
    ? sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*', at, { Api: ref(from.id, at) })
    : from.type === 'AWS::SNS::Topic'
      ? ref(from.id, at)
      : getAtt(from.id, 'Arn', at);
  const body = {
    Action: scalar('lambda:InvokeFunction', at),
    FunctionName: ref(connection.destination, at),
    Principal: scalar(callers[from.type] ?? '', at),
    SourceArn: source,
  };
  out.add(`${connection.id}WriteLambdaPermission`, 'AWS::Lambda::Permission', body, connection.made);
}

function queuePolicy(connection: Connection, out: Output): void {
  const { at } = connection.made;
  const condition = mapping({ ArnEquals: mapping({ 'aws:SourceArn': ref(connection.source, at) }, at) }, at);
  const principal = mapping({ Service: scalar('sns.amazonaws.com', at) }, at);
  const allow = withMembers(statement(['sqs:SendMessage'], [getAtt(connection.destination, 'Arn', at)], at), {
    Principal: principal,
    Condition: condition,
  });
  const body = { PolicyDocument: document([allow], at), Queues: sequence([ref(connection.destination, at)], at) };
  out.add(`${connection.id}QueuePolicy`, 'AWS::SQS::QueuePolicy', body, connection.made);
}
