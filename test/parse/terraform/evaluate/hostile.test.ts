import { describe, expect, it } from 'vitest';
import { reading, show } from '../show.js';

const chain = (length: number): string =>
  `locals {\n${Array.from({ length }, (_, i) => `  a${i} = local.a${i + 1}`).join('\n')}\n  a${length} = "end"\n}\nresource "aws_x" "y" {\n  v = local.a0\n}`;

describe('hostile input gives diagnostics, never a crash or a hang', () => {
  it('cycles among locals, whichever comes first', async () => {
    const read = await reading(
      'locals {\n  b = local.c\n  c = local.a\n  a = "${local.b}!"\n}\nresource "aws_x" "y" {\n  v = local.c\n  w = "kept"\n}',
    );
    expect(read.diagnostics.filter((d) => d.includes('Cycle'))).toHaveLength(1);
    expect(read.diagnostics[0]).toContain('Cycle: local.a, local.b, local.c');
    expect(read.attribute('aws_x.y', 'w')).toBe('"kept"');
    expect(read.attribute('aws_x.y', 'v')).toContain('?error');
  });

  it('a resource that refers to itself', async () => {
    const read = await reading('resource "aws_x" "y" {\n  name = "${aws_x.y.name}-x"\n  id2 = aws_x.y.id\n}');
    expect(read.diagnostics[0]).toContain('Cycle: aws_x.y.name');
    expect(read.attribute('aws_x.y', 'id2')).toBe('&aws_x.y.id');
  });

  it('count and for_each that need themselves', async () => {
    const read = await reading(
      'resource "aws_x" "y" {\n  count = length(aws_x.y)\n}\nresource "aws_z" "y" {\n  for_each = aws_z.y\n}',
    );
    expect(read.addresses).toEqual(['aws_x.y[*]', 'aws_z.y[*]']);
    expect(read.diagnostics.every((d) => d.includes('Cycle'))).toBe(true);
  });

  it('outputs and inputs of a module in a cycle', async () => {
    const read = await reading({
      'main.tf': 'module "m" {\n  source = "./m"\n  in = module.m.out\n}',
      'm/main.tf': 'variable "in" {}\noutput "out" { value = var.in }',
    });
    expect(read.diagnostics[0]).toContain('Cycle: module.m.output.out, module.m.var.in');
  });

  it.each([
    '[for a in range(1024) : [for b in range(1024) : [for c in range(1024) : [for d in range(1024) : d]]]]',
    '"%{for a in range(1024)}%{for b in range(1024)}%{for c in range(1024)}x%{endfor}%{endfor}%{endfor}"',
  ])('loops in loops that would never end: %s', async (expression) => {
    const read = await reading(`resource "aws_x" "y" {\n  v = ${expression}\n  w = "kept"\n}`);
    expect(read.diagnostics[0]).toContain('Value too large');
    expect(read.attribute('aws_x.y', 'w')).toBe('"kept"');
  });

  it.each(['1000000', '1e9', '-1', '1.5', '"many"', 'null', 'true'])('count = %s', async (count) => {
    const read = await reading(`resource "aws_x" "y" {\n  count = ${count}\n}`);
    expect(read.addresses).toEqual(['aws_x.y[*]']);
    expect(read.diagnostics).toHaveLength(1);
  });

  it.each(['range(1000000000)', '5', '"text"', 'null'])('for_each = %s', async (expression) => {
    const read = await reading(`resource "aws_x" "y" {\n  for_each = ${expression}\n}`);
    expect(read.addresses).toEqual(['aws_x.y[*]']);
    expect(read.diagnostics).toHaveLength(1);
  });

  it('a tuple in for_each is reported and read as a set', async () => {
    const read = await reading('resource "aws_x" "y" {\n  for_each = ["b", "a"]\n}');
    expect(read.addresses).toEqual(['aws_x.y["a"]', 'aws_x.y["b"]']);
    expect(read.diagnostics).toHaveLength(1);
  });

  it.each([100, 5000])('a chain of %i locals', async (length) => {
    const read = await reading(chain(length));
    const expected = length === 100 ? '"end"' : '?error Expression nested too deeply';
    expect(read.attribute('aws_x.y', 'v')).toBe(expected);
  });

  it('deeply nested expressions', async () => {
    const depth = 3000;
    const read = await reading(
      `resource "aws_x" "y" {\n  v = ${'['.repeat(depth)}${']'.repeat(depth)}\n  w = ${'('.repeat(depth)}1${')'.repeat(depth)}\n}\nresource "aws_x" "z" {\n  v = 1\n}`,
    );
    expect(read.attribute('aws_x.z', 'v')).toBe('1');
  });

  it('exponential growth is bounded', async () => {
    const doubled = Array.from({ length: 40 }, (_, i) => `  a${i + 1} = [local.a${i}, local.a${i}]`).join('\n');
    const read = await reading(
      `locals {\n  a0 = "x"\n${doubled}\n}\nresource "aws_x" "y" {\n  v = local.a40[0][1]\n  w = jsonencode(local.a40)\n}`,
    );
    expect(show(read.value('aws_x.y', 'w'))).toContain('?');
  }, 20_000);

  it('choices multiply only so far', async () => {
    const variables = Array.from({ length: 12 }, (_, i) => `variable "v${i}" {}`).join('\n');
    const text = Array.from({ length: 12 }, (_, i) => `\${var.v${i} ? "a" : "b${i}"}`).join('-');
    const read = await reading(`${variables}\nresource "aws_x" "y" {\n  v = "${text}"\n}`);
    expect(read.value('aws_x.y', 'v')?.kind).toBe('unknown');
  });

  it('names like those of JavaScript objects', async () => {
    const read = await reading(
      'locals {\n  constructor = "a"\n  __proto__ = "b"\n}\nresource "aws_x" "toString" {\n  hasOwnProperty = local.constructor\n  p = local.__proto__\n}',
    );
    expect(read.attribute('aws_x.toString', 'hasOwnProperty')).toBe('"a"');
    expect(read.attribute('aws_x.toString', 'p')).toBe('"b"');
  });

  it('one broken block does not cost the others', async () => {
    const read = await reading({
      'a.tf': 'resource "aws_x" "a" {\n  v = 1 +\n}\nresource "aws_x" "b" {\n  v = 2\n}',
      'b.tf': 'resource "aws_x" "c" {\n  v = 3\n}',
    });
    expect(read.attribute('aws_x.c', 'v')).toBe('3');
    expect(read.attribute('aws_x.b', 'v')).toBe('2');
    expect(read.diagnostics.length).toBeGreaterThan(0);
  });

  it('undeclared names are reported once, with place', async () => {
    const read = await reading(
      'resource "aws_x" "y" {\n  count = 3\n  a = var.nope\n  b = local.nope\n  c = aws_z.nope.id\n  d = module.nope.x\n  e = nope()\n}',
    );
    expect(read.diagnostics).toEqual([
      'error terraform-reference main.tf:3:7 Reference to undeclared input variable',
      'error terraform-reference main.tf:4:7 Reference to undeclared local value',
      'error terraform-reference main.tf:5:7 Reference to undeclared resource',
      'error terraform-reference main.tf:6:7 Reference to undeclared module',
      'error terraform-function main.tf:7:7 Call to unknown function',
    ]);
  });
});

