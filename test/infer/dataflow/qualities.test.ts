import { describe, expect, it } from 'vitest';
import type { DataFlow } from '../../../src/model/analysis.js';
import { graphOf } from './flows-of.js';
import { lambda, network, queue, table, topic } from './rows/parts.js';

const flow = async (code: string, from: string, to: string): Promise<DataFlow> => {
  const graph = await graphOf({ 'main.tf': code });
  const found = graph.flows.find((f) => f.from.endsWith(from) && f.to.endsWith(to));
  if (!found) throw new Error(graph.flows.map((f) => `${f.from} ${f.to}`).join('\n'));
  return found;
};

const balancer = (listener: string): string => `${network}
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
resource "aws_route_table_association" "main" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.main.id
}
resource "aws_security_group" "open" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 80
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "shop" {
  name            = "shop"
  subnets         = [aws_subnet.a.id]
  security_groups = [aws_security_group.open.id]
}
resource "aws_lb_target_group" "web" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_listener" "shop" {
  load_balancer_arn = aws_lb.shop.arn
  ${listener}
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
`;
const waf = `
resource "aws_wafv2_web_acl" "shop" {
  name  = "shop"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "shop"
    sampled_requests_enabled   = true
  }
}
resource "aws_wafv2_web_acl_association" "shop" {
  resource_arn = aws_lb.shop.arn
  web_acl_arn  = aws_wafv2_web_acl.shop.arn
}
`;
const https = 'port = 443\n protocol = "HTTPS"\n certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/a"';

const api = (authorization: string, settings: string): string => `
resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.shop.id
  name        = "live"
  auto_deploy = true
  ${settings}
}
resource "aws_apigatewayv2_route" "orders" {
  api_id             = aws_apigatewayv2_api.shop.id
  route_key          = "POST /orders"
  authorization_type = "${authorization}"
}
`;

describe('whether a flow is encrypted, authenticated, throttled and inspected', () => {
  it.each([
    [
      'a cleartext listener',
      balancer('port = 80\n protocol = "HTTP"'),
      'internet',
      'aws_lb.shop',
      { encrypted: 'no', inspected: 'no' },
    ],
    ['a TLS listener', balancer(https), 'internet', 'aws_lb.shop', { encrypted: 'yes', inspected: 'no' }],
    ['a web ACL', balancer(https) + waf, 'internet', 'aws_lb.shop', { inspected: 'yes' }],
    [
      'an open route without a limit',
      api('NONE', ''),
      'internet',
      'aws_apigatewayv2_route.orders',
      { authenticated: 'no', throttled: 'no', encrypted: 'yes' },
    ],
    [
      'a signed route with a limit',
      api('AWS_IAM', 'default_route_settings {\n throttling_rate_limit = 10\n throttling_burst_limit = 5\n }'),
      'internet',
      'aws_apigatewayv2_route.orders',
      { authenticated: 'yes', throttled: 'yes' },
    ],
    [
      'a call of an AWS API',
      `${queue('orders')}${topic('placed')}
resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.placed.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn
}`,
      'aws_sns_topic.placed',
      'aws_sqs_queue.orders',
      { encrypted: 'yes', authenticated: 'yes' },
    ],
    [
      'a web hook over http',
      `${topic('placed')}
resource "aws_sns_topic_subscription" "hook" {
  topic_arn = aws_sns_topic.placed.arn
  protocol  = "http"
  endpoint  = "http://hooks.example.com/a"
}`,
      'aws_sns_topic.placed',
      'hooks.example.com',
      { encrypted: 'no', authenticated: 'unknown' },
    ],
    [
      'a function with reserved concurrency',
      `${topic('placed')}${lambda('work', 'reserved_concurrent_executions = 5')}
resource "aws_sns_topic_subscription" "work" {
  topic_arn = aws_sns_topic.placed.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.work.arn
}`,
      'aws_sns_topic.placed',
      'aws_lambda_function.work',
      { throttled: 'yes' },
    ],
    [
      'a cache without password and TLS',
      `${network}
resource "aws_elasticache_subnet_group" "shop" {
  name       = "shop"
  subnet_ids = [aws_subnet.a.id]
}
resource "aws_elasticache_cluster" "shop" {
  cluster_id         = "shop-cache"
  engine             = "redis"
  node_type          = "cache.t4g.micro"
  num_cache_nodes    = 1
  subnet_group_name  = aws_elasticache_subnet_group.shop.name
  security_group_ids = [aws_security_group.shop.id]
}
${lambda('api', 'vpc_config {\n subnet_ids = [aws_subnet.a.id]\n security_group_ids = [aws_security_group.shop.id]\n }\n environment {\n variables = { CACHE = aws_elasticache_cluster.shop.cache_nodes[0].address }\n }')}`,
      'aws_lambda_function.api',
      'aws_elasticache_cluster.shop',
      { encrypted: 'no', authenticated: 'no' },
    ],
  ] as const)('%s', async (_, code, from, to, expected) => {
    expect(await flow(code, from, to)).toMatchObject(expected);
  });

  it('an unknown setting stays unknown', async () => {
    const code = `variable "auth" {\n type = string\n}\n${api('NONE', '').replace('"NONE"', 'var.auth')}`;
    expect((await flow(code, 'internet', 'aws_apigatewayv2_route.orders')).authenticated).toBe('unknown');
  });

  it('a table that may not exist gives a conditional flow with its reason', async () => {
    const code = `variable "count_of" {\n type = number\n}\n${table.replace('name         = "orders"', 'count = var.count_of\n name = "orders"')}
${lambda('api', 'environment {\n variables = { TABLE = aws_dynamodb_table.orders[0].name }\n }')}`;
    const graph = await graphOf({ 'main.tf': code });
    expect(graph.flows.map((f) => [f.certainty, f.unknowns[0]?.subject])).toEqual([['conditional', 'var.count_of']]);
  });
});
