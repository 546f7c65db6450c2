import { describe, expect, it } from 'vitest';
import { scanText } from './scan-system.js';

const bucket = (name: string): string => `
provider "aws" {
  region = "eu-west-1"
}

resource "aws_s3_bucket" "letters" {
  bucket = "${name}"
}

resource "aws_s3_bucket_public_access_block" "letters" {
  bucket = aws_s3_bucket.letters.id
}
`;

describe('several roots in one scan', async () => {
  const model = await scanText({
    'clinic/main.tf': bucket('clinic-letters'),
    'shop/main.tf': bucket('shop-letters'),
    'shop/queue.tf': 'resource "aws_sqs_queue" "jobs" {}\n',
  });

  it('an address that stands in two roots is told with its folder', () => {
    const addresses = model.resources.map((resource) => resource.address);
    expect(addresses).toContain('clinic:aws_s3_bucket.letters');
    expect(addresses).toContain('shop:aws_s3_bucket.letters');
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('an address that is clear stays as Terraform prints it', () => {
    expect(model.resources.map((resource) => resource.address)).toContain('aws_sqs_queue.jobs');
  });

  it('threats of the two are different threats', () => {
    const ids = model.threats.map((threat) => threat.id);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
