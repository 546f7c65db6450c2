import { child } from '../../yaml/node.js';
import { type Context, permit } from './event-context.js';
import { getAtt, literal, mapping, ref, refName, sequence, sub, targetName, textOf, withMembers } from './syntax.js';

/** The bucket, which must stand in the same template, gets a notification. */
export function s3Event(c: Context): void {
  const bucket = child(c.properties, 'Bucket');
  const name = refName(bucket);
  const events = child(c.properties, 'Events');
  permit(c, 's3.amazonaws.com', undefined, 'Permission', { SourceAccount: ref('AWS::AccountId', c.at) });
  if (name === undefined || !events) return;
  const items = events.kind === 'sequence' ? events.items : [events];
  const added = items.map((event) =>
    mapping({ Event: event, Function: c.arn, Filter: child(c.properties, 'Filter') }, c.at),
  );
  c.out.change(name, (properties) => {
    const before = child(properties, 'NotificationConfiguration');
    const configurations = child(before, 'LambdaConfigurations');
    const present = configurations?.kind === 'sequence' ? configurations.items : [];
    const base = before?.kind === 'mapping' ? before : mapping({}, c.at);
    const config = withMembers(base, { LambdaConfigurations: sequence([...present, ...added], c.at) });
    return withMembers(properties, { NotificationConfiguration: config });
  });
}

/** A subscription of a log group. */
export function logsEvent(c: Context): void {
  const group = child(c.properties, 'LogGroupName');
  const body = { DestinationArn: c.arn, FilterPattern: child(c.properties, 'FilterPattern'), LogGroupName: group };
  c.out.add(c.id, 'AWS::Logs::SubscriptionFilter', body, c.made);
  const names = group && { Group: group };
  const source = sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}:*', c.at, names);
  permit(c, 'logs.amazonaws.com', names && source);
}

/** A rule of the IoT broker. */
export function iotEvent(c: Context): void {
  const action = mapping({ Lambda: mapping({ FunctionArn: c.arn }, c.at) }, c.at);
  const payload = mapping(
    {
      Actions: sequence([action], c.at),
      AwsIotSqlVersion: child(c.properties, 'AwsIotSqlVersion'),
      RuleDisabled: literal(false, c.at),
      Sql: child(c.properties, 'Sql'),
    },
    c.at,
  );
  c.out.add(c.id, 'AWS::IoT::TopicRule', { TopicRulePayload: payload }, c.made);
  permit(
    c,
    'iot.amazonaws.com',
    sub(`arn:\${AWS::Partition}:iot:\${AWS::Region}:\${AWS::AccountId}:rule/\${${c.id}}`, c.at),
    'Permission',
    { SourceAccount: ref('AWS::AccountId', c.at) },
  );
}

/** A skill of Alexa. */
export function alexaEvent(c: Context): void {
  const skill = child(c.properties, 'SkillId');
  permit(c, 'alexa-appkit.amazon.com', undefined, 'Permission', skill ? { EventSourceToken: skill } : {});
}

/** The user pool, in the same template, calls the function at its triggers. */
export function cognitoEvent(c: Context): void {
  const pool = child(c.properties, 'UserPool');
  const name = targetName(pool);
  const trigger = child(c.properties, 'Trigger');
  const triggers = trigger?.kind === 'sequence' ? trigger.items : trigger ? [trigger] : [];
  const source = name === undefined ? undefined : getAtt(name, 'Arn', c.at);
  // One permission for all triggers of the function.
  permit({ ...c, id: c.resource.id }, 'cognito-idp.amazonaws.com', source, 'CognitoPermission');
  if (name === undefined) return;
  c.out.change(name, (properties) => {
    const before = child(properties, 'LambdaConfig');
    const named = Object.fromEntries(
      triggers.flatMap((one) => (textOf(one) === undefined ? [] : [[textOf(one) ?? '', c.arn]])),
    );
    const base = before?.kind === 'mapping' ? before : mapping({}, c.at);
    return withMembers(properties, { LambdaConfig: withMembers(base, named) });
  });
}
