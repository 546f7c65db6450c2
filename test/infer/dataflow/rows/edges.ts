import type { FlowRow } from '../flows-of.js';
import { bucket, lambda, network, role } from './parts.js';

const cdn = (origin: string): string => `
resource "aws_cloudfront_distribution" "shop" {
  enabled = true
  origin {
    origin_id = "main"
    ${origin}
  }
  default_cache_behavior {
    target_origin_id       = "main"
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
}
`;
const custom =
  'custom_origin_config {\n http_port = 80\n https_port = 443\n origin_protocol_policy = "https-only"\n origin_ssl_protocols = ["TLSv1.2"]\n }';

const balancer = `${network}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_lb" "shop" {
  name            = "shop"
  subnets         = [aws_subnet.a.id]
  security_groups = [aws_security_group.shop.id]
}
resource "aws_lb_target_group" "web" {
  port     = 8080
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-west-1:111122223333:certificate/a"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
`;

export const edgeRows: readonly FlowRow[] = [
  {
    name: 'CDN in front of a bucket',
    code: bucket('site') + cdn('domain_name = aws_s3_bucket.site.bucket_regional_domain_name'),
    flows: [
      'internet reaches declared both aws_cloudfront_distribution.shop',
      'aws_cloudfront_distribution.shop fronts declared both aws_s3_bucket.site',
    ],
  },
  {
    name: 'CDN in front of a load balancer',
    code: balancer + cdn(`domain_name = aws_lb.shop.dns_name\n ${custom}`),
    flows: ['aws_cloudfront_distribution.shop fronts declared both aws_lb.shop'],
  },
  {
    name: 'CDN in front of an HTTP API',
    code: `resource "aws_apigatewayv2_api" "shop" {\n  name = "shop"\n  protocol_type = "HTTP"\n}
${cdn(`domain_name = replace(aws_apigatewayv2_api.shop.api_endpoint, "https://", "")\n ${custom}`)}`,
    flows: ['aws_cloudfront_distribution.shop fronts declared both aws_apigatewayv2_api.shop'],
  },
  {
    name: 'CDN in front of a REST API by its id',
    code: `resource "aws_api_gateway_rest_api" "shop" {\n  name = "shop"\n}
${cdn(`domain_name = "\${aws_api_gateway_rest_api.shop.id}.execute-api.eu-west-1.amazonaws.com"\n ${custom}`)}`,
    flows: ['aws_cloudfront_distribution.shop fronts declared both aws_api_gateway_rest_api.shop'],
  },
  {
    name: 'CDN in front of a function URL',
    code: `${lambda('api')}
resource "aws_lambda_function_url" "api" {
  function_name      = aws_lambda_function.api.function_name
  authorization_type = "AWS_IAM"
}
${cdn(`domain_name = "\${aws_lambda_function_url.api.url_id}.lambda-url.eu-west-1.on.aws"\n ${custom}`)}`,
    flows: ['aws_cloudfront_distribution.shop fronts declared both aws_lambda_function_url.api'],
  },
  {
    name: 'CDN in front of a host of somebody else',
    code: cdn(`domain_name = "origin.example.org"\n ${custom}`),
    flows: ['aws_cloudfront_distribution.shop fronts declared both saas/origin.example.org'],
  },
  {
    name: 'load balancer to instances',
    code: `${balancer}
resource "aws_instance" "web" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.a.id
  vpc_security_group_ids = [aws_security_group.shop.id]
}
resource "aws_lb_target_group_attachment" "web" {
  target_group_arn = aws_lb_target_group.web.arn
  target_id        = aws_instance.web.id
}`,
    flows: ['aws_lb.shop fronts declared both aws_instance.web'],
  },
  {
    name: 'load balancer to a container service',
    code: `${balancer}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "web:1", portMappings = [{ containerPort = 8080 }] }])
}
resource "aws_ecs_service" "web" {
  name            = "web"
  task_definition = aws_ecs_task_definition.web.arn
  network_configuration {
    subnets         = [aws_subnet.a.id]
    security_groups = [aws_security_group.shop.id]
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }
}`,
    flows: ['aws_lb.shop fronts declared both aws_ecs_service.web'],
  },
  {
    name: 'load balancer to a scaling group',
    code: `${balancer}
resource "aws_launch_template" "web" {
  image_id               = "ami-1"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.shop.id]
}
resource "aws_autoscaling_group" "web" {
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = [aws_subnet.a.id]
  target_group_arns   = [aws_lb_target_group.web.arn]
  launch_template {
    id = aws_launch_template.web.id
  }
}`,
    flows: ['aws_lb.shop fronts declared both aws_autoscaling_group.web'],
  },
  {
    name: 'load balancer to a function',
    code: `${network}${lambda('api')}
resource "aws_lb" "shop" {
  name    = "shop"
  subnets = [aws_subnet.a.id]
}
resource "aws_lb_target_group" "api" {
  target_type = "lambda"
}
resource "aws_lb_target_group_attachment" "api" {
  target_group_arn = aws_lb_target_group.api.arn
  target_id        = aws_lambda_function.api.arn
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 80
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api.arn
  }
}`,
    flows: ['aws_lb.shop fronts declared both aws_lambda_function.api'],
  },
  {
    name: 'function at the edge',
    code: `${bucket('site')}${lambda('viewer', 'publish = true')}
${cdn('domain_name = aws_s3_bucket.site.bucket_regional_domain_name').replace(
  'target_origin_id       = "main"',
  'target_origin_id = "main"\n    lambda_function_association {\n      event_type = "viewer-request"\n      lambda_arn = aws_lambda_function.viewer.qualified_arn\n    }',
)}`,
    flows: ['aws_cloudfront_distribution.shop invokes declared both aws_lambda_function.viewer'],
  },
  {
    name: 'App Runner service',
    code: `${role('task', 'tasks.apprunner.amazonaws.com')}
resource "aws_apprunner_service" "shop" {
  service_name = "shop"
  source_configuration {
    image_repository {
      image_identifier      = "public.ecr.aws/shop/web:1"
      image_repository_type = "ECR_PUBLIC"
    }
  }
  instance_configuration {
    instance_role_arn = aws_iam_role.task.arn
  }
}`,
    flows: ['internet reaches declared both aws_apprunner_service.shop'],
  },
];
