import { factFromTri, known, unknownFact } from '../../../model/fact.js';
import { externalIds } from '../../../model/ids.js';
import type { Location } from '../../../model/location.js';
import type { Certainty } from '../../../model/relation.js';
import type { Resource } from '../../../model/resource.js';
import {
  accountResource,
  anyAwsResource,
  ciResource,
  identityProviderResource,
  internetResource,
  serviceResource,
  syntheticResource,
} from '../../../model/synthetic.js';
import type { Tri } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import { anyAws, foreign } from '../callers.js';
import { type Collector, placesOf } from '../collector.js';
import type { Decision, Target } from '../decision/decide.js';
import type { PrincipalText, Statement } from '../document/types.js';
import type { IdentityModel } from '../model.js';
import { arnAccount, isArn } from '../pattern/arn.js';
import { hasHole, holeReasons } from '../pattern/symbol.js';
import { triOf } from '../public/tri-of.js';
import { foreignAccountOf, pinnedAgainstDeputy } from './accounts.js';
import { guestsOf, signUpsOf } from './guests.js';
import { type Federation, federationOf } from './federation.js';
import { issuerOf } from './issuer.js';

/** Who outside the code may assume each declared role (spec/D5): `trusts`, `can-assume`, and the facts about trust. */
export function trustRelations(model: IdentityModel, out: Collector): void {
  for (const node of model.graph.byKind('identity/role')) {
    const target = model.targets.of(node);
    if (!node.identity?.trust || !target.policy) continue;
    new RoleTrust(model, out, node, target).state();
  }
}

class RoleTrust {
  private readonly foreignAt: Location[] = [];
  private readonly foreignUnknown: Reason[] = [];
  private readonly deputyAt: Location[] = [];
  private readonly deputyUnknown: Reason[] = [];
  private readonly federations: { readonly federation: Federation; readonly at: Location }[] = [];

  constructor(
    private readonly model: IdentityModel,
    private readonly out: Collector,
    private readonly node: Resource,
    private readonly target: Target,
  ) {}

  state(): void {
    for (const statement of this.target.policy?.statements ?? []) {
      if (statement.effect !== 'Allow' || !statement.principal || !assumes(statement)) continue;
      if (statement.principal.negated) continue;
      for (const entry of statement.principal.texts) this.entry(entry, statement);
    }
    this.anyone();
    this.facts();
  }

  private entry(entry: PrincipalText, statement: Statement): void {
    const at = entry.at ?? statement.at;
    if (entry.type === 'Service')
      this.trust(externalIds.awsService(entry.text), serviceResource(entry.text), at, entry);
    else if (entry.type === 'Federated') this.federated(entry, statement, at);
    else if (entry.type === 'AWS' && entry.text !== '*') this.account(entry, statement, at);
  }

  private account(entry: PrincipalText, statement: Statement, at: Location): void {
    const account = foreignAccountOf(entry.text, this.model.names.account);
    if (account === undefined) {
      if (hasHole(isArn(entry.text) ? arnAccount(entry.text) : entry.text))
        this.mayBeForeign(holeReasons(entry.text), pinnedAgainstDeputy(statement));
      return;
    }
    const decision = this.model.decide(foreign(account), 'sts:AssumeRole', this.target);
    if (decision.truth === 'no') return;
    this.out.resource(accountResource(account));
    const pinned = pinnedAgainstDeputy(statement);
    const reasons = [...statement.maybe, ...entry.maybe];
    if (reasons.length > 0) this.mayBeForeign(reasons, pinned);
    else {
      this.foreignAt.push(at);
      // One principal of another account is no third party that serves others: the account itself may be.
      if (!pinned) this.deputyAt.push(at);
    }
    this.trust(externalIds.awsAccount(account), accountResource(account), at, entry);
    this.assume(externalIds.awsAccount(account), decision, at, { via: 'account', pinned });
  }

  private mayBeForeign(reasons: readonly Reason[], pinned: boolean): void {
    this.foreignUnknown.push(...reasons);
    if (!pinned) this.deputyUnknown.push(...reasons);
  }

  /** `*`, and what is not known: asked of the whole policy at once. */
  private anyone(): void {
    const decision = this.model.decide(anyAws, 'sts:AssumeRole', this.target);
    const places =
      decision.because.length > 0 ? placesOf(decision.because) : [this.node.identity?.trust?.at ?? this.node.location];
    const tri = triOf(decision);
    this.out.fact(this.node.id, 'identity.assumableByAnyone', factFromTri({ ...tri, because: places }));
    const named = this.target.policy?.statements.some(
      (s) => s.principal?.texts.some((t) => t.text === '*') || s.principal?.negated,
    );
    if (decision.truth === 'no' || !named) return;
    this.out.resource(anyAwsResource());
    this.trust(externalIds.anyAws, anyAwsResource(), places[0] as Location);
    this.assume(externalIds.anyAws, decision, places[0] as Location, { via: 'anyone' });
  }

  private federated(entry: PrincipalText, statement: Statement, at: Location): void {
    const issuer = issuerOf(entry.text, statement, this.model);
    if (issuer.kind === 'cognito') this.cognito(statement, at, entry);
    else if (issuer.kind === 'saml') {
      this.trust(externalIds.identityProvider(issuer.name), identityProviderResource(issuer.name), at, entry);
      this.admit(externalIds.identityProvider(issuer.name), at, [], { via: 'saml' });
    } else this.oidc(issuer.name, statement, at, entry);
  }

