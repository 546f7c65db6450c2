import { describe, expect, it } from 'vitest';
import { toResources } from '../../../src/catalog/index.js';
import { buildGraph } from '../../../src/graph/index.js';
import { infer } from '../../../src/infer/index.js';
import { readDeclarations } from '../../../src/parse/index.js';
import { memoryTree } from '../../../src/source/memory-tree.js';
import { factText } from './scanned.js';

const table = (name: string): string => `
resource "aws_dynamodb_table" "${name}" {
  name         = "${name}"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  tags = { DataClassification = "restricted" }
}`;
const role = (resources: string): string => `
resource "aws_iam_role" "orders" {
  name               = "orders"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "orders" {
  role   = aws_iam_role.orders.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "dynamodb:GetItem", Resource = ${resources} }] })
}`;
const code = (variables: string, name = 'orders'): string => `
resource "aws_lambda_function" "${name}" {
  function_name = "${name}"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  environment {
    variables = ${variables}
  }
}`;
const both = '[aws_dynamodb_table.orders.arn, aws_dynamodb_table.customers.arn]';
const stores = table('orders') + table('customers');

const rows = [
  {
    name: 'told about one of two tables',
    terraform: stores + role(both) + code('{ TABLE = aws_dynamodb_table.orders.name }'),
    unused: 'true',
    radius: '6',
  },
  {
    name: 'told about both',
    terraform:
      stores + role(both) + code('{ A = aws_dynamodb_table.orders.name, B = aws_dynamodb_table.customers.arn }'),
    unused: 'false',
    radius: '6',
  },
  {
    name: 'told about none: it finds its tables at run time',
    terraform: stores + role(both) + code('{ STAGE = "live" }'),
    unused: 'absent',
    radius: '6',
  },
  {
    name: 'one of two functions is told about none',
    terraform:
      stores + role(both) + code('{ TABLE = aws_dynamodb_table.orders.name }') + code('{ STAGE = "live" }', 'reports'),
    unused: 'absent',
    radius: '6',
  },
  {
    name: 'a second function with the role uses the other table',
    terraform:
      stores +
      role(both) +
      code('{ TABLE = aws_dynamodb_table.orders.name }') +
      code('{ TABLE = aws_dynamodb_table.customers.name }', 'reports'),
    unused: 'false',
    radius: '6',
  },
  {
    name: 'a wildcard is another matter',
    terraform: stores + role('"*"') + code('{ TABLE = aws_dynamodb_table.orders.name }'),
    unused: 'absent',
    radius: '6',
  },
  {
    name: 'nothing runs as it',
    terraform: stores + role('aws_dynamodb_table.orders.arn'),
    unused: 'absent',
    radius: '3',
  },
];

describe('grants and their use', () => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, { terraform, unused, radius }) => {
    const read = await readDeclarations(memoryTree({ 'main.tf': terraform }), {});
    const graph = infer(buildGraph(toResources(read.declarations).resources));
    const fact = (name: string): string => factText(graph.fact('|aws_iam_role.orders', `identity.${name}`));
    expect([fact('unusedDataGrants'), fact('blastRadius')]).toEqual([unused, radius]);
  });
});
