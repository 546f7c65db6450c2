import { type Fact, known, unknownFact } from '../../../model/fact.js';
import { type Location, mergeLocations } from '../../../model/location.js';
import type { Cluster, ClusterObject } from '../cluster.js';
import type { Findings } from '../findings.js';
import { accountNameOf, accountPlace, type ServiceAccounts, tokenMounted } from '../service-account.js';
import { clusterAdminId } from '../synthetic.js';
import { escalationsOf } from './escalation.js';
import { type Grant, Grants } from './grants.js';
import { clusterAdminPowers, openGrants, type Power, powers } from './powers.js';
import { isUnnamed, rulesOf } from './rules.js';

/** Effective rights of every service account, what they lead to, and the facts about roles and bindings (spec/E3). */
export class RbacPass {
  readonly grants: Grants;
  /** Service accounts that may do everything, or can get there. */
  readonly powerful = new Set<string>();

  constructor(
    private readonly cluster: Cluster,
    private readonly accounts: ServiceAccounts,
    private readonly nodes: readonly string[],
    private readonly out: Findings,
  ) {
    this.grants = new Grants(cluster);
    this.makeBearers();
  }

  /** `cloudAccounts`: service accounts with a role in the cloud. */
  run(cloudAccounts: ReadonlySet<string>): void {
    const worthwhile = new Set([
      ...cloudAccounts,
      ...this.accounts.all.filter((account) => this.isRich(account)).map(({ id }) => id),
    ]);
    for (const account of this.accounts.all) this.account(account, worthwhile);
    for (const role of this.cluster.of('role')) this.role(role);
    for (const binding of this.cluster.of('binding')) this.binding(binding);
    this.workloads();
  }

  /** Accounts that only bindings name, and those of pods that have rights through groups. */
  private makeBearers(): void {
    for (const [subject, grants] of this.grants.subjects) {
      const [kind, namespace, name] = subject.split('/');
      const [first] = grants;
      if (kind === 'ServiceAccount' && namespace && name && first)
        this.accounts.findOrMake(namespace, name, first.binding, first.because[0] ?? first.binding.location);
    }
    for (const workload of this.cluster.workloads) {
      const name = accountNameOf(workload);
      const { namespace } = workload.cluster;
      if (this.grants.ofServiceAccount(namespace, name).length > 0)
        this.accounts.findOrMake(namespace, name, workload, workload.location);
    }
  }

  grantsOfBinding(binding: ClusterObject): readonly Grant[] {
    return this.grants.ofBinding(binding);
  }

  private grantsOf(account: ClusterObject): readonly Grant[] {
    const { namespace = 'default', name } = account.cluster;
    return this.grants
      .ofServiceAccount(namespace, name)
      .filter(({ binding }) => binding.scope === account.scope || binding.scope === '' || account.scope === '');
  }

  /** Worth becoming: it may do more than read its own settings. */
  private isRich(account: ClusterObject): boolean {
    const all = this.grantsOf(account);
    return (
      clusterAdminPowers(all).length > 0 ||
      secretPowers(all).length > 0 ||
      powers(all, ['create'], '', 'pods').length > 0 ||
      powers(all, ['impersonate'], '', 'users').length > 0
    );
  }

  private account(account: ClusterObject, worthwhile: ReadonlySet<string>): void {
    const all = this.grantsOf(account);
    const escalations = escalationsOf(all, account, this.cluster, this.accounts, worthwhile, this.nodes);
    for (const { to, technique, text, cost, because, unknowns } of escalations) {
      this.out.relation({
        kind: 'escalates-to',
        from: account.id,
        to,
        certainty: unknowns.length === 0 ? 'certain' : 'conditional',
        because,
        attrs: { technique: `${account.address} ${technique}`, text, cost },
        ...(unknowns.length > 0 && { unknowns }),
      });
    }
    const admin = clusterAdminPowers(all);
    const secrets = secretPowers(all);
    if (escalations.some(({ to, unknowns }) => to === clusterAdminId && unknowns.length === 0))
      this.powerful.add(account.id);
    if (admin.length === 0) this.secretReads(account, secrets);
    this.execs(account, powers(all, ['create', 'get'], '', 'pods/exec'));
    this.facts(
      account,
      all,
      admin,
      secrets,
      escalations.filter(({ to, cost }) => to === clusterAdminId && admin.length === 0 && cost < 2),
    );
  }

