import { describe, expect, it } from 'vitest';
import { sceneOf } from './scene.js';

const shop = `
resource "aws_vpc" "shop" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "front" {
  vpc_id     = aws_vpc.shop.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "back" {
  vpc_id     = aws_vpc.shop.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_route_table" "back" { vpc_id = aws_vpc.shop.id }
resource "aws_route_table_association" "back" {
  subnet_id      = aws_subnet.back.id
  route_table_id = aws_route_table.back.id
}
variable "region" { type = string }
variable "dns" { type = bool }
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.shop.id
  service_name    = "com.amazonaws.\${var.region}.s3"
  route_table_ids = [aws_route_table.back.id]
}
resource "aws_vpc_endpoint" "secrets" {
  vpc_id              = aws_vpc.shop.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-west-1.secretsmanager"
  subnet_ids          = [aws_subnet.back.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "queues" {
  vpc_id              = aws_vpc.shop.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.eu-west-1.sqs"
  subnet_ids          = [aws_subnet.back.id]
  private_dns_enabled = var.dns
}`;

/** Subnet, service, and what the endpoint is; `sure` when requests surely take it. */
const rows: readonly (readonly [string, string, string | undefined, boolean | undefined])[] = [
  ['aws_subnet.back', 's3', 'aws_vpc_endpoint.s3', true],
  // A gateway endpoint serves the route tables that it names.
  ['aws_subnet.front', 's3', undefined, undefined],
  // Private DNS holds for the whole VPC.
  ['aws_subnet.front', 'secretsmanager', 'aws_vpc_endpoint.secrets', true],
  ['aws_subnet.back', 'sqs', 'aws_vpc_endpoint.queues', false],
  ['aws_subnet.back', 'dynamodb', undefined, undefined],
];

describe('endpointFor', () => {
  it.each(rows)('%s to %s', async (subnet, service, address, sure) => {
    const scene = await sceneOf(shop);
    const found = scene.model.endpointFor(scene.id(subnet), service);
    expect(found?.id).toBe(address && scene.id(address));
    if (found) expect(found.doubts.length === 0).toBe(sure);
  });
});
