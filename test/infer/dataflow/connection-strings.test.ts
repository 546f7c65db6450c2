import { describe, expect, it } from 'vitest';
import { filesOf, graphOf } from './flows-of.js';
import { lambda } from './rows/parts.js';

const database = `
variable "password" { type = string }
resource "aws_db_instance" "shop" {
  identifier     = "shop-db"
  engine         = "postgres"
  instance_class = "db.t4g.micro"
  username       = "shop"
}`;

describe('a connection string is the credential in hand when a password stands in it', () => {
  it.each<[string, boolean]>([
    ['postgres://shop:s3cr3t@${aws_db_instance.shop.address}/shop', true],
    ['postgres://shop:${var.password}@${aws_db_instance.shop.address}/shop', true],
    ['postgres://shop@${aws_db_instance.shop.address}:5432/shop', false],
    ['postgres://${aws_db_instance.shop.address}:5432/shop?owner=a@b', false],
    ['${aws_db_instance.shop.address}', false],
  ])('%s', async (url, credential) => {
    const code = `${database}\n${lambda('api', `environment {\n variables = { DATABASE_URL = "${url}" }\n }`)}`;
    const graph = await graphOf(filesOf(code));
    const uses = graph.resources.flatMap(({ id }) => graph.outgoing(id, 'uses'));
    expect(uses.map(({ attrs }) => attrs?.credential === true)).toContain(credential);
    expect(uses.some(({ attrs }) => attrs?.credential === true)).toBe(credential);
  });
});
