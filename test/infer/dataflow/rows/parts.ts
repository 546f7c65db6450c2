/** Terraform of things that many rows need. */

export const lambda = (name: string, more = ''): string => `
resource "aws_lambda_function" "${name}" {
  function_name = "orders-${name}"
  role          = aws_iam_role.${name}.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "${name}.zip"
  ${more}
}
${role(name, 'lambda.amazonaws.com')}
`;

export const role = (name: string, service: string): string => `
resource "aws_iam_role" "${name}" {
  name = "orders-${name}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${service}" } }]
  })
}
`;

export const may = (name: string, actions: readonly string[], resource: string): string => `
resource "aws_iam_role_policy" "${name}-${actions.length}-${resource.replace(/[^a-z_]/g, '_').slice(0, 40)}" {
  role = aws_iam_role.${name}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = ${resource} }]
  })
}
`;

export const table = `
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"
}
`;

export const queue = (name: string): string => `
resource "aws_sqs_queue" "${name}" {
  name = "shop-${name}"
}
`;
export const topic = (name: string): string => `
resource "aws_sns_topic" "${name}" {
  name = "shop-${name}"
}
`;
export const bucket = (name: string): string => `
resource "aws_s3_bucket" "${name}" {
  bucket = "shop-${name}-documents"
}
`;
export const network = `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_security_group" "shop" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = true
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;
