import type { FlowRow } from '../flows-of.js';
import { bucket, lambda, queue, role, table, topic } from './parts.js';

const machine = (states: string): string => `
${role('flow', 'states.amazonaws.com')}
resource "aws_sfn_state_machine" "fulfil" {
  name       = "fulfil"
  role_arn   = aws_iam_role.flow.arn
  definition = jsonencode({ StartAt = "Step", States = { ${states} } })
}
`;
const from = 'aws_sfn_state_machine.fulfil';

export const workflowRows: readonly FlowRow[] = [
  {
    name: 'task invokes a function by its ARN',
    code: lambda('work') + machine('Step = { Type = "Task", Resource = aws_lambda_function.work.arn, End = true }'),
    flows: [`${from} invokes declared both aws_lambda_function.work`],
  },
  {
    name: 'task invokes a function by the optimized integration',
    code:
      lambda('work') +
      machine(
        'Step = { Type = "Task", Resource = "arn:aws:states:::lambda:invoke", Parameters = { FunctionName = "${aws_lambda_function.work.arn}:$LATEST", "Payload.$" = "$" }, End = true }',
      ),
    flows: [`${from} invokes declared both aws_lambda_function.work`],
  },
  {
    name: 'tasks read and write a table',
    code:
      table +
      machine(
        'Step = { Type = "Task", Resource = "arn:aws:states:::dynamodb:putItem", Parameters = { TableName = aws_dynamodb_table.orders.name, Item = {} }, Next = "Get" }, Get = { Type = "Task", Resource = "arn:aws:states:::dynamodb:getItem", Parameters = { TableName = aws_dynamodb_table.orders.name, Key = {} }, End = true }',
      ),
    flows: [
      `${from} writes declared forward aws_dynamodb_table.orders`,
      `${from} reads declared backward aws_dynamodb_table.orders`,
    ],
  },
  {
    name: 'tasks in branches and maps',
    code:
      queue('orders') +
      topic('news') +
      machine(`Step = { Type = "Parallel", End = true, Branches = [
        { StartAt = "A", States = { A = { Type = "Task", Resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken", Parameters = { QueueUrl = aws_sqs_queue.orders.url, MessageBody = {} }, End = true } } },
        { StartAt = "B", States = { B = { Type = "Map", End = true, ItemProcessor = { StartAt = "C", States = { C = { Type = "Task", Resource = "arn:aws:states:::sns:publish", Parameters = { TopicArn = aws_sns_topic.news.arn, Message = "hi" }, End = true } } } } } }
      ] }`),
    flows: [
      `${from} publishes declared forward aws_sqs_queue.orders`,
      `${from} publishes declared forward aws_sns_topic.news`,
    ],
  },
  {
    name: 'task runs a container',
    code: `${machine('Step = { Type = "Task", Resource = "arn:aws:states:::ecs:runTask.sync", Parameters = { LaunchType = "FARGATE", Cluster = aws_ecs_cluster.shop.arn, TaskDefinition = aws_ecs_task_definition.pack.arn }, End = true }')}
${role('task', 'ecs-tasks.amazonaws.com')}
resource "aws_ecs_cluster" "shop" {
  name = "shop"
}
resource "aws_ecs_task_definition" "pack" {
  family                = "pack"
  task_role_arn         = aws_iam_role.task.arn
  container_definitions = jsonencode([{ name = "pack", image = "pack:1" }])
}`,
    flows: [`${from} invokes declared both aws_ecs_task_definition.pack`],
  },
  {
    name: 'task puts events on a bus',
    code: `resource "aws_cloudwatch_event_bus" "shop" {\n  name = "shop"\n}
${machine('Step = { Type = "Task", Resource = "arn:aws:states:::events:putEvents", Parameters = { Entries = [{ EventBusName = aws_cloudwatch_event_bus.shop.name, Source = "shop", DetailType = "x", Detail = {} }] }, End = true }')}`,
    flows: [`${from} publishes declared forward aws_cloudwatch_event_bus.shop`],
  },
  {
    name: 'task of the SDK integration, JSONata arguments',
    code:
      bucket('invoices') +
      machine(
        'Step = { Type = "Task", Resource = "arn:aws:states:::aws-sdk:s3:getObject", Arguments = { Bucket = aws_s3_bucket.invoices.bucket, Key = "a" }, End = true }',
      ),
    flows: [`${from} reads declared backward aws_s3_bucket.invoices`],
  },
  {
    name: 'task starts another workflow',
    code: `${machine('Step = { Type = "Task", Resource = "arn:aws:states:::states:startExecution.sync:2", Parameters = { StateMachineArn = aws_sfn_state_machine.pack.arn }, End = true }')}
resource "aws_sfn_state_machine" "pack" {
  name       = "pack"
  role_arn   = aws_iam_role.flow.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}`,
    flows: [`${from} invokes declared both aws_sfn_state_machine.pack`],
  },
  {
    name: 'task calls a host outside',
    code: machine(
      'Step = { Type = "Task", Resource = "arn:aws:states:::http:invoke", Parameters = { ApiEndpoint = "https://pay.example.com/charge", Method = "POST" }, End = true }',
    ),
    flows: [`${from} invokes declared both saas/pay.example.com`],
  },
  {
    name: 'map reads its items from a bucket',
    code:
      bucket('batches') +
      machine(
        'Step = { Type = "Map", End = true, ItemReader = { Resource = "arn:aws:states:::s3:getObject", Parameters = { Bucket = aws_s3_bucket.batches.bucket, Key = "a.csv" } }, ItemProcessor = { StartAt = "P", States = { P = { Type = "Pass", End = true } } } }',
      ),
    flows: [`${from} reads declared backward aws_s3_bucket.batches`],
  },
  {
    name: 'CloudFormation: substitutions in the definition',
    code: `Resources:
  Work:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: i.h, Role: !GetAtt Role.Arn, Code: { ZipFile: "x" } }
  Role:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] } }
  Fulfil:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Role.Arn
      DefinitionString: '{"StartAt":"Step","States":{"Step":{"Type":"Task","Resource":"\${WorkArn}","End":true}}}'
      DefinitionSubstitutions: { WorkArn: !GetAtt Work.Arn }
`,
    flows: ['Fulfil invokes declared both Work'],
  },
];
