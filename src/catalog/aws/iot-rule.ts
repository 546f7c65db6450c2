import type { Link } from '../../model/relation.js';
import { defineKind } from '../kind.js';

const to = <const N extends string>(name: N) => ({ target: { terraform: name } });

/** Sends messages of devices that match a query to functions, queues and stores. */
export const topicRule = defineKind({
  type: 'aws.iot.topic-rule',
  element: 'process',
  kind: 'process/workflow',
  dialects: { terraform: 'aws_iot_topic_rule', cloudformation: 'AWS::IoT::TopicRule' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'RuleName' },
    functions: { terraform: 'lambda', each: to('function_arn') },
    queues: { terraform: 'sqs', each: to('queue_url') },
    topics: { terraform: 'sns', each: to('target_arn') },
    streams: { terraform: 'kinesis', each: to('stream_name') },
    deliveries: { terraform: 'firehose', each: to('delivery_stream_name') },
    tables: { terraform: 'dynamodb', each: to('table_name') },
    items: { terraform: 'dynamodbv2', each: to('put_item.table_name') },
    buckets: { terraform: 's3', each: to('bucket_name') },
    machines: { terraform: 'step_functions', each: to('state_machine_name') },
    hosts: { terraform: 'http', each: to('url') },
    actions: {
      cloudformation: 'TopicRulePayload.Actions',
      each: {
        function: { cloudformation: 'Lambda.FunctionArn' },
        queue: { cloudformation: 'Sqs.QueueUrl' },
        topic: { cloudformation: 'Sns.TargetArn' },
        stream: { cloudformation: 'Kinesis.StreamName' },
        delivery: { cloudformation: 'Firehose.DeliveryStreamName' },
        table: { cloudformation: 'DynamoDB.TableName' },
        item: { cloudformation: 'DynamoDBv2.PutItem.TableName' },
        bucket: { cloudformation: 'S3.BucketName' },
        machine: { cloudformation: 'StepFunctions.StateMachineName' },
        host: { cloudformation: 'Http.Url' },
      },
    },
  },
  names: ['name'],
  build: (r) => ({
    links: [
      ...written.flatMap(([key, expects]) =>
        r.each(key).flatMap((action) => action.link('triggers', 'target', sent(expects))),
      ),
      ...r
        .each('actions')
        .flatMap((action) => listed.flatMap(([key, expects]) => action.link('triggers', key, sent(expects)))),
    ],
  }),
});

const sent = (expects: string | undefined): Pick<Link, 'grade' | 'expects'> => ({
  grade: 'declared',
  ...(expects !== undefined && { expects: [expects] }),
});

const written = [
  ['functions', 'aws.lambda.'],
  ['queues', 'aws.sqs.queue'],
  ['topics', 'aws.sns.topic'],
  ['streams', 'aws.kinesis.'],
  ['deliveries', 'aws.firehose.'],
  ['tables', 'aws.dynamodb.'],
  ['items', 'aws.dynamodb.'],
  ['buckets', 'aws.s3.bucket'],
  ['machines', 'aws.states.'],
  ['hosts', undefined],
] as const;

const listed = [
  ['function', 'aws.lambda.'],
  ['queue', 'aws.sqs.queue'],
  ['topic', 'aws.sns.topic'],
  ['stream', 'aws.kinesis.'],
  ['delivery', 'aws.firehose.'],
  ['table', 'aws.dynamodb.'],
  ['item', 'aws.dynamodb.'],
  ['bucket', 'aws.s3.bucket'],
  ['machine', 'aws.states.'],
  ['host', undefined],
] as const;

export const kinds = [topicRule];