  private facts(
    account: ClusterObject,
    all: readonly Grant[],
    admin: readonly Power[],
    secrets: readonly Power[],
    toAdmin: readonly { readonly because: readonly Location[]; readonly unknowns: readonly unknown[] }[],
  ): void {
    const put = (name: string, fact: Fact): void => this.out.fact(account.id, name, fact);
    const open = openGrants(all);
    const broad = secrets.filter(({ names, namespace }) => names.length === 0 && namespace === undefined);
    const fact = (found: readonly { readonly because: readonly Location[] }[]): Fact =>
      found.length > 0
        ? known(true, mergeLocations(...found.map(({ because }) => because)))
        : open.length > 0
          ? unknownFact(open, [account.location])
          : known(false, [account.location]);
    put('kubernetes.clusterAdmin', fact(admin));
    put('kubernetes.broadSecretRead', fact(admin.length > 0 ? [] : broad));
    put('kubernetes.escalatesToClusterAdmin', fact(toAdmin));
    put('kubernetes.apiRights', fact(all.filter(isMoreThanDiscovery)));
    const privilege =
      admin.length > 0
        ? 'admin'
        : toAdmin.length > 0
          ? 'iam-admin'
          : broad.length > 0
            ? 'data-admin'
            : all.some(isMoreThanDiscovery)
              ? 'scoped'
              : 'none';
    put('identity.privilege', known(privilege, [account.location]));
  }

  private secretReads(account: ClusterObject, found: readonly Power[]): void {
    for (const power of found) {
      for (const secret of this.cluster.of('secret')) {
        if (power.namespace !== undefined && secret.cluster.namespace !== power.namespace) continue;
        if (power.names.length > 0 && !power.names.includes(secret.cluster.name)) continue;
        if (secret.scope !== account.scope && secret.scope !== '' && account.scope !== '') continue;
        this.out.relation({
          kind: 'can',
          from: account.id,
          to: secret.id,
          certainty: power.unknowns.length === 0 ? 'certain' : 'conditional',
          grade: power.names.length > 0 ? 'permitted' : 'possible',
          because: power.because,
          attrs: { access: ['read'] },
          ...(power.unknowns.length > 0 && { unknowns: power.unknowns }),
        });
      }
    }
  }

  private execs(account: ClusterObject, found: readonly Power[]): void {
    for (const power of found) {
      const workloads =
        power.namespace === undefined ? this.cluster.workloads : this.cluster.workloadsIn(power.namespace, account);
      for (const workload of workloads) {
        if (!workload.kind.startsWith('process/') || accountNameOf(workload) === account.cluster.name) continue;
        this.out.relation({
          kind: 'can',
          from: account.id,
          to: workload.id,
          certainty: power.unknowns.length === 0 ? 'certain' : 'conditional',
          grade: 'possible',
          because: power.because,
          attrs: { access: ['execute'] },
          ...(power.unknowns.length > 0 && { unknowns: power.unknowns }),
        });
      }
    }
  }

  private role(role: ClusterObject): void {
    const rules = rulesOf(role, this.cluster);
    const wild = rules.filter(
      ({ verbs, resources, urls }) => verbs.includes('*') || (resources.includes('*') && urls.length === 0),
    );
    const open = rules.flatMap(({ unknowns }) => unknowns);
    const setBy = {
      setBy: { kubernetes: 'rules[].verbs, rules[].resources', terraform: 'rule.verbs, rule.resources' },
    };
    this.out.fact(
      role.id,
      'kubernetes.wildcardRights',
      wild.length > 0
        ? known(
            true,
            wild.map(({ at }) => at),
            setBy,
          )
        : open.length > 0
          ? unknownFact(open, [role.location], setBy)
          : known(false, [role.location], setBy),
    );
  }

