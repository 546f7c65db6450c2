import { describe, expect, it } from 'vitest';
import { scanText } from './scan-system.js';

describe('several dialects in one scan are one graph', async () => {
  const model = await scanText({
    'network.tf': `
      resource "aws_s3_bucket" "invoices" {
        bucket = "shop-invoices"
      }
      resource "aws_sqs_queue" "orders" {
        name = "shop-orders"
      }
    `,
    'worker.yaml': `
Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: worker.handler
      Environment: { Variables: { BUCKET: shop-invoices } }
      Policies:
        - S3WritePolicy: { BucketName: shop-invoices }
      Events:
        Orders: { Type: SQS, Properties: { Queue: !Sub 'arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:shop-orders' } }
`,
  });

  it('without a complaint', () => expect(model.diagnostics).toEqual([]));

  it('stitched by names and ARNs', () => {
    const flows = model.flows.map((flow) => `${flow.from} ${flow.kind} ${flow.to}`);
    expect(flows).toEqual(
      expect.arrayContaining([
        'Worker writes aws_s3_bucket.invoices',
        'Worker reads aws_sqs_queue.orders',
        'aws_sqs_queue.orders triggers Worker',
      ]),
    );
  });
});
