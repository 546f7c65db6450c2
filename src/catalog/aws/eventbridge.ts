import type { PolicySource, ResourceGrant } from '../../model/identity.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { entry, listValue, mapValue, stringValue } from '../../model/values.js';
import { structureOf } from '../common/document.js';
import { document, documents, optional } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { deadLetterLinks } from '../common/dead-letters.js';
import { anyFact, presence } from '../common/facts.js';
import { credentialInCode } from '../common/password.js';
import { apiStore, hintsFrom } from '../common/store.js';
import { type AttributePath, defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

const busType = ['aws.events.event-bus'];

export const busPolicy = defineKind({
  type: 'aws.events.bus-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_cloudwatch_event_bus_policy' },
  absent: { cloudformation: 'CloudFormation has AWS::Events::EventBusPolicy, one statement each' },
  attributes: { bus: { terraform: 'event_bus_name' }, document: { terraform: 'policy' } },
  satelliteOf: { owner: 'bus', types: busType },
});

const permissionAttributes = {
  bus: { terraform: 'event_bus_name', cloudformation: 'EventBusName' },
  principal: { terraform: 'principal', cloudformation: 'Principal' },
  action: { terraform: 'action', cloudformation: 'Action' },
  organization: { terraform: 'condition.value', cloudformation: 'Condition.Value' },
  statement: { cloudformation: 'Statement' },
} as const;

/** One statement of a bus policy. */
export const busPermission = defineKind({
  type: 'aws.events.bus-permission',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_cloudwatch_event_permission', cloudformation: 'AWS::Events::EventBusPolicy' },
  attributes: permissionAttributes,
  satelliteOf: { owner: 'bus', types: busType },
});

function grantOf(s: Reader<typeof permissionAttributes>): readonly ResourceGrant[] {
  const principal = s.value('principal');
  if (!principal) return [];
  const action = s.value('action') ?? stringValue('events:PutEvents', s.location);
  return [{ principal, action, ...optional('organization', s.value('organization')), at: principal.at ?? s.location }];
}

/** CloudFormation writes one bare statement where a document belongs. */
function asDocument(source: PolicySource): PolicySource {
  const { document: written } = source;
  if (written.kind !== 'map' || written.entries.has('Statement')) return source;
  const entries = new Map<string, Value>([['Statement', listValue([written], written.at)]]);
  return { ...source, document: mapValue(entries, written.at) };
}

/** A custom event bus; the account's `default` bus needs no declaration. */
export const eventBus = defineKind({
  type: 'aws.events.event-bus',
  element: 'data-store',
  kind: 'data-store/bus',
  dialects: { terraform: 'aws_cloudwatch_event_bus', cloudformation: 'AWS::Events::EventBus' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    kmsKey: { terraform: 'kms_key_identifier', cloudformation: 'KmsKeyIdentifier' },
    policy: { cloudformation: 'Policy' },
    deadLetters: { terraform: 'dead_letter_config.arn', cloudformation: 'DeadLetterConfig.Arn' },
  },
  arn: 'arn:aws:events:{region}:{account}:event-bus/{name}',
  names: ['name'],
  build: (r, satellites) => {
    const permissions = satellites.of(busPermission);
    return {
      store: apiStore('bus', hintsFrom(r, 'name')),
      identity: {
        permissions: [],
        attachments: [],
        resourcePolicies: [
          ...document(r, 'policy'),
          ...documents(satellites.of(busPolicy), 'document'),
          ...documents(permissions, 'statement').map(asDocument),
        ],
        grants: permissions.flatMap(grantOf),
      },
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'messaging.deadLetter': presence(r, 'deadLetters'),
      },
      links: [...keyLink(r, 'kmsKey'), ...deadLetterLinks(r)],
    };
  },
});

/** A target, as a block of its own (Terraform) or an item of the rule (CloudFormation). */
type TargetReader = Reader<Readonly<Record<'target' | 'role' | 'task' | 'deadLetters', AttributePath>>>;

export const target = defineKind({
  type: 'aws.events.target',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_cloudwatch_event_target' },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::Events::Rule' },
  attributes: {
    rule: { terraform: 'rule' },
    target: { terraform: 'arn' },
    role: { terraform: 'role_arn' },
    task: { terraform: 'ecs_target.task_definition_arn' },
    deadLetters: { terraform: 'dead_letter_config.arn' },
  },
  satelliteOf: { owner: 'rule', types: ['aws.events.rule'] },
});

const ruleAttributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  bus: { terraform: 'event_bus_name', cloudformation: 'EventBusName' },
  pattern: { terraform: 'event_pattern', cloudformation: 'EventPattern' },
  schedule: { terraform: 'schedule_expression', cloudformation: 'ScheduleExpression' },
  state: { terraform: 'state', cloudformation: 'State' },
  enabled: { terraform: 'is_enabled' },
  role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
  targets: {
    cloudformation: 'Targets',
    each: {
      target: { cloudformation: 'Arn' },
      role: { cloudformation: 'RoleArn' },
      task: { cloudformation: 'EcsParameters.TaskDefinitionArn' },
      deadLetters: { cloudformation: 'DeadLetterConfig.Arn' },
    },
  },
} as const;

