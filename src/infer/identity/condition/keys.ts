import type { Principal } from '../decision/principal.js';
import { arnAccount, arnSegments, segment } from '../pattern/arn.js';
import { foreignAccount, ownRegion } from '../pattern/symbol.js';
import type { Value } from '../../../model/value.js';
import {
  absent,
  anything,
  chosen,
  type Context,
  type ContextValue,
  knownValue,
  something,
  undecidable,
} from './context.js';

/** What a condition may ask about. */
export interface Situation {
  readonly principal: Principal;
  /** Lower case. */
  readonly action: string;
  /** ARN of what is acted on, as canonical text. */
  readonly resource: string;
  readonly ownAccount: string;
  readonly tags?: ReadonlyMap<string, Value>;
  readonly textOf: (value: Value) => string;
  /** Values that the question itself fixes (`iam:passedtoservice`), lower-case keys. */
  readonly given?: ReadonlyMap<string, ContextValue>;
}

/** The context of a request, classified as spec/D2 says: static, attacker-chosen, guard or unsupported. */
export function contextOf(situation: Situation): Context {
  const cache = new Map<string, ContextValue>();
  return (key) => {
    const known = cache.get(key) ?? situation.given?.get(key);
    if (known) return known;
    const value = exact[key]?.(situation) ?? byPattern(key, situation);
    cache.set(key, value);
    return value;
  };
}

type Classify = (situation: Situation) => ContextValue;

const stranger = ({ principal }: Situation): boolean =>
  principal.kind === 'anonymous' || principal.kind === 'any-aws' || principal.kind === 'account';
const ours = ({ principal }: Situation): boolean =>
  principal.kind === 'role' || principal.kind === 'user' || principal.kind === 'own-account';
const isService = ({ principal }: Situation): boolean => principal.kind === 'service';

/** A stranger calls from networks of their own, or from none. */
const elsewhere: ContextValue = { state: 'chosen', from: [foreignAccount], optional: true };

const network =
  (key: string): Classify =>
  (s) =>
    stranger(s) ? elsewhere : isService(s) ? absent : undecidable(key, 'network');

const organization =
  (key: string): Classify =>
  (s) => {
    if (ours(s)) return ownOrganization;
    if (s.principal.kind === 'any-aws') return knownValue(foreignAccount);
    return s.principal.kind === 'account' ? undecidable(key, 'organization', 'organization') : absent;
  };
/** Code that pins an organization pins its own: our principals are in it. */
const ownOrganization: ContextValue = { state: 'chosen', from: ['*'], optional: false };

const principalAccount: Classify = ({ principal }) =>
  principal.account === '' ? absent : knownValue(principal.account);
const resourceAccount: Classify = ({ resource, ownAccount }) => knownValue(arnAccount(resource) || ownAccount);
const userId: Classify = (s) =>
  s.principal.kind === 'anonymous'
    ? knownValue('anonymous')
    : s.principal.kind === 'any-aws'
      ? knownValue(foreignAccount)
      : undecidable('aws:userid');

/** A confused deputy's caller owns the source: any resource of any service in an account of their own. */
const sourceArns = chosen(`arn:aws:*:*:${foreignAccount}:*`, `arn:aws:s3:::${foreignAccount}`);

const exact: Readonly<Record<string, Classify>> = {
  'aws:principalarn': ({ principal }) =>
    principal.arn === '' ? absent : principal.arn.includes('*') ? chosen(principal.arn) : knownValue(principal.arn),
  'aws:principalaccount': principalAccount,
  'aws:sourceowner': principalAccount,
  'kms:calleraccount': principalAccount,
  'aws:principalorgid': organization('aws:PrincipalOrgID'),
  'aws:principalorgpaths': organization('aws:PrincipalOrgPaths'),
  'aws:principaltype': ({ principal }) => knownValue(principalTypes[principal.kind]),
  'aws:principalisawsservice': (s) => knownValue(String(isService(s))),
  'aws:principalservicename': ({ principal }) =>
    principal.kind === 'service' ? knownValue(principal.provider ?? '') : absent,
  'aws:username': ({ principal }) =>
    principal.kind === 'user' ? knownValue(principal.name) : principal.kind === 'any-aws' ? anything : absent,
  'aws:userid': userId,
  'aws:viaawsservice': () => chosen('true', 'false'),
  'aws:calledvia': () => anything,
  'aws:calledviafirst': () => anything,
  'aws:calledvialast': () => anything,
  'aws:resourceaccount': resourceAccount,
  's3:resourceaccount': resourceAccount,
  'aws:resourceorgid': () => ownOrganization,
  'aws:resourceorgpaths': () => ownOrganization,
  'aws:sourcearn': (s) => (isService(s) ? sourceArns : absent),
  'aws:sourceaccount': (s) => (isService(s) ? knownValue(foreignAccount) : absent),
  'aws:sourceorgid': (s) => (isService(s) ? knownValue(foreignAccount) : absent),
  'aws:sourceorgpaths': (s) => (isService(s) ? knownValue(foreignAccount) : absent),
  'aws:requestedregion': ({ resource }) => {
    const region = arnSegments(resource)[segment.region] ?? '';
    return region === '' || region === ownRegion ? something : knownValue(region);
  },
  'aws:sourceip': (s) =>
    s.principal.kind === 'anonymous' || s.principal.kind === 'any-aws'
      ? { state: 'internet' }
      : isService(s)
        ? absent
        : undecidable('aws:SourceIp', 'network'),
  'aws:vpcsourceip': network('aws:VpcSourceIp'),
  'aws:sourcevpc': network('aws:SourceVpc'),
  'aws:sourcevpce': network('aws:SourceVpce'),
  'aws:sourcevpcarn': network('aws:SourceVpcArn'),
  'aws:vpceaccount': network('aws:VpceAccount'),
  'aws:vpceorgid': network('aws:VpceOrgID'),
  'aws:vpceorgpaths': network('aws:VpceOrgPaths'),
  'aws:securetransport': () => chosen('true', 'false'),
  'aws:multifactorauthpresent': (s) =>
    stranger(s) ? chosen('true', 'false') : isService(s) ? absent : undecidable('aws:MultiFactorAuthPresent', 'mfa'),
  'aws:multifactorauthage': (s) =>
    stranger(s) ? anything : isService(s) ? absent : undecidable('aws:MultiFactorAuthAge', 'mfa'),
  'aws:currenttime': () => undecidable('aws:CurrentTime', 'time'),
  'aws:epochtime': () => undecidable('aws:EpochTime', 'time'),
  'aws:tokenissuetime': () => undecidable('aws:TokenIssueTime', 'time'),
  'sts:externalid': (s) => (isService(s) ? absent : undecidable('sts:ExternalId', 'external-id')),
  'iam:permissionsboundary': () => anything,
  'iam:associatedresourcearn': () => something,
  'iam:passedtoservice': () => something,
  'iam:awsservicename': () => something,
  'iam:policyarn': () => something,
  'kms:viaservice': () => anything,
  'kms:grantisforawsresource': () => chosen('true', 'false'),
  'lambda:functionurlauthtype': () => chosen('NONE', 'AWS_IAM'),
  'lambda:invokedviafunctionurl': ({ action }) => knownValue(String(action === 'lambda:invokefunctionurl')),
};

