import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { document, documents, member } from '../common/documents.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { anyFact, presence } from '../common/facts.js';
import { apiStore, hintsFrom } from '../common/store.js';
import { type AttributePath, defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

const topicType = ['aws.sns.topic'];

export const topicPolicy = defineKind({
  type: 'aws.sns.topic-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: 'aws_sns_topic_policy',
    cloudformation: ['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'],
  },
  attributes: {
    topic: { terraform: 'arn', cloudformation: 'Topics' },
    one: { cloudformation: 'TopicArn' },
    topics: { union: ['topic', 'one'] },
    document: { terraform: 'policy', cloudformation: 'PolicyDocument' },
  },
  satelliteOf: { owner: 'topics', types: topicType },
});

const subscriptionAttributes = {
  protocol: { terraform: 'protocol', cloudformation: 'Protocol' },
  endpoint: { terraform: 'endpoint', cloudformation: 'Endpoint' },
  redrive: { terraform: 'redrive_policy', cloudformation: 'RedrivePolicy' },
} as const;
type SubscriptionReader = Reader<typeof subscriptionAttributes>;

export const subscription = defineKind({
  type: 'aws.sns.subscription',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_sns_topic_subscription', cloudformation: 'AWS::SNS::Subscription' },
  attributes: { topic: { terraform: 'topic_arn', cloudformation: 'TopicArn' }, ...subscriptionAttributes },
  satelliteOf: { owner: 'topic', types: topicType },
});

/** SNS topic: encrypted at rest only with a KMS key (SNS Developer Guide, "Data encryption"). */
export const topic = defineKind({
  type: 'aws.sns.topic',
  element: 'data-store',
  kind: 'data-store/topic',
  dialects: { terraform: 'aws_sns_topic', cloudformation: 'AWS::SNS::Topic' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'TopicName' },
    displayName: { terraform: 'display_name', cloudformation: 'DisplayName' },
    policy: { terraform: 'policy' },
    kmsKey: { terraform: 'kms_master_key_id', cloudformation: 'KmsMasterKeyId' },
    subscriptions: {
      cloudformation: 'Subscription',
      each: { protocol: { cloudformation: 'Protocol' }, endpoint: { cloudformation: 'Endpoint' } },
    },
  },
  arn: 'arn:aws:sns:{region}:{account}:{name}',
  names: ['name'],
  build: (r, satellites) => {
    const subscriptions = satellites.of(subscription);
    return {
      store: apiStore('topic', hintsFrom(r, 'name', 'displayName')),
      identity: {
        permissions: [],
        attachments: [],
        resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(topicPolicy), 'document')],
      },
      facts: {
        'encryption.atRest': presence(r, 'kmsKey'),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        ...(subscriptions.length > 0 && {
          'messaging.deadLetter': anyFact(...subscriptions.map((s) => presence(s, 'redrive'))),
        }),
      },
      links: [
        ...keyLink(r, 'kmsKey'),
        ...[...r.each('subscriptions'), ...subscriptions].flatMap((s) => deliver(s as unknown as SubscriptionReader)),
      ],
    };
  },
});

/** Types that a subscription endpoint may have, by protocol; others (https, email, sms) are outside AWS. */
const endpoints: Readonly<Record<string, readonly string[]>> = {
  lambda: ['aws.lambda.'],
  sqs: ['aws.sqs.queue'],
  firehose: ['aws.firehose.'],
};

function deliver(s: SubscriptionReader): readonly Link[] {
  const protocol = s.text('protocol') ?? 'unknown';
  const expects = endpoints[protocol];
  const kind = protocol === 'lambda' ? 'triggers' : 'publishes';
  const options = { grade: 'declared', attrs: { protocol }, ...(expects && { expects }) } as const;
  return [...s.link(kind, 'endpoint', options), ...deadLetters(s)];
}

function deadLetters(s: Reader<{ readonly redrive: AttributePath }>): readonly Link[] {
  const redrive: Value | undefined = s.value('redrive');
  if (!redrive) return [];
  const target = member(redrive, 'deadLetterTargetArn') ?? redrive;
  const because = [redrive.at ?? s.location];
  return [
    {
      kind: 'copies-to',
      target,
      expects: ['aws.sqs.queue'],
      grade: 'declared',
      because,
      attrs: { use: 'dead-letter' },
    },
  ];
}

export const kinds = [topic, topicPolicy, subscription];
