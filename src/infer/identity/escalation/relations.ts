import { externalIds } from '../../../model/ids.js';
import { mergeLocations } from '../../../model/location.js';
import type { Resource } from '../../../model/resource.js';
import { accountAdminResource } from '../../../model/synthetic.js';
import { type Collector, placesOf } from '../collector.js';
import type { Principal } from '../decision/principal.js';
import type { PrincipalClass } from '../effective/classes.js';
import type { IdentityModel } from '../model.js';
import { ownAccount } from '../pattern/symbol.js';
import { roleBehind } from '../privilege/facts.js';
import { type Privilege, rank } from '../privilege/level.js';
import {
  artifactFeasibility,
  computeFeasibility,
  passRoleFeasibility,
  type RunningAs,
  trustsService,
} from './compute.js';
import { Actor, type Feasibility, feasible, impossible, perhaps, together } from './engine.js';
import { admin, type Found, onAnother, onItself, onNewRole, onTheRest } from './identities.js';
import { techniques } from './index.js';

/** Most targets that one principal is connected to; the most privileged come first. */
const maxTargets = 200;

/**
 * `escalates-to` from each declared principal to the principals that it can become by misusing its grants, and to the
 * administrator of the account (spec/D7). Administrators get one `can` edge there instead: they have nothing to gain.
 */
export function escalationRelations(
  model: IdentityModel,
  classes: readonly PrincipalClass[],
  privileges: ReadonlyMap<string, Privilege>,
  out: Collector,
): void {
  const world = new World(model, privileges);
  for (const group of classes) {
    for (const member of group.members) {
      const privilege = privileges.get(member.id);
      if (privilege?.administrator.truth === 'yes') world.administrator(member, privilege, out);
      else if (world.worthAsking(member)) world.escalate(member, group, out);
    }
  }
}

class World {
  private readonly groups: readonly Resource[];
  private readonly running: readonly RunningAs[];
  private readonly byService = new Map<string, Principal[]>();
  private readonly trusting = new Map<string, boolean>();
  private readonly adminId: string;
  private readonly ranked: readonly Principal[];

  constructor(
    private readonly model: IdentityModel,
    private readonly privileges: ReadonlyMap<string, Privilege>,
  ) {
    this.groups = model.graph.byKind('identity/group');
    this.adminId = externalIds.accountAdmin(model.names.account === ownAccount ? '' : model.names.account);
    this.ranked = [...model.principals.values()].sort((a, b) => this.rankOf(b) - this.rankOf(a));
    this.running = runningAs(model);
    for (const principal of this.ranked) {
      const services = new Set(
        (
          principal.node &&
          model.targets
            .of(principal.node)
            .policy?.statements.flatMap((s) => (s.effect === 'Allow' ? (s.principal?.texts ?? []) : []))
        )?.flatMap((t) => (t.type === 'Service' ? [t.text.replace(/\.cn$/, '')] : [])) ?? [],
      );
      for (const service of services) {
        const present = this.byService.get(service);
        if (present) present.push(principal);
        else this.byService.set(service, [principal]);
      }
    }
  }

  /** One edge instead of one for everything there is. */
  administrator(principal: Principal, privilege: Privilege, out: Collector): void {
    this.adminNode(out);
    const because = placesOf(privilege.because);
    out.relation({
      kind: 'can',
      from: principal.id,
      to: this.adminId,
      certainty: 'certain',
      grade: 'permitted',
      because: because.length > 0 ? because : [principal.node?.location as never],
      attrs: { access: ['admin'] },
    });
  }

  /** Most principals have no action of any technique. */
  worthAsking(principal: Principal): boolean {
    return (principal.identity?.statements ?? []).some(
      (s) =>
        s.effect === 'Allow' &&
        (s.action.negated || s.action.open.length > 0 || s.action.texts.some(({ text }) => interesting.test(text))),
    );
  }

  escalate(principal: Principal, group: PrincipalClass, out: Collector): void {
    const actor = new Actor(this.model, principal);
    const same = new Set(group.members.map(({ id }) => id));
    const found: Found[] = [
      ...onItself(actor, this.groups),
      ...onNewRole(actor),
      ...this.identities(actor, same),
      ...this.passing(actor, same),
      ...this.entering(actor, same),
    ].filter(({ how }) => how.truth !== 'no');
    if (!found.some((item) => this.reachesAdmin(item)))
      found.push(...onTheRest(actor).filter(({ how }) => how.truth !== 'no'));
    this.state(principal, found, out);
  }

  private reachesAdmin({ to, how }: Found): boolean {
    return to === admin || (how.truth === 'yes' && this.privileges.get(to)?.administrator.truth === 'yes');
  }

  private identities(actor: Actor, same: ReadonlySet<string>): readonly Found[] {
    if (!identityActions.some((action) => actor.mentions(action))) return [];
    return this.ranked
      .filter(({ id }) => !same.has(id))
      .slice(0, maxTargets * 5)
      .flatMap((other) => onAnother(actor, other, this.assumes(actor, other)));
  }

  private assumes(actor: Actor, other: Principal): Feasibility {
    if (other.kind !== 'role' || !other.node) return impossible;
    return feasible(this.model.decide(actor.principal, 'sts:AssumeRole', this.model.targets.of(other.node)));
  }

