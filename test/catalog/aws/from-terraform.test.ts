import { beforeAll, describe, expect, it } from 'vitest';
import { toResources } from '../../../src/catalog/index.js';
import type { Resource } from '../../../src/model/resource.js';
import { readTerraform } from '../../../src/parse/terraform/index.js';
import { memoryTree } from '../../../src/source/index.js';
import { plainly, targets } from '../read-declarations.js';

const stack = `
variable "open" { type = bool }

resource "aws_vpc" "orders" { cidr_block = "10.0.0.0/16" }

resource "aws_route" "out" {
  route_table_id         = aws_vpc.orders.main_route_table_id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.orders.id
}

resource "aws_internet_gateway" "orders" { vpc_id = aws_vpc.orders.id }

resource "aws_security_group" "web" {
  vpc_id = aws_vpc.orders.id
  dynamic "ingress" {
    for_each = var.open ? [22, 443] : [443]
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group_rule" "mysql" {
  count             = var.open ? 1 : 0
  type              = "ingress"
  security_group_id = aws_security_group.web.id
  from_port         = 3306
  to_port           = 3306
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_api_gateway_rest_api" "orders" { name = "orders" }

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_rest_api.orders.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_resource" "order" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_resource.orders.id
  path_part   = "{id}"
}

resource "aws_api_gateway_method" "each" {
  for_each      = toset(["GET", "DELETE"])
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_resource.order.id
  http_method   = each.value
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "each" {
  for_each                = aws_api_gateway_method.each
  rest_api_id             = aws_api_gateway_rest_api.orders.id
  resource_id             = aws_api_gateway_resource.order.id
  http_method             = each.value.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.orders[each.key].invoke_arn
}

resource "aws_lambda_function" "orders" {
  for_each      = toset(["GET", "DELETE"])
  function_name = "orders-\${lower(each.key)}"
  role          = "arn:aws:iam::111122223333:role/orders"
}

resource "aws_ecs_task_definition" "shop" {
  family = "shop"
  container_definitions = jsonencode([{
    name        = "shop"
    image       = "shop:1"
    environment = [{ name = "QUEUE", value = aws_sqs_queue.shop.url }]
  }])
}

resource "aws_sqs_queue" "shop" { name = "shop" }

resource "aws_ecs_service" "shop" {
  name            = "shop"
  task_definition = aws_ecs_task_definition.shop.arn
}
`;

describe('resources of a Terraform stack', () => {
  let resources: ReadonlyMap<string, Resource>;
  beforeAll(async () => {
    const { declarations } = await readTerraform(memoryTree({ 'main.tf': stack }), {});
    resources = new Map(toResources(declarations).resources.map((resource) => [resource.address, resource]));
  });

  it('joins each integration with its own method', () => {
    for (const verb of ['GET', 'DELETE']) {
      const method = resources.get(`aws_api_gateway_method.each["${verb}"]`);
      expect(method?.name).toBe(`${verb} /orders/{id}`);
      expect(method?.links.filter((link) => link.kind === 'invokes').map((link) => link.target)).toMatchObject([
        { kind: 'reference', to: { address: `aws_lambda_function.orders["${verb}"]` } },
      ]);
    }
  });

  it('keeps rules that a variable decides apart from those that hold', () => {
    const group = resources.get('aws_security_group.web')?.network;
    const rules = group?.part === 'security-group' ? group.ingress : [];
    const mysql = rules.find((rule) => rule.fromPort?.kind === 'number' && rule.fromPort.value === 3306);
    expect(mysql?.cidrs[0]).toMatchObject({ kind: 'choice', arms: [{ value: '0.0.0.0/0' }, { kind: 'null' }] });
    const ssh = rules.filter((rule) => rule !== mysql);
    expect(ssh.length).toBeGreaterThan(0);
    for (const rule of ssh) expect(rule.cidrs[0]?.kind).not.toBe('string');
  });

  it("finds the route of the VPC's main table", () => {
    const tables = [...resources.values()].filter((resource) => resource.network?.part === 'route-table');
    expect(tables.map((table) => plainly(table.network))).toMatchObject([
      { vpc: '-> orders', main: {}, routes: [{ destination: '0.0.0.0/0', targetKind: 'gateway' }] },
    ]);
  });

  it('tells a service what its task definition is told', () => {
    const service = resources.get('aws_ecs_service.shop');
    expect(plainly(service?.workload?.settings)).toMatchObject([
      { kind: 'environment', name: 'QUEUE', value: '-> shop' },
    ]);
    expect(targets(service, 'instantiates')).toEqual(['-> shop']);
  });

  it('points at the attribute', () => {
    const line = stack.split('\n').findIndex((text) => text.includes('authorization = "NONE"')) + 1;
    const because = resources.get('aws_api_gateway_method.each["GET"]')?.surface?.operations[0]?.because[0];
    expect(because?.start.line).toBe(line);
  });
});
