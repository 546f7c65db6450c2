import type { FlowRow } from '../flows-of.js';
import { bucket, lambda, may, network, queue, role, table } from './parts.js';

const env = (text: string): string => `environment {\n variables = { ${text} }\n }`;
const inVpc = 'vpc_config {\n subnet_ids = [aws_subnet.a.id]\n security_group_ids = [aws_security_group.shop.id]\n }\n';
const database = (more = ''): string => `
resource "aws_db_subnet_group" "shop" {
  name       = "shop"
  subnet_ids = [aws_subnet.a.id]
}
resource "aws_db_instance" "shop" {
  identifier             = "shop-db"
  engine                 = "postgres"
  instance_class         = "db.t4g.micro"
  username               = "shop"
  db_subnet_group_name   = aws_db_subnet_group.shop.name
  vpc_security_group_ids = [aws_security_group.shop.id]
  ${more}
}
`;

export const configuredRows: readonly FlowRow[] = [
  {
    name: 'anybody may read a bucket',
    code: `${bucket('scans')}
resource "aws_s3_bucket_public_access_block" "scans" {
  bucket                  = aws_s3_bucket.scans.id
  block_public_acls       = false
  block_public_policy     = false
  ignore_public_acls      = false
  restrict_public_buckets = false
}
resource "aws_s3_bucket_policy" "scans" {
  bucket = aws_s3_bucket.scans.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.scans.arn}/*" }]
  })
}`,
    flows: ['internet reads permitted backward aws_s3_bucket.scans'],
    without: ['any-aws', 'internet writes'],
  },
  {
    name: 'another account may put messages into a queue',
    code: `${queue('orders')}
resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::999988887777:root" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.orders.arn
    }]
  })
}`,
    flows: ['aws-account/999988887777 writes permitted forward aws_sqs_queue.orders'],
  },
  {
    name: 'environment names a table, without permission',
    code: table + lambda('api', env('TABLE = aws_dynamodb_table.orders.name')),
    flows: ['aws_lambda_function.api uses configured both aws_dynamodb_table.orders'],
  },
  {
    name: 'environment names a table by a short literal',
    code: table + lambda('api', env('TABLE_NAME = "orders"')),
    flows: ['aws_lambda_function.api uses configured both aws_dynamodb_table.orders'],
  },
  {
    name: 'a short literal that names something else by chance is no flow',
    code: table + lambda('api', env('MODE = "orders"')),
    flows: [],
    without: ['aws_lambda_function.api uses'],
  },
  {
    name: 'environment holds the URL of a queue as text',
    code:
      queue('orders') +
      lambda('api', env('QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/111122223333/shop-orders"')),
    flows: ['aws_lambda_function.api uses configured both aws_sqs_queue.orders'],
  },
  {
    name: 'policy alone names the table',
    code: table + lambda('api') + may('api', ['dynamodb:GetItem'], 'aws_dynamodb_table.orders.arn'),
    flows: ['aws_lambda_function.api reads permitted backward aws_dynamodb_table.orders'],
  },
  {
    name: 'wildcard policy is no flow in the diagram',
    code: table + lambda('api') + may('api', ['dynamodb:GetItem'], '"*"'),
    flows: [],
    without: ['aws_lambda_function.api reads'],
  },
  {
    name: 'policy names the objects of a bucket',
    code: bucket('invoices') + lambda('api') + may('api', ['s3:PutObject'], '"${aws_s3_bucket.invoices.arn}/*"'),
    flows: ['aws_lambda_function.api writes permitted forward aws_s3_bucket.invoices'],
  },
  {
    name: 'policy lets a function invoke another',
    code: lambda('api') + lambda('price') + may('api', ['lambda:InvokeFunction'], 'aws_lambda_function.price.arn'),
    flows: ['aws_lambda_function.api invokes permitted both aws_lambda_function.price'],
  },
  {
    name: 'environment names the host of a database',
    code: network + database() + lambda('api', inVpc + env('DB_HOST = aws_db_instance.shop.address')),
    flows: ['aws_lambda_function.api uses configured both aws_db_instance.shop'],
  },
  {
    name: 'connection string in one text',
    code:
      network +
      database() +
      lambda('api', inVpc + env('DATABASE_URL = "postgres://shop@${aws_db_instance.shop.endpoint}/shop"')),
    flows: ['aws_lambda_function.api uses configured both aws_db_instance.shop'],
  },
  {
    name: 'literal JDBC host of a database',
    code:
      network +
      database() +
      lambda('api', inVpc + env('JDBC = "jdbc:postgresql://shop-db.c1x2y3z4.eu-west-1.rds.amazonaws.com:5432/shop"')),
    flows: ['aws_lambda_function.api uses configured both aws_db_instance.shop'],
  },
  {
    name: 'only the secret of a database is named',
    code: `${network}${database('manage_master_user_password = true')}
${lambda('api', inVpc + env('SECRET = aws_db_instance.shop.master_user_secret[0].secret_arn'))}`,
    flows: ['aws_lambda_function.api uses configured both aws_db_instance.shop'],
  },
  {
    name: 'secret of its own that holds the password of a database',
    code: `${network}${database('password = random_password.shop.result')}
resource "random_password" "shop" {
  length = 20
}
resource "aws_secretsmanager_secret" "shop" {
  name = "shop"
}
resource "aws_secretsmanager_secret_version" "shop" {
  secret_id     = aws_secretsmanager_secret.shop.id
  secret_string = random_password.shop.result
}
${lambda('api', inVpc + env('SECRET = aws_secretsmanager_secret.shop.arn'))}`,
    flows: [
      'aws_lambda_function.api uses configured backward aws_secretsmanager_secret.shop',
      'aws_lambda_function.api uses configured both aws_db_instance.shop',
    ],
  },
  {
    name: 'the secret without a way through the network is no flow to the database',
    code: `${network}${database('password = random_password.shop.result')}
resource "aws_vpc" "other" {
  cidr_block = "10.9.0.0/16"
}
resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.other.id
  cidr_block = "10.9.1.0/24"
}
resource "aws_security_group" "other" {
  vpc_id = aws_vpc.other.id
}
resource "random_password" "shop" {
  length = 20
}
resource "aws_secretsmanager_secret" "shop" {
  name = "shop"
}
resource "aws_secretsmanager_secret_version" "shop" {
  secret_id     = aws_secretsmanager_secret.shop.id
  secret_string = random_password.shop.result
}
${lambda('api', `vpc_config {\n subnet_ids = [aws_subnet.other.id]\n security_group_ids = [aws_security_group.other.id]\n }\n${env('SECRET = aws_secretsmanager_secret.shop.arn')}`)}`,
    flows: ['aws_lambda_function.api uses configured backward aws_secretsmanager_secret.shop'],
    without: ['aws_lambda_function.api uses configured both aws_db_instance.shop'],
  },
  {
    name: 'function through a proxy to a database',
    code: `${network}${database()}${role('proxy', 'rds.amazonaws.com')}
resource "aws_secretsmanager_secret" "shop" {
  name = "shop"
}
resource "aws_db_proxy" "shop" {
  name                   = "shop"
  engine_family          = "POSTGRESQL"
  role_arn               = aws_iam_role.proxy.arn
  vpc_subnet_ids         = [aws_subnet.a.id]
  vpc_security_group_ids = [aws_security_group.shop.id]
  auth {
    secret_arn = aws_secretsmanager_secret.shop.arn
  }
}
resource "aws_db_proxy_target" "shop" {
  db_proxy_name          = aws_db_proxy.shop.name
  target_group_name      = "default"
  db_instance_identifier = aws_db_instance.shop.identifier
}
${lambda('api', inVpc + env('PROXY = aws_db_proxy.shop.endpoint'))}`,
    flows: [
      'aws_lambda_function.api uses configured both aws_db_proxy.shop',
      'aws_db_proxy.shop fronts declared both aws_db_instance.shop',
      'aws_db_proxy.shop reads declared backward aws_secretsmanager_secret.shop',
    ],
  },
  {
    name: 'container service with environment and secrets',
    code: `${network}${table}${role('task', 'ecs-tasks.amazonaws.com')}${role('agent', 'ecs-tasks.amazonaws.com')}
resource "aws_secretsmanager_secret" "key" {
  name = "shop-key"
}
resource "aws_ecs_cluster" "shop" {
  name = "shop"
}
resource "aws_ecs_task_definition" "web" {
  family             = "web"
  task_role_arn      = aws_iam_role.task.arn
  execution_role_arn = aws_iam_role.agent.arn
  container_definitions = jsonencode([{
    name        = "web"
    image       = "web:1"
    environment = [{ name = "TABLE", value = aws_dynamodb_table.orders.name }]
    secrets     = [{ name = "KEY", valueFrom = aws_secretsmanager_secret.key.arn }]
  }])
}
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = aws_ecs_task_definition.web.arn
  network_configuration {
    subnets         = [aws_subnet.a.id]
    security_groups = [aws_security_group.shop.id]
  }
}
${may('task', ['dynamodb:Query'], 'aws_dynamodb_table.orders.arn')}`,
    flows: [
      'aws_ecs_service.web reads configured backward aws_dynamodb_table.orders',
      'aws_ecs_service.web uses configured backward aws_secretsmanager_secret.key',
    ],
    without: ['aws_ecs_task_definition.web'],
  },
  {
    name: 'task definition that only a rule starts reads its table',
    code: `${table}${role('task', 'ecs-tasks.amazonaws.com')}${role('events', 'events.amazonaws.com')}
resource "aws_ecs_cluster" "shop" {
  name = "shop"
}
resource "aws_ecs_task_definition" "report" {
  family                = "report"
  task_role_arn         = aws_iam_role.task.arn
  container_definitions = jsonencode([{ name = "report", image = "report:1" }])
}
resource "aws_cloudwatch_event_rule" "daily" {
  name                = "daily"
  schedule_expression = "rate(1 day)"
}
resource "aws_cloudwatch_event_target" "daily" {
  rule     = aws_cloudwatch_event_rule.daily.name
  arn      = aws_ecs_cluster.shop.arn
  role_arn = aws_iam_role.events.arn
  ecs_target {
    task_definition_arn = aws_ecs_task_definition.report.arn
  }
}
${may('task', ['dynamodb:Scan'], 'aws_dynamodb_table.orders.arn')}`,
    flows: ['aws_ecs_task_definition.report reads permitted backward aws_dynamodb_table.orders'],
  },
  {
    name: 'cache by its address',
    code: `${network}
resource "aws_elasticache_subnet_group" "shop" {
  name       = "shop"
  subnet_ids = [aws_subnet.a.id]
}
resource "aws_elasticache_replication_group" "shop" {
  replication_group_id = "shop-cache"
  description          = "sessions"
  subnet_group_name    = aws_elasticache_subnet_group.shop.name
  security_group_ids   = [aws_security_group.shop.id]
}
${lambda('api', inVpc + env('REDIS = aws_elasticache_replication_group.shop.primary_endpoint_address'))}`,
    flows: ['aws_lambda_function.api uses configured both aws_elasticache_replication_group.shop'],
  },
  {
    name: 'environment names an API outside',
    code: lambda(
      'api',
      env('PAYMENTS_URL = "https://api.payments.example/v1", ALLOWED_ORIGIN = "https://shop.example"'),
    ),
    flows: ['aws_lambda_function.api uses configured both saas/api.payments.example'],
    without: ['aws_lambda_function.api uses configured both saas/shop.example'],
  },
  {
    name: 'either of two tables, as a variable decides',
    code: `${table}
variable "archive" {
  type = bool
}
resource "aws_dynamodb_table" "archive" {
  name     = "archive"
  hash_key = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
${lambda('api', env('TABLE = var.archive ? aws_dynamodb_table.archive.name : aws_dynamodb_table.orders.name'))}`,
    flows: [
      'aws_lambda_function.api uses configured? both aws_dynamodb_table.archive',
      'aws_lambda_function.api uses configured? both aws_dynamodb_table.orders',
    ],
  },
];
