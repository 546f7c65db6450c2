import type { Link } from '../../model/relation.js';
import { structureOf } from '../common/document.js';
import { deadLetterLinks } from '../common/dead-letters.js';
import { keyLink } from '../common/encryption.js';
import { presence } from '../common/facts.js';
import { literalText } from '../common/integration-uri.js';
import { actionLinks } from '../common/service-action.js';
import { type AttributePath, defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

/** Calls one target at set times. */
export const schedule = defineKind({
  type: 'aws.scheduler.schedule',
  element: 'process',
  kind: 'process/workflow',
  dialects: { terraform: 'aws_scheduler_schedule', cloudformation: 'AWS::Scheduler::Schedule' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    target: { terraform: 'target.arn', cloudformation: 'Target.Arn' },
    task: {
      terraform: 'target.ecs_parameters.task_definition_arn',
      cloudformation: 'Target.EcsParameters.TaskDefinitionArn',
    },
    input: { terraform: 'target.input', cloudformation: 'Target.Input' },
    role: { terraform: 'target.role_arn', cloudformation: 'Target.RoleArn' },
    deadLetters: { terraform: 'target.dead_letter_config.arn', cloudformation: 'Target.DeadLetterConfig.Arn' },
    kmsKey: { terraform: 'kms_key_arn', cloudformation: 'KmsKeyArn' },
  },
  names: ['name'],
  build: (r) => ({
    facts: { 'messaging.deadLetter': presence(r, 'deadLetters') },
    links: [
      ...targetLinks(r),
      ...r.link('triggers', 'task', { grade: 'declared', expects: ['aws.ecs.'] }),
      ...r.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'app' } }),
      ...deadLetterLinks(r),
      ...keyLink(r, 'kmsKey'),
    ],
  }),
});

/** A universal target is an action of the AWS SDK, whose input names the resource (EventBridge Scheduler User Guide). */
function targetLinks(r: Reader<{ readonly target: AttributePath; readonly input: AttributePath }>): readonly Link[] {
  const action = /:scheduler:::aws-sdk:(.+)$/.exec(literalText(r.value('target')))?.[1];
  if (action === undefined) return r.link('triggers', 'target', { grade: 'declared' });
  return actionLinks(action, structureOf(r.value('input')), r.at('input'));
}

export const kinds = [schedule];
