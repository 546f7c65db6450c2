import { child, type YamlEntry, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import type { ResourceNode } from '../evaluate/stack.js';
import { type ApiPaths, implicitRestApi } from './api-paths.js';
import type { Output } from './output.js';
import { inlinePolicy, roleProperties, statement, trust, undated } from './role.js';
import {
  entriesOf,
  getAtt,
  mapping,
  ref,
  refName,
  scalar,
  sequence,
  sub,
  tagList,
  textOf,
  withMembers,
} from './syntax.js';

const samOnly = [
  'DefinitionUri',
  'Logging',
  'Name',
  'Policies',
  'Tags',
  'Tracing',
  'Type',
  'Events',
  'Role',
  'PermissionsBoundary',
  'RolePath',
  'AutoPublishAlias',
  'DeploymentPreference',
  'UseAliasAsEventTarget',
  'PropagateTags',
];

/** `AWS::Serverless::StateMachine`: the machine, its role, and what starts it. */
export function transformStateMachine(
  resource: ResourceNode,
  properties: YamlMapping,
  out: Output,
  paths: ApiPaths,
): void {
  const { id, at } = resource;
  const uri = child(properties, 'DefinitionUri');
  const file = textOf(uri) === undefined ? undefined : out.readFile(textOf(uri) ?? '');
  const body = withMembers(properties, {
    ...Object.fromEntries(samOnly.map((name) => [name, undefined])),
    Definition: child(properties, 'Definition') ?? file,
    DefinitionS3Location: uri?.kind === 'mapping' ? uri : undefined,
    RoleArn: child(properties, 'Role') ?? getAtt(`${id}Role`, 'Arn', at),
    StateMachineName: child(properties, 'Name'),
    StateMachineType: child(properties, 'Type'),
    LoggingConfiguration: child(properties, 'Logging'),
    TracingConfiguration: child(properties, 'Tracing'),
    Tags: tagList(child(properties, 'Tags')),
  });
  out.add(id, 'AWS::StepFunctions::StateMachine', body, resource);
  if (!child(properties, 'Role')) {
    const managed = child(properties, 'Tracing') ? ['AWSXrayWriteOnlyAccess'] : [];
    const role = roleProperties({ service: 'states.amazonaws.com', properties, managed, name: `${id}Role`, at });
    out.add(`${id}Role`, 'AWS::IAM::Role', role, resource);
  }
  for (const event of entriesOf(child(properties, 'Events'))) addEvent(resource, event, out, paths);
}

/** A rule, schedule or API method that starts the machine with a role of its own. */
function addEvent(resource: ResourceNode, event: YamlEntry, out: Output, paths: ApiPaths): void {
  const at = event.keyAt;
  const id = `${resource.id}${event.key}`;
  const made = { at, condition: resource.condition };
  const properties = child(event.value, 'Properties');
  const type = textOf(child(event.value, 'Type'));
  const role = getAtt(`${id}Role`, 'Arn', at);
  const target = mapping(
    {
      Arn: ref(resource.id, at),
      Id: scalar(`${id}StepFunctionsTarget`, at),
      RoleArn: role,
      Input: child(properties, 'Input'),
    },
    at,
  );
  const start = undated([statement(['states:StartExecution'], [ref(resource.id, at)], at)], at);
  const addRole = (service: string, name = `${id}RoleStartExecutionPolicy`): void =>
    out.add(
      `${id}Role`,
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trust(service, at),
        Policies: sequence([inlinePolicy(name, start)], at),
      },
      made,
    );
  switch (type) {
    case 'Schedule':
    case 'EventBridgeRule':
    case 'CloudWatchEvent': {
      const rule = {
        ScheduleExpression: child(properties, 'Schedule'),
        EventPattern: child(properties, 'Pattern'),
        EventBusName: child(properties, 'EventBusName'),
        State: child(properties, 'State'),
        Targets: sequence([target], at),
      };
      out.add(id, 'AWS::Events::Rule', rule, made);
      return addRole('events.amazonaws.com');
    }
    case 'ScheduleV2': {
      const schedule = {
        ScheduleExpression: child(properties, 'ScheduleExpression'),
        FlexibleTimeWindow: child(properties, 'FlexibleTimeWindow') ?? mapping({ Mode: scalar('OFF', at) }, at),
        Name: child(properties, 'Name') ?? scalar(id, at),
        Target: withMembers(target, { Id: undefined }),
      };
      out.add(id, 'AWS::Scheduler::Schedule', schedule, made);
      return addRole('scheduler.amazonaws.com', `${id}StartExecutionPolicy`);
    }
    case 'Api': {
      addApiOperation(properties, role, resource, event, paths);
      return addRole('apigateway.amazonaws.com');
    }
    default: {
      const detail = 'What it makes is missing from the model.';
      out.problems.warning(
        'sam-unknown-event',
        at,
        `${type ?? 'An event without Type'} is not an event type of a state machine`,
        detail,
      );
    }
  }
}

function addApiOperation(
  properties: YamlNode | undefined,
  role: YamlNode,
  resource: ResourceNode,
  event: YamlEntry,
  paths: ApiPaths,
): void {
  const at = event.keyAt;
  const named = child(properties, 'RestApiId');
  const api = named ? refName(named) : implicitRestApi;
  if (api === undefined) return;
  const integration = mapping(
    {
      type: scalar('aws', at),
      httpMethod: scalar('POST', at),
      uri: sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution', at),
      credentials: role,
      requestTemplates: mapping(
        {
          'application/json': sub(
            `{"input": "$util.escapeJavaScript($input.json('$'))", "stateMachineArn": "\${${resource.id}}"}`,
            at,
          ),
        },
        at,
      ),
    },
    at,
  );
  paths.add(api, {
    path: textOf(child(properties, 'Path')) ?? '/',
    method: (textOf(child(properties, 'Method')) ?? 'post').toLowerCase(),
    integration,
    auth: child(properties, 'Auth'),
    at,
    condition: resource.condition,
  });
}
