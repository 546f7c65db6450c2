import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../../src/infer/asset/tokens.js';
import { graphOf } from '../dataflow/flows-of.js';

const bucket = (name: string, more = ''): string => `
resource "aws_s3_bucket" "it" {
  bucket = "${name}"
  ${more}
}
`;

const levels = async (code: string): Promise<Record<string, string>> => {
  const graph = await graphOf({ 'main.tf': code });
  return Object.fromEntries(
    graph.assets.map((asset) => [graph.resource(asset.store)?.address ?? '', `${asset.sensitivity} ${asset.origin}`]),
  );
};

describe('the level of one store', () => {
  it.each([
    ['an object store of no telling name', bucket('acme-x1'), '2 kind'],
    ['customers in the name', bucket('acme-customers-prod'), '3 name'],
    ['camel case', bucket('acmePatientScans'), '3 name'],
    ['state of Terraform', bucket('acme-tfstate'), '4 name'],
    ['a site', bucket('www.acme.example'), '1 name'],
    ['a site with a telling name is not public', bucket('www-customers'), '3 name'],
    ['a word inside another word does not count', bucket('acme-discard-username'), '2 kind'],
    ['classification tag', bucket('acme-x1', 'tags = { DataClassification = "Restricted" }'), '3 tag'],
    ['another spelling of the tag', bucket('acme-x1', 'tags = { "data-classification" = "Top Secret" }'), '4 tag'],
    ['a tag beats the name', bucket('acme-customers', 'tags = { sensitivity = "public" }'), '0 tag'],
    ['marker tag', bucket('acme-x1', 'tags = { PII = "true" }'), '3 tag'],
    ['marker tag that says no', bucket('acme-x1', 'tags = { PII = "false" }'), '2 kind'],
    ['a tag that means nothing', bucket('acme-x1', 'tags = { DataClassification = "blue" }'), '2 kind'],
    [
      'default tags of the provider',
      `provider "aws" {\n default_tags {\n tags = { Classification = "confidential" }\n }\n}\n${bucket('acme-customers')}`,
      '2 tag',
    ],
  ])('%s', async (_, code, expected) => {
    expect(Object.values(await levels(code))).toEqual([expected]);
  });

  it.each([
    ['aws_dynamodb_table', 'name = "x"\n hash_key = "id"\n attribute {\n name = "id"\n type = "S"\n }', '3 kind'],
    ['aws_sqs_queue', 'name = "x"', '2 kind'],
    ['aws_secretsmanager_secret', 'name = "x"', '4 kind'],
    ['aws_kms_key', 'description = "x"', '4 kind'],
    ['aws_db_instance', 'engine = "postgres"\n instance_class = "db.t4g.micro"', '3 kind'],
    ['aws_db_instance', 'engine = "postgres"\n instance_class = "db.t4g.micro"\n db_name = "patients"', '3 name'],
    ['aws_cloudwatch_log_group', 'name = "/x"', '2 kind'],
    ['aws_ecr_repository', 'name = "x"', '2 kind'],
  ])('%s with %s', async (type, body, expected) => {
    expect(Object.values(await levels(`resource "${type}" "it" {\n ${body}\n}\n`))).toEqual([expected]);
  });
});

describe('copies', () => {
  const copy = (from: string, to: string): string => `
resource "aws_s3_bucket_replication_configuration" "${from}" {
  bucket = aws_s3_bucket.${from}.id
  role   = "arn:aws:iam::111122223333:role/copy"
  rule {
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.${to}.arn
    }
  }
}
`;
  const named = (name: string, text: string): string =>
    `resource "aws_s3_bucket" "${name}" {\n bucket = "${text}"\n}\n`;

  it('are as sensitive as their source, over several steps', async () => {
    const code =
      named('a', 'acme-customers') + named('b', 'acme-b1') + named('c', 'acme-c1') + copy('a', 'b') + copy('b', 'c');
    expect(await levels(code)).toEqual({
      'aws_s3_bucket.a': '3 name',
      'aws_s3_bucket.b': '3 copy',
      'aws_s3_bucket.c': '3 copy',
    });
  });

  it('do not lower what receives them', async () => {
    const code = named('a', 'acme-a1') + named('b', 'acme-tfstate') + copy('a', 'b');
    expect(await levels(code)).toEqual({ 'aws_s3_bucket.a': '2 kind', 'aws_s3_bucket.b': '4 name' });
  });

  it('in a circle come to an end', async () => {
    const code = named('a', 'acme-customers') + named('b', 'acme-b1') + copy('a', 'b') + copy('b', 'a');
    expect(await levels(code)).toEqual({ 'aws_s3_bucket.a': '3 name', 'aws_s3_bucket.b': '3 copy' });
  });
});

describe('what a CDN publishes', () => {
  const cdn = `
resource "aws_cloudfront_distribution" "shop" {
  enabled = true
  origin {
    origin_id   = "it"
    domain_name = aws_s3_bucket.it.bucket_regional_domain_name
  }
  default_cache_behavior {
    target_origin_id       = "it"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
  }
  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    cloudfront_default_certificate = true
  }
}`;

  it('is internal at most, when nothing else says what it is', async () => {
    expect(await levels(bucket('acme-x1') + cdn)).toEqual({ 'aws_s3_bucket.it': '1 kind' });
  });

  it('stays restricted when its name says so', async () => {
    expect(await levels(bucket('acme-patients') + cdn)).toEqual({ 'aws_s3_bucket.it': '3 name' });
  });
});

describe('words of a name', () => {
  it.each([
    ['acme-customerOrders_prod', ['acme', 'customer', 'order', 'prod']],
    ['access', ['access']],
    ['PII', ['pii']],
    ['', []],
  ])('%s', (name, words) => expect(wordsOf(name)).toEqual(words));
});

it('a level that is inferred is an assumption, one that is tagged is not', async () => {
  const inferred = await graphOf({ 'main.tf': bucket('acme-customers') });
  const tagged = await graphOf({ 'main.tf': bucket('acme-x1', 'tags = { sensitivity = "high" }') });
  expect(inferred.fact('|aws_s3_bucket.it', 'asset.sensitivity')).toMatchObject({ value: 3, assumed: true });
  expect(tagged.fact('|aws_s3_bucket.it', 'asset.sensitivity')).toMatchObject({ value: 3, assumed: false });
});
