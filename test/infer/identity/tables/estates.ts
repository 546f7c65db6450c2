export interface Estate {
  readonly name: string;
  readonly terraform: string;
  /** `can` relations of the role `clinic`. */
  readonly can?: readonly string[];
  /** Facts of the role, `identity.` group. */
  readonly facts?: Readonly<Record<string, string>>;
}

const role = (statements: string, extra = ''): string => `
resource "aws_iam_role" "clinic" {
  name               = "clinic"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
  ${extra}
}
resource "aws_iam_role_policy" "clinic" {
  role   = aws_iam_role.clinic.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })
}`;
const attach = (arn: string): string => `
resource "aws_iam_role_policy_attachment" "clinic" {
  role       = aws_iam_role.clinic.name
  policy_arn = ${arn}
}`;
const allow = (action: string, resource: string, more = ''): string =>
  `{ Effect = "Allow", Action = ${action}, Resource = ${resource}${more} }`;
const bucket =
  'resource "aws_s3_bucket" "records" {\n  bucket = "clinic-records"\n}\nresource "aws_s3_bucket" "archive" {\n  bucket = "clinic-archive"\n}';
const key = `
resource "aws_kms_key" "records" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "records" {
  bucket = aws_s3_bucket.records.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.records.arn
    }
  }
}`;
const read = allow('"s3:GetObject"', '"${aws_s3_bucket.records.arn}/*"');

