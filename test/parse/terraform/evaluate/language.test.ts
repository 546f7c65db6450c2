import { describe, expect, it } from 'vitest';
import type { TerraformOptions } from '../../../../src/parse/terraform/index.js';
import { reading, refsOf } from '../show.js';

interface Case {
  readonly name: string;
  readonly files: string | Readonly<Record<string, string>>;
  readonly options?: TerraformOptions;
  /** `address attribute` -> shown value. */
  readonly values?: Readonly<Record<string, string>>;
  readonly addresses?: readonly string[];
  readonly diagnostics?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: 'a variable without a value names itself; a default is assumed; a given value is neither',
    files: `variable "region" {}
variable "size" { default = "small" }
variable "team" { default = "shop" }
resource "aws_instance" "web" {
  region = var.region
  size   = var.size
  team   = var.team
  label  = "\${var.team}-\${var.region}"
}`,
    options: { variables: { team: 'clinic' } },
    values: {
      'aws_instance.web region': '?variable var.region',
      'aws_instance.web size': '"small"~',
      'aws_instance.web team': '"clinic"',
      'aws_instance.web label': '`clinic-${?variable var.region}`',
    },
    diagnostics: [],
  },
  {
    name: "value files in Terraform's order, -var last",
    files: {
      'main.tf': `variable "a" {}
variable "b" {}
variable "c" {}
variable "d" {}
variable "e" { type = list(string) }
resource "aws_x" "y" {
  all = [var.a, var.b, var.c, var.d, var.e]
}`,
      'terraform.tfvars': 'a = "tfvars"\nb = "tfvars"\nc = "tfvars"\nd = "tfvars"\n',
      'terraform.tfvars.json': '{"b": "json", "c": "json", "d": "json"}',
      'a.auto.tfvars': 'c = "a.auto"\nd = "a.auto"\n',
      'b.auto.tfvars': 'd = "b.auto"\n',
      'prod.tfvars': 'a = "prod"',
    },
    options: { variables: { e: '["x", "y"]' } },
    values: { 'aws_x.y all': '["tfvars", "json", "a.auto", "b.auto", ["x", "y"]]' },
  },
  {
    name: 'types convert, optional attributes get their defaults, null with nullable = false is the default',
    files: {
      'main.tf': `module "queue" {
  source = "./queue"
  rules  = { read = { port = "80" } }
  delay  = null
  size   = null
}`,
      'queue/main.tf': `variable "rules" {
  type = map(object({ port = number, open = optional(bool, true), note = optional(string) }))
}
variable "delay" {
  type     = number
  default  = 5
  nullable = false
}
variable "size" { default = 7 }
resource "aws_sqs_queue" "q" {
  rules = var.rules
  delay = var.delay
  size  = var.size
}`,
    },
    values: {
      'module.queue.aws_sqs_queue.q rules': '{read: {port: 80, open: true~, note: null}}',
      'module.queue.aws_sqs_queue.q delay': '5',
      'module.queue.aws_sqs_queue.q size': 'null',
    },
  },
  {
    name: 'what a caller passes always beats the default, even when it is unknown',
    files: {
      'main.tf': 'variable "open" {}\nmodule "m" {\n  source = "./m"\n  open = var.open\n}',
      'm/main.tf': 'variable "open" { default = false }\nresource "aws_x" "y" {\n  open = var.open\n}',
    },
    values: { 'module.m.aws_x.y open': '?variable var.open' },
  },
  {
    name: 'a wrong type is a diagnostic and an unknown',
    files: 'variable "n" {\n  type = number\n  default = "many"\n}\nresource "aws_x" "y" {\n  n = var.n\n}',
    values: { 'aws_x.y n': '?error var.n~' },
    diagnostics: ['error terraform-variable-type main.tf:3:13 Invalid value for input variable "n"'],
  },
  {
    name: 'sensitive and ephemeral variables and outputs mark what is made of them',
    files: `variable "password" {
  default   = "x"
  sensitive = true
}
variable "token" { ephemeral = true }
resource "aws_x" "y" {
  url   = "db://\${var.password}@h"
  token = var.token
}`,
    values: { 'aws_x.y url': '"db://x@h"~!', 'aws_x.y token': '?variable var.token!' },
  },
  {
    name: 'locals and variables in any order',
    files: {
      'z.tf': 'locals { a = "${local.b}!" }',
      'a.tf': 'locals { b = local.c }\nresource "aws_x" "y" {\n  v = local.a\n}',
      'm.tf': 'locals { c = 1 }',
    },
    values: { 'aws_x.y v': '"1!"' },
  },
  {
    name: 'unknown conditions keep both arms; logic decides what it can',
    files: `variable "on" {}
resource "aws_x" "y" {
  arms = var.on ? "a" : "b"
  same = var.on ? "a" : "a"
  deep = "p-\${var.on ? "a" : "b"}-s"
  or   = true || var.on
  and  = var.on && false
  und  = var.on || false
  not  = !var.on
  sum  = var.on + 1
  look = lookup({ dev = 1 }, var.on, 0)
  none = lookup({}, var.on, 0)
  text = upper(var.on ? "a" : "b")
  list = length([var.on, 1])
  part = { k = "v", u = var.on }.k
  attr = var.on.deeper
}`,
    values: {
      'aws_x.y arms': '("a" | "b")',
      'aws_x.y same': '"a"',
      'aws_x.y deep': '("p-a-s" | "p-b-s")',
      'aws_x.y or': 'true',
      'aws_x.y and': 'false',
      'aws_x.y und': '?variable var.on',
      'aws_x.y not': '?variable var.on',
      'aws_x.y sum': '?variable var.on',
      'aws_x.y look': '(1 | 0)',
      'aws_x.y none': '0',
      'aws_x.y text': '("A" | "B")',
      'aws_x.y list': '2',
      'aws_x.y part': '"v"',
      'aws_x.y attr': '?variable var.on.deeper',
    },
    diagnostics: [],
  },
  {
    name: "count and for_each make instances with Terraform's addresses",
    files: `resource "aws_a" "three" {
  count = 3
  n     = count.index
}
resource "aws_b" "each" {
  for_each = { "b c" = 1, a = 2 }
  k        = each.key
  v        = each.value
}
resource "aws_c" "none" {
  count = 0
}
resource "aws_d" "set" {
  for_each = toset(["x\\"y"])
  v        = each.value
}`,
    addresses: [
      'aws_a.three[0]',
      'aws_a.three[1]',
      'aws_a.three[2]',
      'aws_b.each["a"]',
      'aws_b.each["b c"]',
      'aws_d.set["x\\"y"]',
    ],
    values: { 'aws_a.three[2] n': '2', 'aws_b.each["b c"] v': '1', 'aws_d.set["x\\"y"] v': '"x\\"y"' },
    diagnostics: [],
  },
  {
    name: 'references to instances, splats and for over resources',
    files: `resource "aws_subnet" "s" {
  count = 2
  cidr  = "10.0.\${count.index}.0/24"
}
resource "aws_bucket" "b" {
  for_each = toset(["in", "out"])
  bucket   = "shop-\${each.key}"
}
resource "aws_x" "y" {
  one    = aws_subnet.s[1].id
  cidr   = aws_subnet.s[0].cidr
  splat  = aws_subnet.s[*].id
  legacy = aws_subnet.s.*.cidr
  dotted = aws_subnet.s.0.id
  arns   = [for k, b in aws_bucket.b : b.arn]
  names  = { for k, b in aws_bucket.b : k => b.bucket }
  values = values(aws_bucket.b)[*].id
  key    = aws_bucket.b["in"].bucket
  joined = join(",", aws_subnet.s[*].id)
}`,
    values: {
      'aws_x.y one': '&aws_subnet.s[1].id',
      'aws_x.y cidr': '"10.0.0.0/24"',
      'aws_x.y splat': '[&aws_subnet.s[0].id, &aws_subnet.s[1].id]',
      'aws_x.y legacy': '["10.0.0.0/24", "10.0.1.0/24"]',
      'aws_x.y dotted': '&aws_subnet.s[0].id',
      'aws_x.y arns': '[&aws_bucket.b["in"].arn, &aws_bucket.b["out"].arn]',
      'aws_x.y names': '{in: "shop-in", out: "shop-out"}',
      'aws_x.y values': '[&aws_bucket.b["in"].id, &aws_bucket.b["out"].id]',
      'aws_x.y key': '"shop-in"',
      'aws_x.y joined': '`${&aws_subnet.s[0].id},${&aws_subnet.s[1].id}`',
    },
    diagnostics: [],
  },
  {
    name: 'undecided count and for_each make instances that may exist',
    files: `variable "on" { type = bool }
variable "zones" { type = set(string) }
resource "aws_a" "maybe" {
  count = var.on ? 1 : 0
  n     = count.index
}
resource "aws_b" "each" {
  for_each = var.zones
  zone     = each.key
}
resource "aws_c" "some" {
  for_each = var.on ? { a = 1, b = 2 } : { a = 3 }
  v        = each.value
}
resource "aws_x" "y" {
  id    = aws_a.maybe[0].id
  ids   = aws_a.maybe[*].id
  one   = one(aws_a.maybe[*].id)
  zone  = aws_b.each["eu"].id
  zones = [for z in aws_b.each : z.arn]
}`,
    addresses: ['aws_a.maybe[0]', 'aws_b.each[*]', 'aws_c.some["a"]', 'aws_c.some["b"]', 'aws_x.y'],
    values: {
      'aws_a.maybe[0] n': '0',
      'aws_b.each[*] zone': '?dynamic var.zones',
      'aws_c.some["a"] v': '(1 | 3)',
      'aws_x.y id': '&aws_a.maybe[0].id',
      'aws_x.y ids': '([&aws_a.maybe[0].id] | [])',
      'aws_x.y one': '(&aws_a.maybe[0].id | null)',
      'aws_x.y zone': '&aws_b.each[*].id',
      'aws_x.y zones': '?dynamic var.zones',
    },
    diagnostics: [],
  },
  {
    name: 'attributes of a resource: set ones by value, others by reference, nested ones by path',
    files: `resource "aws_bucket" "b" {
  bucket = "orders"
  arn    = "nonsense"
  prefix = null
  tags   = { Name = "x" }
  rule {
    id = "r1"
  }
}
resource "aws_x" "y" {
  bucket = aws_bucket.b.bucket
  id     = aws_bucket.b.id
  arn    = aws_bucket.b.arn
  prefix = aws_bucket.b.prefix
  name   = aws_bucket.b.tags.Name
  rule   = aws_bucket.b.rule[0].id
  status = aws_bucket.b.rule[0].status
  owner  = aws_bucket.b.grant[0].owner
  path   = "\${aws_bucket.b.arn}/*"
}`,
    values: {
      'aws_x.y bucket': '"orders"',
      'aws_x.y id': '&aws_bucket.b.id',
      'aws_x.y arn': '&aws_bucket.b.arn',
      'aws_x.y prefix': '&aws_bucket.b.prefix',
      'aws_x.y name': '"x"',
      'aws_x.y rule': '"r1"',
      'aws_x.y status': '&aws_bucket.b.rule.0.status',
      'aws_x.y owner': '&aws_bucket.b.grant.0.owner',
      'aws_x.y path': '`${&aws_bucket.b.arn}/*`',
    },
    diagnostics: [],
  },
  {
    name: 'dynamic blocks: nested, with iterator, undecided ones as a choice',
    files: `variable "log" { type = bool }
resource "aws_sg" "s" {
  dynamic "ingress" {
    for_each = [80, 443]
    iterator = port
    content {
      from = port.value
      index = port.key
      dynamic "peer" {
        for_each = toset(["a"])
        content {
          name = "\${peer.key}-\${port.value}"
        }
      }
    }
  }
  ingress {
    from = 22
  }
  dynamic "logging" {
    for_each = var.log ? [1] : []
    content {
      n = logging.value
    }
  }
  plain {}
}`,
    values: {
      'aws_sg.s ingress':
        '[{from: 80, index: 0, peer: [{name: "a-80"}]}, {from: 443, index: 1, peer: [{name: "a-443"}]}, {from: 22}]',
      'aws_sg.s logging': '([{n: 1}] | [])',
      'aws_sg.s plain': '[{}]',
    },
    diagnostics: [],
  },
  {
    name: 'meta-arguments stay out of the body, provisioners stay in',
    files: `resource "aws_x" "y" {
  name       = "n"
  depends_on = [aws_z.a]
  provider   = aws.west
  lifecycle { prevent_destroy = true }
  provisioner "local-exec" { command = "echo \${self.name}" }
}
resource "aws_z" "a" {}`,
    values: {
      'aws_x.y provisioner': '[{type: "local-exec", command: "echo n"}]',
      'aws_x.y depends_on': 'absent',
      'aws_x.y lifecycle': 'absent',
      'aws_x.y provider': 'absent',
    },
    diagnostics: [],
  },
  {
    name: 'moved, removed, import and check are read without harm',
    files: `moved {
  from = aws_a.b
  to   = aws_a.c
}
removed {
  from = aws_a.d
  lifecycle { destroy = false }
}
import {
  to = aws_a.c
  id = "x"
}
check "up" {
  data "http" "site" { url = "https://x" }
  assert {
    condition     = data.http.site.status_code == 200
    error_message = "down"
  }
}
resource "aws_a" "c" {}`,
    addresses: ['aws_a.c'],
    diagnostics: [],
  },
  {
    name: 'override files replace attributes and blocks of the same type',
    files: {
      'main.tf':
        'resource "aws_x" "y" {\n  a = 1\n  b = 1\n  rule { n = 1 }\n  rule { n = 2 }\n  keep { n = 1 }\n}\nlocals { l = 1 }',
      'override.tf': 'resource "aws_x" "y" {\n  b = 2\n  rule { n = 3 }\n  c = local.l\n}\nlocals { l = 2 }',
      'z_override.tf': 'resource "aws_x" "y" {\n  b = 3\n}',
    },
    values: {
      'aws_x.y a': '1',
      'aws_x.y b': '3',
      'aws_x.y c': '2',
      'aws_x.y rule': '[{n: 3}]',
      'aws_x.y keep': '[{n: 1}]',
    },
    diagnostics: [],
  },
  {
    name: 'JSON syntax and OpenTofu files',
    files: {
      'main.tf.json':
        '{"variable": {"n": {"default": 2}}, "resource": {"aws_x": {"y": {"v": "${var.n + 1}", "tags": {"a": "b"}}}}}',
      'more.tofu': 'resource "aws_x" "z" {\n  v = var.n\n}',
      'same.tf': 'resource "aws_x" "w" {\n  from = "tf"\n}',
      'same.tofu': 'resource "aws_x" "w" {\n  from = "tofu"\n}',
    },
    values: { 'aws_x.y v': '3~', 'aws_x.y tags': '{a: "b"}', 'aws_x.z v': '2~', 'aws_x.w from': '"tf"' },
    diagnostics: [],
  },
];

