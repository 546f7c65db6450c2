import type { ResourceGraph } from '../../graph/types.js';
import type { PolicySource, ResourceGrant } from '../../model/identity.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import { nullValue, stringValue } from '../../model/values.js';
import type { Target } from './decision/decide.js';
import type { Layer } from './decision/layer.js';
import type { Names } from './naming.js';
import type { PrincipalReader } from './principals.js';
import { AccountBlocks } from './public/account-block.js';
import { restrictsPublicPolicy } from './public/object-store.js';

/** What can be acted on: ARN, account and resource policy of a node, found once. */
export class TargetReader {
  private readonly targets = new Map<string, Target>();

  readonly blocks: AccountBlocks;

  constructor(
    readonly graph: ResourceGraph,
    private readonly names: Names,
    private readonly reader: PrincipalReader,
  ) {
    this.blocks = new AccountBlocks(graph);
  }

  /** The node itself. */
  of(node: Resource): Target {
    const known = this.targets.get(node.id);
    if (known) return known;
    const policy = this.policy(node);
    const restricted = policy && restrictsPublicPolicy(node, policy, this.blocks.storeOf(node));
    const target: Target = {
      arn: this.names.arnOf(node),
      account: this.names.account,
      node,
      ...(policy && { policy }),
      ...(node.type === 'aws.kms.key' && !policy && { defaultDelegation: true }),
      ...(restricted && restricted.truth !== 'no' && { restricted }),
    };
    this.targets.set(node.id, target);
    return target;
  }

  /** Something under the node: `orders-bucket/*`. */
  under(node: Resource, suffix: string): Target {
    const target = this.of(node);
    return { ...target, arn: `${target.arn}${suffix}` };
  }

  /** Resource policies and grants as one layer; a role's is its trust policy. */
  private policy(node: Resource): Layer | undefined {
    const facet = node.identity;
    if (!facet) return undefined;
    const sources = facet.trust ? [facet.trust] : [...(facet.resourcePolicies ?? [])];
    const documents = [...sources, ...(facet.grants ?? []).map((grant) => asPolicy(grant))].map((source) =>
      this.reader.parse(source),
    );
    return documents.length === 0 ? undefined : this.reader.layer(documents);
  }
}

/** `aws_lambda_permission` as the statement that Lambda makes of it: SourceArn by ArnLike, the others by StringEquals. */
export function asPolicy(grant: ResourceGrant): PolicySource {
  const conditions = new Map<string, Value>();
  const put = (operator: string, key: string, value: Value | undefined): void => {
    if (!value) return;
    const block = conditions.get(operator);
    const entries = new Map(block?.kind === 'map' ? block.entries : []);
    conditions.set(operator, object(entries.set(key, value)));
  };
  put('ArnLike', 'aws:SourceArn', grant.sourceArn);
  put('StringEquals', 'aws:SourceAccount', grant.sourceAccount);
  put('StringEquals', 'aws:PrincipalOrgID', grant.organization);
  put('StringEquals', 'lambda:FunctionUrlAuthType', grant.functionUrlAuthType);
  put('Bool', 'lambda:InvokedViaFunctionUrl', grant.invokedViaFunctionUrl);
  const statement = new Map<string, Value>([
    ['Effect', stringValue('Allow', grant.at)],
    ['Principal', principalOf(grant.principal)],
    ['Action', grant.action],
    ['Resource', stringValue('*', grant.at)],
    ['Condition', object(conditions)],
  ]);
  const document = new Map<string, Value>([
    ['Version', stringValue('2012-10-17')],
    ['Statement', { ...object(statement), at: grant.at }],
  ]);
  return { document: ifItExists(grant.principal, object(document)), at: grant.at };
}

/** A permission that only may be declared has no principal in one reading. */
const ifItExists = (principal: Value, document: Value): Value =>
  principal.kind === 'choice' && principal.arms.some(({ kind }) => kind === 'null')
    ? { kind: 'choice', arms: [document, nullValue()], reasons: principal.reasons }
    : document;

const object = (entries: ReadonlyMap<string, Value>): Extract<Value, { kind: 'map' }> => ({
  kind: 'map',
  collection: 'object',
  entries,
});

/** A service by its name, an account by its number or ARN, or everyone. */
function principalOf(value: Value): Value {
  if (value.kind === 'choice') {
    const arms = value.arms.filter(({ kind }) => kind !== 'null').map(principalOf);
    return arms.length === 1 && arms[0] ? arms[0] : { ...value, arms };
  }
  if (value.kind === 'string' && value.value === '*') return value;
  const service = value.kind === 'string' && /\.amazonaws\.com(\.cn)?$/.test(value.value);
  return object(new Map([[service ? 'Service' : 'AWS', value]]));
}
