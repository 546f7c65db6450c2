import { describe, expect, it } from 'vitest';
import type { TerraformOptions } from '../../../../src/parse/terraform/index.js';
import { reading, show } from '../show.js';

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly options?: TerraformOptions;
  readonly roots?: readonly string[];
  readonly addresses?: readonly string[];
  readonly values?: Readonly<Record<string, string>>;
  readonly diagnostics?: readonly string[];
}

const bucket =
  'variable "name" {}\nresource "aws_bucket" "b" {\n  bucket = var.name\n}\noutput "arn" { value = aws_bucket.b.arn }\noutput "bucket" { value = aws_bucket.b }\n';

const CASES: readonly Case[] = [
  {
    name: 'a called module is not a root; roots have their own scope',
    files: {
      'live/dev/main.tf': 'module "b" {\n  source = "../../modules/bucket"\n  name = "dev"\n}',
      'live/prod/main.tf': 'module "b" {\n  source = "../../modules/bucket"\n  name = "prod"\n}',
      'modules/bucket/main.tf': bucket,
      'docs/readme.md': 'x',
    },
    roots: ['live/dev', 'live/prod'],
    addresses: ['live/dev:module.b.aws_bucket.b', 'live/prod:module.b.aws_bucket.b'],
    values: { 'live/prod:module.b.aws_bucket.b bucket': '"prod"' },
    diagnostics: [],
  },
  {
    name: 'a called folder with a backend, a configured provider or value files is a root as well',
    files: {
      'main.tf':
        'module "a" { source = "./a" }\nmodule "b" { source = "./b" }\nmodule "c" { source = "./c" }\nmodule "d" { source = "./d" }',
      'a/main.tf': 'terraform {\n  backend "s3" {}\n}',
      'b/main.tf': 'provider "aws" { region = "eu-west-1" }',
      'c/main.tf': 'variable "x" {}',
      'c/dev.tfvars': 'x = 1',
      'd/main.tf': 'provider "aws" {}',
    },
    roots: ['', 'a', 'b', 'c'],
  },
  {
    name: 'modules that call one another in a ring are read from the first',
    files: {
      'a/main.tf': 'module "b" { source = "../b" }\nresource "aws_x" "a" {}',
      'b/main.tf': 'module "a" { source = "../a" }\nresource "aws_x" "b" {}',
    },
    roots: ['a'],
    addresses: ['a:aws_x.a', 'a:module.b.aws_x.b'],
    diagnostics: ['error module-cycle b/main.tf:1:1 Module "a" calls itself'],
  },
  {
    name: 'for_each and count on modules; outputs by key, by splat and by for; whole resources as outputs',
    files: {
      'main.tf': `module "each" {
  source   = "./bucket"
  for_each = toset(["in", "out"])
  name     = "shop-\${each.key}"
}
module "counted" {
  source = "./bucket"
  count  = 2
  name   = "n\${count.index}"
}
resource "aws_x" "y" {
  one   = module.each["in"].arn
  all   = module.counted[*].arn
  map   = { for k, m in module.each : k => m.arn }
  whole = module.each["out"].bucket.bucket
  comp  = module.each["out"].bucket.arn
}`,
      'bucket/main.tf': bucket,
    },
    addresses: [
      'aws_x.y',
      'module.counted[0].aws_bucket.b',
      'module.counted[1].aws_bucket.b',
      'module.each["in"].aws_bucket.b',
      'module.each["out"].aws_bucket.b',
    ],
    values: {
      'aws_x.y one': '&module.each["in"].aws_bucket.b.arn',
      'aws_x.y all': '[&module.counted[0].aws_bucket.b.arn, &module.counted[1].aws_bucket.b.arn]',
      'aws_x.y map': '{in: &module.each["in"].aws_bucket.b.arn, out: &module.each["out"].aws_bucket.b.arn}',
      'aws_x.y whole': '"shop-out"',
      'aws_x.y comp': '&module.each["out"].aws_bucket.b.arn',
      'module.counted[1].aws_bucket.b bucket': '"n1"',
    },
    diagnostics: [],
  },
  {
    name: 'nested modules, and outputs that feed the inputs of other modules',
    files: {
      'main.tf':
        'module "net" { source = "./net" }\nmodule "app" {\n  source = "./app"\n  subnet = module.net.subnet\n}',
      'net/main.tf': 'module "inner" { source = "./inner" }\noutput "subnet" { value = module.inner.subnet }',
      'net/inner/main.tf': 'resource "aws_subnet" "s" {}\noutput "subnet" { value = aws_subnet.s.id }',
      'app/main.tf':
        'variable "subnet" { default = "none" }\nresource "aws_instance" "i" {\n  subnet_id = var.subnet\n}',
    },
    addresses: ['module.app.aws_instance.i', 'module.net.module.inner.aws_subnet.s'],
    values: { 'module.app.aws_instance.i subnet_id': '&module.net.module.inner.aws_subnet.s.id' },
    diagnostics: [],
  },
  {
    name: 'a registry module that is not on disk: one diagnostic per source, outputs unknown',
    files: {
      'main.tf':
        'module "a" {\n  source = "terraform-aws-modules/vpc/aws"\n}\nmodule "b" {\n  source = "terraform-aws-modules/vpc/aws"\n}\nmodule "c" { source = "./gone" }\nresource "aws_x" "y" {\n  vpc = module.a.vpc_id\n  sub = module.b.subnets[0]\n  gone = module.c.x\n}',
    },
    values: {
      'aws_x.y vpc': '?module terraform-aws-modules/vpc/aws (output vpc_id)',
      'aws_x.y sub': '?module terraform-aws-modules/vpc/aws (output subnets)',
      'aws_x.y gone': '?module ./gone (output x)',
    },
    diagnostics: [
      'warning module-not-found main.tf:2:12 Module source "terraform-aws-modules/vpc/aws" is not on disk',
      'warning module-not-found main.tf:7:23 Module source "./gone" is not on disk',
    ],
  },
  {
    name: 'installed modules through modules.json',
    files: {
      'main.tf': 'module "b" {\n  source = "acme/bucket/aws"\n  name = "x"\n}',
      '.terraform/modules/modules.json':
        '{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"b","Source":"registry.terraform.io/acme/bucket/aws","Dir":".terraform/modules/b"}]}',
      '.terraform/modules/b/main.tf': bucket,
    },
    values: { 'module.b.aws_bucket.b bucket': '"x"' },
    diagnostics: [],
  },
  {
    name: 'a source mapped to a folder by the user',
    files: {
      'main.tf': 'module "b" {\n  source = "git::https://x/y.git//bucket?ref=v1"\n  name = "x"\n}',
      'vendor/bucket/main.tf': bucket,
    },
    options: { modulePaths: { 'git::https://x/y.git//bucket?ref=v1': 'vendor/bucket' } },
    roots: [''],
    values: { 'module.b.aws_bucket.b bucket': '"x"' },
    diagnostics: [],
  },
  {
    name: 'never outside the scan root',
    files: { 'main.tf': 'module "b" { source = "../../etc" }' },
    diagnostics: ['warning module-not-found main.tf:1:23 Module source "../../etc" is not on disk'],
  },
  {
    name: 'path, workspace and files relative to the module',
    files: {
      'live/main.tf':
        'module "m" { source = "../m" }\nresource "aws_x" "y" {\n  p = path.module\n  r = path.root\n  w = terraform.workspace\n}',
      'm/main.tf': 'resource "aws_x" "y" {\n  p = path.module\n  f = file("${path.module}/note.txt")\n}',
      'm/note.txt': 'hi',
    },
    options: { workspace: 'prod' },
    values: { 'live:aws_x.y p': '"."', 'live:aws_x.y w': '"prod"', 'live:module.m.aws_x.y p': '"../m"' },
  },
  {
    name: 'a module that may not exist: everything in it may not exist',
    files: {
      'main.tf':
        'variable "on" {}\nmodule "b" {\n  source = "./b"\n  count = var.on ? 1 : 0\n  name = "x"\n}\nresource "aws_x" "y" {\n  a = module.b[0].arn\n  o = one(module.b[*].arn)\n}',
      'b/main.tf': bucket,
    },
    addresses: ['aws_x.y', 'module.b[0].aws_bucket.b'],
    values: { 'aws_x.y a': '&module.b[0].aws_bucket.b.arn', 'aws_x.y o': '(&module.b[0].aws_bucket.b.arn | null)' },
    diagnostics: [],
  },
];