  /** New compute with a role that may be passed. */
  private passing(actor: Actor, same: ReadonlySet<string>): readonly Found[] {
    const found: Found[] = [];
    const passes = new Map<string, Feasibility>();
    for (const technique of techniques) {
      if (technique.kind !== 'pass-role') continue;
      const able = passRoleFeasibility(actor, technique);
      if (able.truth === 'no') continue;
      for (const service of technique.services) {
        const roles = (this.byService.get(service) ?? []).filter(({ id }) => !same.has(id)).slice(0, maxTargets);
        for (const role of roles) {
          const key = `${service} ${role.id}`;
          const pass = passes.get(key) ?? actor.passes(this.model.targets.of(role.node as Resource), service);
          passes.set(key, pass);
          const how = together(able, pass);
          if (how.truth !== 'no' && this.trusts(actor, role, service))
            found.push({ id: technique.id, text: `${technique.text} (iam:PassRole)`, to: role.id, how });
        }
        if (roles.length === 0) {
          const pass = actor.passes({ arn: '*' }, service);
          // A role that a variable names is some role of its own, not every role there is.
          if (pass.truth !== 'yes') continue;
          const how = together(able, pass);
          const subject = `whether the account has a privileged role for ${service} outside this code`;
          found.push({
            id: technique.id,
            text: `${technique.text} (iam:PassRole on *)`,
            to: admin,
            how: perhaps(how, subject),
          });
        }
      }
    }
    return found;
  }

  private trusts(actor: Actor, role: Principal, service: string): boolean {
    const key = `${service} ${role.id}`;
    const known = this.trusting.get(key) ?? trustsService(actor, this.model.targets.of(role.node as Resource), service);
    this.trusting.set(key, known);
    return known;
  }

  /** Existing compute: changed, entered, or fed with other code. */
  private entering(actor: Actor, same: ReadonlySet<string>): readonly Found[] {
    const found: Found[] = [];
    const possible = techniques.filter(
      (t) => t.kind === 'compute' && t.needs.every((any) => any.some((action) => actor.mentions(action))),
    );
    for (const running of this.running) {
      if (same.has(running.role.id)) continue;
      for (const technique of possible) {
        if (technique.kind !== 'compute') continue;
        const how = computeFeasibility(actor, technique, running);
        if (how.truth !== 'no')
          found.push({
            id: technique.id,
            text: `${technique.text} ${running.node.name}`,
            to: running.role.id,
            how: this.asSureAs(how, running),
          });
      }
      for (const { to, certainty } of this.model.graph.outgoing(running.node.id, 'deploys-from')) {
        const store = this.model.graph.resource(to);
        const how = store ? artifactFeasibility(actor, store) : impossible;
        if (how.truth === 'no') continue;
        const sure =
          certainty === 'certain' ? how : perhaps(how, `whether ${running.node.name} takes its code from there`);
        found.push({
          id: 'x-artifact',
          text: `replaces the code that ${running.node.name} runs`,
          to: running.role.id,
          how: this.asSureAs(sure, running),
        });
      }
    }
    return found;
  }

  private asSureAs(how: Feasibility, { relation }: RunningAs): Feasibility {
    if (relation.certainty === 'certain') return how;
    return { ...how, truth: 'unknown', unknowns: [...how.unknowns, ...(relation.unknowns ?? [])] };
  }

  /** One relation for each target, by its surest technique; the others are listed. */
  private state(principal: Principal, found: readonly Found[], out: Collector): void {
    const byTarget = new Map<string, Found[]>();
    for (const item of found) {
      const present = byTarget.get(item.to);
      if (present) present.push(item);
      else byTarget.set(item.to, [item]);
    }
    for (const [to, items] of byTarget) {
      const best = items.find(({ how }) => how.truth === 'yes') ?? (items[0] as Found);
      if (to === admin) this.adminNode(out);
      const because = placesOf(best.how.statements);
      out.relation({
        kind: 'escalates-to',
        from: principal.id,
        to: to === admin ? this.adminId : to,
        certainty: best.how.truth === 'yes' ? 'certain' : 'conditional',
        because: mergeLocations(because.length > 0 ? because : [(principal.node as Resource).location]),
        ...(best.how.truth === 'unknown' && { unknowns: best.how.unknowns }),
        attrs: { technique: best.id, text: best.text, techniques: [...new Set(items.map(({ id }) => id))].sort() },
      });
    }
  }

  private adminNode(out: Collector): void {
    out.resource(accountAdminResource(this.model.names.account === ownAccount ? '' : this.model.names.account));
  }

  private rankOf(principal: Principal): number {
    const privilege = this.privileges.get(principal.id);
    return privilege ? rank(privilege.level) : 0;
  }
}

/** Service prefixes and wildcards that some technique needs. */
const interesting =
  /^(\*|[\w*?-]*[*?][\w*?-]*:.*|(iam|sts|sso|identitystore|lambda|ec2|autoscaling|ssm|ec2-instance-connect|ecs|eks|amplify|apprunner|batch|codebuild|codepipeline|cloudformation|imagebuilder|glue|sagemaker|datapipeline|elasticmapreduce|emr-serverless|airflow|states|events|scheduler|pipes|appsync|apigateway|bedrock|bedrock-agentcore|rolesanywhere|s3|ecr|codecommit):.*|.*[\uE001].*)$/i;

const identityActions = [
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
  'iam:UpdateAssumeRolePolicy',
  'iam:AttachRolePolicy',
  'iam:PutRolePolicy',
  'iam:CreatePolicyVersion',
  'iam:AttachUserPolicy',
  'iam:PutUserPolicy',
];

/** Compute of the scan that has an application role, directly or by an instance profile. */
function runningAs(model: IdentityModel): readonly RunningAs[] {
  return model.graph.relations.flatMap((relation): RunningAs[] => {
    if (relation.kind !== 'runs-as' || relation.attrs?.['use'] === 'agent') return [];
    const role = roleBehind(model, relation.to);
    const node = model.graph.resource(relation.from);
    const principal = role === undefined ? undefined : model.principals.get(role);
    return node && principal ? [{ node, role: principal, relation }] : [];
  });
}
