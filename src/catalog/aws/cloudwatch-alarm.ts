import { defineKind } from '../kind.js';

/** Tells somebody, or starts something, when a metric crosses a threshold. */
export const alarm = defineKind({
  type: 'aws.cloudwatch.alarm',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'],
    cloudformation: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
  },
  attributes: {
    name: { terraform: 'alarm_name', cloudformation: 'AlarmName' },
    actions: { terraform: 'alarm_actions', cloudformation: 'AlarmActions' },
    enabled: { terraform: 'actions_enabled', cloudformation: 'ActionsEnabled' },
  },
  names: ['name'],
  build: (r) => ({
    facts: { 'audit.enabled': r.fact('enabled', true) },
    links: r.link('publishes', 'actions', { grade: 'declared' }),
  }),
});

export const kinds = [alarm];
