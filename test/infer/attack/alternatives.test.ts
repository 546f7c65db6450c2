import { describe, expect, it } from 'vitest';
import { scanText } from '../../systems/scan-system.js';

const doors = `
resource "aws_s3_bucket" "uploads" {
  bucket = "clinic-uploads"
}

resource "aws_s3_bucket_public_access_block" "uploads" {
  bucket = aws_s3_bucket.uploads.id
}

resource "aws_s3_bucket_policy" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:PutObject", Resource = "\${aws_s3_bucket.uploads.arn}/*" }] })
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.letters.arn
    events              = ["s3:ObjectCreated:*"]
  }
}

resource "aws_iam_role" "letters" {
  name               = "letters"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_iam_role_policy" "letters" {
  role   = aws_iam_role.letters.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "dynamodb:GetItem", Resource = aws_dynamodb_table.patients.arn }] })
}

resource "aws_dynamodb_table" "patients" {
  name     = "patients"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_lambda_function" "letters" {
  function_name = "letters"
  role          = aws_iam_role.letters.arn
  handler       = "letters.handler"
  runtime       = "nodejs22.x"
  filename      = "letters.zip"
}

resource "aws_lambda_function_url" "letters" {
  function_name      = aws_lambda_function.letters.function_name
  authorization_type = "NONE"
}
`;

describe('several kinds of doors to one table', async () => {
  const model = await scanText({ 'main.tf': doors });
  const ways = model.paths.filter((path) => path.to === 'aws_dynamodb_table.patients' && path.effect === 'read');

  it('tells the cheapest way, and the dearer one through another kind of door as its alternative', () => {
    const [best, other] = ways;
    expect(ways).toHaveLength(2);
    expect(best?.alternativeTo).toBeUndefined();
    expect(other?.alternativeTo).toBe(best?.id);
    expect(other?.cost ?? 0).toBeGreaterThan(best?.cost ?? 0);
    expect(other?.hops[0]?.to).toBe('aws_s3_bucket.uploads');
  });

  it('finds the threat that only the alternative shows, beside the one of the cheapest way', () => {
    const policies = model.threats.filter((t) => t.address === 'aws_dynamodb_table.patients').map((t) => t.policy);
    expect(policies).toContain('untrusted-data-run-privileged-code');
    expect(
      policies.some(
        (id) =>
          id !== 'untrusted-data-run-privileged-code' &&
          ways.some((way) => model.threats.some((t) => t.policy === id && t.path === way.id)),
      ),
    ).toBe(true);
  });

  it('ids of paths are different', () => expect(new Set(model.paths.map((p) => p.id)).size).toBe(model.paths.length));
});
