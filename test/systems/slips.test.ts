import { describe, expect, it } from 'vitest';
import { scanText } from './scan-system.js';

const role = (service: string) => `
  resource "aws_iam_role" "this" {
    assume_role_policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${service}.amazonaws.com" } }]
    })
  }`;

const attached = (policy: string) => `
  resource "aws_iam_role_policy_attachment" "this" {
    role       = aws_iam_role.this.name
    policy_arn = "arn:aws:iam::aws:policy/${policy}"
  }`;

const undecided = `
  variable "policy" { type = string }
  resource "aws_iam_role_policy" "open" {
    role   = aws_iam_role.this.id
    policy = var.policy
  }`;

const code = `
  resource "aws_lambda_function" "orders" {
    function_name = "orders"
    role          = aws_iam_role.this.arn
    runtime       = "python3.13"
    handler       = "orders.handler"
    filename      = "orders.zip"
  }`;

/** Single mistakes that the tool once made: what must be said, and what must not. */
const slips: readonly { name: string; terraform: string; says?: string; silent?: string }[] = [
  {
    name: 'the policy that AWS writes for functions with queues reads no data by wildcard',
    terraform: role('lambda') + attached('service-role/AWSLambdaSQSQueueExecutionRole') + code,
    silent: 'wildcard-data-read',
  },
  ...['wildcard-data-read', 'workload-can-blind-logging', 'allow-with-not-action'].map((silent) => ({
    name: `a role of which nothing is known may be an administrator, and that is all: no ${silent}`,
    terraform: role('lambda') + undecided + code,
    says: 'workload-is-administrator',
    silent,
  })),
  {
    name: 'what is known stays said beside a policy that is not known',
    terraform: role('lambda') + attached('AmazonS3ReadOnlyAccess') + undecided + code,
    says: 'wildcard-data-read',
  },
  {
    name: 'one that reads all objects does',
    terraform: role('lambda') + attached('AmazonS3ReadOnlyAccess') + code,
    says: 'wildcard-data-read',
  },
  {
    name: "NotAction in a policy of AWS is nobody's mistake",
    terraform: role('lambda') + attached('PowerUserAccess') + code,
    silent: 'allow-with-not-action',
  },
  {
    name: 'a password in a connection string whose host is a reference',
    terraform: `${role('lambda')}
      resource "aws_db_instance" "orders" {
        engine         = "postgres"
        instance_class = "db.t4g.micro"
      }
      resource "aws_lambda_function" "orders" {
        function_name = "orders"
        role          = aws_iam_role.this.arn
        filename      = "orders.zip"
        environment {
          variables = { DATABASE_URL = "postgres://orders:r4bbit-Hole@\${aws_db_instance.orders.address}:5432/orders" }
        }
      }`,
    says: 'secret-in-plain-text',
  },
  {
    name: 'a connection string whose password is a reference',
    terraform: `${role('lambda')}
      variable "password" {
        type      = string
        sensitive = true
      }
      resource "aws_lambda_function" "orders" {
        function_name = "orders"
        role          = aws_iam_role.this.arn
        filename      = "orders.zip"
        environment {
          variables = { DATABASE_URL = "postgres://orders:\${var.password}@db.shop.internal:5432/orders" }
        }
      }`,
    silent: 'secret-in-plain-text',
  },
  {
    name: 'a policy for everybody on a search domain inside a VPC is for everybody in there',
    terraform: `
      variable "subnets" { type = list(string) }
      resource "aws_opensearch_domain" "orders" {
        domain_name = "orders"
        vpc_options { subnet_ids = var.subnets }
        access_policies = jsonencode({
          Version   = "2012-10-17"
          Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttp*", Resource = "*" }]
        })
      }`,
    silent: 'data-store-world-readable',
  },
  {
    name: 'on one outside it is for the world',
    terraform: `
      resource "aws_opensearch_domain" "orders" {
        domain_name = "orders"
        access_policies = jsonencode({
          Version   = "2012-10-17"
          Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:ESHttp*", Resource = "*" }]
        })
      }`,
    says: 'data-store-world-readable',
  },
  {
    name: 'a snapshot for all',
    terraform: `
      resource "aws_db_snapshot" "orders" {
        db_instance_identifier = "orders"
        db_snapshot_identifier = "orders"
        shared_accounts        = ["all"]
      }`,
    says: 'snapshot-public',
    silent: 'snapshot-shared',
  },
  {
    name: 'a password in a variable that is marked as secret stands in no code',
    terraform: `
      variable "password" {
        type      = string
        sensitive = true
      }
      resource "aws_db_instance" "orders" {
        engine         = "postgres"
        instance_class = "db.t4g.micro"
        username       = "orders"
        password       = var.password
      }`,
    silent: 'database-password-in-code',
  },
];

describe('slips', () => {
  it.each(slips)('$name', async ({ terraform, says, silent }) => {
    const { threats, diagnostics } = await scanText({ 'main.tf': terraform });
    expect(diagnostics).toEqual([]);
    const policies = threats.map(({ policy }) => policy);
    if (says !== undefined) expect(policies).toContain(says);
    if (silent !== undefined) expect(policies).not.toContain(silent);
  });
});
