import { child, type YamlMapping } from '../../yaml/node.js';
import type { ResourceNode } from '../evaluate/stack.js';
import type { Output } from './output.js';
import { uploaded } from './uploaded.js';
import { mapping, scalar, sequence, tagList, textOf, withMembers } from './syntax.js';

/** `AWS::Serverless::SimpleTable`: a table with one key. */
export function transformSimpleTable(resource: ResourceNode, properties: YamlMapping, out: Output): void {
  const { at } = resource;
  const key = child(properties, 'PrimaryKey');
  const name = child(key, 'Name') ?? scalar('id', at);
  const types: Readonly<Record<string, string>> = { String: 'S', Number: 'N', Binary: 'B' };
  const type = scalar(types[textOf(child(key, 'Type')) ?? 'String'] ?? 'S', key?.at ?? at);
  const throughput = child(properties, 'ProvisionedThroughput');
  const body = withMembers(properties, {
    PrimaryKey: undefined,
    KeySchema: sequence([mapping({ AttributeName: name, KeyType: scalar('HASH', at) }, at)], at),
    AttributeDefinitions: sequence([mapping({ AttributeName: name, AttributeType: type }, at)], at),
    BillingMode: throughput ? undefined : scalar('PAY_PER_REQUEST', at),
    Tags: tagList(child(properties, 'Tags')),
  });
  out.add(resource.id, 'AWS::DynamoDB::Table', body, resource);
}

/** `AWS::Serverless::LayerVersion`. The transform adds a hash to its logical id; references use the written one. */
export function transformLayer(resource: ResourceNode, properties: YamlMapping, out: Output): void {
  const content = uploaded(child(properties, 'ContentUri'));
  const body = withMembers(properties, { ContentUri: undefined, RetentionPolicy: undefined, Content: content });
  out.add(resource.id, 'AWS::Lambda::LayerVersion', body, resource);
}

/** `AWS::Serverless::Application`: a nested stack. */
export function transformApplication(resource: ResourceNode, properties: YamlMapping, out: Output): void {
  const location = child(properties, 'Location');
  const body = withMembers(properties, {
    Location: undefined,
    TemplateURL: location,
    Tags: tagList(child(properties, 'Tags')),
  });
  out.add(resource.id, 'AWS::CloudFormation::Stack', body, resource);
}
