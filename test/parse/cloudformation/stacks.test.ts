import { describe, expect, it } from 'vitest';
import { bodies, complaints, read, show } from './support.js';

const head = "AWSTemplateFormatVersion: '2010-09-09'\n";
const queue = (name: string, more = ''): string =>
  `Resources: {Queue: {Type: 'AWS::SQS::Queue', Properties: {QueueName: ${name}}}}\n${more}`;

describe('scopes and addresses', () => {
  it('one template has no scope; several have their paths', async () => {
    const one = await read({ 'orders.yaml': head + queue('orders') });
    expect(one.declarations.map((d) => [d.scope, d.address, d.name])).toEqual([['', 'Queue', 'Queue']]);
    const two = await read({
      'a/orders.yaml': head + queue('orders'),
      'b.json': JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } }),
    });
    expect(two.declarations.map((d) => `${d.scope}|${d.address}`)).toEqual(['a/orders.yaml|Queue', 'b.json|Queue']);
  });

  it('places a resource at its name and a property at its key', async () => {
    const { declarations } = await read(
      `${head}Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: orders\n`,
    );
    const [one] = declarations;
    expect(one?.location).toEqual({ file: 'orders.yaml', start: { line: 3, column: 3 }, end: { line: 3, column: 8 } });
    expect(one?.body.entries.get('QueueName')?.at).toEqual({
      file: 'orders.yaml',
      start: { line: 6, column: 7 },
      end: { line: 6, column: 24 },
    });
  });
});

describe('conditions of resources', () => {
  const text = `${head}Parameters: {Stage: {Type: String}, Fixed: {Type: String, Default: prod}}
Conditions: {Open: !Equals [!Ref Stage, prod], Yes: !Equals [!Ref Fixed, prod], No: !Equals [!Ref Fixed, test]}
Resources:
  A: {Type: 'AWS::SQS::Queue', Condition: Open}
  B: {Type: 'AWS::SQS::Queue', Condition: Yes}
  C: {Type: 'AWS::SQS::Queue', Condition: No}
`;
  it.each([
    [{}, { A: 'unknown', B: 'yes' }],
    [{ Stage: 'prod' }, { A: 'yes', B: 'yes' }],
    [{ Stage: 'test', Fixed: 'test' }, { C: 'yes' }],
  ])('with %j', async (parameters, expected) => {
    const { declarations } = await read(text, { parameters });
    expect(Object.fromEntries(declarations.map((d) => [d.address, d.exists.truth]))).toEqual(expected);
  });
});

it('properties that are undecided as a whole are choices one by one', async () => {
  const reading = await read(`${head}Parameters: {Stage: {Type: String}}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
Resources:
  Queue: {Type: 'AWS::SQS::Queue', Properties: !If [Prod, {QueueName: orders, DelaySeconds: 1}, {QueueName: orders}]}
`);
  expect(bodies(reading)['Queue']).toEqual({
    QueueName: 'orders',
    DelaySeconds: { either: [1, null], because: ['parameter Stage'] },
  });
});

describe('parameters', () => {
  const text = `${head}Parameters:\n  Name: {Type: String, Default: orders}\n  Size: {Type: Number}\n  Zones: {Type: CommaDelimitedList}\n  Password: {Type: String, NoEcho: true}\n${queue('!Ref Name').replace('QueueName: !Ref Name', 'QueueName: !Ref Name, Size: !Ref Size, Zones: !Ref Zones, Password: !Ref Password')}`;
  const given = { QueueName: 'refunds', Size: 4, Zones: ['a', 'b'], Password: 'x' };
  const files: readonly (readonly [string, string])[] = [
    [
      'the command line',
      '[{"ParameterKey":"Name","ParameterValue":"refunds"},{"ParameterKey":"Size","ParameterValue":"4"},{"ParameterKey":"Zones","ParameterValue":"a,b"},{"ParameterKey":"Password","ParameterValue":"x"}]',
    ],
    ['CodePipeline', '{"Parameters":{"Name":"refunds","Size":"4","Zones":"a,b","Password":"x"}}'],
    ['a list of pairs', '["Name=refunds","Size=4","Zones=a,b","Password=x"]'],
  ];
  it.each(files)('come from a file in the shape of %s', async (_, file) => {
    const reading = await read({ 'orders.yaml': text, 'prod.json': file }, { varFiles: ['prod.json'] });
    expect(bodies(reading)['Queue']).toEqual(given);
    expect(reading.declarations[0]?.body.entries.get('Password')?.sensitive).toBe(true);
    expect(reading.declarations[0]?.body.entries.get('QueueName')?.assumed).toBeUndefined();
  });

  it('have defaults, which are assumed, or are unknown', async () => {
    const reading = await read(text, { parameters: { 'AWS::Region': 'eu-west-1' } });
    expect(bodies(reading)['Queue']).toEqual({
      QueueName: 'orders',
      Size: '?variable parameter Size',
      Zones: '?variable parameter Zones',
      Password: '?variable parameter Password',
    });
    expect(reading.declarations[0]?.body.entries.get('QueueName')?.assumed).toBe(true);
    expect(show(reading.declarations[0]?.provider?.region)).toBe('eu-west-1');
  });
});