describe('modules', () => {
  for (const { name, files, options, roots, addresses, values, diagnostics } of CASES) {
    it(name, async () => {
      const read = await reading(files, options);
      if (roots) expect(read.roots).toEqual(roots);
      if (addresses) expect(read.addresses).toEqual(addresses);
      for (const [what, expected] of Object.entries(values ?? {})) {
        const cut = what.lastIndexOf(' ');
        expect(`${what} = ${read.attribute(what.slice(0, cut), what.slice(cut + 1))}`).toBe(`${what} = ${expected}`);
      }
      if (diagnostics) expect(read.diagnostics).toEqual(diagnostics);
    });
  }

  it('exists is unknown with the reason that decides it', async () => {
    const read = await reading(CASES.at(-1)?.files ?? {});
    const { exists } = read.byAddress.get('module.b[0].aws_bucket.b') as {
      exists: { truth: string; unknowns: readonly { code: string; subject: string }[] };
    };
    expect([exists.truth, exists.unknowns.map((r) => `${r.code} ${r.subject}`)]).toEqual([
      'unknown',
      ['dynamic var.on'],
    ]);
  });

  it('callers are the module blocks on the way, outermost first', async () => {
    const read = await reading({
      'main.tf': '\nmodule "a" { source = "./a" }',
      'a/main.tf': 'module "b" { source = "./b" }',
      'a/b/main.tf': 'resource "aws_x" "y" {}',
    });
    expect(
      read.byAddress.get('module.a.module.b.aws_x.y')?.callers?.map((at) => `${at.file}:${at.start.line}`),
    ).toEqual(['main.tf:2', 'a/main.tf:1']);
  });

  it('providers: region and default tags reach into modules by name and by map', async () => {
    const read = await reading({
      'main.tf': `provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Team = "shop" }
  }
}
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
module "plain" { source = "./m" }
module "mapped" {
  source    = "./m"
  providers = { aws = aws.us }
}
resource "aws_x" "us" { provider = aws.us }`,
      'm/main.tf':
        'resource "aws_x" "y" {}\nterraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}',
    });
    const region = (address: string): unknown => {
      const value = read.byAddress.get(address)?.provider?.region;
      return value?.kind === 'string' && value.value;
    };
    expect(['aws_x.us', 'module.plain.aws_x.y', 'module.mapped.aws_x.y'].map(region)).toEqual([
      'us-east-1',
      'eu-west-1',
      'us-east-1',
    ]);
    const tags = read.byAddress.get('module.plain.aws_x.y')?.provider?.defaultTags;
    expect(tags?.kind === 'map' && [...tags.entries.keys()]).toEqual(['Team']);
  });
});