const principalTypes: Readonly<Record<Principal['kind'], string>> = {
  role: 'AssumedRole',
  user: 'User',
  anonymous: 'Anonymous',
  'any-aws': 'User',
  account: 'Account',
  'own-account': 'User',
  service: 'Service',
  federated: 'AssumedRole',
};

/** Parameters and headers of the request: the caller writes them. */
const written =
  /^(aws:(useragent|referer|requesttag\/.*|tagkeys|sourceidentity)|sts:(rolesessionname|sourceidentity|durationseconds|transitivetagkeys|requestcontext.*)|s3:(prefix|delimiter|max-keys|x-amz-.*|authtype|signature.*|tlsversion|versionid|requestobjecttag.*|locationconstraint|object-lock-.*|if-.*|objectcreationoperation|inventory.*)|kms:(encryptioncontext.*|encryptionalgorithm|recipientattestation.*|signingalgorithm|messagetype|grantoperations|granteeprincipal|grantconstrainttype|bypasspolicylockoutsafetycheck|schedulekeydeletion.*)|dynamodb:(leadingkeys|attributes|select|returnvalues|enclosingoperation|fulltablescan)|sns:(protocol|endpoint)|secretsmanager:(versionstage|versionid|name|description|recoverywindowindays|forcedeletewithoutrecovery)|ssm:(overwrite|recursive|sessiondocumentaccesscheck|documenttype)|logs:.*|events:.*|cloudwatch:namespace|lambda:(principal|functionarn|layer|vpcids|subnetids|securitygroupids|eventsourcetoken)|ec2:(createaction|instancetype|region|osuser|launchtemplate|isl.*|metadatahttp.*|attribute.*|add.*)|rds:.*|ecs:(cluster|task-definition|enable-execute-command|container-.*)|codebuild:.*|cloudformation:.*|acm:.*|elasticloadbalancing:.*|ecr:.*|es:.*|autoscaling:.*|iam:(passedto.*|servicespecific.*|fido.*|registersecuritykey)|elasticfilesystem:(accesspointarn|accessedviamounttarget|encrypted))$/;

function byPattern(key: string, s: Situation): ContextValue {
  const slash = key.indexOf('/');
  const name = slash < 0 ? '' : key.slice(slash + 1);
  if (name !== '' && key.startsWith('aws:principaltag/')) return tag(principalTags(s), name, s, key);
  if (name !== '' && /^[\w-]+:(resourcetag|tag|objecttag)\/$/.test(key.slice(0, slash + 1)) && !key.startsWith('s3:'))
    return tag(s.tags, name, s, key);
  if (written.test(key)) return anything;
  if (/:(aud|sub|amr|iss|azp|oaud|email|actor|repository|ref|workflow|job_workflow_ref|environment)$/.test(key))
    return claims(key, s);
  return undecidable(key, undefined, 'unsupported');
}

const claims = (key: string, s: Situation): ContextValue =>
  s.principal.kind === 'federated' ? undecidable(key, 'claims') : absent;

const principalTags = (s: Situation): ReadonlyMap<string, Value> | undefined =>
  s.principal.kind === 'role' || s.principal.kind === 'user' ? s.principal.node?.tags : undefined;

/** Tag keys are compared without case here, as condition keys are. */
function tag(tags: ReadonlyMap<string, Value> | undefined, name: string, s: Situation, key: string): ContextValue {
  if (!tags) return stranger(s) && key.startsWith('aws:principaltag') ? anything : undecidable(key, 'tag', 'external');
  for (const [written, value] of tags) {
    if (written.toLowerCase() === name) return value.kind === 'null' ? absent : knownValue(s.textOf(value));
  }
  return absent;
}
