import type { FlowRow } from '../flows-of.js';
import { bucket, lambda, may, network, queue, role, table } from './parts.js';

const rest = `
resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}
resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}
resource "aws_api_gateway_method" "post" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "POST"
  authorization = "NONE"
}
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = "d1"
  stage_name    = "live"
}
`;

const integration = (body: string): string => `
resource "aws_api_gateway_integration" "post" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.post.http_method
  integration_http_method = "POST"
  ${body}
}
`;

const http = `
resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.shop.id
  name        = "$default"
  auto_deploy = true
}
`;

const route = (body: string): string => `
resource "aws_apigatewayv2_integration" "orders" {
  api_id = aws_apigatewayv2_api.shop.id
  ${body}
}
resource "aws_apigatewayv2_route" "orders" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "POST /orders"
  target    = "integrations/\${aws_apigatewayv2_integration.orders.id}"
}
`;

export const apiRows: readonly FlowRow[] = [
  {
    name: 'REST API to a function to a table',
    code:
      rest +
      integration('type = "AWS_PROXY"\n  uri = aws_lambda_function.api.invoke_arn') +
      lambda('api', 'environment {\n variables = { TABLE = aws_dynamodb_table.orders.name }\n }') +
      table +
      may('api', ['dynamodb:PutItem'], 'aws_dynamodb_table.orders.arn'),
    flows: [
      'internet reaches declared both aws_api_gateway_method.post',
      'aws_api_gateway_method.post invokes declared both aws_lambda_function.api',
      'aws_lambda_function.api writes configured forward aws_dynamodb_table.orders',
    ],
    without: ['aws_lambda_function.api reads', 'aws_lambda_function.api uses'],
  },
  {
    name: 'REST API straight into a queue',
    code:
      rest +
      queue('orders') +
      role('gateway', 'apigateway.amazonaws.com') +
      may('gateway', ['sqs:SendMessage'], 'aws_sqs_queue.orders.arn') +
      integration(
        `type = "AWS"
  uri         = "arn:aws:apigateway:eu-west-1:sqs:path/\${data.aws_caller_identity.me.account_id}/\${aws_sqs_queue.orders.name}"
  credentials = aws_iam_role.gateway.arn`,
      ) +
      'data "aws_caller_identity" "me" {}',
    flows: ['aws_api_gateway_method.post publishes declared forward aws_sqs_queue.orders'],
  },
  {
    name: 'REST API straight into a queue that only its role names',
    code:
      rest +
      queue('orders') +
      role('gateway', 'apigateway.amazonaws.com') +
      may('gateway', ['sqs:SendMessage'], 'aws_sqs_queue.orders.arn') +
      integration(
        'type = "AWS"\n  uri = "arn:aws:apigateway:eu-west-1:sqs:action/SendMessage"\n  credentials = aws_iam_role.gateway.arn',
      ),
    flows: ['aws_api_gateway_method.post writes permitted forward aws_sqs_queue.orders'],
  },
  {
    name: 'REST API straight into a table',
    code:
      rest +
      table +
      role('gateway', 'apigateway.amazonaws.com') +
      may('gateway', ['dynamodb:PutItem'], 'aws_dynamodb_table.orders.arn') +
      integration(
        'type = "AWS"\n  uri = "arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem"\n  credentials = aws_iam_role.gateway.arn',
      ),
    flows: ['aws_api_gateway_method.post writes permitted forward aws_dynamodb_table.orders'],
  },
  {
    name: 'REST API straight into a workflow',
    code:
      rest +
      role('flow', 'states.amazonaws.com') +
      `resource "aws_sfn_state_machine" "fulfil" {
  name       = "fulfil"
  role_arn   = aws_iam_role.flow.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}` +
      role('gateway', 'apigateway.amazonaws.com') +
      may('gateway', ['states:StartExecution'], 'aws_sfn_state_machine.fulfil.arn') +
      integration(
        'type = "AWS"\n  uri = "arn:aws:apigateway:eu-west-1:states:action/StartExecution"\n  credentials = aws_iam_role.gateway.arn',
      ),
    flows: ['aws_api_gateway_method.post invokes permitted both aws_sfn_state_machine.fulfil'],
  },
  {
    name: 'REST API straight to a bucket',
    code:
      rest +
      bucket('invoices') +
      role('gateway', 'apigateway.amazonaws.com') +
      integration(
        'type = "AWS"\n  uri = "arn:aws:apigateway:eu-west-1:s3:path/${aws_s3_bucket.invoices.bucket}/{key}"\n  credentials = aws_iam_role.gateway.arn',
      ),
    flows: ['aws_api_gateway_method.post writes declared forward aws_s3_bucket.invoices'],
  },
  {
    name: 'REST API passes on to a host of somebody else',
    code: rest + integration('type = "HTTP_PROXY"\n  uri = "https://orders.example.com/v1/orders"'),
    flows: ['aws_api_gateway_method.post fronts declared both saas/orders.example.com'],
  },
  {
    name: 'REST API through a VPC link to a network load balancer',
    code: `${rest}${network}
resource "aws_lb" "inner" {
  name               = "inner"
  internal           = true
  load_balancer_type = "network"
  subnets            = [aws_subnet.a.id]
}
resource "aws_api_gateway_vpc_link" "inner" {
  name        = "inner"
  target_arns = [aws_lb.inner.arn]
}
${integration('type = "HTTP_PROXY"\n  connection_type = "VPC_LINK"\n  connection_id = aws_api_gateway_vpc_link.inner.id\n  uri = "http://orders.internal/"')}`,
    flows: ['aws_api_gateway_method.post fronts declared both aws_lb.inner'],
  },
  {
    name: 'REST API described by an OpenAPI document',
    code: `${lambda('api')}
resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "shop", version = "1" }
    paths = {
      "/orders" = {
        get = {
          x-amazon-apigateway-integration = {
            type       = "aws_proxy"
            httpMethod = "POST"
            uri        = aws_lambda_function.api.invoke_arn
          }
        }
      }
    }
  })
}
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = "d1"
  stage_name    = "live"
}`,
    flows: [
      'internet reaches declared both aws_api_gateway_rest_api.shop',
      'aws_api_gateway_rest_api.shop invokes declared both aws_lambda_function.api',
    ],
  },
  {
    name: 'SAM API described inline',
    code: `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: ./src
      Events:
        Post:
          Type: Api
          Properties: { Path: /orders, Method: post }
      Environment: { Variables: { TABLE: !Ref Table } }
      Policies:
        - DynamoDBCrudPolicy: { TableName: !Ref Table }
  Table:
    Type: AWS::Serverless::SimpleTable
`,
    flows: ['Orders reads configured backward Table', 'Orders writes configured forward Table'],
  },
  {
    name: 'HTTP API to a function',
    code:
      http +
      lambda('api') +
      route('integration_type = "AWS_PROXY"\n  integration_uri = aws_lambda_function.api.invoke_arn'),
    flows: [
      'internet reaches declared both aws_apigatewayv2_route.orders',
      'aws_apigatewayv2_route.orders invokes declared both aws_lambda_function.api',
    ],
  },
  {
    name: 'HTTP API to a load balancer through a VPC link',
    code: `${http}${network}
resource "aws_lb" "inner" {
  name     = "inner"
  internal = true
  subnets  = [aws_subnet.a.id]
}
resource "aws_lb_target_group" "orders" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.inner.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.orders.arn
  }
}
resource "aws_apigatewayv2_vpc_link" "inner" {
  name               = "inner"
  subnet_ids         = [aws_subnet.a.id]
  security_group_ids = []
}
${route('integration_type = "HTTP_PROXY"\n  integration_method = "ANY"\n  connection_type = "VPC_LINK"\n  connection_id = aws_apigatewayv2_vpc_link.inner.id\n  integration_uri = aws_lb_listener.http.arn')}`,
    flows: ['aws_apigatewayv2_route.orders fronts declared both aws_lb.inner'],
  },
  {
    name: 'HTTP API sends to a queue',
    code: `${http}${queue('orders')}${role('gateway', 'apigateway.amazonaws.com')}
${route('integration_type = "AWS_PROXY"\n  integration_subtype = "SQS-SendMessage"\n  credentials_arn = aws_iam_role.gateway.arn\n  request_parameters = { QueueUrl = aws_sqs_queue.orders.url, MessageBody = "$request.body" }')}`,
    flows: ['aws_apigatewayv2_route.orders publishes declared forward aws_sqs_queue.orders'],
  },
  {
    name: 'HTTP API puts events on a bus',
    code: `${http}
resource "aws_cloudwatch_event_bus" "shop" {
  name = "shop"
}
${role('gateway', 'apigateway.amazonaws.com')}
${route('integration_type = "AWS_PROXY"\n  integration_subtype = "EventBridge-PutEvents"\n  credentials_arn = aws_iam_role.gateway.arn\n  request_parameters = { EventBusName = aws_cloudwatch_event_bus.shop.name, Source = "shop", DetailType = "order", Detail = "$request.body" }')}`,
    flows: ['aws_apigatewayv2_route.orders publishes declared forward aws_cloudwatch_event_bus.shop'],
  },
  {
    name: 'HTTP API starts a workflow',
    code: `${http}${role('flow', 'states.amazonaws.com')}
resource "aws_sfn_state_machine" "fulfil" {
  name       = "fulfil"
  role_arn   = aws_iam_role.flow.arn
  definition = jsonencode({ StartAt = "Done", States = { Done = { Type = "Succeed" } } })
}
${role('gateway', 'apigateway.amazonaws.com')}
${route('integration_type = "AWS_PROXY"\n  integration_subtype = "StepFunctions-StartExecution"\n  credentials_arn = aws_iam_role.gateway.arn\n  request_parameters = { StateMachineArn = aws_sfn_state_machine.fulfil.arn, Input = "$request.body" }')}`,
    flows: ['aws_apigatewayv2_route.orders invokes declared both aws_sfn_state_machine.fulfil'],
  },
  {
    name: 'function URL',
    code: `${lambda('api')}
resource "aws_lambda_function_url" "api" {
  function_name      = aws_lambda_function.api.function_name
  authorization_type = "NONE"
}`,
    flows: [
      'internet reaches declared both aws_lambda_function_url.api',
      'aws_lambda_function_url.api invokes declared both aws_lambda_function.api',
    ],
  },
  {
    name: 'GraphQL API over a table and a function',
    code: `${table}${lambda('price')}${role('graph', 'appsync.amazonaws.com')}
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "API_KEY"
}
resource "aws_appsync_datasource" "orders" {
  api_id           = aws_appsync_graphql_api.shop.id
  name             = "orders"
  type             = "AMAZON_DYNAMODB"
  service_role_arn = aws_iam_role.graph.arn
  dynamodb_config {
    table_name = aws_dynamodb_table.orders.name
  }
}
resource "aws_appsync_datasource" "price" {
  api_id           = aws_appsync_graphql_api.shop.id
  name             = "price"
  type             = "AWS_LAMBDA"
  service_role_arn = aws_iam_role.graph.arn
  lambda_config {
    function_arn = aws_lambda_function.price.arn
  }
}`,
    flows: [
      'internet reaches declared both aws_appsync_graphql_api.shop',
      'aws_appsync_graphql_api.shop reads declared backward aws_dynamodb_table.orders',
      'aws_appsync_graphql_api.shop writes declared forward aws_dynamodb_table.orders',
      'aws_appsync_graphql_api.shop invokes declared both aws_lambda_function.price',
    ],
  },
  {
    name: 'GraphQL API over somebody else’s host',
    code: `
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "API_KEY"
}
resource "aws_appsync_datasource" "rates" {
  api_id = aws_appsync_graphql_api.shop.id
  name   = "rates"
  type   = "HTTP"
  http_config {
    endpoint = "https://rates.example.com"
  }
}`,
    flows: ['aws_appsync_graphql_api.shop fronts declared both saas/rates.example.com'],
  },
  {
    name: 'user pool calls its trigger functions',
    code: `${lambda('signup')}
resource "aws_cognito_user_pool" "customers" {
  name = "customers"
  lambda_config {
    pre_sign_up = aws_lambda_function.signup.arn
  }
}`,
    flows: ['aws_cognito_user_pool.customers invokes declared both aws_lambda_function.signup'],
  },
  {
    name: 'function authorizer of an API',
    code: `${rest.replace('"NONE"', '"CUSTOM"\n  authorizer_id = aws_api_gateway_authorizer.guard.id')}${lambda('guard')}${lambda('api')}
resource "aws_api_gateway_authorizer" "guard" {
  name           = "guard"
  rest_api_id    = aws_api_gateway_rest_api.shop.id
  authorizer_uri = aws_lambda_function.guard.invoke_arn
}
${integration('type = "AWS_PROXY"\n  uri = aws_lambda_function.api.invoke_arn')}`,
    flows: ['aws_api_gateway_method.post invokes declared both aws_lambda_function.guard'],
  },
];