export const estates: readonly Estate[] = [
  {
    name: 'reads one bucket by reference',
    terraform: bucket + role(read),
    can: ['aws_s3_bucket.records [read] certain permitted'],
    facts: { privilege: 'read', administrator: 'false', wildcardData: 'false' },
  },
  {
    name: 'reads one bucket by name',
    terraform: bucket + role(allow('"s3:GetObject"', '"arn:aws:s3:::clinic-records/*"')),
    can: ['aws_s3_bucket.records [read] certain permitted'],
  },
  {
    name: 'reads buckets by a pattern',
    terraform: bucket + role(allow('"s3:GetObject"', '"arn:aws:s3:::clinic-*/*"')),
    can: ['aws_s3_bucket.records [read] certain possible', 'aws_s3_bucket.archive [read] certain possible'],
  },
  {
    name: 'reads every bucket',
    terraform: bucket + role(allow('"s3:Get*"', '"*"')),
    can: ['aws_s3_bucket.records [read] certain possible', 'aws_s3_bucket.archive [read] certain possible'],
    facts: { wildcardData: 'true', privilege: 'data-admin' },
  },
  {
    name: 'the bucket without its objects',
    terraform: bucket + role(allow('"s3:GetObject"', 'aws_s3_bucket.records.arn')),
    can: [],
  },
  {
    name: 'a bucket that a variable names',
    terraform: `variable "name" {}\n${bucket}${role(allow('"s3:GetObject"', '"arn:aws:s3:::${var.name}/*"'))}`,
    can: ['aws_s3_bucket.records [read] conditional possible', 'aws_s3_bucket.archive [read] conditional possible'],
  },
  {
    name: 'a declared bucket whose name a variable gives',
    terraform: `variable "name" {}\nresource "aws_s3_bucket" "records" {\n  bucket = var.name\n}\n${role(allow('"s3:GetObject"', '"arn:aws:s3:::${var.name}/*"'))}`,
    can: ['aws_s3_bucket.records [read] certain permitted'],
  },
  {
    name: 'a bucket without a name, by reference',
    terraform: `resource "aws_s3_bucket" "records" {}\nresource "aws_s3_bucket" "archive" {}\n${role(read)}`,
    can: ['aws_s3_bucket.records [read] certain permitted'],
  },
  { name: '18 encrypted with a key of ours, without Decrypt', terraform: bucket + key + role(read), can: [] },
  {
    name: '18 encrypted with a key of ours, with Decrypt',
    terraform: bucket + key + role(`${read}, ${allow('"kms:Decrypt"', 'aws_kms_key.records.arn')}`),
    can: ['aws_kms_key.records [read] certain permitted', 'aws_s3_bucket.records [read] certain permitted'],
  },
  {
    name: 'secret by reference',
    terraform: `resource "aws_secretsmanager_secret" "db" {\n  name = "db"\n}\n${role(allow('"secretsmanager:GetSecretValue"', 'aws_secretsmanager_secret.db.arn'))}`,
    can: ['aws_secretsmanager_secret.db [read] certain permitted'],
  },
  {
    name: 'secret by its name and a star',
    terraform: `resource "aws_secretsmanager_secret" "db" {\n  name = "db"\n}\nresource "aws_secretsmanager_secret" "api" {\n  name = "api"\n}\n${role(allow('"secretsmanager:GetSecretValue"', '"arn:aws:secretsmanager:*:*:secret:db-*"'))}`,
    can: ['aws_secretsmanager_secret.db [read] certain permitted'],
  },
  {
    name: 'queue with the account of the caller',
    terraform: `data "aws_caller_identity" "me" {}\ndata "aws_region" "here" {}\nresource "aws_sqs_queue" "visits" {\n  name = "visits"\n}\n${role(allow('["sqs:SendMessage"]', '"arn:aws:sqs:${data.aws_region.here.name}:${data.aws_caller_identity.me.account_id}:visits"'))}`,
    can: ['aws_sqs_queue.visits [write] certain permitted'],
  },
  {
    name: 'a condition on a tag that is known',
    terraform: `${bucket.replace('"clinic-records"\n', '"clinic-records"\n  tags = { env = "prod" }\n')}${role(allow('"s3:DeleteBucket"', '"*"', ', Condition = { StringEquals = { "aws:ResourceTag/env" = "prod" } }'))}`,
    can: ['aws_s3_bucket.records [destroy] certain possible'],
  },
  {
    name: 'bucket policy denies the role',
    terraform: `${bucket}${role(read)}
resource "aws_s3_bucket_policy" "records" {
  bucket = aws_s3_bucket.records.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "\${aws_s3_bucket.records.arn}/*", Condition = { ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/desk" } } }] })
}`,
    can: [],
  },
  {
    name: 'bucket policy demands encrypted transport',
    terraform: `${bucket}${role(read)}
resource "aws_s3_bucket_policy" "records" {
  bucket = aws_s3_bucket.records.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "\${aws_s3_bucket.records.arn}/*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
}`,
    can: ['aws_s3_bucket.records [read] certain permitted'],
  },
  {
    name: 'bucket policy grants the role',
    terraform: `${bucket}${role(allow('"sqs:*"', '"*"'))}
resource "aws_s3_bucket_policy" "records" {
  bucket = aws_s3_bucket.records.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.clinic.arn }, Action = "s3:GetObject", Resource = "\${aws_s3_bucket.records.arn}/*" }] })
}`,
    can: ['aws_s3_bucket.records [read] certain permitted'],
  },
  {
    name: 'administrator',
    terraform: bucket + role(allow('"*"', '"*"')),
    can: [
      'aws_s3_bucket.records [admin,destroy,read,write] certain possible',
      'aws_s3_bucket.archive [admin,destroy,read,write] certain possible',
      'ext|account-admin/ [admin] certain permitted',
    ],
    facts: { privilege: 'admin', administrator: 'true', canBlindLogging: 'true' },
  },
  {
    name: 'administrator by managed policy',
    terraform:
      role(read.replace('${aws_s3_bucket.records.arn}', 'arn:aws:s3:::x')) +
      attach('"arn:aws:iam::aws:policy/AdministratorAccess"'),
    facts: { privilege: 'admin', administrator: 'true' },
  },
  {
    name: 'administrator by a looked-up managed policy',
    terraform: `data "aws_iam_policy" "admin" {\n  name = "AdministratorAccess"\n}\n${role(allow('"s3:*"', '"arn:aws:s3:::x"'))}${attach('data.aws_iam_policy.admin.arn')}`,
    facts: { administrator: 'true' },
  },
  {
    name: '26 administrator within a boundary',
    terraform: `${bucket}${role(allow('"*"', '"*"'), 'permissions_boundary = aws_iam_policy.cap.arn')}
resource "aws_iam_policy" "cap" {
  name   = "cap"
  policy = jsonencode({ Version = "2012-10-17", Statement = [${allow('"s3:*"', '"arn:aws:s3:::clinic-records*"')}] })
}`,
    can: ['aws_s3_bucket.records [admin,destroy,read,write] certain possible'],
    facts: { administrator: 'false' },
  },
  {
    name: '3 everything but IAM',
    terraform: role('{ Effect = "Allow", NotAction = ["iam:*", "organizations:*", "account:*"], Resource = "*" }'),
    facts: { privilege: 'power', notActionAllow: 'true', administrator: 'false' },
  },
  {
    name: 'power user by managed policy',
    terraform: role(allow('"s3:ListAllMyBuckets"', '"*"')) + attach('"arn:aws:iam::aws:policy/PowerUserAccess"'),
    facts: { privilege: 'power', administrator: 'false' },
  },
  {
    name: 'administrator behind MFA',
    terraform: role(allow('"*"', '"*"', ', Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }')),
    facts: { administrator: 'unknown' },
  },
  {
    name: 'administrator by a variable',
    terraform: `variable "policy" {}\n${role(allow('"s3:GetObject"', '"*"'))}${attach('var.policy')}`,
    facts: { administrator: 'unknown', privilege: 'unknown' },
  },
  {
    name: 'some IAM on everything',
    terraform: role(allow('"iam:CreateAccessKey"', '"*"')),
    facts: { privilege: 'iam-admin' },
  },
  {
    name: 'the logs that every function writes',
    terraform: role(allow('["logs:CreateLogStream", "logs:PutLogEvents"]', '"*"')),
    facts: { privilege: 'read', canBlindLogging: 'false', wildcardData: 'false' },
  },
  { name: 'may stop trails', terraform: role(allow('"cloudtrail:*"', '"*"')), facts: { canBlindLogging: 'true' } },
  {
    name: 'may stop the trail of the scan',
    terraform: `resource "aws_cloudtrail" "audit" {\n  name = "audit"\n  s3_bucket_name = "x"\n}\n${role(allow('"cloudtrail:StopLogging"', 'aws_cloudtrail.audit.arn'))}`,
    facts: { canBlindLogging: 'true' },
  },
  // What is not known is not everything.
  ...[
    { name: 'the secret that a database makes', of: 'aws_rds_cluster.visits.master_user_secret[0].secret_arn' },
    { name: 'a secret by a variable', of: 'var.secret_arn' },
    { name: 'a secret by a looked-up name', of: 'data.aws_secretsmanager_secret.visits.arn' },
    { name: 'secrets under a prefix', of: '"arn:aws:secretsmanager:*:*:secret:visits/*"' },
  ].map(({ name, of }) => ({
    name: `reads ${name}`,
    terraform: `variable "secret_arn" {}
data "aws_secretsmanager_secret" "visits" {\n  name = "visits"\n}
resource "aws_rds_cluster" "visits" {
  engine                      = "aurora-mysql"
  manage_master_user_password = true
}
${role(allow('["secretsmanager:GetSecretValue", "kms:Decrypt"]', of))}`,
    facts: { wildcardData: 'false', administrator: 'false' },
  })),
  {
    name: 'reads every secret by a pattern',
    terraform: role(allow('"secretsmanager:GetSecretValue"', '"arn:aws:secretsmanager:*:*:secret:*"')),
    facts: { wildcardData: 'true', privilege: 'data-admin' },
  },
  {
    name: 'reads every object by a pattern',
    terraform: role(allow('"s3:GetObject"', '"arn:aws:s3:::*/*"')),
    facts: { wildcardData: 'true' },
  },
  {
    name: 'writes in many services, to what variables name',
    terraform: `variable "arn" {}\n${role(allow('["s3:*", "sqs:*", "sns:*", "dynamodb:*", "lambda:*", "ec2:*", "iam:*"]', 'var.arn'))}`,
    facts: { privilege: 'scoped', administrator: 'unknown' },
  },
  {
    name: 'a policy by a variable leaves open what it says',
    terraform: `variable "policy" {}\n${role(allow('"s3:GetObject"', '"arn:aws:s3:::x/*"'))}${attach('var.policy')}`,
    facts: { notActionAllow: 'unknown', canBlindLogging: 'unknown', wildcardData: 'unknown', longLivedKey: 'false' },
  },
  {
    name: 'actions by a variable leave open what they are',
    terraform: `variable "actions" {\n  type = list(string)\n}\n${role(allow('var.actions', '"*"'))}`,
    facts: { canBlindLogging: 'unknown', administrator: 'unknown', notActionAllow: 'false' },
  },
  {
    name: 'NotAction in a policy that only may exist',
    terraform: `variable "wide" {
  type = bool
}
${role(allow('"s3:GetObject"', '"arn:aws:s3:::x/*"'))}
resource "aws_iam_role_policy" "wide" {
  count  = var.wide ? 1 : 0
  role   = aws_iam_role.clinic.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", NotAction = "iam:*", Resource = "*" }] })
}`,
    facts: { notActionAllow: 'unknown' },
  },
];
