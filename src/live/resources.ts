import type { IdentityFacet } from '../model/identity.js';
import { resourceId } from '../model/ids.js';
import type { Resource } from '../model/resource.js';
import { yes } from '../model/tri.js';
import type { PolicyRecord, PrincipalRecord } from './iam/records.js';
import { policyFacet, policyLinks, principalFacet } from './facets.js';
import type { LiveAnswer } from './index.js';
import { diagnosticsOf } from './diagnostics.js';
import { Places } from './places.js';
import type { Entities } from './read.js';
import type { Wanted, WantedEntity } from './wanted.js';

/** Puts what IAM said into the nodes that asked for it, and adds nodes for what is only named by literals. */
export function liveResources(
  resources: readonly Resource[],
  wanted: Wanted,
  entities: Entities,
  at: Date,
): LiveAnswer {
  const build = new Builder(entities, new Map(resources.map((resource) => [resource.id, resource])));
  for (const kind of ['roles', 'users', 'groups'] as const) {
    for (const [name, entity] of wanted[kind]) {
      const answer = entities[kind].get(name);
      if (answer?.ok) build.principal(answer.value, entity);
    }
  }
  for (const [key, answer] of entities.policies) if (answer.ok) build.policy(answer.value, wanted.policies.get(key));
  return {
    resources: [...build.byId.values()],
    diagnostics: diagnosticsOf(entities, build.places, at, build.strangers),
  };
}

class Builder {
  readonly places: Places;
  /** ARNs that another account has under the name that was asked for. */
  readonly strangers: string[] = [];
  /** Scopes in which a principal that has the policy stands. */
  private readonly scopesOfPolicy = new Map<string, Set<string>>();

  constructor(
    private readonly entities: Entities,
    readonly byId: Map<string, Resource>,
  ) {
    this.places = new Places(entities);
  }

  principal(record: PrincipalRecord, wanted: WantedEntity): void {
    const account = record.arn.split(':')[4] ?? '';
    if (wanted.accounts.size > 0 && !wanted.accounts.has(account)) {
      this.strangers.push(record.arn);
      return;
    }
    const groups = record.groups.flatMap((name) => {
      const answer = this.entities.groups.get(name);
      return answer?.ok ? [answer.value] : [];
    });
    const unread = record.groups.filter((name) => this.entities.groups.get(name)?.ok !== true);
    const at = this.places.of(record.arn);
    const facet = principalFacet(record, groups, unread, at);
    for (const scope of this.put(record, facet, wanted)) this.needs(facet, scope);
  }

  policy(record: PolicyRecord, wanted: WantedEntity | undefined): void {
    if (!record.document) return;
    const facet = policyFacet(record, this.places.of(record.arn));
    const scopes = new Set([...(wanted?.scopes ?? []), ...(this.scopesOfPolicy.get(record.arn) ?? [])]);
    this.put({ ...record, kind: 'policy' }, facet, { scopes, nodes: wanted?.nodes ?? new Set(), accounts: new Set() });
  }

  private needs(facet: IdentityFacet, scope: string): void {
    const named = [...facet.attachments, ...(facet.boundary ? [facet.boundary] : [])];
    for (const { policy } of named) {
      if (policy.kind !== 'string') continue;
      const scopes = this.scopesOfPolicy.get(policy.value);
      if (scopes) scopes.add(scope);
      else this.scopesOfPolicy.set(policy.value, new Set([scope]));
    }
  }

  /** Fills in the nodes that mean it; makes one where only a literal does. Returns the scopes it then stands in. */
  private put(record: Named, facet: IdentityFacet, wanted: WantedEntity): ReadonlySet<string> {
    const filled = new Set<string>();
    for (const id of wanted.nodes) {
      const node = this.byId.get(id);
      if (!node) continue;
      this.byId.set(id, enriched(node, record, facet));
      filled.add(node.scope);
    }
    for (const scope of wanted.scopes) {
      if (filled.has(scope)) continue;
      const made = this.made(record, facet, scope);
      this.byId.set(made.id, made);
      filled.add(scope);
    }
    return filled;
  }

  private made(record: Named, facet: IdentityFacet, scope: string): Resource {
    const address = `live.aws_iam_${record.kind}.${record.name}`;
    return {
      id: resourceId(scope, address),
      address,
      scope,
      dialect: 'terraform',
      type: `aws.iam.${record.kind}`,
      element: 'supporting',
      kind: `identity/${record.kind}`,
      name: record.name,
      location: this.places.of(record.arn),
      tags: new Map(),
      exists: yes([this.places.of(record.arn)]),
      managed: false,
      facts: new Map(),
      identity: facet,
      handles: handlesOf(record),
      links: policyLinks(facet),
      declarations: [],
    };
  }
}

type Named = Pick<PrincipalRecord, 'arn' | 'name'> & { readonly kind: PrincipalRecord['kind'] | 'policy' };

const handlesOf = ({ arn, name }: Named): Resource['handles'] => [
  { kind: 'arn', value: { kind: 'string', value: arn } },
  { kind: 'name', value: { kind: 'string', value: name } },
];

/** What the code adds (attachments to a role of somebody else) stays; what IAM says comes to it. */
function enriched(node: Resource, record: Named, facet: IdentityFacet): Resource {
  const own = node.identity;
  const written = new Set(own?.attachments.flatMap(({ policy }) => (policy.kind === 'string' ? [policy.value] : [])));
  const news = facet.attachments.filter(({ policy }) => policy.kind !== 'string' || !written.has(policy.value));
  const added = { ...facet, attachments: news };
  return {
    ...node,
    name: record.name,
    identity: {
      ...own,
      ...added,
      permissions: [...(own?.permissions ?? []), ...facet.permissions],
      attachments: [...(own?.attachments ?? []), ...news],
    },
    handles: [...node.handles, ...handlesOf(record)],
    links: [...node.links, ...policyLinks(added)],
  };
}
