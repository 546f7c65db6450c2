import { describe, expect, it } from 'vitest';
import { functionNames } from '../../../../src/parse/terraform/evaluate/functions/index.js';
import { reading } from '../show.js';

/** What an argument may be when its value is not known. */
const ARGUMENTS = [
  'var.unset',
  'aws_s3_bucket.orders.arn',
  '"${aws_s3_bucket.orders.arn}/*"',
  'concat(["a"], var.unset)',
  'merge({ a = "b" }, var.unset)',
  '[var.unset, "a"]',
  '{ a = var.unset }',
  '(var.unset ? "a" : ["b"])',
  'null',
  '"text"',
];

describe('no function fails on arguments that are not known', () => {
  it.each(functionNames)('%s', async (name) => {
    const calls = ARGUMENTS.flatMap((first) => [
      `${name}(${first})`,
      ...ARGUMENTS.flatMap((second) => [`${name}(${first}, ${second})`, `${name}(${first}, ${second}, var.unset)`]),
    ]);
    const read = await reading(`
variable "unset" {}
resource "aws_s3_bucket" "orders" {}
resource "terraform_data" "x" { input = [${calls.join(',\n')}] }`);
    const value = read.value('terraform_data.x', 'input');
    expect(value?.kind === 'list' && value.items.length).toBe(calls.length);
  });
});
