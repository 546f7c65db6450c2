import { defineKind } from '../kind.js';

/** Moves messages of one source to one target, perhaps through a function that enriches them. */
export const pipe = defineKind({
  type: 'aws.pipes.pipe',
  element: 'process',
  kind: 'process/workflow',
  dialects: { terraform: 'aws_pipes_pipe', cloudformation: 'AWS::Pipes::Pipe' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    source: { terraform: 'source', cloudformation: 'Source' },
    enrichment: { terraform: 'enrichment', cloudformation: 'Enrichment' },
    target: { terraform: 'target', cloudformation: 'Target' },
    role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
    logGroup: {
      terraform: 'log_configuration.cloudwatch_logs_log_destination.log_group_arn',
      cloudformation: 'LogConfiguration.CloudwatchLogsLogDestination.LogGroupArn',
    },
  },
  arn: 'arn:aws:pipes:{region}:{account}:pipe/{name}',
  names: ['name'],
  build: (r) => ({
    links: [
      ...r.link('reads', 'source', { grade: 'declared' }),
      ...r.link('triggers', 'source', { reverse: true, grade: 'declared' }),
      ...r.link('invokes', 'enrichment', { grade: 'declared' }),
      ...r.link('triggers', 'target', { grade: 'declared' }),
      ...r.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'app' } }),
      ...r.link('logs-to', 'logGroup', { grade: 'declared', expects: ['aws.logs.log-group'] }),
    ],
  }),
});

export const kinds = [pipe];
