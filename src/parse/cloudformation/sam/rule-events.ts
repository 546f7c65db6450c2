import { child, type YamlNode } from '../../yaml/node.js';
import { type Context, permit } from './event-context.js';
import { inlinePolicy, statement, trust, undated } from './role.js';
import { getAtt, mapping, scalar, sequence, textOf } from './syntax.js';

/** An EventBridge rule with a schedule. */
export function scheduleEvent(c: Context): void {
  const state = child(c.properties, 'State') ?? stateOf(child(c.properties, 'Enabled'));
  addRule(c, { ScheduleExpression: child(c.properties, 'Schedule'), State: state });
}

/** `Enabled: false` as a state. */
const stateOf = (enabled: YamlNode | undefined): YamlNode | undefined =>
  enabled && textOf(enabled) !== undefined
    ? scalar(textOf(enabled) === 'false' ? 'DISABLED' : 'ENABLED', enabled.at)
    : undefined;

/** An EventBridge rule with a pattern. */
export function ruleEvent(c: Context): void {
  addRule(c, {
    EventBusName: child(c.properties, 'EventBusName'),
    EventPattern: child(c.properties, 'Pattern'),
    State: child(c.properties, 'State') ?? stateOf(child(c.properties, 'Enabled')),
  });
}

function addRule(c: Context, properties: Readonly<Record<string, YamlNode | undefined>>): void {
  const target = mapping(
    {
      Arn: c.arn,
      Id: scalar(`${c.id}LambdaTarget`, c.at),
      Input: child(c.properties, 'Input'),
      InputPath: child(c.properties, 'InputPath'),
      DeadLetterConfig: deadLetter(c),
      RetryPolicy: child(c.properties, 'RetryPolicy'),
    },
    c.at,
  );
  const named = {
    Name: child(c.properties, 'RuleName') ?? child(c.properties, 'Name'),
    Description: child(c.properties, 'Description'),
  };
  c.out.add(c.id, 'AWS::Events::Rule', { ...properties, ...named, Targets: sequence([target], c.at) }, c.made);
  permit(c, 'events.amazonaws.com', getAtt(c.id, 'Arn', c.at));
}

function deadLetter(c: Context): YamlNode | undefined {
  const config = child(c.properties, 'DeadLetterConfig');
  const arn = child(config, 'Arn');
  return config && arn && mapping({ Arn: arn }, config.at);
}

/** `ScheduleV2`: an EventBridge Scheduler schedule with a role of its own. */
export function schedulerEvent(c: Context): void {
  const written = child(c.properties, 'RoleArn');
  const target = mapping(
    {
      Arn: c.arn,
      RoleArn: written ?? getAtt(`${c.id}Role`, 'Arn', c.at),
      Input: child(c.properties, 'Input'),
      DeadLetterConfig: deadLetter(c),
      RetryPolicy: child(c.properties, 'RetryPolicy'),
    },
    c.at,
  );
  const window = child(c.properties, 'FlexibleTimeWindow') ?? mapping({ Mode: scalar('OFF', c.at) }, c.at);
  const body = {
    ScheduleExpression: child(c.properties, 'ScheduleExpression'),
    FlexibleTimeWindow: window,
    Name: child(c.properties, 'Name') ?? scalar(c.id, c.at),
    GroupName: child(c.properties, 'GroupName'),
    KmsKeyArn: child(c.properties, 'KmsKeyArn'),
    State: child(c.properties, 'State'),
    Target: target,
  };
  c.out.add(c.id, 'AWS::Scheduler::Schedule', body, c.made);
  if (written) return;
  const invoke = undated([statement(['lambda:InvokeFunction'], [c.arn], c.at)], c.at);
  const role = {
    AssumeRolePolicyDocument: trust('scheduler.amazonaws.com', c.at),
    Policies: sequence([inlinePolicy(`${c.id}LambdaPolicy`, invoke)], c.at),
    PermissionsBoundary: child(c.properties, 'PermissionsBoundary'),
  };
  c.out.add(`${c.id}Role`, 'AWS::IAM::Role', role, c.made);
}