  private oidc(issuer: string, statement: Statement, at: Location, entry: PrincipalText): void {
    const federation = federationOf(statement, issuer);
    const place = federation.conditions.find(({ key }) => key.endsWith(':sub'))?.at ?? at;
    this.federations.push({ federation, at: place });
    // Service accounts of our own cluster are no strangers: infer/kubernetes says which of them get the role.
    const node = isClusterTrust(issuer, federation.subject)
      ? clusterIssuer(issuer, federation.subject)
      : ciResource(issuer, federation.subject);
    this.trust(node.id, node, place, entry);
    const unknowns = [
      ...(federation.legacy
        ? [{ code: 'account' as const, subject: `whether AWS still accepts a trust in ${issuer} without a subject` }]
        : []),
      ...(federation.scope === 'unknown'
        ? federation.conditions.flatMap(({ values }) => [
            ...values.open,
            ...values.texts.flatMap((t) => [...t.maybe, ...holeReasons(t.text)]),
          ])
        : []),
    ];
    this.admit(node.id, place, unknowns, { via: 'oidc', scope: federation.scope });
  }

  /** Identity pools hand roles to guests when the trust says so, or does not say otherwise. */
  private cognito(statement: Statement, at: Location, entry: PrincipalText): void {
    const name = 'cognito-identity.amazonaws.com';
    this.trust(externalIds.identityProvider(name), identityProviderResource(name), at, entry);
    this.admit(externalIds.identityProvider(name), at, [], { via: 'cognito' });
    this.strangers(guestsOf(statement, this.model), at, 'cognito-guest');
    this.strangers(signUpsOf(statement, this.model), at, 'cognito-sign-up');
  }

  private strangers(admitted: Tri, at: Location, via: string): void {
    if (admitted.truth === 'no') return;
    this.out.resource(internetResource());
    this.admit(externalIds.internet, admitted.because[0] ?? at, admitted.unknowns, { via });
  }

  private trust(id: string, resource: Resource, at: Location, entry?: PrincipalText): void {
    this.out.resource(resource);
    const unknowns = entry?.maybe ?? [];
    this.out.relation({
      kind: 'trusts',
      from: this.node.id,
      to: id,
      certainty: unknowns.length === 0 ? 'certain' : 'conditional',
      because: [at],
      ...(unknowns.length > 0 && { unknowns }),
    });
  }

  private assume(
    from: string,
    decision: Decision,
    at: Location,
    attrs: Readonly<Record<string, string | boolean>>,
  ): void {
    this.admit(
      from,
      at,
      decision.truth === 'yes'
        ? []
        : decision.unknowns.length > 0
          ? decision.unknowns
          : [{ code: 'unsupported', subject: 'trust policy' }],
      attrs,
    );
  }

  private admit(
    from: string,
    at: Location,
    unknowns: readonly Reason[],
    attrs: Readonly<Record<string, string | boolean>>,
  ): void {
    const certainty: Certainty = unknowns.length === 0 ? 'certain' : 'conditional';
    this.out.relation({
      kind: 'can-assume',
      from,
      to: this.node.id,
      certainty,
      because: [at],
      ...(unknowns.length > 0 && { unknowns }),
      attrs,
    });
  }

  private facts(): void {
    const trustAt = [this.node.identity?.trust?.at ?? this.node.location];
    const put = (name: string, places: readonly Location[], unknowns: readonly Reason[]): void =>
      this.out.fact(
        this.node.id,
        name,
        places.length > 0
          ? known(true, places)
          : unknowns.length > 0
            ? unknownFact(mergeReasons(unknowns), trustAt)
            : known(false, trustAt),
      );
    const open = this.target.policy?.open ?? [];
    this.foreignUnknown.push(...open);
    this.deputyUnknown.push(...open);
    put('identity.foreignTrust', this.foreignAt, this.foreignUnknown);
    put('identity.confusedDeputy', this.deputyAt, this.deputyUnknown);
    this.federationFact(trustAt);
  }

  private federationFact(trustAt: readonly Location[]): void {
    if (this.federations.length === 0) return;
    const order = ['anyone', 'organization', 'repository', 'exact'] as const;
    for (const scope of order) {
      const found = this.federations.filter(({ federation }) => federation.scope === scope);
      if (found.length === 0) continue;
      const unknown = this.federations.some(({ federation }) => federation.scope === 'unknown');
      if (unknown && scope !== 'anyone') break;
      this.out.fact(
        this.node.id,
        'identity.federationScope',
        known(
          scope,
          found.map(({ at }) => at),
        ),
      );
      return;
    }
    const reasons = this.federations.flatMap(({ federation }) =>
      federation.conditions.flatMap(({ values }) => [
        ...values.open,
        ...values.texts.flatMap((t) => holeReasons(t.text)),
      ]),
    );
    this.out.fact(this.node.id, 'identity.federationScope', unknownFact(mergeReasons(reasons), trustAt));
  }
}

const assumes = (statement: Statement): boolean =>
  statement.action.negated ||
  statement.action.texts.some(({ text }) => /^(\*|sts:(\*|assume.*))$/i.test(text) || hasHole(text));

/** Trust in a Kubernetes cluster's issuer (IAM roles for service accounts). */
const isClusterTrust = (issuer: string, subject: string): boolean =>
  subject.startsWith('system:serviceaccount:') || /oidc\.eks\.|eks_cluster|module\.eks/i.test(issuer);

const clusterIssuer = (issuer: string, subject: string): Resource =>
  syntheticResource(externalIds.ci(issuer, subject), 'external/cluster', `${issuer} ${subject}`);
