import type { ResourceGraph } from '../../graph/types.js';
import type { Resource } from '../../model/resource.js';
import type { Reference, Value } from '../../model/value.js';
import { canonicalText, type Namer } from './document/texts.js';
import { ownAccountOf } from './own-account.js';
import { arnSegments, segment } from './pattern/arn.js';
import { atom, hasHole, hole, holeReasons, ownAccount, ownRegion } from './pattern/symbol.js';

/**
 * Canonical names of all resources: ARNs and names as text with symbols, so that "the same bucket" is the same text
 * whether code names it by reference or literally. Everything is found on first use and kept.
 */
export class Names implements Namer {
  private readonly arns = new Map<string, string>();
  private readonly labels = new Map<string, string>();
  private readonly references = new Map<string, string | undefined>();
  /** Our account number when the code tells it; else the symbol for it. */
  readonly account: string;

  constructor(private readonly graph: ResourceGraph) {
    this.account = ownAccountOf(graph) ?? ownAccount;
  }

  readonly textOf = (value: Value): string => this.own(canonicalText(value, this));

  readonly nameOf = (reference: Reference): string | undefined => {
    const key = `${reference.scope}|${reference.address}|${reference.path.join('.')}`;
    if (this.references.has(key)) return this.references.get(key);
    this.references.set(key, undefined); // a name that leads back to itself has none
    const node = this.nodeOf(reference);
    const text = node && this.attribute(node, reference.path);
    this.references.set(key, text);
    return text;
  };

  /** Canonical ARN; of a secret with a glob for its random end. */
  arnOf(node: Resource): string {
    const known = this.arns.get(node.id);
    if (known !== undefined) return known;
    this.arns.set(node.id, fallbackArn(node, ownName(node)));
    const arn = this.own(this.makeArn(node));
    this.arns.set(node.id, arn);
    return arn;
  }

  /** The physical name, as canonical text. */
  labelOf(node: Resource): string {
    const known = this.labels.get(node.id);
    if (known !== undefined) return known;
    this.labels.set(node.id, ownName(node));
    const value = node.identity?.name ?? node.handles.find((handle) => handle.kind === 'name')?.value;
    const text = value ? this.textOf(value) : ownName(node);
    this.labels.set(node.id, text);
    return text;
  }

  /** The node that a reference certainly means. */
  nodeOf(reference: Reference): Resource | undefined {
    const [from] = this.graph.resources;
    if (!from) return undefined;
    const { targets } = this.graph.resolve({ kind: 'reference', to: reference }, undefined, from);
    const [target] = targets;
    return targets.length === 1 && target ? this.graph.resource(target.id) : undefined;
  }

  private own(text: string): string {
    return this.account === ownAccount ? text : text.replaceAll(ownAccount, this.account);
  }

  private makeArn(node: Resource): string {
    const entity = node.identity?.part && iamEntities[node.identity.part];
    if (entity && node.type.startsWith('aws.iam.')) {
      const path = node.identity?.path ? this.textOf(node.identity.path) : '/';
      return `arn:aws:iam::${ownAccount}:${entity}${path}${this.labelOf(node)}`;
    }
    const handle = node.handles.find(({ kind }) => kind === 'arn');
    return handle ? settle(this.textOf(handle.value)) : fallbackArn(node, this.labelOf(node));
  }

  private attribute(node: Resource, path: readonly string[]): string {
    const last = path.at(-1) ?? 'Ref';
    if (/^(arn|Arn)$/.test(last)) return this.arnOf(node);
    if (last.toLowerCase() === 'execution_arn')
      return `arn:aws:execute-api:${ownRegion}:${this.account}:${ownName(node)}`;
    if (/^(stream_arn|StreamArn)$/.test(last)) return `${this.arnOf(node)}/stream/${atom(`${node.id}.stream`)}`;
    if (/arn$/i.test(last) && typeArn.test(last)) return this.arnOf(node);
    if (/arn$/i.test(last)) return atom(`${node.id}.${last}`);
    if (namesById.test(last)) return arnIsId.test(node.type) ? this.arnOf(node) : this.labelOf(node);
    if (/name$|^bucket$|identifier$/i.test(last)) return this.labelOf(node);
    return node.managed ? atom(`${node.id}.${last}`) : hole({ code: 'data', subject: `${node.address}.${last}` });
  }
}

const iamEntities: Readonly<Record<string, string>> = {
  role: 'role',
  user: 'user',
  group: 'group',
  'managed-policy': 'policy',
  'instance-profile': 'instance-profile',
};

/** Attributes such as `TopicArn` and `LoadBalancerArn` are the ARN of the thing itself. */
const typeArn =
  /^(TopicArn|LoadBalancerArn|SecretArn|RoleArn|FunctionArn|KeyArn|TableArn|QueueArn|BucketArn|DBInstanceArn)$/;
const namesById = /^(id|Id|Ref|key_id|KeyId)$/;
/** Types whose id (Terraform) or Ref (CloudFormation) is their ARN. */
const arnIsId =
  /^aws\.(sns\.topic|secretsmanager\.secret|iam\.policy|iam\.identity-provider|iam\.oidc-provider|iam\.openid-connect-provider|iam\.saml-provider|stepfunctions\.state-machine|sfn\.|states\.|ecs\.|elbv2\.|elasticloadbalancingv2\.|batch\.|acm\.|codestar.*)/;

/** The name of a declared thing that gets one at apply time; of a looked-up thing it is simply not known. */
const ownName = (node: Resource): string =>
  node.managed ? atom(node.id) : hole({ code: 'data', subject: node.address });

/** The ARN of a thing whose kind has no pattern: right service, account and Region, and a name that nothing else has. */
const fallbackArn = (node: Resource, name: string): string => {
  const [, service = '', type = ''] = node.type.split('.');
  if (service.startsWith('apigateway')) return `arn:aws:execute-api:${ownRegion}:${ownAccount}:${ownName(node)}`;
  const tail = resourcePrefix[node.type] ?? (service === 'ec2' || service === 'kms' ? `${type}/` : '');
  return `arn:aws:${service}:${ownRegion}:${ownAccount}:${tail}${name}`;
};
const resourcePrefix: Readonly<Record<string, string>> = {
  'aws.codebuild.project': 'project/',
  'aws.cloudformation.stack': 'stack/',
  'aws.dynamodb.table': 'table/',
  'aws.ecr.repository': 'repository/',
  'aws.ecs.cluster': 'cluster/',
  'aws.ecs.service': 'service/',
  'aws.ecs.task-definition': 'task-definition/',
};

/** Account and Region of the provider are ours; a variable in their place stays a variable. */
function settle(arn: string): string {
  const parts = [...arnSegments(arn)];
  if (parts.length < 6) return arn;
  const open = (text: string | undefined): boolean =>
    text !== undefined && hasHole(text) && holeReasons(text).every((reason) => reason.code === 'account');
  if (open(parts[segment.account])) parts[segment.account] = ownAccount;
  if (open(parts[segment.region])) parts[segment.region] = ownRegion;
  return parts.join(':');
}
