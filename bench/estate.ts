import { memoryTree } from '../src/source/index.js';
import type { SourceTree } from '../src/model/source.js';

/**
 * A generated company: each stack is a root folder with a VPC, subnets, groups, an API with a function, its role, a table, a
 * queue, a bucket and a database: 24 resources in three files. Deterministic.
 */
export function estate(resources: number): SourceTree {
  const stacks = Math.max(1, Math.round(resources / resourcesPerStack));
  const files: Record<string, string> = {};
  for (let i = 0; i < stacks; i++) {
    const folder = `teams/team-${Math.floor(i / 20)}/service-${i}`;
    files[`${folder}/network.tf`] = network(i);
    files[`${folder}/data.tf`] = data(i);
    files[`${folder}/api.tf`] = api(i);
  }
  return memoryTree(files);
}

const resourcesPerStack = 24;

const network = (i: number): string => `
provider "aws" {
  region = "eu-central-1"
}

variable "name" {
  type    = string
  default = "service-${i}"
}

resource "aws_vpc" "main" {
  cidr_block = "10.${i % 250}.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}

resource "aws_subnet" "private" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index + 10)
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "app" {
  name   = "\${var.name}-app"
  vpc_id = aws_vpc.main.id

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "database" {
  name   = "\${var.name}-database"
  vpc_id = aws_vpc.main.id

  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.app.id]
  }
}
`;

const data = (i: number): string => `
resource "aws_dynamodb_table" "orders" {
  name     = "\${var.name}-orders"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "\${var.name}-jobs"
}

resource "aws_s3_bucket" "uploads" {
  bucket = "\${var.name}-uploads"
}

resource "aws_s3_bucket_public_access_block" "uploads" {
  bucket                  = aws_s3_bucket.uploads.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = ${i % 10 !== 0}
}

resource "aws_db_subnet_group" "main" {
  name       = var.name
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_instance" "main" {
  identifier             = var.name
  engine                 = "postgres"
  instance_class         = "db.t4g.small"
  storage_encrypted      = ${i % 3 !== 0}
  db_subnet_group_name   = aws_db_subnet_group.main.name
  vpc_security_group_ids = [aws_security_group.database.id]
}
`;

const api = (i: number): string => `
resource "aws_iam_role" "api" {
  name = "\${var.name}-api"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "api" {
  name = "access"
  role = aws_iam_role.api.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = aws_dynamodb_table.orders.arn },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.jobs.arn },
      { Effect = "Allow", Action = "s3:${i % 7 === 0 ? '*' : 'GetObject'}", Resource = "\${aws_s3_bucket.uploads.arn}/*" },
    ]
  })
}

resource "aws_lambda_function" "api" {
  function_name = "\${var.name}-api"
  role          = aws_iam_role.api.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "api.zip"

  vpc_config {
    subnet_ids         = aws_subnet.private[*].id
    security_group_ids = [aws_security_group.app.id]
  }

  environment {
    variables = {
      TABLE = aws_dynamodb_table.orders.name
      QUEUE = aws_sqs_queue.jobs.url
    }
  }
}

resource "aws_apigatewayv2_api" "api" {
  name          = var.name
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "api" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.api.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "create" {
  api_id             = aws_apigatewayv2_api.api.id
  route_key          = "POST /orders"
  authorization_type = "${i % 5 === 0 ? 'NONE' : 'AWS_IAM'}"
  target             = "integrations/\${aws_apigatewayv2_integration.api.id}"
}
`;
