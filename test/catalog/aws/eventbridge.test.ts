import { expect, test } from 'vitest';
import * as eventbridge from '../../../src/catalog/aws/eventbridge.js';
import * as pipes from '../../../src/catalog/aws/pipes.js';
import * as scheduler from '../../../src/catalog/aws/scheduler.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref, textOf } from './support.js';

const get = (address: string, ...declarations: Declaration[]) =>
  build([eventbridge, pipes, scheduler], ...declarations).get(address);
const bill = ref('aws_lambda_function.bill', 'arn');
const pattern = '{"source":["shop.orders"]}';

test('a rule reads its bus and starts its targets, in both dialects', () => {
  const inTerraform = get(
    'aws_cloudwatch_event_rule.orders',
    declare('aws_cloudwatch_event_rule', 'orders', {
      name: 'orders',
      event_pattern: pattern,
      event_bus_name: ref('aws_cloudwatch_event_bus.shop', 'name'),
    }),
    declare('aws_cloudwatch_event_target', 'bill', {
      rule: ref('aws_cloudwatch_event_rule.orders', 'name'),
      arn: bill,
    }),
  );
  const inTemplate = get(
    'Orders',
    declare('AWS::Events::Rule', 'Orders', {
      EventPattern: JSON.parse(pattern),
      EventBusName: ref('aws_cloudwatch_event_bus.shop'),
      Targets: [{ Id: 'bill', Arn: bill }],
    }),
  );
  expect(linkTexts(inTerraform)).toEqual([
    '<triggers aws_cloudwatch_event_bus.shop',
    'triggers aws_lambda_function.bill',
  ]);
  expect(linkTexts(inTemplate)).toEqual(linkTexts(inTerraform));
  expect(factValues(inTemplate)).toEqual(factValues(inTerraform));
});

test('a rule without a bus reads the default one; a schedule reads none; a disabled rule does nothing', () => {
  const rule = (body: object) =>
    linkTexts(get('Orders', declare('AWS::Events::Rule', 'Orders', { Targets: [{ Id: 'bill', Arn: bill }], ...body })));
  expect(rule({ EventPattern: {} })).toEqual(['<triggers default', 'triggers aws_lambda_function.bill']);
  expect(rule({ ScheduleExpression: 'rate(1 day)' })).toEqual(['triggers aws_lambda_function.bill']);
  expect(rule({ EventPattern: {}, State: 'DISABLED' })).toEqual([]);
});

test('permissions on a bus are grants or statements', () => {
  const bus = declare('aws_cloudwatch_event_bus', 'shop', { name: 'shop' });
  const permission = declare('aws_cloudwatch_event_permission', 'partner', {
    event_bus_name: 'shop',
    principal: '*',
    statement_id: 'partner',
    condition: [{ key: 'aws:PrincipalOrgID', type: 'StringEquals', value: 'o-shop' }],
  });
  const [grant] = get('aws_cloudwatch_event_bus.shop', bus, permission)?.identity?.grants ?? [];
  expect([textOf(grant?.principal), textOf(grant?.action), textOf(grant?.organization)]).toEqual([
    '*',
    'events:PutEvents',
    'o-shop',
  ]);
  const statement = declare('AWS::Events::EventBusPolicy', 'Partner', { EventBusName: ref('Shop'), Statement: {} });
  const inTemplate = get('Shop', declare('AWS::Events::EventBus', 'Shop', { Name: 'shop' }), statement);
  expect(inTemplate?.identity?.resourcePolicies).toHaveLength(1);
});

test('pipes and schedules', () => {
  const queue = ref('aws_sqs_queue.orders', 'arn');
  const pipe = get(
    'aws_pipes_pipe.orders',
    declare('aws_pipes_pipe', 'orders', { source: queue, target: bill, role_arn: 'r' }),
  );
  expect(linkTexts(pipe)).toEqual([
    '<triggers aws_sqs_queue.orders',
    'reads aws_sqs_queue.orders',
    'runs-as r',
    'triggers aws_lambda_function.bill',
  ]);
  const target = { Arn: bill, RoleArn: 'r' };
  const schedule = get('Nightly', declare('AWS::Scheduler::Schedule', 'Nightly', { Target: target }));
  expect(linkTexts(schedule)).toEqual(['runs-as r', 'triggers aws_lambda_function.bill']);
});
