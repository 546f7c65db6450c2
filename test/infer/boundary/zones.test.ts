import { describe, expect, it } from 'vitest';
import type { ResourceGraph } from '../../../src/graph/index.js';
import { crossings } from '../../../src/infer/boundary/crossing.js';
import { crossingsOf, type Guard } from '../../../src/infer/boundary/decision.js';
import type { BoundaryDimension, TrustBoundary } from '../../../src/model/analysis.js';
import { graphOf } from '../dataflow/flows-of.js';
import { lambda, may, queue, table, topic } from '../dataflow/rows/parts.js';

const shop = `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "shop" }
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "public" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}
# Named private, but its route table says otherwise.
resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_subnet" "inner" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.3.0/24"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table" "inner" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "private" {
  subnet_id      = aws_subnet.private.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "inner" {
  subnet_id      = aws_subnet.inner.id
  route_table_id = aws_route_table.inner.id
}
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_security_group.web.id]
  }
}
resource "aws_instance" "web" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.web.id]
  user_data              = "DB=\${aws_db_instance.shop.address}"
}
resource "aws_instance" "worker" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_db_subnet_group" "shop" {
  name       = "shop"
  subnet_ids = [aws_subnet.inner.id]
}
resource "aws_db_instance" "shop" {
  engine                 = "postgres"
  instance_class         = "db.t4g.micro"
  db_subnet_group_name   = aws_db_subnet_group.shop.name
  vpc_security_group_ids = [aws_security_group.db.id]
}
resource "aws_s3_bucket" "files" {
  bucket = "shop-files-1"
}
`;

const zoneOf = (graph: ResourceGraph, address: string, dimension: BoundaryDimension): string | undefined =>
  graph.boundaries.find(
    (b) => b.dimension === dimension && b.members.some((id) => graph.resource(id)?.address === address),
  )?.id;

describe('the network dimension', async () => {
  const graph = await graphOf({ 'main.tf': shop });

  it.each([
    ['internet', 'tb:network:internet'],
    ['aws_instance.web', 'tb:network:cloud/vpc/aws_vpc.main/public'],
    ['aws_instance.worker', 'tb:network:cloud/vpc/aws_vpc.main/public/sg/aws_security_group.db'],
    ['aws_db_instance.shop', 'tb:network:cloud/vpc/aws_vpc.main/isolated/sg/aws_security_group.db'],
    ['aws_s3_bucket.files', 'tb:network:cloud/services'],
  ])('%s is in %s', (address, zone) => expect(zoneOf(graph, address, 'network')).toBe(zone));

  it('nests zones, names them by tag, and keeps none that is empty', () => {
    const byId = new Map(graph.boundaries.map((b) => [b.id, b]));
    expect(byId.get('tb:network:cloud/vpc/aws_vpc.main')?.label).toBe('VPC shop');
    expect(byId.get('tb:network:cloud/vpc/aws_vpc.main/isolated')?.parent).toBe('tb:network:cloud/vpc/aws_vpc.main');
    for (const boundary of graph.boundaries) {
      if (boundary.parent !== undefined) expect(byId.has(boundary.parent), boundary.id).toBe(true);
      const inside = graph.boundaries.some((b) => b.parent === boundary.id);
      expect(boundary.members.length > 0 || inside, boundary.id).toBe(true);
    }
  });

  it('the way to the database crosses the tiers and the enclave, and the security group decides', () => {
    const flow = graph.flows.find((f) => f.from.endsWith('aws_instance.web') && f.to.endsWith('aws_db_instance.shop'));
    const network = flow?.crossings.filter(({ boundary }) => boundary.startsWith('tb:network:'));
    expect(network?.map(({ boundary, decision, state }) => `${boundary} ${decision} ${state}`)).toEqual([
      'tb:network:cloud/vpc/aws_vpc.main/public security group aws_security_group.db controlled',
      'tb:network:cloud/vpc/aws_vpc.main/isolated/sg/aws_security_group.db security group aws_security_group.db controlled',
      'tb:network:cloud/vpc/aws_vpc.main/isolated security group aws_security_group.db controlled',
    ]);
    expect(flow?.crosses).toEqual(flow?.crossings.map(({ boundary }) => boundary));
  });

  it('whether a host that the internet reaches asks who calls is not in the code', () => {
    const flow = graph.flows.find((f) => f.from === 'ext|internet' && f.to.endsWith('aws_instance.web'));
    expect(new Set(flow?.crossings.map(({ state }) => state))).toEqual(new Set(['unverified']));
  });

  it('ids do not depend on the order of declaration', async () => {
    const blocks = shop.split('\nresource ').filter((block) => block.trim() !== '');
    const turned = blocks
      .map((block) => `resource ${block.replace(/^resource /, '')}`)
      .toReversed()
      .join('\n');
    const other = await graphOf({ 'main.tf': turned });
    expect(other.boundaries.map((b) => b.id)).toEqual(graph.boundaries.map((b) => b.id));
  });
});

