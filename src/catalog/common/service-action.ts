import type { Location } from '../../model/location.js';
import type { Link, RelationKind } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { entry } from '../../model/values.js';

/** Argument keys of AWS API calls that name what the call acts on. */
const targetKeys = [
  'FunctionName',
  'TableName',
  'QueueUrl',
  'TopicArn',
  'TargetArn',
  'StateMachineArn',
  'TaskDefinition',
  'Bucket',
  'JobName',
  'JobQueue',
  'EventBusName',
  'SecretId',
  'ProjectName',
  'StreamName',
  'StreamARN',
  'DeliveryStreamName',
  'ApiEndpoint',
];

/**
 * What a call of an AWS API moves: `sqs:sendMessage` with its arguments, as Step Functions, schedules and HTTP APIs write it.
 * The action's verb gives the kind, the arguments name the target.
 */
export function actionLinks(action: string, given: Value | undefined, at: Location): Link[] {
  return targetsIn(given).map((target) => ({
    kind: relationOf(action),
    target,
    grade: 'declared',
    because: [target.at ?? at],
  }));
}

/** Batches of events name the bus in each entry. */
function targetsIn(given: Value | undefined): readonly Value[] {
  const batch = entry(given, 'Entries');
  const inner = batch?.kind === 'list' ? batch.items.flatMap((item) => entry(item, 'EventBusName') ?? []) : [];
  return [...targetKeys.flatMap((key) => entry(given, key) ?? []), ...inner];
}

/** `dynamodb:getItem` reads, `sqs:sendMessage` publishes, `lambda:invoke` invokes. */
export function relationOf(action: string): RelationKind {
  const verb = action.replace(/^aws-sdk:/, '').split(':')[1] ?? '';
  if (/^(invoke|start|run|submit)/i.test(verb)) return 'invokes';
  if (/^(get|list|query|scan|describe|batchGet|receive|head|select)/i.test(verb)) return 'reads';
  return /^(send|publish|putEvents|putRecord)/i.test(verb) ? 'publishes' : 'writes';
}
