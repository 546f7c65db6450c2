import { type Account, account, allow, encoded, statements } from './loopback-iam.js';

export interface LiveRow {
  readonly name: string;
  readonly terraform: string;
  readonly account: Account;
  /** The node that is asked about. */
  readonly address: string;
  /** Facts of the `identity.` group. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Its `can` relations. */
  readonly can?: readonly string[];
  /** Codes of the diagnostics. */
  readonly codes: readonly string[];
}

const everything = statements(allow('*', '*'));
const policy = (name: string): string => `arn:aws:iam::${account}:policy/${name}`;
const bucket = 'resource "aws_s3_bucket" "records" {\n  bucket = "clinic-records"\n}\n';
const readRecords = statements(allow('s3:GetObject', 'arn:aws:s3:::clinic-records/*'));
const lookUp = 'data "aws_iam_role" "deploy" {\n  name = "deploy"\n}\n';
const deployed = 'data.aws_iam_role.deploy';
const declared = (extra: string): string => `
resource "aws_iam_role" "clinic" {
  name               = "clinic"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
  ${extra}
}
`;

export const rows: readonly LiveRow[] = [
  {
    name: 'looked-up role with an inline policy',
    terraform: bucket + lookUp,
    account: { roles: { deploy: { inline: { read: readRecords } } } },
    address: deployed,
    facts: { privilege: 'read', administrator: 'false', notActionAllow: 'false' },
    can: ['data.aws_iam_role.deploy can aws_s3_bucket.records [read] certain permitted'],
    codes: ['live-facts'],
  },
  {
    name: 'looked-up role without any policy: that is known too',
    terraform: lookUp,
    account: { roles: { deploy: {} } },
    address: deployed,
    facts: { privilege: 'none', administrator: 'false' },
    codes: ['live-facts'],
  },
  {
    name: 'looked-up role that is an administrator by a policy of the account',
    terraform: lookUp,
    account: {
      roles: { deploy: { attached: [policy('all')] } },
      policies: { [policy('all')]: { version: 'v2', document: everything } },
    },
    address: deployed,
    facts: { administrator: 'true', privilege: 'admin' },
    codes: ['live-facts'],
  },
  {
    name: 'looked-up role within a boundary of the account',
    terraform: bucket + lookUp,
    account: {
      roles: { deploy: { inline: { all: everything }, boundary: policy('cap') } },
      policies: { [policy('cap')]: { version: 'v1', document: readRecords } },
    },
    address: deployed,
    facts: { administrator: 'false' },
    can: ['data.aws_iam_role.deploy can aws_s3_bucket.records [read] certain permitted'],
    codes: ['live-facts'],
  },
  {
    name: 'policy of the account attached to a role of the code',
    terraform: `${declared('')}resource "aws_iam_role_policy_attachment" "clinic" {
  role       = aws_iam_role.clinic.name
  policy_arn = "${policy('all')}"
}`,
    account: { policies: { [policy('all')]: { version: 'v7', document: everything } } },
    address: 'aws_iam_role.clinic',
    facts: { administrator: 'true' },
    codes: ['live-facts'],
  },
  {
    name: 'looked-up policy attached to a role of the code',
    terraform: `${bucket}data "aws_iam_policy" "read" {
  arn = "${policy('read')}"
}
${declared('')}resource "aws_iam_role_policy_attachment" "clinic" {
  role       = aws_iam_role.clinic.name
  policy_arn = data.aws_iam_policy.read.arn
}`,
    account: { policies: { [policy('read')]: { version: 'v1', document: readRecords } } },
    address: 'aws_iam_role.clinic',
    facts: { administrator: 'false', privilege: 'read' },
    can: ['aws_iam_role.clinic can aws_s3_bucket.records [read] certain permitted'],
    codes: ['live-facts'],
  },
  {
    name: 'boundary of the account on a role of the code',
    terraform: declared(
      `permissions_boundary = "${policy('cap')}"\n  managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]`,
    ),
    account: {
      policies: {
        [policy('cap')]: { version: 'v1', document: readRecords },
        'arn:aws:iam::aws:policy/AdministratorAccess': { version: 'v1', document: everything },
      },
    },
    address: 'aws_iam_role.clinic',
    facts: { administrator: 'false' },
    codes: ['live-facts'],
  },
  {
    name: 'newer version of a policy of AWS',
    terraform: declared('managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]'),
    account: {
      policies: { 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess': { version: 'v99', document: everything } },
    },
    address: 'aws_iam_role.clinic',
    facts: { administrator: 'true' },
    codes: ['live-facts'],
  },
  {
    name: 'the role that code attaches a policy to by its name',
    terraform:
      'resource "aws_iam_role_policy_attachment" "visits" {\n  role = "visits"\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}',
    account: {
      roles: { visits: { inline: { read: readRecords } } },
      policies: { 'arn:aws:iam::aws:policy/AdministratorAccess': { version: 'v1', document: everything } },
    },
    address: 'aws.iam.role(visits)',
    facts: { administrator: 'true' },
    codes: ['live-facts'],
  },
  {
    name: 'the role that a function names by its ARN',
    terraform: `${bucket}resource "aws_lambda_function" "visits" {
  function_name = "visits"
  filename      = "visits.zip"
  role          = "arn:aws:iam::${account}:role/service/visits"
}`,
    account: { roles: { visits: { inline: { read: readRecords } } } },
    address: 'live.aws_iam_role.visits',
    facts: { privilege: 'read' },
    can: ['live.aws_iam_role.visits can aws_s3_bucket.records [read] certain permitted'],
    codes: ['live-facts'],
  },
  {
    name: 'a user with what its groups have',
    terraform: 'data "aws_iam_user" "nurse" {\n  user_name = "nurse"\n}',
    account: {
      users: { nurse: { groups: ['a', 'b', 'staff'] } },
      groups: { a: {}, b: {}, staff: { inline: { all: everything } } },
    },
    address: 'data.aws_iam_user.nurse',
    facts: { administrator: 'true' },
    codes: ['live-facts'],
  },
  {
    name: 'a role that IAM does not have stays unknown',
    terraform: lookUp,
    account: {},
    address: deployed,
    facts: { administrator: 'unknown', privilege: 'unknown' },
    codes: ['live-missing'],
  },
  {
    name: 'a document that is not JSON leaves open what it says',
    terraform: lookUp,
    account: { roles: { deploy: { inline: { torn: encoded(everything).slice(0, 30), half: '%7B%E0%A4%A' } } } },
    address: deployed,
    facts: { administrator: 'unknown' },
    codes: ['live-facts', 'live-malformed'],
  },
  {
    name: 'a role of another account is not the one of that name in ours',
    terraform: `resource "aws_lambda_function" "visits" {
  function_name = "visits"
  filename      = "visits.zip"
  role          = "arn:aws:iam::999988887777:role/visits"
}`,
    account: { roles: { visits: { inline: { all: everything } } } },
    address: 'live.aws_iam_role.visits',
    facts: { administrator: 'absent' },
    codes: ['live-facts', 'live-other-account'],
  },
  {
    name: 'looked-up policy by its name, on the second page of the list',
    terraform: `${bucket}data "aws_iam_policy" "read" {
  name = "read"
}
${declared('')}resource "aws_iam_role_policy_attachment" "clinic" {
  role       = aws_iam_role.clinic.name
  policy_arn = data.aws_iam_policy.read.arn
}`,
    account: {
      policies: Object.fromEntries(
        ['a', 'b', 'read'].map((name) => [
          policy(name),
          { version: 'v1', document: name === 'read' ? readRecords : everything },
        ]),
      ),
    },
    address: 'aws_iam_role.clinic',
    facts: { administrator: 'false', privilege: 'read' },
    can: ['aws_iam_role.clinic can aws_s3_bucket.records [read] certain permitted'],
    codes: ['live-facts'],
  },
  {
    name: 'a policy of AWS by its name is in the snapshot',
    terraform: `data "aws_iam_policy" "admin" {
  name = "AdministratorAccess"
}
${declared('')}resource "aws_iam_role_policy_attachment" "clinic" {
  role       = aws_iam_role.clinic.name
  policy_arn = data.aws_iam_policy.admin.arn
}`,
    account: {},
    address: 'aws_iam_role.clinic',
    facts: { administrator: 'true' },
    codes: [],
  },
  {
    name: 'patterns and service-linked roles are nobody to ask for',
    terraform:
      declared('').replace(
        'Service = "lambda.amazonaws.com"',
        `AWS = ["arn:aws:iam::${account}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"]`,
      ) +
      `
resource "aws_iam_role_policy" "clinic" {
  role   = aws_iam_role.clinic.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = ["arn:aws:iam::${account}:role/visits-*", "arn:aws:iam::${account}:role/$$\{aws:username}"] }] })
}`,
    account: {},
    address: 'aws_iam_role.clinic',
    codes: [],
  },
];