  /** K8S-010: rights of anonymous callers beyond what every cluster shows to them. */
  private binding(binding: ClusterObject): void {
    const anonymous = this.grants
      .ofBinding(binding)
      .filter(({ subject }) => subject === 'User/system:anonymous' || subject === 'Group/system:unauthenticated');
    const rich = anonymous.filter(isMoreThanDiscovery);
    const unread = anonymous.filter(
      ({ rules, role }) => rules.length === 0 && !/system:(discovery|public-info-viewer|basic-user)$/.test(role),
    );
    const because = mergeLocations(...(rich.length > 0 ? rich : unread).map((grant) => grant.because));
    const fact =
      rich.length > 0
        ? known(true, because)
        : unread.length > 0
          ? unknownFact([{ code: 'external', subject: unread[0]?.role ?? 'the role', at: binding.location }], because)
          : known(false, [binding.location]);
    this.out.fact(binding.id, 'kubernetes.anonymousRights', fact);
  }

  private workloads(): void {
    for (const workload of this.cluster.workloads) {
      const name = accountNameOf(workload);
      const account = this.accounts.find(workload.cluster.namespace, name, workload);
      const token = tokenMounted(workload, account);
      const setBy = {
        setBy: { kubernetes: 'automountServiceAccountToken', terraform: 'automount_service_account_token' },
      };
      const mounted =
        token.truth === 'unknown'
          ? unknownFact(
              [{ code: 'variable', subject: 'automountServiceAccountToken', at: token.at }],
              [token.at],
              setBy,
            )
          : known(token.truth === 'yes', [token.at], setBy);
      this.out.fact(workload.id, 'kubernetes.tokenMounted', mounted);
      if (!account) {
        this.out.fact(workload.id, 'kubernetes.usableToken', known(false, [workload.location]));
        continue;
      }
      this.out.relation({
        kind: 'runs-as',
        from: workload.id,
        to: account.id,
        certainty: 'certain',
        because: [accountPlace(workload)],
        attrs: { use: 'app', token: token.truth },
      });
      this.usableToken(workload.id, account, mounted, token.at);
    }
  }

  private usableToken(workload: string, account: ClusterObject, mounted: Fact, at: Location): void {
    const all = this.grantsOf(account).filter(isMoreThanDiscovery);
    const rights = mergeLocations(...all.map(({ because }) => because));
    const fact =
      all.length === 0 || (mounted.state === 'known' && mounted.value === false)
        ? known(false, [at])
        : mounted.state === 'unknown'
          ? unknownFact(mounted.reasons, [at, ...rights])
          : known(true, [at, ...rights]);
    this.out.fact(workload, 'kubernetes.usableToken', fact);
    const admin = clusterAdminPowers(this.grantsOf(account));
    this.out.fact(
      workload,
      'kubernetes.clusterAdmin',
      known(admin.length > 0, admin.length > 0 ? mergeLocations(...admin.map(({ because }) => because)) : [at]),
    );
  }
}

const secretPowers = (all: readonly Grant[]): readonly Power[] => powers(all, ['get', 'list', 'watch'], '', 'secrets');

const harmless = new Set(['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews']);

/** Whether a grant gives anything on objects; what every caller may ask of a cluster does not count. */
const isMoreThanDiscovery = ({ rules }: Grant): boolean =>
  rules.some(
    (rule) =>
      (rule.resources.some((resource) => !harmless.has(resource)) && rule.verbs.length > 0) ||
      (rule.urls.includes('*') && isUnnamed(rule)),
  );
