import { describe, expect, it } from 'vitest';
import { isPublicPolicy } from '../../../src/infer/identity/public/aws-public.js';
import { documentOf } from './rows.js';
import { factText, scanText } from './scanned.js';
import { publicRows } from './tables/public.js';
import { exposures } from './tables/exposures.js';

describe('public as S3 Block Public Access defines it', () => {
  it.each(publicRows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    expect(isPublicPolicy(documentOf(row.policy).statements).truth).toBe(row.public);
  });
});

describe('what strangers can do', () => {
  it.each(exposures.map((row) => [row.name, row] as const))('%s', async (_, row) => {
    const { graph } = await scanText(row.terraform);
    const id = graph.resources.find(({ address }) => address === row.address)?.id ?? '';
    const found = Object.fromEntries(
      Object.keys(row.facts).map((name) => [name, factText(graph.fact(id, `identity.${name}`)).replace(/ .*/, '')]),
    );
    expect(found).toEqual(row.facts);
  });
});

describe('every relation of outsiders says because of what', () => {
  it('also where an unknown condition decides', async () => {
    const { graph } = await scanText(`
variable "source" { type = string }
provider "aws" { allowed_account_ids = ["111122223333"] }
resource "aws_sqs_queue" "orders" { name = "orders" }
resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Action = "sqs:SendMessage", Resource = "*" },
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Action = "sqs:ReceiveMessage", Resource = "*",
        Condition = { ArnEquals = { "aws:PrincipalArn" = var.source } } },
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "sqs:*", Resource = "*" },
    ]
  })
}`);
    const found = graph.resources
      .filter(({ id }) => id.startsWith('ext|'))
      .flatMap(({ id }) => graph.outgoing(id, 'can'))
      .map(({ from, certainty, because }) => [from, certainty, because.length > 0]);
    expect(found).toEqual([
      ['ext|aws-account/999988887777', 'certain', true],
      ['ext|aws-account/999988887777', 'conditional', true],
    ]);
  });
});