/** Sends matching events of a bus, or a scheduled event, to its targets. */
export const rule = defineKind({
  type: 'aws.events.rule',
  element: 'process',
  kind: 'process/workflow',
  dialects: { terraform: 'aws_cloudwatch_event_rule', cloudformation: 'AWS::Events::Rule' },
  attributes: ruleAttributes,
  names: ['name'],
  build: (r, satellites) => {
    const targets = [...r.each('targets'), ...satellites.of(target)] as unknown as readonly TargetReader[];
    const off = r.text('state') === 'DISABLED' || r.text('enabled') === 'false';
    return {
      facts:
        targets.length > 0
          ? { 'messaging.deadLetter': anyFact(...targets.map((t) => presence(t, 'deadLetters'))) }
          : {},
      links: off ? [] : [...fromBus(r), ...fromBuckets(r), ...targets.flatMap(delivery)],
    };
  },
});

/** A rule with only a schedule reads no bus. */
function fromBus(r: Reader<typeof ruleAttributes>): readonly Link[] {
  if (!r.value('pattern')) return [];
  const bus: Value = r.value('bus') ?? stringValue('default', r.location);
  const because = [r.at('pattern')];
  return [{ kind: 'triggers', target: bus, expects: busType, reverse: true, grade: 'declared', because }];
}

/** Buckets that the pattern names: with EventBridge notifications on, they send their events to the default bus. */
function fromBuckets(r: Reader<typeof ruleAttributes>): readonly Link[] {
  const pattern = r.value('pattern');
  const named = entry(entry(entry(pattern && structureOf(pattern), 'detail'), 'bucket'), 'name');
  if (named?.kind !== 'list') return [];
  const because = [named.at ?? r.at('pattern')];
  return [{ kind: 'triggers', target: named, expects: ['aws.s3.bucket'], reverse: true, grade: 'declared', because }];
}

const delivery = (t: TargetReader): readonly Link[] => [
  ...t.link('triggers', 'target', { grade: 'declared' }),
  ...t.link('triggers', 'task', { grade: 'declared', expects: ['aws.ecs.'] }),
  ...t.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'app' } }),
  ...deadLetterLinks(t),
];

/** Keeps the events of a bus. */
export const archive = defineKind({
  type: 'aws.events.archive',
  element: 'data-store',
  kind: 'data-store/log',
  dialects: { terraform: 'aws_cloudwatch_event_archive', cloudformation: 'AWS::Events::Archive' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'ArchiveName' },
    bus: { terraform: 'event_source_arn', cloudformation: 'SourceArn' },
    kmsKey: { terraform: 'kms_key_identifier', cloudformation: 'KmsKeyIdentifier' },
    days: { terraform: 'retention_days', cloudformation: 'RetentionDays' },
  },
  names: ['name'],
  build: (r) => ({
    store: apiStore('log', hintsFrom(r, 'name')),
    facts: {
      'encryption.atRest': alwaysEncrypted(r),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
      'audit.retentionDays': r.fact('days', 0),
    },
    links: [
      ...r.link('copies-to', 'bus', { reverse: true, grade: 'declared', expects: busType }),
      ...keyLink(r, 'kmsKey'),
    ],
  }),
});

/** Credentials for an API outside AWS; EventBridge keeps them in a secret of its own. */
export const connection = defineKind({
  type: 'aws.events.connection',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_cloudwatch_event_connection', cloudformation: 'AWS::Events::Connection' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    password: {
      terraform: 'auth_parameters.basic.password',
      cloudformation: 'AuthParameters.BasicAuthParameters.Password',
    },
    apiKey: {
      terraform: 'auth_parameters.api_key.value',
      cloudformation: 'AuthParameters.ApiKeyAuthParameters.ApiKeyValue',
    },
    clientSecret: {
      terraform: 'auth_parameters.oauth.client_parameters.client_secret',
      cloudformation: 'AuthParameters.OAuthParameters.ClientParameters.ClientSecret',
    },
  },
  names: ['name'],
  build: (r) => ({
    facts: { 'storage.credentialInCode': credentialInCode(r, 'password', 'apiKey', 'clientSecret') },
  }),
});

/** An HTTP API that rules send events to. */
export const apiDestination = defineKind({
  type: 'aws.events.api-destination',
  element: 'external-entity',
  kind: 'external/saas',
  dialects: { terraform: 'aws_cloudwatch_event_api_destination', cloudformation: 'AWS::Events::ApiDestination' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    connection: { terraform: 'connection_arn', cloudformation: 'ConnectionArn' },
    url: { terraform: 'invocation_endpoint', cloudformation: 'InvocationEndpoint' },
  },
  names: ['name'],
  build: (r) => ({ links: r.link('uses', 'connection', { expects: ['aws.events.connection'] }) }),
});

export const kinds = [eventBus, busPolicy, busPermission, rule, target, archive, connection, apiDestination];
