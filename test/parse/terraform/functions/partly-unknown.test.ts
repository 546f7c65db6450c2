import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/model/value.js';
import { fromJson, listValue, mapValue, stringValue, unknownValue } from '../../../../src/model/values.js';
import { typeOf } from '../../../../src/parse/terraform/evaluate/types/index.js';
import { evaluate } from './evaluate-call.js';

/** What stays known when parts are not. `~x~` is a hole for x. */
const bucketArn: Value = {
  kind: 'reference',
  to: { scope: '', address: 'aws_s3_bucket.orders', path: ['arn'] },
};
const bucketId: Value = { kind: 'reference', to: { scope: '', address: 'aws_s3_bucket.orders', path: ['id'] } };
const region = unknownValue('variable', 'var.region');
const list = (...items: Value[]): Value => listValue(items);
const stage: Value = {
  kind: 'choice',
  arms: [stringValue('dev'), stringValue('prod')],
  reasons: [{ code: 'variable', subject: 'var.live' }],
};

const variables = {
  arn: bucketArn,
  id: bucketId,
  region,
  stage,
  some: list(stringValue('a'), region),
  objects: { kind: 'template', parts: [bucketArn, '/*'] } as Value,
  named: { kind: 'template', parts: ['arn:aws:s3:::', bucketId, '-Logs'] } as Value,
  pair: { kind: 'template', parts: [bucketId, ',', bucketId] } as Value,
  tags: mapValue(
    new Map([
      ['team', region as Value],
      ['app', stringValue('orders')],
    ]),
  ),
  set: listValue([stringValue('a'), region], undefined, 'set'),
};

function show(value: Value | string): string {
  if (typeof value === 'string') return `error: ${value}`;
  switch (value.kind) {
    case 'unknown':
      return `${value.rest ? '...' : ''}unknown(${value.reasons.map((reason) => reason.subject).join(' ')})`;
    case 'reference':
      return `~${value.to.address}.${value.to.path.join('.')}~`;
    case 'template':
      return value.parts.map((part) => (typeof part === 'string' ? part : show(part))).join('');
    case 'choice':
      return value.arms.map(show).join(' | ');
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'map':
      return `{${[...value.entries].map(([key, item]) => `${key}=${show(item)}`).join(', ')}${value.open ? ', ...' : ''}}`;
    case 'null':
      return 'null';
    default:
      return String(value.value);
  }
}

const ARN = '~aws_s3_bucket.orders.arn~';
const ID = '~aws_s3_bucket.orders.id~';

