import type { FlowRow } from '../flows-of.js';
import { bucket, lambda, network, role, table } from './parts.js';

export const moveRows: readonly FlowRow[] = [
  {
    name: 'bucket replicates to a bucket',
    code: `${bucket('invoices')}${bucket('copy')}${role('copy', 's3.amazonaws.com')}
resource "aws_s3_bucket_replication_configuration" "invoices" {
  bucket = aws_s3_bucket.invoices.id
  role   = aws_iam_role.copy.arn
  rule {
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.copy.arn
    }
  }
}`,
    flows: ['aws_s3_bucket.invoices copies-to declared forward aws_s3_bucket.copy'],
  },
  {
    name: 'bucket logs to a bucket',
    code: `${bucket('invoices')}${bucket('logs')}
resource "aws_s3_bucket_logging" "invoices" {
  bucket        = aws_s3_bucket.invoices.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "s3/"
}`,
    flows: ['aws_s3_bucket.invoices logs-to declared forward aws_s3_bucket.logs'],
  },
  {
    name: 'table streams into Kinesis',
    code: `${table}
resource "aws_kinesis_stream" "orders" {
  name = "orders"
}
resource "aws_dynamodb_kinesis_streaming_destination" "orders" {
  table_name = aws_dynamodb_table.orders.name
  stream_arn = aws_kinesis_stream.orders.arn
}`,
    flows: ['aws_dynamodb_table.orders copies-to declared forward aws_kinesis_stream.orders'],
  },
  {
    name: 'log group feeds a function',
    code: `${lambda('watch')}
resource "aws_cloudwatch_log_group" "api" {
  name = "/shop/api"
}
resource "aws_cloudwatch_log_subscription_filter" "api" {
  name            = "errors"
  log_group_name  = aws_cloudwatch_log_group.api.name
  filter_pattern  = "ERROR"
  destination_arn = aws_lambda_function.watch.arn
}`,
    flows: ['aws_cloudwatch_log_group.api triggers declared forward aws_lambda_function.watch'],
  },
  {
    name: 'container logs to a log group',
    code: `${network}
resource "aws_cloudwatch_log_group" "web" {
  name = "/shop/web"
}
resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([{
    name  = "web"
    image = "web:1"
    logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = aws_cloudwatch_log_group.web.name } }
  }])
}
resource "aws_ecs_service" "web" {
  name            = "web"
  task_definition = aws_ecs_task_definition.web.arn
  network_configuration {
    subnets = [aws_subnet.a.id]
  }
}`,
    flows: ['aws_ecs_service.web logs-to declared forward aws_cloudwatch_log_group.web'],
  },
  {
    name: 'function logs to the group of its name',
    code: `${lambda('api')}
resource "aws_cloudwatch_log_group" "api" {
  name = "/aws/lambda/orders-api"
}`,
    flows: ['aws_lambda_function.api logs-to declared forward aws_cloudwatch_log_group.api'],
  },
  {
    name: 'replica of a database',
    code: `
resource "aws_db_instance" "main" {
  identifier     = "shop-main"
  engine         = "postgres"
  instance_class = "db.t4g.micro"
}
resource "aws_db_instance" "replica" {
  identifier          = "shop-replica"
  instance_class      = "db.t4g.micro"
  replicate_source_db = aws_db_instance.main.identifier
}`,
    flows: ['aws_db_instance.main copies-to declared forward aws_db_instance.replica'],
  },
  {
    name: 'backup plan of a table',
    code: `${table}${role('backup', 'backup.amazonaws.com')}
resource "aws_backup_vault" "shop" {
  name = "shop"
}
resource "aws_backup_plan" "shop" {
  name = "shop"
  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.shop.name
  }
}
resource "aws_backup_selection" "shop" {
  name         = "shop"
  plan_id      = aws_backup_plan.shop.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = [aws_dynamodb_table.orders.arn]
}`,
    flows: ['aws_dynamodb_table.orders copies-to declared forward aws_backup_vault.shop'],
  },
  {
    name: 'code of a function comes from a bucket',
    code: `${bucket('builds')}${role('api', 'lambda.amazonaws.com')}
resource "aws_lambda_function" "api" {
  function_name = "orders-api"
  role          = aws_iam_role.api.arn
  s3_bucket     = aws_s3_bucket.builds.id
  s3_key        = "api.zip"
}`,
    flows: ['aws_lambda_function.api deploys-from declared backward aws_s3_bucket.builds'],
  },
  {
    name: 'image of a container comes from a repository',
    code: `${network}
resource "aws_ecr_repository" "web" {
  name = "shop/web"
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "\${aws_ecr_repository.web.repository_url}:1.2" }])
}
resource "aws_ecs_service" "web" {
  name            = "web"
  task_definition = aws_ecs_task_definition.web.arn
  network_configuration {
    subnets = [aws_subnet.a.id]
  }
}`,
    flows: ['aws_ecs_service.web deploys-from declared backward aws_ecr_repository.web'],
  },
  {
    name: 'function mounts a file system',
    code: `${network}
resource "aws_efs_file_system" "shared" {
  creation_token = "shared"
}
resource "aws_efs_mount_target" "shared" {
  file_system_id  = aws_efs_file_system.shared.id
  subnet_id       = aws_subnet.a.id
  security_groups = [aws_security_group.shop.id]
}
resource "aws_efs_access_point" "shared" {
  file_system_id = aws_efs_file_system.shared.id
}
${lambda('api', 'vpc_config {\n subnet_ids = [aws_subnet.a.id]\n security_group_ids = [aws_security_group.shop.id]\n }\n file_system_config {\n arn = aws_efs_access_point.shared.arn\n local_mount_path = "/mnt/shared"\n }')}`,
    flows: ['aws_lambda_function.api mounts declared both aws_efs_file_system.shared'],
  },
  {
    name: 'rotation function of a secret',
    code: `${lambda('rotate')}
resource "aws_secretsmanager_secret" "key" {
  name = "shop-key"
}
resource "aws_secretsmanager_secret_rotation" "key" {
  secret_id           = aws_secretsmanager_secret.key.id
  rotation_lambda_arn = aws_lambda_function.rotate.arn
  rotation_rules {
    automatically_after_days = 30
  }
}`,
    flows: ['aws_secretsmanager_secret.key triggers declared forward aws_lambda_function.rotate'],
  },
  {
    name: 'pipeline builds and deploys',
    code: `${bucket('artifacts')}${role('pipeline', 'codepipeline.amazonaws.com')}${role('build', 'codebuild.amazonaws.com')}
resource "aws_codebuild_project" "web" {
  name         = "web"
  service_role = aws_iam_role.build.arn
  artifacts {
    type = "CODEPIPELINE"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
  source {
    type = "CODEPIPELINE"
  }
}
resource "aws_codepipeline" "web" {
  name     = "web"
  role_arn = aws_iam_role.pipeline.arn
  artifact_store {
    location = aws_s3_bucket.artifacts.bucket
    type     = "S3"
  }
  stage {
    name = "Build"
    action {
      name          = "Build"
      category      = "Build"
      owner         = "AWS"
      provider      = "CodeBuild"
      version       = "1"
      configuration = { ProjectName = aws_codebuild_project.web.name }
    }
  }
}`,
    flows: [
      'aws_codepipeline.web writes declared forward aws_s3_bucket.artifacts',
      'aws_codepipeline.web invokes declared both aws_codebuild_project.web',
    ],
  },
  {
    name: 'Glue job reads a script that is named by a literal URL',
    code: `${bucket('scripts')}${role('job', 'glue.amazonaws.com')}
resource "aws_glue_job" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.job.arn
  command {
    script_location = "s3://shop-scripts-documents/orders.py"
  }
}`,
    flows: ['aws_glue_job.orders deploys-from declared backward aws_s3_bucket.scripts'],
  },
  {
    name: 'crawler reads a bucket and a table',
    code: `${bucket('lake')}${table}${role('crawl', 'glue.amazonaws.com')}
resource "aws_glue_crawler" "lake" {
  name          = "lake"
  role          = aws_iam_role.crawl.arn
  database_name = "lake"
  s3_target {
    path = "s3://\${aws_s3_bucket.lake.bucket}/raw"
  }
  dynamodb_target {
    path = aws_dynamodb_table.orders.name
  }
}`,
    flows: [
      'aws_glue_crawler.lake reads declared backward aws_s3_bucket.lake',
      'aws_glue_crawler.lake reads declared backward aws_dynamodb_table.orders',
    ],
  },
  {
    name: 'replication task moves a database into a bucket',
    code: `${bucket('lake')}
resource "aws_db_instance" "shop" {
  identifier     = "shop"
  engine         = "postgres"
  instance_class = "db.t4g.micro"
}
resource "aws_dms_endpoint" "from" {
  endpoint_id   = "from"
  endpoint_type = "source"
  engine_name   = "postgres"
  server_name   = aws_db_instance.shop.address
}
resource "aws_dms_s3_endpoint" "to" {
  endpoint_id             = "to"
  endpoint_type           = "target"
  bucket_name             = aws_s3_bucket.lake.bucket
  service_access_role_arn = "arn:aws:iam::111122223333:role/dms"
}
resource "aws_dms_replication_task" "shop" {
  replication_task_id      = "shop"
  migration_type           = "cdc"
  replication_instance_arn = "arn:aws:dms:eu-west-1:111122223333:rep:a"
  source_endpoint_arn      = aws_dms_endpoint.from.endpoint_arn
  target_endpoint_arn      = aws_dms_s3_endpoint.to.endpoint_arn
  table_mappings           = "{}"
}`,
    flows: [
      'aws_dms_replication_task.shop reads declared backward aws_db_instance.shop',
      'aws_dms_replication_task.shop writes declared forward aws_s3_bucket.lake',
    ],
  },
  {
    name: 'trail writes to a bucket',
    code: `${bucket('trail')}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}`,
    flows: ['aws_cloudtrail.main logs-to declared forward aws_s3_bucket.trail'],
  },
  {
    name: 'build is given secrets and parameters by name',
    code: `${role('build', 'codebuild.amazonaws.com')}
resource "aws_secretsmanager_secret" "key" {
  name = "shop/key"
}
resource "aws_ssm_parameter" "conf" {
  name  = "/shop/conf"
  type  = "SecureString"
  value = "x"
}
resource "aws_codebuild_project" "web" {
  name         = "web"
  service_role = aws_iam_role.build.arn
  artifacts {
    type = "NO_ARTIFACTS"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "KEY"
      value = aws_secretsmanager_secret.key.name
      type  = "SECRETS_MANAGER"
    }
    environment_variable {
      name  = "CONF"
      value = "/shop/conf"
      type  = "PARAMETER_STORE"
    }
  }
  source {
    type     = "GITHUB"
    location = "https://github.com/shop/web.git"
  }
}`,
    flows: [
      'aws_codebuild_project.web uses configured backward aws_secretsmanager_secret.key',
      'aws_codebuild_project.web uses configured backward aws_ssm_parameter.conf',
    ],
  },
  {
    name: 'Glue job reads its script from a bucket',
    code: `${bucket('scripts')}${role('job', 'glue.amazonaws.com')}
resource "aws_glue_job" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.job.arn
  command {
    script_location = "s3://\${aws_s3_bucket.scripts.bucket}/orders.py"
  }
}`,
    flows: ['aws_glue_job.orders deploys-from declared backward aws_s3_bucket.scripts'],
  },
];
