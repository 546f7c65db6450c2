export interface Exposure {
  readonly name: string;
  readonly terraform: string;
  readonly address: string;
  /** Facts of the `identity.` group: `true`, `false`, `unknown`. */
  readonly facts: Readonly<Record<string, string>>;
}

const bucket = 'resource "aws_s3_bucket" "records" {\n  bucket = "clinic-records"\n}\n';
const block = (on: boolean): string => `
resource "aws_s3_bucket_public_access_block" "records" {
  bucket                  = aws_s3_bucket.records.id
  block_public_acls       = ${on}
  block_public_policy     = ${on}
  ignore_public_acls      = ${on}
  restrict_public_buckets = ${on}
}`;
const accountBlock = (on: boolean, more = ''): string => `
resource "aws_s3_account_public_access_block" "clinic" {
  block_public_acls       = ${on}
  block_public_policy     = ${on}
  ignore_public_acls      = ${on}
  restrict_public_buckets = ${on}
  ${more}
}`;
const ownership = (rule: string): string => `
resource "aws_s3_bucket_ownership_controls" "records" {
  bucket = aws_s3_bucket.records.id
  rule {
    object_ownership = "${rule}"
  }
}`;
const acl = (name: string): string => `
resource "aws_s3_bucket_acl" "records" {
  bucket = aws_s3_bucket.records.id
  acl    = ${name}
}`;
const policy = (statement: string): string => `
resource "aws_s3_bucket_policy" "records" {
  bucket = aws_s3_bucket.records.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })
}`;
const read = (principal: string, more = ''): string =>
  `{ Effect = "Allow", Principal = ${principal}, Action = "s3:GetObject", Resource = "\${aws_s3_bucket.records.arn}/*"${more} }`;
const records = 'aws_s3_bucket.records';
const queue = (principal: string, more = ''): string => `
resource "aws_sqs_queue" "visits" {
  name = "visits"
}
resource "aws_sqs_queue_policy" "visits" {
  queue_url = aws_sqs_queue.visits.id
  policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = ${principal}, Action = "sqs:SendMessage", Resource = aws_sqs_queue.visits.arn${more} }] })
}`;
const visits = 'aws_sqs_queue.visits';
const fn = `
resource "aws_iam_role" "fn" {
  name               = "fn"
  assume_role_policy = "{}"
}
resource "aws_lambda_function" "visits" {
  function_name = "visits"
  role          = aws_iam_role.fn.arn
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  filename      = "visits.zip"
}`;
const permission = (principal: string, more = ''): string => `${fn}
resource "aws_lambda_permission" "visits" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.visits.function_name
  principal     = "${principal}"
  ${more}
}`;

const api = (statement: string): string => `
resource "aws_api_gateway_rest_api" "visits" {
  name = "visits"
}
resource "aws_api_gateway_rest_api_policy" "visits" {
  rest_api_id = aws_api_gateway_rest_api.visits.id
  policy      = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })
}`;