describe('services that a policy ties to a VPC', () => {
  const bound = (operator: string, key: string, value: string): string => `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.eu-west-1.s3"
}
resource "aws_s3_bucket" "files" {
  bucket = "shop-files-1"
}
resource "aws_s3_bucket_policy" "files" {
  bucket = aws_s3_bucket.files.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "*"
      Condition = { ${operator} = { "${key}" = ${value} } }
    }]
  })
}`;

  it.each([
    [
      'endpoint',
      'StringNotEquals',
      'aws:SourceVpce',
      'aws_vpc_endpoint.s3.id',
      'tb:network:cloud/vpc/aws_vpc.main/vpc-bound',
    ],
    ['VPC', 'StringNotEquals', 'aws:sourceVpc', 'aws_vpc.main.id', 'tb:network:cloud/vpc/aws_vpc.main/vpc-bound'],
    ['the other way round', 'StringEquals', 'aws:SourceVpce', 'aws_vpc_endpoint.s3.id', 'tb:network:cloud/services'],
    ['another key', 'StringNotEquals', 'aws:PrincipalOrgID', '"o-1"', 'tb:network:cloud/services'],
  ])('%s', async (_, operator, key, value, zone) => {
    const graph = await graphOf({ 'main.tf': bound(operator, key, value) });
    expect(zoneOf(graph, 'aws_s3_bucket.files', 'network')).toBe(zone);
  });
});

describe('the identity dimension', async () => {
  const code = `${lambda('api')}${lambda('boss')}${table}
${may('api', ['dynamodb:GetItem'], 'aws_dynamodb_table.orders.arn')}
${may('boss', ['*'], '"*"')}
resource "aws_lambda_function_url" "open" {
  function_name      = aws_lambda_function.api.function_name
  authorization_type = "NONE"
}
resource "aws_lambda_function_url" "signed" {
  function_name      = aws_lambda_function.boss.function_name
  authorization_type = "AWS_IAM"
}`;
  const graph = await graphOf({ 'main.tf': code });

  it.each([
    ['internet', 'tb:identity:anonymous'],
    ['aws_lambda_function_url.open', 'tb:identity:anonymous'],
    ['aws_lambda_function_url.signed', 'tb:identity:anonymous/user'],
    ['aws_lambda_function.api', 'tb:identity:anonymous/role/aws_iam_role.api'],
    ['aws_iam_role.api', 'tb:identity:anonymous/role/aws_iam_role.api'],
    ['aws_lambda_function.boss', 'tb:identity:anonymous/admin/role/aws_iam_role.boss'],
  ])('%s is in %s', (address, zone) => expect(zoneOf(graph, address, 'identity')).toBe(zone));
});

describe('other dimensions', () => {
  it('third parties stand outside', async () => {
    const graph = await graphOf({
      'main.tf': `${topic('placed')}
resource "aws_sns_topic_subscription" "hook" {
  topic_arn = aws_sns_topic.placed.arn
  protocol  = "https"
  endpoint  = "https://hooks.example.com/a"
}`,
    });
    expect(zoneOf(graph, 'saas/hooks.example.com', 'network')).toBe('tb:network:third-party');
    const [flow] = graph.flows;
    expect(flow?.crosses).toEqual(
      expect.arrayContaining([
        'tb:network:cloud/services',
        'tb:network:cloud',
        'tb:network:third-party',
        'tb:network:world',
      ]),
    );
    expect(flow?.encrypted).toBe('yes');
  });

  it('stores lie at the level of their data, and a copy to a lower level crosses', async () => {
    const graph = await graphOf({
      'main.tf': `${queue('customers')}
resource "aws_sqs_queue" "orders" {
  name           = "orders-1"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.customers.arn, maxReceiveCount = 3 })
}`,
    });
    expect(zoneOf(graph, 'aws_sqs_queue.customers', 'data')).toBe('tb:data:level-3');
    expect(graph.flows[0]?.crosses).toEqual(['tb:data:level-2', 'tb:data:level-3']);
  });
});

describe('crossings', () => {
  const zone = (id: string, parent: string | undefined, ...members: string[]): TrustBoundary => ({
    id,
    dimension: 'network',
    label: id,
    members,
    because: [],
    ...(parent !== undefined && { parent }),
  });
  const zones = crossings([zone('a', undefined, 'x'), zone('b', 'a', 'y'), zone('c', 'b', 'z'), zone('d', 'a', 'w')]);

  it.each([
    ['x', 'x', []],
    ['x', 'y', ['b']],
    ['y', 'x', ['b']],
    ['x', 'z', ['c', 'b']],
    ['z', 'w', ['c', 'b', 'd']],
    ['x', 'nowhere', []],
  ])('%s to %s: %j', (from, to, expected) => {
    expect([...zones.between(from, to)].sort()).toEqual([...expected].sort());
  });

  const guard = (text: string, truth: Guard['truth'], ...dimensions: BoundaryDimension[]): Guard => ({
    text,
    truth,
    dimensions,
    because: [],
  });
  it.each([
    [
      'one verified guard controls',
      [guard('group', 'no', 'network'), guard('IAM', 'yes', 'network')],
      'IAM',
      'controlled',
    ],
    ['an unknown guard leaves it open', [guard('IAM', 'unknown', 'network')], 'IAM', 'unverified'],
    ['no guard', [], 'nothing', 'uncontrolled'],
    ['a guard that does not hold', [guard('group', 'no', 'network')], 'nothing', 'uncontrolled'],
    ['a guard of another dimension', [guard('key', 'yes', 'data')], 'nothing', 'uncontrolled'],
  ])('%s', (_, guards, decision, state) => {
    expect(crossingsOf(['tb:network:cloud'], guards, [])).toMatchObject([{ decision, state }]);
  });
});
