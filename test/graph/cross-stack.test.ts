import { describe, expect, it } from 'vitest';
import { graphOf, line } from '../infer/dataflow/flows-of.js';
import { bucket, lambda, may, queue, topic } from '../infer/dataflow/rows/parts.js';

const backend = (name: string): string => `terraform {
  backend "s3" {
    bucket = "shop-state"
    key    = "${name}"
    region = "eu-west-1"
  }
}
`;
const env = (text: string): string => `environment {\n variables = { ${text} }\n }`;

interface Row {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Lines of flows, ids with their scope. */
  readonly flows: readonly string[];
  readonly without?: readonly string[];
}

const rows: readonly Row[] = [
  {
    name: 'the environment of one root names the bucket of another literally',
    files: {
      'storage/main.tf': backend('storage') + bucket('invoices'),
      'api/main.tf': backend('api') + lambda('api', env('BUCKET = "shop-invoices-documents"')),
    },
    flows: ['aws_lambda_function.api uses configured both aws_s3_bucket.invoices'],
  },
  {
    name: 'the policy of one root names the bucket of another',
    files: {
      'storage/main.tf': backend('storage') + bucket('invoices'),
      'api/main.tf':
        backend('api') + lambda('api') + may('api', ['s3:GetObject'], '"arn:aws:s3:::shop-invoices-documents/*"'),
    },
    flows: ['aws_lambda_function.api reads permitted backward aws_s3_bucket.invoices'],
  },
  {
    name: 'a queue of another root, by its ARN with a hole for the account, only may be that one',
    files: {
      'storage/main.tf': backend('storage') + queue('orders'),
      'api/main.tf': `${backend('api')}${topic('placed')}
data "aws_caller_identity" "me" {}
resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.placed.arn
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-west-1:\${data.aws_caller_identity.me.account_id}:shop-orders"
}`,
    },
    flows: ['aws_sns_topic.placed publishes declared? forward aws_sqs_queue.orders'],
  },
  {
    name: 'in its own root the same ARN is certain',
    files: {
      'main.tf': `${queue('orders')}${topic('placed')}
data "aws_caller_identity" "me" {}
resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.placed.arn
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-west-1:\${data.aws_caller_identity.me.account_id}:shop-orders"
}`,
    },
    flows: ['aws_sns_topic.placed publishes declared forward aws_sqs_queue.orders'],
  },
];

describe('stacks that name each other', () => {
  it.each(rows)('$name', async ({ files, flows, without }) => {
    const lines = (await graphOf(files)).flows.map(line);
    expect(lines).toEqual(expect.arrayContaining([...flows]));
    for (const start of without ?? []) expect(lines.filter((text) => text.startsWith(start))).toEqual([]);
  });

  it('two roots with the same names keep to themselves', async () => {
    const copy = queue('orders') + lambda('api', env('QUEUE_NAME = "shop-orders"'));
    const graph = await graphOf({ 'dev/main.tf': backend('dev') + copy, 'prod/main.tf': backend('prod') + copy });
    const flows = graph.flows.filter((flow) => flow.kind === 'uses');
    expect(flows.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'dev|aws_lambda_function.api dev|aws_sqs_queue.orders',
      'prod|aws_lambda_function.api prod|aws_sqs_queue.orders',
    ]);
    expect(flows.map(({ certainty }) => certainty)).toEqual(['certain', 'certain']);
  });

  it('a policy that names a bucket of the same name in two roots is folded into its own', async () => {
    const copy = `
resource "aws_s3_bucket" "logs" {
  bucket = "shop-logs"
}
resource "aws_s3_bucket_versioning" "logs" {
  bucket = "shop-logs"
  versioning_configuration {
    status = "Enabled"
  }
}`;
    const graph = await graphOf({ 'dev/main.tf': backend('dev') + copy, 'prod/main.tf': backend('prod') + copy });
    const buckets = graph.byType('aws.s3.bucket');
    expect(buckets.map((resource) => [resource.id, resource.declarations.length])).toEqual([
      ['dev|aws_s3_bucket.logs', 2],
      ['prod|aws_s3_bucket.logs', 2],
    ]);
  });

  it('CloudFormation exports join two stacks', async () => {
    const graph = await graphOf({
      'store.yaml': `Resources:
  Orders: { Type: AWS::SQS::Queue }
Outputs:
  QueueArn: { Value: !GetAtt Orders.Arn, Export: { Name: shop-orders-arn } }
`,
      'work.yaml': `Resources:
  Placed:
    Type: AWS::SNS::Topic
    Properties:
      Subscription: [{ Protocol: sqs, Endpoint: !ImportValue shop-orders-arn }]
`,
    });
    expect(graph.flows.map(line)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Placed publishes declared\?? forward Orders$/)]),
    );
  });

  it('remote state joins two roots', async () => {
    const graph = await graphOf({
      'storage/main.tf': `${backend('storage')}${queue('orders')}
output "queue_url" {
  value = aws_sqs_queue.orders.url
}`,
      'api/main.tf': `${backend('api')}
data "terraform_remote_state" "storage" {
  backend = "s3"
  config = {
    bucket = "shop-state"
    key    = "storage"
    region = "eu-west-1"
  }
}
${lambda('api', env('QUEUE = data.terraform_remote_state.storage.outputs.queue_url'))}`,
    });
    expect(graph.flows.map(line)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^aws_lambda_function\.api uses configured\?? both aws_sqs_queue\.orders$/),
      ]),
    );
  });

  it('an SSM parameter written by one root and read by another', async () => {
    const graph = await graphOf({
      'storage/main.tf': `${backend('storage')}${queue('orders')}
resource "aws_ssm_parameter" "queue" {
  name  = "/shop/queue"
  type  = "String"
  value = aws_sqs_queue.orders.url
}`,
      'api/main.tf': `${backend('api')}
data "aws_ssm_parameter" "queue" {
  name = "/shop/queue"
}
${lambda('api', env('QUEUE = data.aws_ssm_parameter.queue.value'))}`,
    });
    expect(graph.flows.map(line)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^aws_lambda_function\.api uses configured\?? both aws_sqs_queue\.orders$/),
      ]),
    );
  });
});
