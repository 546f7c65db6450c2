import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/model/value.js';
import { evaluateExpressions } from '../../../../src/parse/terraform/index.js';
import { memoryTree } from '../../../../src/source/index.js';
import { reading } from '../show.js';

/** Lists and maps of which only some members are known: `...` is the rest. */
function show(value: Value | undefined): string {
  switch (value?.kind) {
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'map':
      return `{${[...value.entries].map(([key, item]) => `${key}: ${show(item)}`).join(', ')}${value.open ? ', ...' : ''}}`;
    case 'unknown':
      return `${value.rest ? '...' : '?'}${value.reasons.map((reason) => reason.subject).join(' ')}`;
    case 'reference':
      return `&${value.to.address}`;
    case 'choice':
      return `(${value.arms.map(show).join(' | ')})`;
    case 'string':
    case 'number':
    case 'bool':
      return String(value.value);
    default:
      return value?.kind ?? 'absent';
  }
}

const SETUP = `
variable "more" { type = list(string) }
variable "tags" { type = map(string) }
locals {
  zones  = concat(["a", "b"], var.more)
  before = concat(var.more, ["z"])
  marked = merge(var.tags, { Name = "clinic" })
}
`;

const rows: readonly (readonly [string, string])[] = [
  ['local.zones', '[a, b, ...var.more]'],
  ['local.before', '[...var.more, z]'],
  ['local.zones[1]', 'b'],
  ['local.zones[2]', '?var.more'],
  ['local.before[0]', '?var.more'],
  ['length(local.zones)', '?var.more'],
  ['length(local.marked)', '?var.tags'],
  ['contains(local.zones, "a")', 'true'],
  ['contains(local.zones, "c")', '?var.more'],
  ['local.zones == ["a", "b"]', '?var.more'],
  ['[for z in local.zones : upper(z)]', '[A, B, ...var.more]'],
  ['[for z in local.before : upper(z)]', '[...var.more, Z]'],
  ['[for z in local.zones : z if z != "a"]', '[b, ...var.more]'],
  ['{ for z in local.zones : z => 1 }', '{a: 1, b: 1, ...}'],
  ['toset(local.zones)', '[a, b, ...var.more]'],
  ['distinct(concat(["a", "a"], var.more))', '[a, ...var.more]'],
  ['compact(concat(["a", ""], var.more))', '[a, ...var.more]'],
  ['concat(local.zones, ["c"])', '[a, b, ...var.more, c]'],
  ['concat(local.zones, ["c"])[2]', '?var.more'],
  ['flatten([["a"], local.zones])', '[a, a, b, ...var.more]'],
  ['setunion(["a"], var.more)', '[a, ...var.more]'],
  ['sort(local.zones)', '?var.more'],
  ['element(local.zones, 5)', '?var.more'],
  ['slice(local.zones, 0, 1)', '?var.more'],
  ['join(",", local.zones)', '?var.more'],
  ['one(local.zones)', '?var.more'],
  ['max(concat([1], [for m in var.more : 2])...)', '?var.more'],
  ['concat(var.more, var.more)', '?var.more'],
  ['local.marked', '{Name: clinic, ...}'],
  ['local.marked.Name', 'clinic'],
  ['local.marked["team"]', '?var.tags["team"]'],
  ['lookup(local.marked, "team", "none")', '?var.tags'],
  ['lookup(local.marked, "Name", "none")', 'clinic'],
  ['merge({ Name = "till" }, var.tags)', '{Name: (till | ?var.tags), ...}'],
  ['merge(local.marked, { team = "x" })', '{Name: clinic, team: x, ...}'],
  ['keys(local.marked)', '[...var.tags, Name]'],
  ['tomap(local.marked)', '{Name: clinic, ...}'],
  ['try(local.marked.team, "none")', '?var.tags.team'],
  ['anytrue(concat([true], [for m in var.more : true]))', 'true'],
  ['alltrue(concat([true], [for m in var.more : true]))', '?var.more'],
];

describe('lists and maps of which some members are known', () => {
  it.each(rows)('%s', async (expression, expected) => {
    const read = await reading(`${SETUP}resource "terraform_data" "x" { input = ${expression} }`);
    expect(show(read.value('terraform_data.x', 'input'))).toBe(expected);
    expect(read.diagnostics).toEqual([]);
  });

  it('the console calls them unknown, as Terraform does', async () => {
    const answers = await evaluateExpressions(
      memoryTree({ 'main.tf': SETUP }),
      '',
      ['local.zones', 'local.marked', 'local.zones[0]'],
      {},
    );
    expect(answers[0]).toMatch(/^unknown: var\.more has no value/);
    expect(answers[1]).toMatch(/^unknown: var\.tags has no value/);
    expect(answers[2]).toBe('"a"');
  });

  it('for_each makes the known instances, which surely exist, and one for all others', async () => {
    const read = await reading(`${SETUP}
resource "aws_s3_bucket" "b" {
  for_each = toset(local.zones)
  bucket   = each.key
}
resource "aws_s3_bucket_versioning" "v" { bucket = aws_s3_bucket.b["a"].id }`);
    expect(read.addresses.filter((address) => address.includes('.b['))).toEqual([
      'aws_s3_bucket.b["a"]',
      'aws_s3_bucket.b["b"]',
      'aws_s3_bucket.b[*]',
    ]);
    expect([...read.byAddress.values()].map((d) => d.exists.truth)).toEqual(['yes', 'yes', 'unknown', 'yes']);
    expect(show(read.value('aws_s3_bucket_versioning.v', 'bucket'))).toBe('&aws_s3_bucket.b["a"]');
  });

  it('dynamic blocks: the known ones, and that there may be more', async () => {
    const read = await reading(`${SETUP}
resource "aws_security_group" "till" {
  dynamic "ingress" {
    for_each = local.zones
    content { description = ingress.value }
  }
}`);
    expect(show(read.value('aws_security_group.till', 'ingress'))).toBe(
      '[{description: a}, {description: b}, ...var.more]',
    );
  });

  it('jsonencode keeps the structure', async () => {
    const read = await reading(
      `${SETUP}resource "terraform_data" "x" { input = jsonencode({ Action = local.zones }) }`,
    );
    const value = read.value('terraform_data.x', 'input');
    expect(value?.kind === 'template' && show(value.json)).toBe('{Action: [a, b, ...var.more]}');
  });
});
