import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/catalog/aws/lambda.js';
import { comparable, fact, type Plain, read, ref, targets, variable, type Written } from '../read-declarations.js';

const terraform: Written[] = [
  {
    type: 'aws_lambda_function',
    name: 'Orders',
    body: {
      function_name: 'orders',
      role: ref('aws_iam_role.Role.arn'),
      runtime: 'python3.12',
      s3_bucket: ref('aws_s3_bucket.Code.id'),
      environment: [{ variables: { TABLE: ref('aws_dynamodb_table.Table.name') } }],
      vpc_config: [
        { subnet_ids: [ref('aws_subnet.Private.id')], security_group_ids: [ref('aws_security_group.Fn.id')] },
      ],
      tracing_config: [{ mode: 'Active' }],
      reserved_concurrent_executions: 10,
      dead_letter_config: [{ target_arn: ref('aws_sqs_queue.Failed.arn') }],
      kms_key_arn: ref('aws_kms_key.Key.arn'),
    },
  },
  {
    type: 'aws_lambda_permission',
    name: 'FromApi',
    body: {
      function_name: ref('aws_lambda_function.Orders.function_name'),
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      source_arn: ref('aws_api_gateway_rest_api.Api.execution_arn'),
    },
  },
  {
    type: 'aws_lambda_event_source_mapping',
    name: 'FromQueue',
    body: {
      function_name: ref('aws_lambda_function.Orders.arn'),
      event_source_arn: ref('aws_sqs_queue.Incoming.arn'),
    },
  },
];

const cloudformation: Written[] = [
  {
    type: 'AWS::Lambda::Function',
    name: 'Orders',
    body: {
      FunctionName: 'orders',
      Role: ref('Role.Arn'),
      Runtime: 'python3.12',
      Code: { S3Bucket: ref('Code') },
      Environment: { Variables: { TABLE: ref('Table') } },
      VpcConfig: { SubnetIds: [ref('Private')], SecurityGroupIds: [ref('Fn.GroupId')] },
      TracingConfig: { Mode: 'Active' },
      ReservedConcurrentExecutions: 10,
      DeadLetterConfig: { TargetArn: ref('Failed.Arn') },
      KmsKeyArn: ref('Key.Arn'),
    },
  },
  {
    type: 'AWS::Lambda::Permission',
    name: 'FromApi',
    body: {
      FunctionName: ref('Orders'),
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: ref('Api'),
    },
  },
  {
    type: 'AWS::Lambda::EventSourceMapping',
    name: 'FromQueue',
    body: { FunctionName: ref('Orders'), EventSourceArn: ref('Incoming.Arn') },
  },
];

const summary = (declarations: readonly Written[]) => {
  const fn = read(kinds, declarations).get('Orders');
  return comparable(fn);
};

describe('a function', () => {
  it('is the same from both dialects', () => {
    expect(summary(cloudformation)).toEqual(summary(terraform));
  });

  it('says where it runs, as whom, and what it is told', () => {
    expect(summary(terraform)).toMatchObject({
      name: 'orders',
      network: { publicAddress: 'never', subnets: ['-> Private'], securityGroups: ['-> Fn'] },
      identity: {
        grants: [{ principal: 'apigateway.amazonaws.com', action: 'lambda:InvokeFunction', sourceArn: '-> Api' }],
      },
      workload: {
        settings: [{ kind: 'environment', name: 'TABLE', value: '-> Table' }],
        artifacts: [{ kind: 'object', source: '-> Code' }],
      },
      facts: {
        'workload.concurrencyLimited': { value: true },
        'workload.tracing': { value: true },
        'workload.runtimeDeprecated': { value: false },
        'messaging.deadLetter': { value: true },
        'workload.codeSigned': { value: false },
      },
    });
  });

  it.each([
    ['runs-as', ['-> Role']],
    ['encrypts-with', ['-> Key']],
    ['reads', ['-> Incoming']],
    ['triggers', ['-> Incoming']],
    ['publishes', ['-> Failed']],
    ['deploys-from', ['-> Code']],
  ])('%s', (kind, expected) => {
    expect(targets(read(kinds, terraform).get('Orders'), kind)).toEqual(expected);
  });
});

const facts = (body: Record<string, Plain>) =>
  read(kinds, [{ type: 'aws_lambda_function', name: 'fn', body }]).get('fn');

describe('facts of a function', () => {
  it.each([
    [{}, 'workload.concurrencyLimited', false],
    [{ reserved_concurrent_executions: -1 }, 'workload.concurrencyLimited', false],
    [{ reserved_concurrent_executions: variable('limit') }, 'workload.concurrencyLimited', 'unknown'],
    [{ runtime: 'nodejs14.x' }, 'workload.runtimeDeprecated', true],
    [{}, 'workload.runtimeDeprecated', undefined],
    [{}, 'workload.tracing', false],
    [{}, 'messaging.deadLetter', false],
    [{ dead_letter_config: [{ target_arn: variable('queue') }] }, 'messaging.deadLetter', true],
  ] as const)('%j: %s is %s', (body, name, expected) => {
    expect(fact(facts(body), name)).toBe(expected);
  });

  it('has no endpoint outside a VPC', () => {
    expect(facts({})?.network).toBeUndefined();
  });

  it('ignores a mapping that is switched off', () => {
    const mapping = { function_name: 'orders', event_source_arn: ref('aws_sqs_queue.q.arn'), enabled: false };
    const fn = read(kinds, [
      { type: 'aws_lambda_function', name: 'fn', body: { function_name: 'orders' } },
      { type: 'aws_lambda_event_source_mapping', name: 'm', body: mapping },
    ]).get('fn');
    expect(targets(fn, 'reads')).toEqual([]);
    expect(fn?.declarations).toHaveLength(2);
  });
});

describe('a function URL', () => {
  it.each([
    [
      'aws_lambda_function_url',
      { function_name: ref('aws_lambda_function.fn.arn'), authorization_type: 'NONE' },
      'none',
      1,
    ],
    [
      'aws_lambda_function_url',
      { function_name: ref('aws_lambda_function.fn.arn'), authorization_type: 'AWS_IAM' },
      'iam',
      0,
    ],
    ['AWS::Lambda::Url', { TargetFunctionArn: ref('fn.Arn'), AuthType: 'NONE' }, 'none', 0],
    ['AWS::Lambda::Url', { TargetFunctionArn: ref('fn.Arn'), AuthType: variable('auth') }, 'unknown', 0],
  ] as const)('%s %j', (type, body, authentication, grants) => {
    const url = read(kinds, [{ type, name: 'url', body }]).get('url');
    expect(url?.surface).toMatchObject({ internet: 'yes', operations: [{ authentication }] });
    expect(url?.identity?.grants).toHaveLength(grants);
    expect(targets(url, 'invokes')).toEqual(['-> fn']);
  });
});