describe('the account that a provider configuration pins down', () => {
  const role = (account: string): string => `assume_role {\n role_arn = "arn:aws:iam::${account}:role/deploy"\n}`;
  it.each<[string, string, string]>([
    ['one allowed account', 'allowed_account_ids = ["111122223333"]', '"111122223333"'],
    ['two allowed accounts', 'allowed_account_ids = ["111122223333", "444455556666"]', 'absent'],
    ['an allowed account that is not known', 'allowed_account_ids = [var.account]', 'absent'],
    ['the account of the role it assumes', role('444455556666'), '"444455556666"'],
    ['one role after another: the last', `${role('111122223333')}\n${role('444455556666')}`, '"444455556666"'],
    ['a role whose name alone is unknown', role('444455556666').replace('deploy', '${var.account}'), '"444455556666"'],
    ['a role of an unknown account', role('${var.account}'), 'absent'],
    ['a configuration that says nothing', 'region = "eu-west-1"', 'absent'],
  ])('%s', async (_name, lines, expected) => {
    const read = await reading(
      `variable "account" { type = string }\nprovider "aws" {\n${lines}\n}\nresource "aws_x" "y" {}`,
    );
    expect(show(read.byAddress.get('aws_x.y')?.provider?.account)).toBe(expected);
  });
});

describe('values across module borders', () => {
  it('a whole resource passed as a typed object: computed attributes are references', async () => {
    const read = await reading({
      'main.tf':
        'resource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n}\nmodule "m" {\n  source = "./m"\n  vpc    = aws_vpc.v\n}',
      'm/main.tf':
        'variable "vpc" { type = object({ id = string, cidr_block = string, note = optional(string) }) }\nresource "aws_x" "y" {\n  id   = var.vpc.id\n  cidr = var.vpc.cidr_block\n  note = var.vpc.note\n}',
    });
    expect(['id', 'cidr', 'note'].map((name) => read.attribute('module.m.aws_x.y', name))).toEqual([
      '&aws_vpc.v.id',
      '"10.0.0.0/16"',
      'null',
    ]);
    expect(read.diagnostics).toEqual([]);
  });
});