describe('nested stacks', () => {
  const child = `${head}Parameters: {Name: {Type: String}}\n${queue('!Ref Name', 'Outputs: {Arn: {Value: !GetAtt Queue.Arn}, Name: {Value: !Ref Name}}\n')}`;
  const parent = (url: string): string => `${head}Resources:
  Inner: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: ${url}, Parameters: {Name: orders}}}
  Alarm: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: !GetAtt Inner.Outputs.Name, Queue: !GetAtt Inner.Outputs.Arn}}
`;
  it.each([
    './queue.yaml',
    'https://s3.amazonaws.com/shop-templates/v1/queue.yaml',
    "!Sub 'https://${AWS::StackName}.s3.${AWS::Region}.amazonaws.com/infra/queue.yaml'",
  ])('are found by %s', async (url) => {
    const reading = await read({ 'infra/main.yaml': parent(url), 'infra/queue.yaml': child });
    expect(complaints(reading)).toEqual([]);
    expect(bodies(reading)).toMatchObject({
      'Inner/Queue': { QueueName: 'orders' },
      Alarm: { DisplayName: 'orders', Queue: '-> Inner/Queue.Arn' },
    });
    expect(reading.declarations.every((d) => d.scope === '')).toBe(true);
  });

  it('are unknown inside when their template is elsewhere', async () => {
    const reading = await read({ 'main.yaml': parent('https://s3.amazonaws.com/shop/other.yaml') });
    expect(bodies(reading)['Alarm']).toEqual({ DisplayName: '-> Inner.Outputs.Name', Queue: '-> Inner.Outputs.Arn' });
  });

  it('end when a template contains itself', async () => {
    const self = `${head}Resources: {Again: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: b.yaml}}}\n`;
    const reading = await read({ 'a.yaml': self, 'b.yaml': self.replace('b.yaml', 'a.yaml') });
    expect(reading.declarations.length).toBeGreaterThan(1);
    expect(reading.declarations.length).toBeLessThan(40);
  });

  it('pass their condition on', async () => {
    const reading = await read({
      'main.yaml': `${head}Parameters: {Stage: {Type: String}}\nConditions: {Prod: !Equals [!Ref Stage, prod]}\nResources: {Inner: {Type: 'AWS::CloudFormation::Stack', Condition: Prod, Properties: {TemplateURL: queue.yaml, Parameters: {Name: x}}}}\n`,
      'queue.yaml': child,
    });
    expect(reading.declarations.map((d) => [d.address, d.exists.truth])).toEqual([
      ['Inner', 'unknown'],
      ['Inner/Queue', 'unknown'],
    ]);
  });
});

describe('exports', () => {
  const exporter = (name: string): string =>
    head + queue('orders', `Outputs: {Arn: {Value: !GetAtt Queue.Arn, Export: {Name: ${name}}}}\n`);
  const importer = (name: string): string =>
    `${head}Parameters: {Network: {Type: String}}\nResources: {Topic: {Type: 'AWS::SNS::Topic', Properties: {Queue: !ImportValue ${name}}}}\n`;
  it.each([
    ['orders-Arn', 'orders-Arn', '-> Queue.Arn'],
    ["!Sub '${AWS::StackName}-Arn'", "{'Fn::Sub': '${Network}-Arn'}", '?import ${parameter Network}-Arn <Queue.Arn>'],
    ["!Sub '${AWS::StackName}-Arn'", 'orders-Arn', '?import orders-Arn <Queue.Arn>'],
    ["!Sub '${AWS::StackName}-Arn'", 'orders-Url', '?import orders-Url'],
    ['orders-Arn', 'refunds-Arn', '?import refunds-Arn'],
  ])('%s meets %s', async (name, wanted, expected) => {
    const reading = await read({
      'a.yaml': exporter(name),
      'b.yaml': importer(wanted).replace('!ImportValue {', "{'Fn::ImportValue': {").replace("Arn'}}", "Arn'}}}"),
    });
    expect(bodies(reading)['Topic']).toEqual({ Queue: expected });
  });
});

