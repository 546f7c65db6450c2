import type { Link } from '../../../model/relation.js';
import { stringValue } from '../../../model/values.js';
import type { AttributePath, Satellites } from '../../kind.js';
import { keyLink } from '../../common/encryption.js';
import type { Reader } from '../../reader.js';
import type { BucketReader } from './attributes.js';
import { bucketEncryption, bucketLogging, bucketNotification, bucketReplication } from './satellites.js';

/** Where a bucket's data, logs and events go, and the key that encrypts it. */
export function bucketLinks(r: BucketReader, satellites: Satellites): readonly Link[] {
  const replications = satellites.of(bucketReplication);
  return [
    ...[r, ...satellites.of(bucketEncryption)].flatMap((s) =>
      keyLink(s as Reader<{ readonly kmsKey: AttributePath }>, 'kmsKey'),
    ),
    ...r.link('logs-to', 'logTarget', logs),
    ...satellites.of(bucketLogging).flatMap((s) => s.link('logs-to', 'target', logs)),
    ...[r.each('replications'), ...replications.map((s) => s.each('rules'))]
      .flat()
      .flatMap((rule) =>
        (rule as Reader<{ readonly destination: AttributePath }>).link('copies-to', 'destination', copy),
      ),
    ...r.link('uses', 'replicationRole', { expects: ['aws.iam.role'] }),
    ...replications.flatMap((s) => s.link('uses', 'role', { expects: ['aws.iam.role'] })),
    ...notifications(r),
    ...satellites.of(bucketNotification).flatMap((s) => notifications(s as unknown as NotificationReader)),
  ];
}

const logs = { grade: 'declared', expects: ['aws.s3.bucket'] } as const;
const copy = { grade: 'declared', expects: ['aws.s3.bucket'] } as const;

type NotificationReader = Reader<{
  readonly functions: { readonly each: { readonly target: AttributePath } };
  readonly queues: { readonly each: { readonly target: AttributePath } };
  readonly topics: { readonly each: { readonly target: AttributePath } };
  readonly eventBridge: AttributePath;
}>;

/** Events about objects: they start functions, and are put into queues, topics and the default event bus. */
function notifications(r: NotificationReader): readonly Link[] {
  const bridge = r.fact('eventBridge', false);
  return [
    ...r
      .each('functions')
      .flatMap((n) => n.link('triggers', 'target', { grade: 'declared', expects: ['aws.lambda.'] })),
    ...r
      .each('queues')
      .flatMap((n) => n.link('publishes', 'target', { grade: 'declared', expects: ['aws.sqs.queue'] })),
    ...r
      .each('topics')
      .flatMap((n) => n.link('publishes', 'target', { grade: 'declared', expects: ['aws.sns.topic'] })),
    ...(bridge.state === 'known' && bridge.value === true ? [toDefaultBus(r)] : []),
  ];
}

const toDefaultBus = (r: NotificationReader): Link => ({
  kind: 'publishes',
  target: stringValue('default', r.at('eventBridge')),
  expects: ['aws.events.event-bus'],
  grade: 'declared',
  because: [r.at('eventBridge')],
});
