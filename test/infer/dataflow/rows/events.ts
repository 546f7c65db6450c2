import type { FlowRow } from '../flows-of.js';
import { bucket, lambda, network, queue, role, table, topic } from './parts.js';

const bus = `
resource "aws_cloudwatch_event_bus" "shop" {
  name = "shop"
}
`;
const rule = (more: string): string => `
resource "aws_cloudwatch_event_rule" "placed" {
  name = "order-placed"
  ${more}
}
`;
const target = (body: string): string => `
resource "aws_cloudwatch_event_target" "placed" {
  rule = aws_cloudwatch_event_rule.placed.name
  ${body}
}
`;
const onBus =
  'event_bus_name = aws_cloudwatch_event_bus.shop.name\n  event_pattern = jsonencode({ source = ["shop"] })';

const mapping = (source: string): string => `
resource "aws_lambda_event_source_mapping" "work" {
  event_source_arn  = ${source}
  function_name     = aws_lambda_function.work.arn
  starting_position = "LATEST"
}
`;

export const eventRows: readonly FlowRow[] = [
  {
    name: 'bucket tells a function',
    code: `${bucket('uploads')}${lambda('resize')}
resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  lambda_function {
    lambda_function_arn = aws_lambda_function.resize.arn
    events              = ["s3:ObjectCreated:*"]
  }
}`,
    flows: ['aws_s3_bucket.uploads triggers declared forward aws_lambda_function.resize'],
  },
  {
    name: 'bucket tells a queue and a topic',
    code: `${bucket('uploads')}${queue('scan')}${topic('news')}
resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  queue {
    queue_arn = aws_sqs_queue.scan.arn
    events    = ["s3:ObjectCreated:*"]
  }
  topic {
    topic_arn = aws_sns_topic.news.arn
    events    = ["s3:ObjectRemoved:*"]
  }
}`,
    flows: [
      'aws_s3_bucket.uploads publishes declared forward aws_sqs_queue.scan',
      'aws_s3_bucket.uploads publishes declared forward aws_sns_topic.news',
    ],
  },
  {
    name: 'queue feeds a function',
    code: queue('orders') + lambda('work') + mapping('aws_sqs_queue.orders.arn'),
    flows: [
      'aws_lambda_function.work reads declared backward aws_sqs_queue.orders',
      'aws_sqs_queue.orders triggers declared forward aws_lambda_function.work',
    ],
  },
  {
    name: 'table stream feeds a function',
    code: table + lambda('work') + mapping('aws_dynamodb_table.orders.stream_arn'),
    flows: ['aws_dynamodb_table.orders triggers declared forward aws_lambda_function.work'],
  },
  {
    name: 'Kinesis stream feeds a function',
    code: `resource "aws_kinesis_stream" "clicks" {\n  name = "clicks"\n}${lambda('work')}${mapping('aws_kinesis_stream.clicks.arn')}`,
    flows: ['aws_kinesis_stream.clicks triggers declared forward aws_lambda_function.work'],
  },
  {
    name: 'Kafka cluster feeds a function',
    code: `${network}
resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 1
  broker_node_group_info {
    instance_type   = "kafka.t3.small"
    client_subnets  = [aws_subnet.a.id]
    security_groups = [aws_security_group.shop.id]
  }
}
${lambda('work')}
resource "aws_lambda_event_source_mapping" "work" {
  event_source_arn  = aws_msk_cluster.events.arn
  function_name     = aws_lambda_function.work.function_name
  topics            = ["orders"]
  starting_position = "LATEST"
}`,
    flows: ['aws_msk_cluster.events triggers declared forward aws_lambda_function.work'],
  },
  {
    name: 'disabled event source is no flow',
    code: `${queue('orders')}${lambda('work')}
resource "aws_lambda_event_source_mapping" "work" {
  event_source_arn = aws_sqs_queue.orders.arn
  function_name    = aws_lambda_function.work.arn
  enabled          = false
}`,
    flows: [],
    without: ['aws_sqs_queue.orders triggers', 'aws_lambda_function.work reads'],
  },
  {
    name: 'topic to queue to function',
    code: `${topic('placed')}${queue('orders')}${lambda('work')}${mapping('aws_sqs_queue.orders.arn')}
resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.placed.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn
}`,
    flows: [
      'aws_sns_topic.placed publishes declared forward aws_sqs_queue.orders',
      'aws_sqs_queue.orders triggers declared forward aws_lambda_function.work',
    ],
  },
  {
    name: 'topic to function',
    code: `${topic('placed')}${lambda('work')}
resource "aws_sns_topic_subscription" "work" {
  topic_arn = aws_sns_topic.placed.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.work.arn
}`,
    flows: ['aws_sns_topic.placed triggers declared forward aws_lambda_function.work'],
  },
  {
    name: 'topic to a web hook outside',
    code: `${topic('placed')}
resource "aws_sns_topic_subscription" "hook" {
  topic_arn = aws_sns_topic.placed.arn
  protocol  = "https"
  endpoint  = "https://hooks.example.com/orders"
}`,
    flows: ['aws_sns_topic.placed publishes declared forward saas/hooks.example.com'],
  },
  {
    name: 'topic to a mail address',
    code: `${topic('alerts')}
resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "email"
  endpoint  = "oncall@example.com"
}`,
    flows: ['aws_sns_topic.alerts publishes declared forward saas/example.com'],
  },
  {
    name: 'topic to a mail address that is a variable',
    code: `${topic('alerts')}
variable "mail" {
  type = string
}
resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "email"
  endpoint  = var.mail
}`,
    flows: ['aws_sns_topic.alerts publishes declared forward saas/email'],
  },
  {
    name: 'topic to a Firehose stream',
    code: `${topic('placed')}${bucket('lake')}${role('hose', 'firehose.amazonaws.com')}
resource "aws_kinesis_firehose_delivery_stream" "lake" {
  name        = "lake"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn   = aws_iam_role.hose.arn
    bucket_arn = aws_s3_bucket.lake.arn
  }
}
resource "aws_sns_topic_subscription" "lake" {
  topic_arn             = aws_sns_topic.placed.arn
  protocol              = "firehose"
  endpoint              = aws_kinesis_firehose_delivery_stream.lake.arn
  subscription_role_arn = aws_iam_role.hose.arn
}`,
    flows: [
      'aws_sns_topic.placed publishes declared forward aws_kinesis_firehose_delivery_stream.lake',
      'aws_kinesis_firehose_delivery_stream.lake copies-to declared forward aws_s3_bucket.lake',
    ],
  },
  {
    name: 'Kinesis to Firehose to bucket',
    code: `${bucket('lake')}${role('hose', 'firehose.amazonaws.com')}
resource "aws_kinesis_stream" "clicks" {
  name = "clicks"
}
resource "aws_kinesis_firehose_delivery_stream" "lake" {
  name        = "lake"
  destination = "extended_s3"
  kinesis_source_configuration {
    kinesis_stream_arn = aws_kinesis_stream.clicks.arn
    role_arn           = aws_iam_role.hose.arn
  }
  extended_s3_configuration {
    role_arn   = aws_iam_role.hose.arn
    bucket_arn = aws_s3_bucket.lake.arn
  }
}`,
    flows: [
      'aws_kinesis_stream.clicks copies-to declared forward aws_kinesis_firehose_delivery_stream.lake',
      'aws_kinesis_firehose_delivery_stream.lake copies-to declared forward aws_s3_bucket.lake',
    ],
  },
  {
    name: 'custom bus to a function',
    code:
      bus +
      rule(onBus) +
      lambda('work') +
      target('event_bus_name = aws_cloudwatch_event_bus.shop.name\n  arn = aws_lambda_function.work.arn'),
    flows: [
      'aws_cloudwatch_event_bus.shop triggers declared forward aws_cloudwatch_event_rule.placed',
      'aws_cloudwatch_event_rule.placed triggers declared forward aws_lambda_function.work',
    ],
  },
  {
    name: 'bus to a workflow',
    code: `${bus}${rule(onBus)}${role('flow', 'states.amazonaws.com')}${role('events', 'events.amazonaws.com')}
resource "aws_sfn_state_machine" "fulfil" {
  name       = "fulfil"
  role_arn   = aws_iam_role.flow.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}
${target('arn = aws_sfn_state_machine.fulfil.arn\n  role_arn = aws_iam_role.events.arn')}`,
    flows: ['aws_cloudwatch_event_rule.placed triggers declared forward aws_sfn_state_machine.fulfil'],
  },
  {
    name: 'bus to a queue and a topic and a log group',
    code: `${bus}${rule(onBus)}${queue('orders')}${topic('news')}
resource "aws_cloudwatch_log_group" "events" {
  name = "/events/shop"
}
resource "aws_cloudwatch_event_target" "queue" {
  rule = aws_cloudwatch_event_rule.placed.name
  arn  = aws_sqs_queue.orders.arn
}
resource "aws_cloudwatch_event_target" "topic" {
  rule = aws_cloudwatch_event_rule.placed.name
  arn  = aws_sns_topic.news.arn
}
resource "aws_cloudwatch_event_target" "log" {
  rule = aws_cloudwatch_event_rule.placed.name
  arn  = aws_cloudwatch_log_group.events.arn
}`,
    flows: [
      'aws_cloudwatch_event_rule.placed publishes declared forward aws_sqs_queue.orders',
      'aws_cloudwatch_event_rule.placed publishes declared forward aws_sns_topic.news',
      'aws_cloudwatch_event_rule.placed publishes declared forward aws_cloudwatch_log_group.events',
    ],
  },
  {
    name: 'scheduled rule starts a task',
    code: `${network}${rule('schedule_expression = "rate(1 day)"')}${role('events', 'events.amazonaws.com')}${role('task', 'ecs-tasks.amazonaws.com')}
resource "aws_ecs_cluster" "shop" {
  name = "shop"
}
resource "aws_ecs_task_definition" "report" {
  family                = "report"
  task_role_arn         = aws_iam_role.task.arn
  container_definitions = jsonencode([{ name = "report", image = "report:1" }])
}
${target('arn = aws_ecs_cluster.shop.arn\n  role_arn = aws_iam_role.events.arn\n  ecs_target {\n task_definition_arn = aws_ecs_task_definition.report.arn\n }')}`,
    flows: ['aws_cloudwatch_event_rule.placed triggers declared forward aws_ecs_task_definition.report'],
  },
  {
    name: 'bucket events through the default bus',
    code: `${bucket('uploads')}${lambda('work')}
resource "aws_s3_bucket_notification" "uploads" {
  bucket      = aws_s3_bucket.uploads.id
  eventbridge = true
}
${rule('event_pattern = jsonencode({ source = ["aws.s3"], "detail-type" = ["Object Created"], detail = { bucket = { name = [aws_s3_bucket.uploads.bucket] } } })')}
${target('arn = aws_lambda_function.work.arn')}`,
    flows: [
      'aws_s3_bucket.uploads triggers declared forward aws_cloudwatch_event_rule.placed',
      'aws_cloudwatch_event_rule.placed triggers declared forward aws_lambda_function.work',
    ],
  },
  {
    name: 'bus sends on to another bus and to an API destination',
    code: `${bus}${rule(onBus)}${role('events', 'events.amazonaws.com')}
resource "aws_cloudwatch_event_bus" "audit" {
  name = "audit"
}
resource "aws_cloudwatch_event_connection" "crm" {
  name               = "crm"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "x-key"
      value = "from-vault"
    }
  }
}
resource "aws_cloudwatch_event_api_destination" "crm" {
  name                = "crm"
  invocation_endpoint = "https://crm.example.com/orders"
  http_method         = "POST"
  connection_arn      = aws_cloudwatch_event_connection.crm.arn
}
resource "aws_cloudwatch_event_target" "audit" {
  rule     = aws_cloudwatch_event_rule.placed.name
  arn      = aws_cloudwatch_event_bus.audit.arn
  role_arn = aws_iam_role.events.arn
}
resource "aws_cloudwatch_event_target" "crm" {
  rule     = aws_cloudwatch_event_rule.placed.name
  arn      = aws_cloudwatch_event_api_destination.crm.arn
  role_arn = aws_iam_role.events.arn
}`,
    flows: [
      'aws_cloudwatch_event_rule.placed publishes declared forward aws_cloudwatch_event_bus.audit',
      'aws_cloudwatch_event_rule.placed publishes declared forward aws_cloudwatch_event_api_destination.crm',
    ],
  },
  {
    name: 'disabled rule is no flow',
    code: bus + rule(`${onBus}\n  state = "DISABLED"`) + lambda('work') + target('arn = aws_lambda_function.work.arn'),
    flows: [],
    without: ['aws_cloudwatch_event_rule.placed triggers'],
  },
  {
    name: 'schedule calls a function',
    code: `${lambda('work')}${role('clock', 'scheduler.amazonaws.com')}
resource "aws_scheduler_schedule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 2 * * ? *)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_lambda_function.work.arn
    role_arn = aws_iam_role.clock.arn
  }
}`,
    flows: ['aws_scheduler_schedule.nightly triggers declared forward aws_lambda_function.work'],
  },
  {
    name: 'schedule sends to a queue by a universal target',
    code: `${queue('orders')}${role('clock', 'scheduler.amazonaws.com')}
resource "aws_scheduler_schedule" "nightly" {
  name                = "nightly"
  schedule_expression = "rate(1 hour)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:scheduler:::aws-sdk:sqs:sendMessage"
    role_arn = aws_iam_role.clock.arn
    input    = jsonencode({ QueueUrl = aws_sqs_queue.orders.url, MessageBody = "tick" })
  }
}`,
    flows: ['aws_scheduler_schedule.nightly publishes declared forward aws_sqs_queue.orders'],
  },
  {
    name: 'pipe from a queue through a function to a workflow',
    code: `${queue('orders')}${lambda('enrich')}${role('flow', 'states.amazonaws.com')}${role('pipe', 'pipes.amazonaws.com')}
resource "aws_sfn_state_machine" "fulfil" {
  name       = "fulfil"
  role_arn   = aws_iam_role.flow.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}
resource "aws_pipes_pipe" "orders" {
  name       = "orders"
  role_arn   = aws_iam_role.pipe.arn
  source     = aws_sqs_queue.orders.arn
  enrichment = aws_lambda_function.enrich.arn
  target     = aws_sfn_state_machine.fulfil.arn
}`,
    flows: [
      'aws_pipes_pipe.orders reads declared backward aws_sqs_queue.orders',
      'aws_pipes_pipe.orders invokes declared both aws_lambda_function.enrich',
      'aws_pipes_pipe.orders triggers declared forward aws_sfn_state_machine.fulfil',
    ],
  },
  {
    name: 'pipe from a table stream to a bus',
    code: `${table}${bus}${role('pipe', 'pipes.amazonaws.com')}
resource "aws_pipes_pipe" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.pipe.arn
  source   = aws_dynamodb_table.orders.stream_arn
  target   = aws_cloudwatch_event_bus.shop.arn
}`,
    flows: [
      'aws_dynamodb_table.orders triggers declared forward aws_pipes_pipe.orders',
      'aws_pipes_pipe.orders publishes declared forward aws_cloudwatch_event_bus.shop',
    ],
  },
  {
    name: 'destinations of a function',
    code: `${lambda('work')}${lambda('next')}${queue('failed')}
resource "aws_lambda_function_event_invoke_config" "work" {
  function_name = aws_lambda_function.work.function_name
  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed.arn
    }
    on_success {
      destination = aws_lambda_function.next.arn
    }
  }
}`,
    flows: [
      'aws_lambda_function.work publishes declared forward aws_sqs_queue.failed',
      'aws_lambda_function.work invokes declared both aws_lambda_function.next',
    ],
  },
  {
    name: 'dead letters of a function and of a queue',
    code: `${lambda('work', 'dead_letter_config {\n target_arn = aws_sns_topic.failed.arn\n }')}${topic('failed')}${queue('lost')}
resource "aws_sqs_queue" "orders" {
  name           = "orders"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.lost.arn, maxReceiveCount = 3 })
}`,
    flows: [
      'aws_lambda_function.work publishes declared forward aws_sns_topic.failed',
      'aws_sqs_queue.orders copies-to declared forward aws_sqs_queue.lost',
    ],
  },
  {
    name: 'alarm tells a topic',
    code: `${topic('alerts')}
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "errors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "Errors"
  namespace           = "AWS/Lambda"
  period              = 60
  statistic           = "Sum"
  threshold           = 1
  alarm_actions       = [aws_sns_topic.alerts.arn]
}
resource "aws_sns_topic_subscription" "text" {
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "sms"
  endpoint  = "+491701234567"
}`,
    flows: ['aws_sns_topic.alerts publishes declared forward saas/sms'],
  },
  {
    name: 'devices’ messages to a function and a table',
    code: `${lambda('work')}${table}
resource "aws_iot_topic_rule" "readings" {
  name        = "readings"
  enabled     = true
  sql         = "SELECT * FROM 'readings'"
  sql_version = "2016-03-23"
  lambda {
    function_arn = aws_lambda_function.work.arn
  }
  dynamodbv2 {
    role_arn = aws_iam_role.work.arn
    put_item {
      table_name = aws_dynamodb_table.orders.name
    }
  }
}`,
    flows: [
      'aws_iot_topic_rule.readings triggers declared forward aws_lambda_function.work',
      'aws_iot_topic_rule.readings publishes declared forward aws_dynamodb_table.orders',
    ],
  },
  {
    name: 'mail that arrives, to a bucket and a function',
    code: `${bucket('mail')}${lambda('work')}
resource "aws_ses_receipt_rule" "orders" {
  name          = "orders"
  rule_set_name = "default"
  s3_action {
    bucket_name = aws_s3_bucket.mail.bucket
    position    = 1
  }
  lambda_action {
    function_arn = aws_lambda_function.work.arn
    position     = 2
  }
}`,
    flows: [
      'aws_ses_receipt_rule.orders publishes declared forward aws_s3_bucket.mail',
      'aws_ses_receipt_rule.orders triggers declared forward aws_lambda_function.work',
    ],
  },
  {
    name: 'SAM function with every kind of event',
    code: `Transform: AWS::Serverless-2016-10-31
Resources:
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: ./src
      FunctionUrlConfig: { AuthType: NONE }
      DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Lost.Arn }
      EventInvokeConfig:
        DestinationConfig:
          OnFailure: { Type: SNS, Destination: !Ref Alerts }
      Events:
        Rest: { Type: Api, Properties: { Path: /a, Method: get } }
        Http: { Type: HttpApi, Properties: { Path: /h, Method: post } }
        Files: { Type: S3, Properties: { Bucket: !Ref Files, Events: "s3:ObjectCreated:*" } }
        News: { Type: SNS, Properties: { Topic: !Ref News } }
        Stream: { Type: Kinesis, Properties: { Stream: !GetAtt Clicks.Arn, StartingPosition: LATEST } }
        Rows: { Type: DynamoDB, Properties: { Stream: !GetAtt Table.StreamArn, StartingPosition: LATEST } }
        Placed: { Type: EventBridgeRule, Properties: { EventBusName: !Ref Bus, Pattern: { source: [shop] } } }
        Tick: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(5 minutes) } }
        Lines: { Type: CloudWatchLogs, Properties: { LogGroupName: !Ref Lines, FilterPattern: x } }
        Device: { Type: IoTRule, Properties: { Sql: "SELECT * FROM 'x'" } }
        SignUp: { Type: Cognito, Properties: { UserPool: !Ref Pool, Trigger: PreSignUp } }
  Lost: { Type: AWS::SQS::Queue }
  Alerts: { Type: AWS::SNS::Topic }
  News: { Type: AWS::SNS::Topic }
  Files: { Type: AWS::S3::Bucket }
  Clicks: { Type: AWS::Kinesis::Stream }
  Table: { Type: AWS::DynamoDB::Table, Properties: { StreamSpecification: { StreamViewType: NEW_IMAGE } } }
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  Lines: { Type: AWS::Logs::LogGroup }
  Pool: { Type: AWS::Cognito::UserPool }
`,
    flows: [
      'ServerlessRestApi invokes declared both Work',
      'ServerlessHttpApi invokes declared both Work',
      'Work publishes declared forward Lost',
      'Work publishes declared forward Alerts',
      'Files triggers declared forward Work',
      'News triggers declared forward Work',
      'Clicks triggers declared forward Work',
      'Table triggers declared forward Work',
      'Bus triggers declared forward WorkPlaced',
      'WorkPlaced triggers declared forward Work',
      'WorkTick triggers declared forward Work',
      'Lines triggers declared forward Work',
      'WorkDevice triggers declared forward Work',
      'Pool invokes declared both Work',
    ],
    without: ['Work writes'],
  },
  {
    name: 'CloudFormation: topic with an inline subscription, SAM queue event',
    code: `Transform: AWS::Serverless-2016-10-31
Resources:
  Placed:
    Type: AWS::SNS::Topic
    Properties:
      Subscription:
        - { Protocol: sqs, Endpoint: !GetAtt Orders.Arn }
  Orders:
    Type: AWS::SQS::Queue
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: ./src
      Events:
        Queue:
          Type: SQS
          Properties: { Queue: !GetAtt Orders.Arn }
`,
    flows: ['Placed publishes declared forward Orders', 'Orders triggers declared forward Work'],
  },
  {
    name: 'CloudFormation: rule with targets',
    code: `Resources:
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  Orders: { Type: AWS::SQS::Queue }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Bus
      EventPattern: { source: [shop] }
      Targets:
        - { Id: a, Arn: !GetAtt Orders.Arn }
`,
    flows: ['Bus triggers declared forward Rule', 'Rule publishes declared forward Orders'],
  },
];