describe('order does not matter', () => {
  const blocks = [
    'variable "env" { default = "dev" }',
    'locals { name = "shop-${var.env}" }',
    'resource "aws_a" "b" {\n  name = local.name\n}',
    'resource "aws_c" "d" {\n  for_each = toset(["x", "y"])\n  a = aws_a.b.id\n  n = "${aws_a.b.name}-${each.key}"\n}',
    'output "o" { value = aws_c.d["x"].id }',
    'resource "aws_e" "f" {\n  v = local.nope\n  on = var.env == "dev" ? aws_a.b.arn : null\n}',
  ];
  const summary = async (files: Readonly<Record<string, string>>): Promise<string> => {
    const read = await reading(files);
    return [
      ...read.addresses.map(
        (a) => `${a} ${[...(read.byAddress.get(a)?.body.entries ?? [])].map(([k, v]) => `${k}=${show(v)}`).join()}`,
      ),
      ...read.diagnostics.map((d) => d.replace(/\S+\.tf:\d+:\d+ /, '')),
    ].join('\n');
  };

  it('of blocks and files', async () => {
    const straight = await summary({ 'main.tf': blocks.join('\n') });
    const reversed = await summary({ 'main.tf': blocks.toReversed().join('\n') });
    const spread = await summary(Object.fromEntries(blocks.map((block, i) => [`${'zyxwvu'[i]}.tf`, block])));
    expect(reversed).toBe(straight);
    expect(spread).toBe(straight);
  });

  it('and two runs are equal', async () => {
    expect(await summary({ 'main.tf': blocks.join('\n') })).toBe(await summary({ 'main.tf': blocks.join('\n') }));
  });
});
