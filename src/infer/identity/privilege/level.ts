import type { Truth } from '../../../model/tri.js';
import { allDataRules } from '../data/data-actions.js';
import { actionsOf } from '../data/actions.js';
import type { Decision, Target } from '../decision/decide.js';
import type { Principal } from '../decision/principal.js';
import type { Statement } from '../document/types.js';
import type { IdentityModel } from '../model.js';
import { matches } from '../pattern/glob.js';
import { atom, ownRegion } from '../pattern/symbol.js';

/** Privilege levels, least first (spec/D4). */
export const levels = ['none', 'read', 'scoped', 'data-admin', 'power', 'iam-admin', 'admin'] as const;
export type PrivilegeLevel = (typeof levels)[number];

export const rank = (level: PrivilegeLevel): number => levels.indexOf(level);

export interface Privilege {
  readonly level: PrivilegeLevel;
  /** Statements that make it so. */
  readonly because: readonly Statement[];
  /** May it do everything? `unknown` when a condition or an unknown policy decides. */
  readonly administrator: Decision;
  readonly wildcardData: readonly Statement[];
}

const everything: Target = { arn: '*' };

/** Whoever may do these on everything may do everything, at once or one step later. */
const adminProbes = [
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:CreatePolicyVersion',
  'iam:CreateAccessKey',
  'iam:UpdateAssumeRolePolicy',
];

/** Services whose writes harm nobody: logs, metrics, traces, session channels. */
const harmless = new Set([
  'logs',
  'cloudwatch',
  'xray',
  'ssmmessages',
  'ec2messages',
  'sts',
  'tag',
  'support',
  'health',
  'application-autoscaling',
  'aps',
]);
const powerServices = 5;

/** The level of a principal by what its own policies allow within its boundary; escalation is added elsewhere. */
export function privilegeOf(model: IdentityModel, principal: Principal): Privilege {
  const ask = (action: string, target: Target = everything): Decision => model.decide(principal, action, target);
  const probes = adminProbes.map((action) => ask(action));
  const administrator = leastTrue(probes);
  const wildcardData = wildcardDataGrants(model, principal);
  const found = (level: PrivilegeLevel, because: readonly Statement[]): Privilege => ({
    level,
    because: [...new Set(because)],
    administrator,
    wildcardData,
  });
  if (administrator.truth === 'yes') return found('admin', administrator.because);
  const some = probes.filter((decision) => decision.truth === 'yes');
  if (some.length > 0)
    return found(
      'iam-admin',
      some.flatMap((decision) => decision.because),
    );
  const broad = broadWrites(model, principal);
  if (broad.services >= powerServices) return found('power', broad.because);
  if (wildcardData.length > 0) return found('data-admin', wildcardData);
  const own = usable(principal);
  const writes = own.filter(
    (statement) => statement.action.negated || statement.action.texts.some(({ text }) => changes(text)),
  );
  if (writes.length > 0) return found('scoped', writes);
  return own.length > 0 ? found('read', own) : found('none', []);
}

const order: Readonly<Record<Truth, number>> = { no: 0, unknown: 1, yes: 2 };
const leastTrue = (decisions: readonly Decision[]): Decision =>
  decisions.reduce((least, decision) => (order[decision.truth] < order[least.truth] ? decision : least));

const usable = (principal: Principal): readonly Statement[] =>
  (principal.identity?.statements ?? []).filter((statement) => statement.effect === 'Allow' && statement.resource);

/** Does a pattern cover an action that changes something? Unknown services count as changing. */
export function changes(pattern: string): boolean {
  const lower = pattern.toLowerCase();
  const colon = lower.indexOf(':');
  if (colon < 0) return true;
  const service = lower.slice(0, colon);
  if (harmless.has(service)) return false;
  const name = lower.slice(colon + 1);
  const known = actionsOf(service);
  if (known.size === 0) return !/^(get|list|describe|batchget|head|query|scan|search|lookup)/.test(name);
  for (const [action, { levels: access }] of known) {
    if (access.some((level) => level !== 'list' && level !== 'read') && matches(name, action)) return true;
  }
  return false;
}

