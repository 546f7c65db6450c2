import { HandleIndex } from '../model/handles.js';
import type { IdentityFacet, PolicySource } from '../model/identity.js';
import type { Resource } from '../model/resource.js';
import type { Value } from '../model/value.js';
import { childrenOf } from '../model/values.js';

/** What the code refers to but does not define: names of principals and ARNs of policies, each with the scopes that do so. */
export interface Wanted {
  readonly roles: ReadonlyMap<string, WantedEntity>;
  readonly users: ReadonlyMap<string, WantedEntity>;
  readonly groups: ReadonlyMap<string, WantedEntity>;
  readonly policies: ReadonlyMap<string, WantedEntity>;
}

export interface WantedEntity {
  /** Scopes in which a literal names it: there it gets a node of its own. */
  readonly scopes: ReadonlySet<string>;
  /** Ids of look-ups and stand-ins that mean it: they are filled in. */
  readonly nodes: ReadonlySet<string>;
  /** Account numbers in the ARNs that name it; a principal of another account is not ours to read. */
  readonly accounts: ReadonlySet<string>;
}

/** Most things to ask for in one run. */
const maxWanted = 2_000;
const maxDepth = 24;

/** Reads the resources; asks nothing. */
export function wantedEntities(resources: readonly Resource[]): Wanted {
  const search = new Search(resources);
  for (const resource of resources) search.visit(resource);
  return search.found;
}

type Kind = keyof Wanted;
interface Draft {
  readonly scopes: Set<string>;
  readonly nodes: Set<string>;
  readonly accounts: Set<string>;
}

class Search {
  readonly found: Record<Kind, Map<string, Draft>> = {
    roles: new Map(),
    users: new Map(),
    groups: new Map(),
    policies: new Map(),
  };
  private readonly index = new HandleIndex();
  /** Our account, when the providers agree on it: principals of others are not ours to read. */
  private readonly account: string | undefined;

  constructor(resources: readonly Resource[]) {
    const accounts = new Set(resources.flatMap(({ account }) => (account?.kind === 'string' ? [account.value] : [])));
    this.account = accounts.size === 1 ? [...accounts][0] : undefined;
    for (const { id, type, scope, address, handles } of resources)
      this.index.add({ id, type, scope, addresses: [address], handles });
  }

  visit(resource: Resource): void {
    if (resource.dialect === 'synthetic' || !resource.type.startsWith('aws.')) return;
    const part = resource.identity?.part;
    const kind = part && kinds[part];
    if (!resource.managed && kind) this.lookUp(resource, kind);
    for (const value of valuesOf(resource)) this.mentioned(value, resource.scope, maxDepth);
  }

  /** A data source or a stand-in for the owner of an attachment. */
  private lookUp(resource: Resource, kind: Kind): void {
    const arn = resource.handles.flatMap(({ kind: of, value }) =>
      of === 'arn' && value.kind === 'string' ? [value.value] : [],
    )[0];
    const name = nameOf(resource);
    const byName = name === undefined ? undefined : policyByName(name);
    const key = kind === 'policies' ? (arn ?? byName) : (name ?? arn?.slice(arn.lastIndexOf('/') + 1));
    if (key !== undefined && iamName.test(key.slice(key.lastIndexOf('/') + 1)))
      this.want(kind, key)?.nodes.add(resource.id);
  }

  /** ARNs of IAM entities anywhere in a value, when nothing in the code has that ARN. */
  private mentioned(value: Value, scope: string, left: number): void {
    if (value.kind === 'string') {
      for (const [arn, account = '', type = '', path = ''] of value.value.matchAll(entityArn)) {
        if (account !== 'aws' && this.account !== undefined && account !== this.account) continue;
        if (path.startsWith('aws-service-role/') || this.isDeclared(arn, type, scope)) continue;
        const kind: Kind = type === 'role' ? 'roles' : type === 'user' ? 'users' : 'policies';
        const wanted = this.want(kind, kind === 'policies' ? arn : path.slice(path.lastIndexOf('/') + 1));
        wanted?.scopes.add(scope);
        if (account !== 'aws') wanted?.accounts.add(account);
      }
    }
    if (left === 0) return;
    for (const child of childrenOf(value)) this.mentioned(child, scope, left - 1);
  }

  private isDeclared(arn: string, type: string, scope: string): boolean {
    const at: Value = { kind: 'string', value: arn };
    return this.index.resolve(at, [`aws.iam.${type}`], scope).targets.length > 0;
  }

  private want(kind: Kind, key: string): Draft | undefined {
    const map = this.found[kind];
    const present = map.get(key);
    if (present || map.size >= maxWanted) return present;
    const made: Draft = { scopes: new Set(), nodes: new Set(), accounts: new Set() };
    map.set(key, made);
    return made;
  }
}

const kinds: Partial<Record<NonNullable<IdentityFacet['part']>, Kind>> = {
  role: 'roles',
  user: 'users',
  group: 'groups',
  'managed-policy': 'policies',
};

/** Key of a policy of the account that is looked up by its name: IAM is asked for the ARN first. */
export const policyByName = (name: string): string => `name/${name}`;

/** Names of IAM entities (IAM User Guide, "IAM name requirements"). */
const iamName = /^[\w+=,.@-]{1,128}$/;
/** An ARN without wildcards that ends where the name ends. */
const entityArn = /arn:aws[\w-]*:iam::(\d{12}|aws):(role|user|policy)\/([\w+=,.@/-]+)(?![\w+=,.@/*?$-])/g;

/** By its own name, or, for a stand-in, by the literal name that its satellites give their owner. */
function nameOf(resource: Resource): string | undefined {
  const own = resource.identity?.name;
  if (own) return own.kind === 'string' ? own.value : undefined;
  const [stub, ...satellites] = resource.declarations;
  for (const key of lookUpKeys) {
    const name = stub?.body.entries.get(key);
    if (name) return name.kind === 'string' ? name.value : undefined;
  }
  const owners = satellites.flatMap(({ body }) => ownerKeys.flatMap((key) => body.entries.get(key) ?? []));
  return owners.some((owner) => owner.kind === 'string' && owner.value === stub?.name && !owner.refs?.length)
    ? stub?.name
    : undefined;
}
/** `data "aws_iam_user"` and `data "aws_iam_group"` have names of their own for it. */
const lookUpKeys = ['user_name', 'group_name'];
const ownerKeys = [
  'role',
  'user',
  'group',
  'role_name',
  'user_name',
  'group_name',
  'RoleName',
  'UserName',
  'GroupName',
];

/** Everything that may name an IAM entity: documents, attachments, boundaries and links. */
function valuesOf({ identity, links, managed }: Resource): readonly Value[] {
  const documents = (sources: readonly PolicySource[] | undefined): readonly Value[] =>
    (sources ?? []).flatMap(({ document }) => [
      document,
      ...('json' in document && document.json ? [document.json] : []),
    ]);
  return [
    ...documents(identity?.permissions),
    ...documents(identity?.resourcePolicies),
    ...documents(identity?.trust ? [identity.trust] : []),
    ...(identity?.attachments ?? []).map(({ policy }) => policy),
    ...(identity?.boundary ? [identity.boundary.policy] : []),
    ...(identity?.grants ?? []).map(({ principal }) => principal),
    ...links.map(({ target }) => target),
    ...(!managed && identity?.role ? [identity.role] : []),
  ];
}
