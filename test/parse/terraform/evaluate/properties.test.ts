import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reading, show } from '../show.js';

const BLOCKS = [
  'variable "env" {\n  default = "dev"\n}',
  'locals {\n  name  = "shop-${var.env}"\n  zones = ["a", "b"]\n}',
  'resource "aws_bucket" "b" {\n  for_each = toset(local.zones)\n  bucket   = "${local.name}-${each.key}"\n}',
  'resource "aws_role" "r" {\n  policy = jsonencode({ Resource = [for b in aws_bucket.b : b.arn] })\n  on     = var.env == "dev" ? aws_bucket.b["a"].bucket : null\n}',
  'resource "aws_sg" "s" {\n  dynamic "ingress" {\n    for_each = [80, 443]\n    content {\n      port = ingress.value\n    }\n  }\n}',
];

const COMMENT = fc.constantFrom('', '\n', '# note\n', '// note\n', '/* a\nb */\n', '\n\n\n');

async function facts(files: Readonly<Record<string, string>>): Promise<string> {
  const read = await reading(files);
  const lines = read.addresses.map((address) => {
    const body = read.byAddress.get(address)?.body.entries ?? new Map();
    return `${address} ${[...body].map(([name, value]) => `${name}=${show(value)}`).join(' ')}`;
  });
  return [...lines, ...read.diagnostics].join('\n');
}

describe('what does not matter', () => {
  it('the order of blocks, the files they stand in, comments and blank lines', async () => {
    const expected = await facts({ 'main.tf': BLOCKS.join('\n') });
    expect(expected).toContain('bucket="shop-dev-a"');
    const shuffled = fc.shuffledSubarray(BLOCKS, { minLength: BLOCKS.length });
    const layout = fc.tuple(
      shuffled,
      fc.array(fc.constantFrom('a.tf', 'b.tf', 'z.tf'), { minLength: BLOCKS.length, maxLength: BLOCKS.length }),
      COMMENT,
    );
    await fc.assert(
      fc.asyncProperty(layout, async ([blocks, names, comment]) => {
        const files: Record<string, string> = {};
        for (const [index, block] of blocks.entries()) {
          const name = names[index] ?? 'a.tf';
          files[name] = `${files[name] ?? ''}${comment}${block.replace('\n', `\n${comment}`)}\n`;
        }
        expect(await facts(files)).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });
});
