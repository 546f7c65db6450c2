import { child } from '../../yaml/node.js';
import { apiEvent, httpApiEvent } from './api-events.js';
import type { FunctionEvent, Transform } from './event-context.js';
import { polled, snsEvent } from './message-events.js';
import { ruleEvent, scheduleEvent, schedulerEvent } from './rule-events.js';
import { alexaEvent, cognitoEvent, iotEvent, logsEvent, s3Event } from './service-events.js';
import { mapping, textOf } from './syntax.js';

/** The resources and permissions that the transform makes for an event (SAM specification, "Generated resources"). */
export function addEvent(input: FunctionEvent): void {
  const { event, resource, out } = input;
  const type = textOf(child(event.value, 'Type')) ?? '';
  const written = child(event.value, 'Properties');
  const at = event.keyAt;
  const properties = written?.kind === 'mapping' ? written : mapping({}, at);
  const made = { at, condition: resource.condition };
  const transform = transforms.get(type);
  if (transform) transform({ ...input, id: `${resource.id}${event.key}`, at, properties, made });
  else {
    const detail = 'Its resources and permissions are missing from the model.';
    out.problems.warning(
      'sam-unknown-event',
      at,
      `${type || 'An event without Type'} is not an event type of a function`,
      detail,
    );
  }
}

const transforms: ReadonlyMap<string, Transform> = new Map<string, Transform>([
  ['Api', apiEvent],
  ['HttpApi', httpApiEvent],
  ['S3', s3Event],
  ['SNS', snsEvent],
  ['SQS', polled('Queue')],
  ['Kinesis', polled('Stream')],
  ['DynamoDB', polled('Stream')],
  ['MSK', polled('Stream')],
  ['MQ', polled('Broker')],
  ['DocumentDB', polled('Cluster')],
  ['SelfManagedKafka', polled('')],
  ['Schedule', scheduleEvent],
  ['ScheduleV2', schedulerEvent],
  ['CloudWatchEvent', ruleEvent],
  ['EventBridgeRule', ruleEvent],
  ['CloudWatchLogs', logsEvent],
  ['IoTRule', iotEvent],
  ['AlexaSkill', alexaEvent],
  ['Cognito', cognitoEvent],
]);
