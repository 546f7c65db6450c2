import { describe, expect, it } from 'vitest';
import { reading, refsOf, show } from '../show.js';

const document = async (
  body: string,
  extra = '',
): Promise<{ text: string; read: Awaited<ReturnType<typeof reading>> }> => {
  const read = await reading(`data "aws_iam_policy_document" "d" {\n${body}\n}\n${extra}
resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.d.minified_json
}`);
  return { text: show(read.value('aws_iam_policy.p', 'policy')), read };
};

interface Row {
  readonly name: string;
  readonly body: string;
  readonly extra?: string;
  /** The minified document. */
  readonly json: string;
}

const ROWS: readonly Row[] = [
  { name: 'nothing', body: '', json: '{"Version":"2012-10-17"}' },
  {
    name: 'defaults, one action alone, several from Z to A',
    body: 'statement {\n actions = ["s3:GetObject"]\n resources = ["b", "c", "a", "b"]\n}',
    json: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":["c","b","a"]}]}',
  },
  {
    name: 'not_actions, not_resources, sid, effect, version, policy_id',
    body: 'version = "2008-10-17"\npolicy_id = "P"\nstatement {\n sid = "S"\n effect = "Deny"\n not_actions = ["iam:*"]\n not_resources = ["*"]\n}',
    json: '{"Version":"2008-10-17","Id":"P","Statement":[{"Sid":"S","Effect":"Deny","NotAction":"iam:*","NotResource":"*"}]}',
  },
  {
    name: 'principals: everyone, AWS everyone, several types and identifiers',
    body: `statement {
 principals {
  type = "*"
  identifiers = ["*"]
 }
}
statement {
 principals {
  type = "AWS"
  identifiers = ["*"]
 }
}
statement {
 principals {
  type = "Service"
  identifiers = ["lambda.amazonaws.com", "ecs.amazonaws.com"]
 }
 principals {
  type = "AWS"
  identifiers = ["1"]
 }
 not_principals {
  type = "AWS"
  identifiers = ["2"]
 }
}`,
    json: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*"},{"Effect":"Allow","Principal":{"AWS":"*"}},{"Effect":"Allow","Principal":{"AWS":"1","Service":["lambda.amazonaws.com","ecs.amazonaws.com"]},"NotPrincipal":{"AWS":"2"}}]}',
  },
  {
    name: 'conditions keep the order of values, operators and keys are sorted, &{} becomes ${}',
    body: `statement {
 actions = ["s3:*"]
 resources = ["arn:aws:s3:::home/&{aws:username}/*"]
 condition {
  test = "StringLike"
  variable = "s3:prefix"
  values = ["b", "a", "&{aws:username}/"]
 }
 condition {
  test = "Bool"
  variable = "aws:SecureTransport"
  values = ["false"]
 }
}`,
    json: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::home/${aws:username}/*","Condition":{"Bool":{"aws:SecureTransport":"false"},"StringLike":{"s3:prefix":["b","a","${aws:username}/"]}}}]}',
  },
  {
    name: 'sources first, own statements replace by sid, overrides last',
    body: `source_policy_documents = [data.aws_iam_policy_document.base.json, jsonencode({ Statement = { Effect = "Allow", Action = "x:Y", Resource = "*" } })]
override_policy_documents = [data.aws_iam_policy_document.over.json]
statement {
 sid = "A"
 actions = ["own:A"]
}
statement {
 sid = "B"
 actions = ["own:B"]
}`,
    extra: `data "aws_iam_policy_document" "base" {
 statement {
  sid = "A"
  actions = ["base:A"]
 }
 statement {
  sid = "K"
  actions = ["base:K"]
 }
}
data "aws_iam_policy_document" "over" {
 statement {
  sid = "B"
  effect = "Deny"
  actions = ["over:B"]
 }
}`,
    json: '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"own:A"},{"Sid":"K","Effect":"Allow","Action":"base:K"},{"Effect":"Allow","Action":"x:Y","Resource":"*"},{"Sid":"B","Effect":"Deny","Action":"over:B"}]}',
  },
];

describe('aws_iam_policy_document', () => {
  for (const { name, body, extra, json } of ROWS) {
    it(name, async () => expect((await document(body, extra)).text).toBe(JSON.stringify(json)));
  }

  it('json is indented by two and escapes as Go does', async () => {
    const read = await reading(
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["a:<b>"]\n  }\n}\nresource "aws_x" "y" {\n  p = data.aws_iam_policy_document.d.json\n}',
    );
    const value = read.value('aws_x.y', 'p');
    expect(value?.kind === 'string' && value.value).toBe(
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "a:\\u003cb\\u003e"\n    }\n  ]\n}',
    );
  });

  it('keeps structure, places and references where parts are unknown', async () => {
    const { text, read } = await document(
      'statement {\n  actions = ["s3:*"]\n  resources = ["${aws_s3_bucket.b.arn}/*"]\n}',
      'resource "aws_s3_bucket" "b" {}',
    );
    expect(text).toBe(
      '`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"${&aws_s3_bucket.b.arn}/*"}]}`',
    );
    const value = read.value('aws_iam_policy.p', 'policy');
    expect(refsOf(value)).toEqual(['aws_s3_bucket.b.arn', 'data.aws_iam_policy_document.d.minified_json']);
    const statements =
      value?.kind === 'template' && value.json?.kind === 'map' ? value.json.entries.get('Statement') : undefined;
    expect(statements?.kind === 'list' && statements.items[0]?.at?.start.line).toBe(2);
  });

  it('an undecided dynamic statement gives both documents', async () => {
    const { text } = await document(
      'dynamic "statement" {\n  for_each = var.on ? [1] : []\n  content {\n    actions = ["a:b"]\n  }\n}',
      'variable "on" {}',
    );
    expect(text).toBe(
      '("{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"a:b\\"}]}" | "{\\"Version\\":\\"2012-10-17\\"}")',
    );
  });

  it('a repeated sid is reported', async () => {
    const { read } = await document('statement {\n  sid = "A"\n}\nstatement {\n  sid = "A"\n}');
    expect(read.diagnostics).toEqual(['error policy-document-duplicate-sid main.tf:1:1 Duplicate Sid (A)']);
  });
});

describe('account facts', () => {
  it('unify across modules and names, region and partition as far as known', async () => {
    const read = await reading({
      'main.tf':
        'provider "aws" { region = "eu-west-1" }\nprovider "aws" {\n  alias = "us"\n  region = "us-east-1"\n}\ndata "aws_caller_identity" "me" {}\ndata "aws_caller_identity" "us" { provider = aws.us }\ndata "aws_region" "here" {}\ndata "aws_partition" "p" {}\nmodule "m" { source = "./m" }\nresource "aws_x" "y" {\n  a = data.aws_caller_identity.me.account_id\n  i = data.aws_caller_identity.me.id\n  u = data.aws_caller_identity.us.account_id\n  r = data.aws_region.here.name\n  p = data.aws_partition.p.partition\n}',
      'm/main.tf':
        'data "aws_caller_identity" "current" {}\nresource "aws_x" "y" {\n  a = data.aws_caller_identity.current.account_id\n}',
    });
    expect(read.attribute('aws_x.y', 'a')).toBe('&data.aws_caller_identity.current.account_id');
    expect(read.attribute('aws_x.y', 'i')).toBe('&data.aws_caller_identity.current.account_id');
    expect(read.attribute('module.m.aws_x.y', 'a')).toBe('&data.aws_caller_identity.current.account_id');
    expect(read.attribute('aws_x.y', 'u')).toBe('&data.aws_caller_identity.current (us).account_id');
    expect(read.attribute('aws_x.y', 'r')).toBe('"eu-west-1"');
    expect(read.attribute('aws_x.y', 'p')).toBe('"aws"~');
  });

  it('availability zones have a length, and names where the Region is known', async () => {
    const stack =
      'data "aws_availability_zones" "z" {}\nresource "aws_subnet" "s" {\n  count = length(slice(data.aws_availability_zones.z.names, 0, 3))\n  zone  = data.aws_availability_zones.z.names[count.index]\n}';
    const known = await reading(`provider "aws" { region = "eu-west-1" }\n${stack}`);
    const open = await reading(stack);
    expect(known.attribute('aws_subnet.s[2]', 'zone')).toBe('"eu-west-1c"~');
    expect(open.attribute('aws_subnet.s[2]', 'zone')).toBe('&data.aws_availability_zones.current.names.2~');
  });

  it('other data sources are declarations that references name', async () => {
    const read = await reading(
      'data "aws_vpc" "main" {\n  tags = { Name = "shop" }\n}\nresource "aws_x" "y" {\n  v = data.aws_vpc.main.id\n}',
    );
    expect(read.byAddress.get('data.aws_vpc.main')?.mode).toBe('data');
    expect(read.attribute('aws_x.y', 'v')).toBe('&data.aws_vpc.main.id');
  });
});

describe('terraform_remote_state', () => {
  const net = (backend: string): string =>
    `terraform {\n  ${backend}\n}\nresource "aws_vpc" "v" {}\noutput "vpc" { value = aws_vpc.v.id }`;
  const app = (config: string): string =>
    `data "terraform_remote_state" "net" {\n  ${config}\n}\nvariable "env" {}\nresource "aws_x" "y" {\n  v = data.terraform_remote_state.net.outputs.vpc\n}`;
  const STITCHED: readonly (readonly [string, string, string, string])[] = [
    [
      's3 by bucket and key',
      'backend "s3" {\n bucket = "st"\n key = "net.tfstate"\n}',
      'backend = "s3"\n config = { bucket = "st", key = "net.tfstate" }',
      '&aws_vpc.v.id',
    ],
    [
      's3 with an undecided part',
      'backend "s3" {\n key = "prod/net.tfstate"\n}',
      'backend = "s3"\n config = { bucket = "st", key = "${var.env}/net.tfstate" }',
      '&aws_vpc.v.id',
    ],
    [
      'local path',
      'required_version = ">= 1"',
      'backend = "local"\n config = { path = "../net/terraform.tfstate" }',
      '&aws_vpc.v.id',
    ],
    [
      'another key',
      'backend "s3" {\n bucket = "st"\n key = "net.tfstate"\n}',
      'backend = "s3"\n config = { bucket = "st", key = "x" }',
      '?import data.terraform_remote_state.net.outputs.vpc',
    ],
  ];
  for (const [name, backend, config, expected] of STITCHED) {
    it(name, async () => {
      const read = await reading({ 'net/main.tf': net(backend), 'app/main.tf': app(config) });
      expect(read.attribute('app:aws_x.y', 'v')).toBe(expected);
      if (expected.startsWith('&')) {
        const value = read.value('app:aws_x.y', 'v');
        expect(value?.kind === 'reference' && value.to.scope).toBe('net');
      }
    });
  }
});

describe('template_file', () => {
  it('renders its template with its variables only', async () => {
    const read = await reading({
      'main.tf':
        'data "template_file" "t" {\n  template = file("policy.json")\n  vars = { arn = aws_a.b.arn }\n}\nresource "aws_a" "b" {}\nresource "aws_x" "y" {\n  policy = data.template_file.t.rendered\n}',
      'policy.json': '{"Resource": "${arn}/*"}',
    });
    const value = read.value('aws_x.y', 'policy');
    expect(show(value)).toBe('`{"Resource": "${&aws_a.b.arn}/*"}`');
    expect(value?.kind === 'template' && show(value.json)).toBe('{Resource: `${&aws_a.b.arn}/*`}');
  });
});

describe('files that are not in the checkout', () => {
  it.each<[string, string]>([
    ['file("orders.pub")', '?external file orders.pub'],
    ['filebase64sha256("orders.pub")', '?external file orders.pub'],
    ['templatefile("orders.pub", {})', '?external file orders.pub'],
  ])('%s is unknown, with a warning', async (call, value) => {
    const read = await reading(`resource "aws_x" "y" {\n  v = ${call}\n}`);
    expect(read.attribute('aws_x.y', 'v')).toBe(value);
    expect(read.diagnostics.join()).toContain('orders.pub is not on disk');
    expect(read.diagnostics.join()).toContain('warning');
  });

  it('try takes its next argument, can says no', async () => {
    const read = await reading(
      'resource "aws_x" "y" {\n  t = try(file("orders.pub"), "none")\n  c = can(file("orders.pub"))\n}',
    );
    expect([read.attribute('aws_x.y', 't'), read.attribute('aws_x.y', 'c')]).toEqual(['"none"', 'false']);
    expect(read.diagnostics).toEqual([]);
  });
});