/** Services in which the principal may change everything. A NotAction counts as all of them. */
function broadWrites(
  model: IdentityModel,
  principal: Principal,
): { readonly services: number; readonly because: readonly Statement[] } {
  const services = new Set<string>();
  const because: Statement[] = [];
  for (const statement of usable(principal)) {
    if (!statement.resource?.negated && !statement.resource?.texts.some(({ text }) => text === '*')) continue;
    const before = services.size;
    for (const [service, action] of samples(statement)) {
      if (!services.has(service) && model.decide(principal, action, everything).truth === 'yes') services.add(service);
    }
    if (services.size > before) because.push(statement);
  }
  return { services: services.size, because };
}

/** One changing action for each service that a statement covers, to be decided with everything else in view. */
function samples(statement: Statement): readonly (readonly [string, string])[] {
  const typical = [
    's3:PutObject',
    'ec2:RunInstances',
    'dynamodb:PutItem',
    'lambda:UpdateFunctionCode',
    'rds:ModifyDBInstance',
    'sqs:SendMessage',
    'sns:Publish',
  ];
  if (statement.action.negated) return typical.map((action) => [action.slice(0, action.indexOf(':')), action]);
  return statement.action.texts.flatMap(({ text }): readonly (readonly [string, string])[] => {
    const lower = text.toLowerCase();
    if (lower === '*' || lower === '*:*')
      return typical.map((action) => [action.slice(0, action.indexOf(':')), action]);
    const [service = '', name = ''] = lower.split(':');
    if (harmless.has(service)) return [];
    for (const [action, { levels: access }] of actionsOf(service)) {
      if (access.includes('write') && matches(name, action)) return [[service, `${service}:${action}`]];
    }
    return [];
  });
}

/** Some resource of the action's service that nobody has named: only a pattern that covers them all covers it. */
function anyThing(model: IdentityModel, action: string): Target {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const name = atom(`any resource of ${service}`);
  const { account } = model.names;
  if (service === 's3') return { arn: `arn:aws:s3:::${name}/${name}`, account };
  const folder = resourceFolders[service] ?? '';
  return { arn: `arn:aws:${arnService[service] ?? service}:${ownRegion}:${account}:${folder}${name}`, account };
}
const arnService: Readonly<Record<string, string>> = { 'rds-data': 'rds', 'redshift-data': 'redshift' };
/** What stands before the name in the ARNs of what the actions of `wildcardReads` act on (Service Authorization Reference). */
const resourceFolders: Readonly<Record<string, string>> = {
  dynamodb: 'table/',
  secretsmanager: 'secret:',
  ssm: 'parameter/',
  kms: 'key/',
  kinesis: 'stream/',
  'rds-data': 'cluster:',
  'redshift-data': 'cluster:',
};

/** Statements that let the principal read the data of every resource of a service (spec/G IAM-013). */
function wildcardDataGrants(model: IdentityModel, principal: Principal): readonly Statement[] {
  const found = new Set<Statement>();
  for (const [, rules] of allDataRules()) {
    for (const { access, actions } of rules) {
      if (access !== 'read') continue;
      for (const action of actions) {
        if (!wildcardReads.has(action)) continue;
        if (!principal.identity?.about(action.toLowerCase()).length) continue;
        const decision = model.decide(principal, action, anyThing(model, action));
        const grants = decision.because.filter((statement) => !routine(principal, action, statement));
        if (decision.truth === 'yes') for (const statement of grants) found.add(statement);
      }
    }
  }
  return [...found];
}

/**
 * Policies that AWS writes for its services' own roles and agents: what they read is no choice of the code. Every managed
 * instance carries the one for the SSM agent, which reads parameters.
 */
const routine = (principal: Principal, action: string, statement: Statement): boolean =>
  principal.identity
    ?.about(action.toLowerCase())
    .some(({ statement: own, document }) => own === statement && isRoutine(document.arn ?? '', action)) === true;

/** AmazonEC2RoleforSSM reads every object; AWS advises against it since 2019. */
const isRoutine = (arn: string, action: string): boolean =>
  (arn.includes(':policy/service-role/') && !arn.endsWith('/AmazonEC2RoleforSSM')) ||
  (arn.endsWith('policy/AmazonSSMManagedInstanceCore') && action.startsWith('ssm:'));

/** Reads of stored data; log events, image layers and snapshots are left to their own policies. */
const wildcardReads = new Set([
  's3:GetObject',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'kms:Decrypt',
  'sqs:ReceiveMessage',
  'kinesis:GetRecords',
  'rds-data:ExecuteStatement',
  'redshift-data:ExecuteStatement',
]);