export const exposures: readonly Exposure[] = [
  {
    name: '13 ACL public-read without ownership controls and block',
    terraform: bucket + acl('"public-read"'),
    address: records,
    facts: { anonymousRead: 'false' },
  },
  {
    name: '13 ACL public-read, object writer, all flags off',
    terraform: bucket + block(false) + ownership('ObjectWriter') + acl('"public-read"'),
    address: records,
    facts: { anonymousRead: 'true', anonymousWrite: 'false', anyAwsRead: 'true' },
  },
  {
    name: 'ACL public-read-write',
    terraform: bucket + block(false) + ownership('BucketOwnerPreferred') + acl('"public-read-write"'),
    address: records,
    facts: { anonymousRead: 'true', anonymousWrite: 'true' },
  },
  {
    name: 'ACL authenticated-read',
    terraform: bucket + block(false) + ownership('ObjectWriter') + acl('"authenticated-read"'),
    address: records,
    facts: { anonymousRead: 'false', anyAwsRead: 'true' },
  },
  {
    name: 'ACL public-read, block on',
    terraform: bucket + block(true) + ownership('ObjectWriter') + acl('"public-read"'),
    address: records,
    facts: { anonymousRead: 'false' },
  },
  {
    name: 'ACL by a variable',
    terraform: `variable "acl" {}\n${bucket}${block(false)}${ownership('ObjectWriter')}${acl('var.acl')}`,
    address: records,
    facts: { anonymousRead: 'unknown' },
  },
  {
    name: 'public policy, all flags off',
    terraform: bucket + block(false) + policy(read('"*"')),
    address: records,
    facts: { anonymousRead: 'true', anyAwsRead: 'true', publicPolicy: 'true', anonymousWrite: 'false' },
  },
  {
    name: 'public policy, block on',
    terraform: bucket + block(true) + policy(read('"*"')),
    address: records,
    facts: { anonymousRead: 'false', publicPolicy: 'true' },
  },
  {
    name: 'public policy, no block in code',
    terraform: bucket + policy(read('"*"')),
    address: records,
    facts: { anonymousRead: 'unknown', publicPolicy: 'true' },
  },
  {
    name: 'public policy, flag by a variable',
    terraform: `variable "closed" {}\n${bucket}${block(false).replace(/(restrict_public_buckets = |block_public_policy     = )false/g, '$1var.closed')}${policy(read('"*"'))}`,
    address: records,
    facts: { anonymousRead: 'unknown' },
  },
  {
    name: 'organization pinned',
    terraform:
      bucket +
      block(false) +
      policy(read('"*"', ', Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-clinic" } }')),
    address: records,
    facts: { anonymousRead: 'false', anyAwsRead: 'false', publicPolicy: 'false' },
  },
  {
    name: 'narrow source address',
    terraform:
      bucket +
      block(false) +
      policy(read('"*"', ', Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } }')),
    address: records,
    facts: { anonymousRead: 'false', publicPolicy: 'false' },
  },
  {
    name: 'any AWS account by account root',
    terraform: bucket + block(false) + policy(read('{ AWS = "arn:aws:iam::222222222222:root" }')),
    address: records,
    facts: { anonymousRead: 'false', anyAwsRead: 'false' },
  },
  {
    name: 'CloudFront origin access control',
    terraform:
      bucket +
      block(true) +
      policy(
        read(
          '{ Service = "cloudfront.amazonaws.com" }',
          ', Condition = { StringEquals = { "AWS:SourceArn" = "arn:aws:cloudfront::111111111111:distribution/E1" } }',
        ),
      ),
    address: records,
    facts: { anonymousRead: 'false', confusedDeputy: 'false' },
  },
  {
    name: 'public policy with an overriding Deny',
    terraform:
      bucket +
      block(false) +
      policy(
        `${read('"*"')}, { Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.records.arn}/*" }`,
      ),
    address: records,
    facts: { anonymousRead: 'false', publicPolicy: 'true' },
  },
  {
    name: 'principal by a variable',
    terraform: `variable "reader" {}\n${bucket}${block(false)}${policy(read('{ AWS = var.reader }'))}`,
    address: records,
    facts: { anonymousRead: 'unknown' },
  },
  {
    name: 'policy by a variable, block on',
    terraform: `variable "policy" {}\n${bucket}${block(true)}\nresource "aws_s3_bucket_policy" "records" {\n  bucket = aws_s3_bucket.records.id\n  policy = var.policy\n}`,
    address: records,
    facts: { anonymousRead: 'false' },
  },
  {
    name: 'policy by a variable, block off',
    terraform: `variable "policy" {}\n${bucket}${block(false)}\nresource "aws_s3_bucket_policy" "records" {\n  bucket = aws_s3_bucket.records.id\n  policy = var.policy\n}`,
    address: records,
    facts: { anonymousRead: 'unknown' },
  },
  {
    name: 'queue open to everyone',
    terraform: queue('"*"'),
    address: visits,
    facts: { anonymousWrite: 'true', anyAwsWrite: 'true', anonymousRead: 'false' },
  },
  {
    name: 'queue for one topic',
    terraform: queue(
      '"*"',
      ', Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-west-1:111111111111:visits" } }',
    ),
    address: visits,
    facts: { anonymousWrite: 'false', anyAwsWrite: 'false' },
  },
  {
    name: '28 queue for any topic',
    terraform: queue('{ Service = "sns.amazonaws.com" }'),
    address: visits,
    facts: { anonymousWrite: 'false', confusedDeputy: 'true' },
  },
  {
    name: 'queue for the topic of one account',
    terraform: queue(
      '{ Service = "sns.amazonaws.com" }',
      ', Condition = { StringEquals = { "aws:SourceAccount" = "111111111111" } }',
    ),
    address: visits,
    facts: { confusedDeputy: 'false' },
  },
  {
    name: '29 function for any API',
    terraform: permission('apigateway.amazonaws.com'),
    address: 'aws_lambda_function.visits',
    facts: { confusedDeputy: 'true' },
  },
  {
    name: 'function for one API',
    terraform: permission(
      'apigateway.amazonaws.com',
      'source_arn = "arn:aws:execute-api:eu-west-1:111111111111:abc/*"',
    ),
    address: 'aws_lambda_function.visits',
    facts: { confusedDeputy: 'false' },
  },
  {
    name: 'function for one bucket of one account',
    terraform: permission(
      's3.amazonaws.com',
      'source_arn = "arn:aws:s3:::clinic-records"\n  source_account = "111111111111"',
    ),
    address: 'aws_lambda_function.visits',
    facts: { confusedDeputy: 'false' },
  },
  {
    name: 'function for everyone',
    terraform: permission('*'),
    address: 'aws_lambda_function.visits',
    facts: { anyAwsInvoke: 'absent', anyAwsWrite: 'true' },
  },
  {
    name: 'API whose policy lets everyone in',
    terraform: api('{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*" }'),
    address: 'aws_api_gateway_rest_api.visits',
    facts: { anonymousInvoke: 'true' },
  },
  {
    name: 'API whose policy lets an office in',
    terraform: api(
      '{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = "execute-api:/*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }',
    ),
    address: 'aws_api_gateway_rest_api.visits',
    facts: { anonymousInvoke: 'false' },
  },
  {
    name: 'function behind a URL without authentication',
    terraform: `${fn}\nresource "aws_lambda_function_url" "visits" {\n  function_name = aws_lambda_function.visits.function_name\n  authorization_type = "NONE"\n}`,
    address: 'aws_lambda_function_url.visits',
    facts: { anonymousInvoke: 'true' },
  },
  {
    name: 'function behind a URL with IAM',
    terraform: `${fn}\nresource "aws_lambda_function_url" "visits" {\n  function_name = aws_lambda_function.visits.function_name\n  authorization_type = "AWS_IAM"\n}`,
    address: 'aws_lambda_function_url.visits',
    facts: { anonymousInvoke: 'absent' },
  },
  {
    name: 'key that everyone of our account may use',
    terraform: `data "aws_caller_identity" "me" {}
resource "aws_kms_key" "visits" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "kms:CallerAccount" = data.aws_caller_identity.me.account_id } } }] })
}`,
    address: 'aws_kms_key.visits',
    facts: { anyAwsRead: 'false', anyAwsWrite: 'false' },
  },
  {
    name: 'key that everyone may use',
    terraform: `resource "aws_kms_key" "visits" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:Decrypt", Resource = "*" }] })
}`,
    address: 'aws_kms_key.visits',
    facts: { anyAwsRead: 'true', anonymousRead: 'absent' },
  },
  {
    name: 'topic with the default policy',
    terraform: `data "aws_caller_identity" "me" {}
resource "aws_sns_topic" "visits" {
  name = "visits"
}
resource "aws_sns_topic_policy" "visits" {
  arn    = aws_sns_topic.visits.arn
  policy = jsonencode({ Version = "2008-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = ["SNS:Publish", "SNS:Subscribe"], Resource = aws_sns_topic.visits.arn, Condition = { StringEquals = { "AWS:SourceOwner" = data.aws_caller_identity.me.account_id } } }] })
}`,
    address: 'aws_sns_topic.visits',
    facts: { anonymousRead: 'false', anyAwsRead: 'false', anyAwsWrite: 'false' },
  },
  // The block of the account
  {
    name: "public policy, own block off, the account's on",
    terraform: bucket + block(false) + accountBlock(true) + policy(read('"*"')),
    address: records,
    facts: { anonymousRead: 'false', publicPolicy: 'true' },
  },
  {
    name: "ACL public-read, own block off, the account's on",
    terraform: bucket + block(false) + accountBlock(true) + ownership('ObjectWriter') + acl('"public-read"'),
    address: records,
    facts: { anonymousRead: 'false' },
  },
  {
    name: "public policy, own block off, the account's off",
    terraform: bucket + block(false) + accountBlock(false) + policy(read('"*"')),
    address: records,
    facts: { anonymousRead: 'true' },
  },
  {
    name: "public policy, no own block, the account's off",
    terraform: bucket + accountBlock(false) + policy(read('"*"')),
    address: records,
    facts: { anonymousRead: 'unknown' },
  },
  {
    name: "public policy, own block off, the block of another provider's account",
    terraform: `provider "aws" {\n  alias  = "audit"\n  region = "eu-west-1"\n}\n${bucket}${block(false)}${accountBlock(true, 'provider = aws.audit')}${policy(read('"*"'))}`,
    address: records,
    facts: { anonymousRead: 'true' },
  },
  // Who speaks for a service
  {
    name: 'trail under our own account',
    terraform:
      `data "aws_caller_identity" "current" {}\n${bucket}` +
      policy(
        '{ Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "s3:PutObject", Resource = "${aws_s3_bucket.records.arn}/AWSLogs/${data.aws_caller_identity.current.account_id}/*" }',
      ),
    address: records,
    facts: { confusedDeputy: 'false' },
  },
  {
    name: 'trails of anybody',
    terraform:
      bucket +
      policy(
        '{ Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "s3:PutObject", Resource = "${aws_s3_bucket.records.arn}/*" }',
      ),
    address: records,
    facts: { confusedDeputy: 'true' },
  },
  {
    name: 'load balancer logs, as AWS tells to write it',
    terraform:
      bucket +
      policy(
        '{ Effect = "Allow", Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }, Action = "s3:PutObject", Resource = "${aws_s3_bucket.records.arn}/*" }',
      ),
    address: records,
    facts: { confusedDeputy: 'false' },
  },
  {
    name: 'queue for the topic that a variable names: no stranger is meant',
    terraform: `variable "topic" {}\n${queue('{ Service = "sns.amazonaws.com" }', ', Condition = { ArnEquals = { "aws:SourceArn" = var.topic } }')}`,
    address: visits,
    facts: { confusedDeputy: 'false' },
  },
  {
    name: 'queue whose policy is a variable',
    terraform: `variable "policy" {}\nresource "aws_sqs_queue" "visits" {\n  name   = "visits"\n  policy = var.policy\n}`,
    address: visits,
    facts: { anonymousWrite: 'unknown' },
  },
  {
    name: 'permission that only may exist',
    terraform: `variable "shared" {\n  type = bool\n}\n${permission('apigateway.amazonaws.com', 'count = var.shared ? 1 : 0')}`,
    address: 'aws_lambda_function.visits',
    facts: { confusedDeputy: 'unknown' },
  },
  // Conditions that do not guard
  ...[
    { what: 'StringEquals', condition: 'StringEquals = { "aws:PrincipalOrgID" = "o-clinic" }', vacuous: 'false' },
    { what: 'IfExists', condition: 'StringEqualsIfExists = { "aws:PrincipalOrgID" = "o-clinic" }', vacuous: 'true' },
    {
      what: 'ForAllValues',
      condition: '"ForAllValues:StringEquals" = { "aws:PrincipalOrgID" = ["o-clinic"] }',
      vacuous: 'true',
    },
    {
      what: 'ForAnyValue',
      condition: '"ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = ["o-clinic/*"] }',
      vacuous: 'false',
    },
    { what: 'a negated operator', condition: 'StringNotEquals = { "aws:SourceVpce" = "vpce-1" }', vacuous: 'true' },
    { what: 'Null', condition: 'Null = { "aws:PrincipalOrgID" = "false" }', vacuous: 'false' },
    {
      what: 'one real guard of two',
      condition:
        'StringEqualsIfExists = { "aws:SourceVpce" = "vpce-1" }, IpAddress = { "aws:SourceIp" = "203.0.113.0/24" }',
      vacuous: 'false',
    },
    {
      what: 'a key that is always there',
      condition: 'BoolIfExists = { "aws:SecureTransport" = "true" }',
      vacuous: 'false',
    },
  ].map(({ what, condition, vacuous }) => ({
    name: `guarded by ${what}`,
    terraform: queue('"*"', `, Condition = { ${condition} }`),
    address: visits,
    facts: { vacuousCondition: vacuous },
  })),
  {
    name: 'function that everyone may invoke, but only by its URL',
    terraform: permission('*', 'invoked_via_function_url = true'),
    address: 'aws_lambda_function.visits',
    facts: { anyAwsWrite: 'false' },
  },
  {
    name: 'function that everyone may invoke by the API',
    terraform: permission('*', 'invoked_via_function_url = false'),
    address: 'aws_lambda_function.visits',
    facts: { anyAwsWrite: 'true' },
  },
];
