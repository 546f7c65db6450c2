import type { Link } from '../../model/relation.js';
import { defineKind } from '../kind.js';

/** What happens to mail that arrives: anybody on the internet can send some. */
export const receiptRule = defineKind({
  type: 'aws.ses.receipt-rule',
  element: 'process',
  kind: 'process/workflow',
  dialects: { terraform: 'aws_ses_receipt_rule', cloudformation: 'AWS::SES::ReceiptRule' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Rule.Name' },
    functions: { terraform: 'lambda_action', each: { target: { terraform: 'function_arn' } } },
    buckets: { terraform: 's3_action', each: { target: { terraform: 'bucket_name' } } },
    topics: { terraform: 'sns_action', each: { target: { terraform: 'topic_arn' } } },
    actions: {
      cloudformation: 'Rule.Actions',
      each: {
        function: { cloudformation: 'LambdaAction.FunctionArn' },
        bucket: { cloudformation: 'S3Action.BucketName' },
        topic: { cloudformation: 'SNSAction.TopicArn' },
      },
    },
  },
  names: ['name'],
  build: (r) => ({
    links: [
      ...r.each('functions').flatMap((action) => action.link('triggers', 'target', toFunction)),
      ...r.each('buckets').flatMap((action) => action.link('triggers', 'target', toBucket)),
      ...r.each('topics').flatMap((action) => action.link('triggers', 'target', toTopic)),
      ...r
        .each('actions')
        .flatMap((action) => [
          ...action.link('triggers', 'function', toFunction),
          ...action.link('triggers', 'bucket', toBucket),
          ...action.link('triggers', 'topic', toTopic),
        ]),
    ],
  }),
});

const toFunction: Pick<Link, 'grade' | 'expects'> = { grade: 'declared', expects: ['aws.lambda.'] };
const toBucket: Pick<Link, 'grade' | 'expects'> = { grade: 'declared', expects: ['aws.s3.bucket'] };
const toTopic: Pick<Link, 'grade' | 'expects'> = { grade: 'declared', expects: ['aws.sns.topic'] };

export const kinds = [receiptRule];
