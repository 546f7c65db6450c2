import { defineKind } from '../kind.js';

/** Reads stores to find out their schema, and writes it to the catalog. */
export const glueCrawler = defineKind({
  type: 'aws.glue.crawler',
  element: 'process',
  kind: 'process/etl',
  dialects: { terraform: 'aws_glue_crawler', cloudformation: 'AWS::Glue::Crawler' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    role: { terraform: 'role', cloudformation: 'Role' },
    database: { terraform: 'database_name', cloudformation: 'DatabaseName' },
    buckets: {
      terraform: 's3_target',
      cloudformation: 'Targets.S3Targets',
      each: { path: { terraform: 'path', cloudformation: 'Path' } },
    },
    tables: {
      terraform: 'dynamodb_target',
      cloudformation: 'Targets.DynamoDBTargets',
      each: { path: { terraform: 'path', cloudformation: 'Path' } },
    },
  },
  names: ['name'],
  build: (r) => ({
    links: [
      ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
      ...r
        .each('buckets')
        .flatMap((one) => one.link('reads', 'path', { grade: 'declared', expects: ['aws.s3.bucket'] })),
      ...r
        .each('tables')
        .flatMap((one) => one.link('reads', 'path', { grade: 'declared', expects: ['aws.dynamodb.'] })),
      ...r.link('writes', 'database', { grade: 'declared', expects: ['aws.glue.'] }),
    ],
  }),
});

export const kinds = [glueCrawler];
