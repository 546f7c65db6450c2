import { child, type YamlNode } from '../../yaml/node.js';
import { type Context, permit, type Transform } from './event-context.js';
import { document, statement } from './role.js';
import { getAtt, literal, mapping, ref, scalar, sequence, textOf, withMembers } from './syntax.js';

/** A subscription of a topic. */
export function snsEvent(c: Context): void {
  const topic = child(c.properties, 'Topic');
  const queue = child(c.properties, 'SqsSubscription');
  const filter = { FilterPolicy: child(c.properties, 'FilterPolicy'), Region: child(c.properties, 'Region') };
  if (queue && textOf(queue) !== 'false') return snsThroughQueue(c, topic, queue, filter);
  c.out.add(
    c.id,
    'AWS::SNS::Subscription',
    { Endpoint: c.arn, Protocol: scalar('lambda', c.at), TopicArn: topic, ...filter },
    c.made,
  );
  permit(c, 'sns.amazonaws.com', topic);
}

/** `SqsSubscription`: the topic writes to a queue that the function polls. */
function snsThroughQueue(
  c: Context,
  topic: YamlNode | undefined,
  queue: YamlNode,
  filter: Readonly<Record<string, YamlNode | undefined>>,
): void {
  const own = queue.kind === 'mapping' ? queue : undefined;
  const arn = own ? child(own, 'QueueArn') : getAtt(`${c.id}Queue`, 'Arn', c.at);
  const url = own ? child(own, 'QueueUrl') : ref(`${c.id}Queue`, c.at);
  if (!own) c.out.add(`${c.id}Queue`, 'AWS::SQS::Queue', {}, c.made);
  const condition = topic && mapping({ ArnEquals: mapping({ 'aws:SourceArn': topic }, c.at) }, c.at);
  if (arn && url) {
    const allow = withMembers(statement(['sqs:SendMessage'], [arn], c.at), {
      Principal: scalar('*', c.at),
      Condition: condition,
    });
    const policy = { PolicyDocument: document([allow], c.at), Queues: sequence([url], c.at) };
    c.out.add(`${c.id}QueuePolicy`, 'AWS::SQS::QueuePolicy', policy, c.made);
  }
  c.out.add(
    c.id,
    'AWS::SNS::Subscription',
    { Endpoint: arn, Protocol: scalar('sqs', c.at), TopicArn: topic, ...filter },
    c.made,
  );
  c.out.add(
    `${c.id}EventSourceMapping`,
    'AWS::Lambda::EventSourceMapping',
    {
      BatchSize: literal(10, c.at),
      Enabled: literal(true, c.at),
      EventSourceArn: arn,
      FunctionName: c.target,
    },
    c.made,
  );
}

/** The function polls a queue, stream, broker or cluster. */
export function polled(source: string): Transform {
  return (c) => {
    const body = withMembers(c.properties, {
      [source]: undefined,
      EventSourceArn: source === '' ? undefined : child(c.properties, source),
      FunctionName: c.target,
    });
    c.out.add(c.id, 'AWS::Lambda::EventSourceMapping', body, c.made);
  };
}
