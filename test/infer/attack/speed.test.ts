import { describe, expect, it } from 'vitest';
import type { Connections } from '../../../src/infer/attack/connections.js';
import { graphOf } from '../dataflow/flows-of.js';
import { type Edge, type Node, pathsIn, smallGraph } from './small-graph.js';

const count = 5000;

describe('a flat subnet of five thousand hosts', () => {
  const names = Array.from({ length: count }, (_, index) => `host-${index}`);
  const nodes: Record<string, Node> = Object.fromEntries(names.map((name) => [name, { kind: 'process/host' }]));
  const ids = names.map((name) => `|${name}`).sort();
  const edges: Edge[] = [['internet', 'reaches', 'host-17', { attrs: { ports: ['tcp/22'] } }]];

  it('is walked once, by classes', () => {
    let asked = 0;
    const network: Connections = {
      reach: () => {
        asked += 1;
        return { truth: 'yes', because: [], unknowns: [] };
      },
      neighbours: () => ids,
      classOf: () => ({ id: 'class 0' }),
    };
    const before = performance.now();
    pathsIn(smallGraph(nodes, edges), network);
    expect(performance.now() - before).toBeLessThan(3000);
    expect(asked).toBe(1);
  });

  it('and through the whole pipeline', async () => {
    const before = performance.now();
    const graph = await graphOf({
      'main.tf': `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "flat" {
  subnet_id      = aws_subnet.flat.id
  route_table_id = aws_route_table.main.id
}
resource "aws_subnet" "flat" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/17"
  map_public_ip_on_launch = true
}
resource "aws_db_subnet_group" "flat" {
  name       = "flat"
  subnet_ids = [aws_subnet.flat.id]
}
resource "aws_db_instance" "orders" {
  engine                 = "postgres"
  instance_class         = "db.t4g.micro"
  db_subnet_group_name   = aws_db_subnet_group.flat.name
  vpc_security_group_ids = [aws_security_group.inner.id]
}
resource "aws_security_group" "inner" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 5432
    to_port     = 5432
    cidr_blocks = ["10.0.0.0/16"]
  }
}
resource "aws_security_group" "all" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_instance" "web" {
  count                  = ${count}
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.flat.id
  vpc_security_group_ids = [aws_security_group.all.id]
}`,
    });
    expect(graph.byType('aws.ec2.instance')).toHaveLength(count);
    expect(graph.paths.map((path) => path.to)).toEqual(['|aws_db_instance.orders']);
    expect(performance.now() - before).toBeLessThan(15_000);
  }, 30_000);
});
