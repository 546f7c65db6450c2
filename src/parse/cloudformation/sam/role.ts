import type { Location } from '../../../model/location.js';
import { child, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import { policyTemplates } from './policy-templates.js';
import { entriesOf, isCall, itemsOf, mapping, scalar, sequence, sub, textOf, withMembers } from './syntax.js';

/** AWS managed policies that live under `service-role/`. */
const serviceRole = new Set([
  'AWSLambdaBasicExecutionRole',
  'AWSLambdaDynamoDBExecutionRole',
  'AWSLambdaENIManagementAccess',
  'AWSLambdaKinesisExecutionRole',
  'AWSLambdaMSKExecutionRole',
  'AWSLambdaRole',
  'AWSLambdaSQSQueueExecutionRole',
  'AWSLambdaVPCAccessExecutionRole',
  'AmazonAPIGatewayPushToCloudWatchLogs',
  'AWSAppSyncPushToCloudWatchLogs',
]);

export interface RoleParts {
  /** Service that assumes the role. */
  readonly service: string;
  /** Of the function or state machine. */
  readonly properties: YamlMapping;
  /** Names of AWS managed policies that the transform adds. */
  readonly managed: readonly string[];
  /** Statements that the transform adds: name and document. */
  readonly inline?: readonly { readonly name: string; readonly document: YamlNode }[];
  readonly name: string;
  readonly at: Location;
}

/** Properties of the AWS::IAM::Role that SAM makes for a function or state machine without `Role`. */
export function roleProperties(parts: RoleParts): Readonly<Record<string, YamlNode | undefined>> {
  const { properties, at, name } = parts;
  const written = itemsOf(child(properties, 'Policies'));
  const managed: YamlNode[] = parts.managed.map((policy) => scalar(managedArn(policy), at));
  const inline: YamlNode[] = (parts.inline ?? []).map((one) => inlinePolicy(one.name, one.document));
  for (const [index, policy] of written.entries()) {
    const document = documentOf(policy);
    if (document) inline.push(inlinePolicy(`${name}Policy${index}`, document));
    else managed.push(managedPolicy(policy));
  }
  return {
    AssumeRolePolicyDocument: child(properties, 'AssumeRolePolicyDocument') ?? trust(parts.service, at),
    ManagedPolicyArns: managed.length > 0 ? sequence(managed, at) : undefined,
    Policies: inline.length > 0 ? sequence(inline, child(properties, 'Policies')?.at ?? at) : undefined,
    PermissionsBoundary: child(properties, 'PermissionsBoundary'),
    Path: child(properties, 'RolePath'),
  };
}

export const inlinePolicy = (name: string, document: YamlNode): YamlMapping =>
  mapping({ PolicyName: scalar(name, document.at), PolicyDocument: document }, document.at);

/** An inline document as written, or what a policy template stands for; undefined for the name of a managed policy. */
function documentOf(policy: YamlNode): YamlNode | undefined {
  if (policy.kind !== 'mapping' || isCall(policy)) return undefined;
  if (policy.entries.has('Statement')) return policy;
  const [entry] = policy.entries.values();
  const template = entry && policyTemplates[entry.key];
  if (!entry || !template) return undefined;
  const names = Object.fromEntries(entriesOf(entry.value).map((one) => [one.key, one.value]));
  const at = entry.keyAt;
  const statements: readonly YamlNode[] = template.map(({ actions, resources, condition }) => {
    const places = resources.map((text) => (text === '*' ? scalar('*', at) : sub(text, at, names)));
    const equals = condition && mapping({ [condition.key]: sub(condition.value, at, names) }, at);
    return withMembers(statement(actions, places, at), { Condition: equals && mapping({ StringEquals: equals }, at) });
  });
  return undated(statements, at);
}

export function statement(actions: readonly string[], resources: readonly YamlNode[], at: Location): YamlMapping {
  return mapping(
    {
      Effect: scalar('Allow', at),
      Action: sequence(
        actions.map((action) => scalar(action, at)),
        at,
      ),
      Resource: sequence(resources, at),
    },
    at,
  );
}

/** A document without a version, as the transform writes some: AWS then takes 2008-10-17. */
export const undated = (statements: readonly YamlNode[], at: Location): YamlMapping =>
  mapping({ Statement: sequence(statements, at) }, at);

export const document = (statements: readonly YamlNode[], at: Location): YamlMapping =>
  mapping({ Version: scalar('2012-10-17', at), Statement: sequence(statements, at) }, at);

function managedPolicy(policy: YamlNode): YamlNode {
  const text = textOf(policy);
  return text === undefined || text.startsWith('arn:') ? policy : scalar(managedArn(text), policy.at);
}

const managedArn = (name: string): string =>
  `arn:aws:iam::aws:policy/${serviceRole.has(name) ? 'service-role/' : ''}${name}`;

/** Lets one service assume the role. */
export function trust(service: string, at: Location): YamlMapping {
  const principal = mapping({ Service: sequence([scalar(service, at)], at) }, at);
  const allow = mapping(
    { Effect: scalar('Allow', at), Action: sequence([scalar('sts:AssumeRole', at)], at), Principal: principal },
    at,
  );
  return document([allow], at);
}
