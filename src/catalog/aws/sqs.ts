import type { Link } from '../../model/relation.js';
import { defineKind } from '../kind.js';
import { document, documents, member } from '../common/documents.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { anyFact, presence } from '../common/facts.js';
import { apiStore, hintsFrom } from '../common/store.js';
import type { Reader } from '../reader.js';

export const queuePolicy = defineKind({
  type: 'aws.sqs.queue-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: 'aws_sqs_queue_policy',
    cloudformation: ['AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'],
  },
  attributes: {
    queueUrl: { terraform: 'queue_url', cloudformation: 'Queues' },
    queue: { cloudformation: 'Queue' },
    queues: { union: ['queueUrl', 'queue'] },
    document: { terraform: 'policy', cloudformation: 'PolicyDocument' },
  },
  satelliteOf: { owner: 'queues', types: ['aws.sqs.queue'] },
});

export const queueRedrivePolicy = defineKind({
  type: 'aws.sqs.queue-redrive-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_sqs_queue_redrive_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::SQS::Queue' },
  attributes: { queue: { terraform: 'queue_url' }, redrive: { terraform: 'redrive_policy' } },
  satelliteOf: { owner: 'queue', types: ['aws.sqs.queue'] },
});

/** Says which queues may use this one as their dead-letter queue. */
export const queueRedriveAllowPolicy = defineKind({
  type: 'aws.sqs.queue-redrive-allow-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_sqs_queue_redrive_allow_policy' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::SQS::Queue' },
  attributes: { queue: { terraform: 'queue_url' } },
  satelliteOf: { owner: 'queue', types: ['aws.sqs.queue'] },
});

/** SSE-SQS has been on for new queues since October 2022 (SQS Developer Guide, "Encryption at rest"). */
export const queue = defineKind({
  type: 'aws.sqs.queue',
  element: 'data-store',
  kind: 'data-store/queue',
  dialects: { terraform: 'aws_sqs_queue', cloudformation: 'AWS::SQS::Queue' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'QueueName' },
    policy: { terraform: 'policy' },
    kmsKey: { terraform: 'kms_master_key_id', cloudformation: 'KmsMasterKeyId' },
    managedEncryption: { terraform: 'sqs_managed_sse_enabled', cloudformation: 'SqsManagedSseEnabled' },
    redrive: { terraform: 'redrive_policy', cloudformation: 'RedrivePolicy' },
    redriveAllow: { terraform: 'redrive_allow_policy', cloudformation: 'RedriveAllowPolicy' },
  },
  arn: 'arn:aws:sqs:{region}:{account}:{name}',
  names: ['name'],
  build: (r, satellites) => {
    const redrives = satellites.of(queueRedrivePolicy);
    // A dead-letter queue needs none of its own.
    const isDeadLetterQueue =
      r.value('redriveAllow') !== undefined || satellites.of(queueRedriveAllowPolicy).length > 0;
    return {
      store: apiStore('queue', hintsFrom(r, 'name')),
      identity: {
        permissions: [],
        attachments: [],
        resourcePolicies: [...document(r, 'policy'), ...documents(satellites.of(queuePolicy), 'document')],
      },
      facts: {
        'encryption.atRest': anyFact(presence(r, 'kmsKey'), r.fact('managedEncryption', true)),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'messaging.deadLetter': isDeadLetterQueue
          ? undefined
          : anyFact(presence(r, 'redrive'), ...redrives.map((s) => presence(s, 'redrive'))),
      },
      links: [...keyLink(r, 'kmsKey'), ...deadLetters(r), ...redrives.flatMap(deadLetters)],
    };
  },
});

/** Messages that cannot be processed are moved to the dead-letter queue. */
function deadLetters(r: Reader<{ readonly redrive: object }>): readonly Link[] {
  const redrive = r.value('redrive');
  if (redrive === undefined) return [];
  return [
    {
      kind: 'copies-to',
      target: member(redrive, 'deadLetterTargetArn') ?? redrive,
      expects: ['aws.sqs.queue'],
      grade: 'declared',
      because: [redrive.at ?? r.location],
      attrs: { use: 'dead-letter' },
    },
  ];
}

export const kinds = [queue, queuePolicy, queueRedrivePolicy, queueRedriveAllowPolicy];
