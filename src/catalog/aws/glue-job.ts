import { artifactFor, settingsOf } from '../common/settings.js';
import { defineKind } from '../kind.js';

/** A job that moves and reshapes data. */
export const glueJob = defineKind({
  type: 'aws.glue.job',
  element: 'process',
  kind: 'process/etl',
  dialects: { terraform: 'aws_glue_job', cloudformation: 'AWS::Glue::Job' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    role: { terraform: 'role_arn', cloudformation: 'Role' },
    script: { terraform: 'command.script_location', cloudformation: 'Command.ScriptLocation' },
    arguments: { terraform: 'default_arguments', cloudformation: 'DefaultArguments' },
    connections: { terraform: 'connections', cloudformation: 'Connections.Connections' },
    security: { terraform: 'security_configuration', cloudformation: 'SecurityConfiguration' },
  },
  names: ['name'],
  build: (r) => ({
    workload: { settings: settingsOf(r, 'arguments', 'argument'), artifacts: artifactFor(r, 'script', 'script') },
    links: [
      ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
      ...r.link('deploys-from', 'script', { expects: ['aws.s3.'] }),
      ...r.link('uses', 'connections', { expects: ['aws.glue.'] }),
      ...r.link('uses', 'security', { expects: ['aws.glue.'] }),
    ],
  }),
});

export const kinds = [glueJob];
