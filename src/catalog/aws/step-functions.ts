import type { Location } from '../../model/location.js';
import type { Link, RelationKind } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { entry } from '../../model/values.js';
import { structureOf } from '../common/document.js';
import { literalText } from '../common/integration-uri.js';
import { actionLinks } from '../common/service-action.js';
import { isWritten } from '../common/parts.js';
import { defineKind } from '../kind.js';

/** A workflow. Each task of its definition is a flow to what it calls, with the workflow's role. */
export const stateMachine = defineKind({
  type: 'aws.states.state-machine',
  element: 'process',
  kind: 'process/workflow',
  dialects: { terraform: 'aws_sfn_state_machine', cloudformation: 'AWS::StepFunctions::StateMachine' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'StateMachineName' },
    role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
    definition: { terraform: 'definition', cloudformation: 'DefinitionString' },
    structure: { cloudformation: 'Definition' },
    definitionBucket: { cloudformation: 'DefinitionS3Location.Bucket' },
    substitutions: { cloudformation: 'DefinitionSubstitutions' },
    logDestination: { terraform: 'logging_configuration.log_destination' },
    logGroups: {
      cloudformation: 'LoggingConfiguration.Destinations',
      each: { group: { cloudformation: 'CloudWatchLogsLogGroup.LogGroupArn' } },
    },
    key: { terraform: 'encryption_configuration.kms_key_id', cloudformation: 'EncryptionConfiguration.KmsKeyId' },
    tracing: { terraform: 'tracing_configuration.enabled', cloudformation: 'TracingConfiguration.Enabled' },
  },
  arn: 'arn:aws:states:{region}:{account}:stateMachine:{name}',
  names: ['name'],
  build(r) {
    const definition = r.value('definition') ?? r.value('structure');
    const at = r.at(r.value('definition') ? 'definition' : 'structure');
    const logs = { grade: 'declared', expects: ['aws.logs.'] } as const;
    return {
      facts: {
        'workload.tracing': r.fact('tracing', false),
        'audit.accessLogged': isWritten(r, r.dialect === 'terraform' ? 'logDestination' : 'logGroups'),
      },
      links: [
        ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
        ...r.link('encrypts-with', 'key', { expects: ['aws.kms.'] }),
        ...r.link('deploys-from', 'definitionBucket', { expects: ['aws.s3.'] }),
        ...r.link('logs-to', 'logDestination', logs),
        ...r.each('logGroups').flatMap((one) => one.link('logs-to', 'group', logs)),
        ...tasksOf(structureOf(definition), r.value('substitutions'), at),
      ],
    };
  },
});

/** States nest (Parallel, Map); deeper than this is not what a person writes. */
const maxDepth = 32;

function tasksOf(
  definition: Value | undefined,
  substitutions: Value | undefined,
  at: Location,
  left = maxDepth,
): Link[] {
  const states = entry(definition, 'States');
  if (states?.kind !== 'map' || left === 0) return [];
  return [...states.entries.values()].flatMap((state) => {
    const branches = entry(state, 'Branches');
    const inner = [
      entry(state, 'Iterator'),
      entry(state, 'ItemProcessor'),
      ...(branches?.kind === 'list' ? branches.items : []),
    ];
    const streams = [entry(state, 'ItemReader'), entry(state, 'ResultWriter')];
    return [
      ...[state, ...streams].flatMap((one) => (one ? taskLinks(one, substitutions, at) : [])),
      ...inner.flatMap((one) => tasksOf(one, substitutions, at, left - 1)),
    ];
  });
}

function taskLinks(state: Value, substitutions: Value | undefined, at: Location): Link[] {
  const resource = entry(state, 'Resource');
  if (!resource) return [];
  const action = /:states:[^:]*:[^:]*:(.+)$/.exec(literalText(resource))?.[1];
  if (action === undefined) return [link('invokes', substituted(resource, substitutions), at)];
  const given = entry(state, 'Parameters') ?? entry(state, 'Arguments');
  return actionLinks(action, given, at).map((one) => ({ ...one, target: substituted(one.target, substitutions) }));
}

const link = (kind: RelationKind, target: Value, at: Location): Link => ({
  kind,
  target,
  grade: 'declared',
  because: [target.at ?? at],
});

/** `${Name}` in a definition stands for an entry of DefinitionSubstitutions. */
function substituted(value: Value, substitutions: Value | undefined): Value {
  const name = /^\$\{([^}]+)\}$/.exec(literalText(value))?.[1];
  return (name !== undefined && entry(substitutions, name)) || value;
}

export const kinds = [stateMachine];