const rows: readonly [string, string][] = [
  ['length(some)', '2'],
  ['length(set)', 'unknown(var.region)'],
  ['length(region)', 'unknown(var.region)'],
  ['keys(tags)', '[app, team]'],
  ['values(tags)', '[orders, unknown(var.region)]'],
  ['lookup(tags, "app")', 'orders'],
  ['lookup(tags, "team", "none")', 'unknown(var.region)'],
  ['lookup(tags, region, "none")', 'unknown(var.region)'],
  ['merge(tags, { app = "clinic" })', '{team=unknown(var.region), app=clinic}'],
  ['merge(tags, region)', '{team=unknown(var.region), app=orders | unknown(var.region), ...}'],
  ['merge(region, tags)', '{team=unknown(var.region), app=orders, ...}'],
  ['merge(region, null)', 'unknown(var.region)'],
  ['concat(some, ["b"])', '[a, unknown(var.region), b]'],
  ['element(some, 0)', 'a'],
  ['element(some, 1)', 'unknown(var.region)'],
  ['slice(some, 0, 1)', '[a]'],
  ['reverse(some)', '[unknown(var.region), a]'],
  ['contains(some, "a")', 'true'],
  ['contains(some, "b")', 'unknown(var.region)'],
  ['contains([named], "x")', 'false'],
  ['contains([arn], arn)', 'true'],
  ['flatten([["a"], [arn]])', `[a, ${ARN}]`],
  ['flatten([["a"], region])', '[a, ...unknown(var.region)]'],
  ['flatten([region])', 'unknown(var.region)'],
  ['coalesce(null, "a", region)', 'a'],
  ['coalesce("", region)', 'unknown(var.region)'],
  ['alltrue([false, region])', 'false'],
  ['anytrue([true, region])', 'true'],
  ['anytrue([false, region])', 'unknown(var.region)'],
  ['join("/", [arn, "*"])', `${ARN}/*`],
  ['join("-", ["orders", stage])', 'orders-dev | orders-prod'],
  ['format("%s/%s", arn, "*")', `${ARN}/*`],
  ['format("%s-%03d", stage, 7)', 'dev-007 | prod-007'],
  ['formatlist("%s/*", [arn, "b"])', `[${ARN}/*, b/*]`],
  ['upper(named)', `ARN:AWS:S3:::${ID}-LOGS`],
  ['lower(stage)', 'dev | prod'],
  ['startswith(named, "arn:aws:")', 'true'],
  ['startswith(named, "arn:cn")', 'false'],
  ['startswith(objects, "arn")', 'unknown(aws_s3_bucket.orders.arn)'],
  ['endswith(objects, "/*")', 'true'],
  ['endswith(objects, "/x")', 'false'],
  ['replace(named, "x", "y")', 'unknown(aws_s3_bucket.orders.id)'],
  ['split(",", pair)', `[${ID}, ${ID}]`],
  ['split("/", objects)', 'unknown(aws_s3_bucket.orders.arn)'],
  ['substr(named, 0, 3)', 'arn'],
  ['jsonencode({ Resource = [arn, objects] })', `{"Resource":["${ARN}","${ARN}/*"]}`],
  ['jsondecode(jsonencode({ Resource = [arn] }))', `{Resource=[${ARN}]}`],
  ['yamlencode({ a = arn })', `"a": "${ARN}"\n`],
  ['base64encode(arn)', 'unknown(aws_s3_bucket.orders.arn)'],
  ['cidrsubnet(region, 8, 1)', 'unknown(var.region)'],
  ['tolist([arn, "b"])', `[${ARN}, b]`],
  ['toset([arn, arn])', `[${ARN}]`],
  ['tomap({ a = region })', '{a=unknown(var.region)}'],
  ['zipmap(["a", "b"], [arn, region])', `{a=${ARN}, b=unknown(var.region)}`],
  ['distinct(["a", "a", "b"])', '[a, b]'],
  ['sum([1, region])', 'unknown(var.region)'],
  ['timestamp()', 'unknown(timestamp())'],
  ['uuid()', 'unknown(uuid())'],
  ['provider::aws::arn_parse("x")', 'unknown(provider::aws::arn_parse(...))'],
];

describe('partly known arguments', () => {
  it.each(rows)('%s', (expression, expected) => {
    expect(show(evaluate(expression, variables))).toBe(expected);
  });
});

it('keeps the structure of encoded data beside its text', () => {
  const value = evaluate('jsonencode({ Statement = [{ Resource = arn }] })', variables) as Value;
  expect(value.kind).toBe('template');
  expect(show((value as { json: Value }).json)).toBe(`{Statement=[{Resource=${ARN}}]}`);
});

it('knows the type of what it does not know', () => {
  expect(typeOf(evaluate('upper(region)', variables) as Value)).toEqual({ kind: 'string' });
  expect(typeOf(evaluate('length(region)', variables) as Value)).toEqual({ kind: 'number' });
});

it('marks results of sensitive arguments', () => {
  const secret = { ...stringValue('s3cret'), sensitive: true };
  for (const expression of [
    'upper(secret)',
    'jsonencode({ a = secret })',
    'join(",", [secret])',
    'format("%s", secret)',
  ]) {
    expect((evaluate(expression, { secret }) as Value).sensitive, expression).toBe(true);
  }
  expect((evaluate('nonsensitive(secret)', { secret }) as Value).sensitive).toBeUndefined();
  expect(evaluate('issensitive(secret)', { secret })).toEqual({ kind: 'bool', value: true });
});

it('gives up on choices with too many combinations', () => {
  const many = {
    kind: 'choice',
    arms: [1, 2, 3, 4].map((n) => fromJson(`s${n}`)),
    reasons: stage.kind === 'choice' ? stage.reasons : [],
  } as Value;
  expect(show(evaluate('cidrsubnet(many, many, many)', { many }))).toBe('unknown(var.live)');
});