describe('CDK output', () => {
  const stack = (resources: object): string => JSON.stringify({ Resources: resources });
  it('takes Region, account and stack name from the manifest, nested templates from assets, names from construct paths', async () => {
    const reading = await read({
      'cdk.out/manifest.json': JSON.stringify({
        artifacts: {
          Orders: {
            type: 'aws:cloudformation:stack',
            environment: 'aws://123456789012/eu-west-1',
            properties: { templateFile: 'Orders.template.json', stackName: 'orders-prod' },
          },
        },
      }),
      'cdk.out/Orders.template.json': stack({
        TableCD117FA1: {
          Type: 'AWS::DynamoDB::Table',
          Properties: { TableName: { 'Fn::Sub': '${AWS::StackName}-${AWS::Region}' } },
          Metadata: { 'aws:cdk:path': 'Orders/Table/Resource' },
        },
        InnerNestedStack: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: { 'Fn::Sub': 'https://s3.${AWS::Region}.${AWS::URLSuffix}/cdk-assets/abc.json' } },
          Metadata: { 'aws:asset:path': 'OrdersInner.nested.template.json' },
        },
        CDKMetadata: { Type: 'AWS::CDK::Metadata' },
      }),
      'cdk.out/OrdersInner.nested.template.json': stack({ Queue4A7E3555: { Type: 'AWS::SQS::Queue' } }),
      'cdk.out/tree.json': '{}',
    });
    expect(reading.diagnostics).toEqual([]);
    expect(reading.declarations.map((d) => [d.address, d.name])).toEqual([
      ['TableCD117FA1', 'Orders/Table'],
      ['InnerNestedStack', 'InnerNestedStack'],
      ['InnerNestedStack/Queue4A7E3555', 'Queue4A7E3555'],
    ]);
    expect(bodies(reading)['TableCD117FA1']).toEqual({ TableName: 'orders-prod-eu-west-1' });
    expect(show(reading.declarations[0]?.provider?.account)).toBe('123456789012');
  });
});

describe('loops and includes', () => {
  it('Fn::ForEach makes resources and properties', async () => {
    const reading = await read(`${head}Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: 'orders,refund-requests'}}
Resources:
  'Fn::ForEach::Queues':
    - Name
    - !Ref Names
    - 'Queue&{Name}':
        Type: AWS::SQS::Queue
        Properties: {QueueName: !Sub 'shop-\${Name}', Own: !Ref Name}
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      'Fn::ForEach::Flags': [Flag, [BlockPublicAcls, BlockPublicPolicy], {'\${Flag}': true}]
`);
    expect(reading.diagnostics).toEqual([]);
    expect(bodies(reading)).toEqual({
      Queueorders: { QueueName: 'shop-orders', Own: 'orders' },
      Queuerefundrequests: { QueueName: 'shop-refund-requests', Own: 'refund-requests' },
      Bucket: { BlockPublicAcls: true, BlockPublicPolicy: true },
    });
  });

  it('a loop over something unknown is a warning', async () => {
    const reading = await read(
      `${head}Parameters: {Names: {Type: CommaDelimitedList}}\nResources:\n  'Fn::ForEach::Queues': [Name, !Ref Names, {'Q\${Name}': {Type: 'AWS::SQS::Queue'}}]\n`,
    );
    expect(complaints(reading)).toEqual(['orders.yaml:4:3 cfn-unknown-collection']);
  });

  it('AWS::Include reads snippets inside the scan, and nothing else', async () => {
    const reading = await read({
      'orders.yaml': `${head}Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: orders
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: parts/queue.yaml}}
  Other: {Type: 'AWS::SQS::Queue', Properties: {Policy: {'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: 's3://shop/x.yaml'}}}}}
`,
      'parts/queue.yaml': 'KmsMasterKeyId: alias/orders\n',
    });
    expect(bodies(reading)).toEqual({
      Queue: { QueueName: 'orders', KmsMasterKeyId: 'alias/orders' },
      Other: { Policy: '?external s3://shop/x.yaml' },
    });
  });
});