describe('the language', () => {
  for (const { name, files, options, values, addresses, diagnostics } of CASES) {
    it(name, async () => {
      const read = await reading(files, options);
      for (const [what, expected] of Object.entries(values ?? {})) {
        const cut = what.lastIndexOf(' ');
        expect(`${what} = ${read.attribute(what.slice(0, cut), what.slice(cut + 1))}`).toBe(`${what} = ${expected}`);
      }
      if (addresses) expect(read.addresses).toEqual(addresses);
      if (diagnostics) expect(read.diagnostics).toEqual(diagnostics);
    });
  }
});

describe('references', () => {
  const source = `variable "on" {}
resource "aws_a" "b" {
  name = "orders"
}
resource "aws_c" "d" {
  name = "stock"
}
locals { chosen = var.on ? aws_a.b.name : aws_c.d.name }
resource "aws_x" "y" {
  plain  = aws_a.b.name
  text   = "x-\${aws_a.b.name}-\${aws_c.d.name}"
  format = format("%s/%s", aws_a.b.name, aws_c.d.arn)
  join   = join(",", [aws_a.b.name, aws_c.d.name])
  upper  = upper(aws_a.b.name)
  merge  = merge({ a = aws_a.b.name }, { b = 1 }).a
  concat = concat([aws_a.b.name], ["z"])[0]
  try    = try(aws_a.b.name, "none")
  tern   = local.chosen
  json   = jsonencode({ Resource = [aws_a.b.arn, aws_c.d.name] })
  sum    = aws_a.b.size + 1
}`;
  const CARRIED: Readonly<Record<string, readonly string[]>> = {
    plain: ['aws_a.b.name'],
    text: ['aws_a.b.name', 'aws_c.d.name'],
    format: ['aws_a.b.name', 'aws_c.d.arn'],
    join: ['aws_a.b.name', 'aws_c.d.name'],
    upper: ['aws_a.b.name'],
    merge: ['aws_a.b.name'],
    concat: ['aws_a.b.name'],
    try: ['aws_a.b.name'],
    json: ['aws_a.b.arn', 'aws_c.d.name'],
    sum: ['aws_a.b.size'],
  };
  for (const [attribute, expected] of Object.entries(CARRIED)) {
    it(`survive ${attribute}`, async () => {
      const value = (await reading(source)).value('aws_x.y', attribute);
      expect(new Set(refsOf(value))).toEqual(new Set(expected));
    });
  }

  it('survive both arms of an undecided conditional', async () => {
    const value = (await reading(source)).value('aws_x.y', 'tern');
    expect(value?.kind === 'choice' && value.arms.map(refsOf)).toEqual([['aws_a.b.name'], ['aws_c.d.name']]);
  });

  it('name the scope', async () => {
    const read = await reading({ 'live/main.tf': source, 'other/main.tf': '' });
    expect(read.value('live:aws_x.y', 'plain')?.refs?.[0]?.scope).toBe('live');
  });

  it('point at the attribute', async () => {
    const value = (await reading(source)).value('aws_x.y', 'plain');
    expect(value?.at).toEqual({ file: 'main.tf', start: { line: 10, column: 12 }, end: { line: 10, column: 24 } });
  });
});
