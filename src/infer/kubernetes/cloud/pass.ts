import { fieldAt, scalarText } from '../../../model/cluster.js';
import { known, truthOf, unknownFact } from '../../../model/fact.js';
import { type Location, mergeLocations } from '../../../model/location.js';
import type { Resource } from '../../../model/resource.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Value } from '../../../model/value.js';
import { reasonsOf, stringValue } from '../../../model/values.js';
import type { Cluster, ClusterObject, Workload } from '../cluster.js';
import type { ExposurePass } from '../exposure/pass.js';
import { nodeGroups } from '../exposure/service.js';
import type { Findings } from '../findings.js';
import type { NetworkPolicies } from '../network-policy/decide.js';
import type { ServiceAccounts } from '../service-account.js';
import { clusterAdminId } from '../synthetic.js';
import { admitsAccount, isWide, subjectTrusts } from './trust.js';

const annotation = 'eks.amazonaws.com/role-arn';

/** Between the cluster and its cloud account (spec/E5): roles of service accounts, the role of the nodes, and IAM principals in the cluster. */
export class CloudPass {
  /** Service accounts with a role in the cloud. */
  readonly accountsWithRole = new Set<string>();

  constructor(
    private readonly cluster: Cluster,
    private readonly accounts: ServiceAccounts,
    private readonly out: Findings,
  ) {}

  run(): void {
    for (const account of this.cluster.of('service-account')) this.annotated(account);
    this.podIdentities();
    this.wideTrusts();
    this.accessEntries();
    this.awsAuth();
  }

  /** IRSA: the annotation names the role, and the role's trust policy names the account. */
  private annotated(account: ClusterObject): void {
    const value = fieldAt(account.cluster.object, 'metadata', 'annotations', annotation);
    if (!value) return;
    const { graph } = this.cluster;
    const { namespace = 'default', name } = account.cluster;
    for (const { id, certainty } of this.rolesNamed(value, account)) {
      const trusts = subjectTrusts(graph, id).map((trust) => ({
        ...trust,
        truth: admitsAccount(trust.subject, namespace, name),
      }));
      const best = trusts.find(({ truth }) => truth === 'yes') ?? trusts.find(({ truth }) => truth === 'unknown');
      if (!best) continue;
      const certain = best.truth === 'yes' && certainty === 'certain' && best.relation.certainty === 'certain';
      const unknowns = mergeReasons(
        best.relation.unknowns ?? [],
        best.truth === 'unknown' ? [{ code: 'computed', subject: 'the subject of the trust policy' }] : [],
      );
      this.assume(account.id, id, [value.at ?? account.location, ...best.relation.because], certain, unknowns, 'irsa');
    }
  }

  /** By ARN, by reference, or by the name at the end of an ARN whose account is not known here. */
  private rolesNamed(
    value: Value,
    account: ClusterObject,
  ): readonly { readonly id: string; readonly certainty: 'certain' | 'conditional' }[] {
    const direct = this.cluster.graph.resolve(value, ['aws.iam.role'], account).targets;
    if (direct.length > 0) return direct;
    const name = /:role\/(?:.*\/)?([^/]+)$/.exec(scalarText(value) ?? '')?.[1];
    return name === undefined ? [] : this.cluster.graph.resolve(stringValue(name), ['aws.iam.role'], account).targets;
  }

  /** EKS Pod Identity: the association names cluster, namespace, account and role. */
  private podIdentities(): void {
    const { graph } = this.cluster;
    for (const association of graph.byType('aws.eks.pod-identity-association')) {
      const body = association.declarations[0]?.body;
      const namespace = scalarText(fieldAt(body, 'namespace') ?? fieldAt(body, 'Namespace'));
      const name = scalarText(fieldAt(body, 'service_account') ?? fieldAt(body, 'ServiceAccount'));
      if (namespace === undefined || name === undefined) continue;
      const account = this.accounts.findOrMake(namespace, name, association, association.location);
      for (const relation of graph.outgoing(association.id, 'runs-as')) {
        const trusted = graph.outgoing(relation.to, 'trusts').find(({ to }) => to.includes('pods.eks.amazonaws.com'));
        if (!trusted) continue;
        this.assume(
          account.id,
          relation.to,
          [association.location, ...trusted.because],
          relation.certainty === 'certain',
          [],
          'pod-identity',
        );
      }
    }
  }

  /** K8S-016: a trust policy that admits all accounts of a namespace, or of the cluster. */
  private wideTrusts(): void {
    for (const role of this.cluster.graph.byType('aws.iam.role')) {
      const trusts = subjectTrusts(this.cluster.graph, role.id);
      if (trusts.length === 0) continue;
      const open = trusts.filter(
        ({ subject, relation }) => admitsAccount(subject, '', '') === 'unknown' || relation.certainty === 'conditional',
      );
      const wide = trusts.filter((trust) => !open.includes(trust) && isWide(trust.subject));
      const because = mergeLocations(...(wide.length > 0 ? wide : trusts).map(({ relation }) => relation.because));
      const fact =
        wide.length > 0
          ? known(true, because)
          : open.length > 0
            ? unknownFact([{ code: 'computed', subject: 'the subject of the trust policy' }], because)
            : known(false, because);
      this.out.fact(role.id, 'kubernetes.wideTrust', fact);
      for (const trust of wide) this.anyAccount(role, trust.subject, trust.relation.because);
    }
  }

  /** A pod gets a token for the cloud only when its own definition asks for one: an account without the annotation needs a new pod. */
  private anyAccount(role: Resource, subject: string, because: readonly Location[]): void {
    for (const account of this.cluster.of('service-account')) {
      const { namespace = 'default', name, annotations } = account.cluster;
      if (annotations.has(annotation) || admitsAccount(subject, namespace, name) === 'no') continue;
      const reason: Reason = {
        code: 'runtime',
        subject: `whether a pod of ${account.address} asks for a token of the cloud`,
        at: account.location,
      };
      this.assume(account.id, role.id, [...because, account.location], false, [reason], 'irsa');
    }
  }

  private assume(
    account: string,
    role: string,
    because: readonly Location[],
    certain: boolean,
    unknowns: readonly Reason[],
    via: string,
  ): void {
    if (certain) this.accountsWithRole.add(account);
    this.out.relation({
      kind: 'can-assume',
      from: account,
      to: role,
      certainty: certain ? 'certain' : 'conditional',
      because,
      attrs: { via },
      ...(!certain && { unknowns }),
    });
  }

  /** K8S-015: the metadata service gives pods the role of their node, unless it wants version 2 and lets answers go one hop only. */
  nodeRoles(exposure: ExposurePass, policies: NetworkPolicies): void {
    const { graph } = this.cluster;
    for (const workload of this.cluster.workloads) {
      if (!exposure.exposed.has(workload.id)) continue;
      for (const node of nodeGroups(this.cluster)) {
        const answer = this.metadataAnswer(workload, node, policies);
        if (answer.truth === 'no') continue;
        for (const relation of graph.outgoing(node.id, 'runs-as')) {
          const certain = answer.truth === 'yes';
          this.out.relation({
            kind: 'escalates-to',
            from: workload.id,
            to: relation.to,
            certainty: certain ? 'certain' : 'conditional',
            because: mergeLocations(answer.because, relation.because),
            attrs: {
              technique: `the metadata service of ${node.address} answers to pods`,
              text: 'takes the credentials of the node from its metadata service',
              cost: 1,
            },
            ...(!certain && { unknowns: answer.unknowns }),
          });
        }
        this.out.fact(
          workload.id,
          'kubernetes.nodeRoleReachable',
          answer.truth === 'yes' ? known(true, answer.because) : unknownFact(answer.unknowns, answer.because),
        );
      }
    }
  }

  private metadataAnswer(workload: Workload, node: Resource, policies: NetworkPolicies) {
    const { graph } = this.cluster;
    const egress = policies.decide({ kind: 'pod', workload }, { kind: 'address', cidr: '169.254.169.254/32' });
    if (egress.possible.length === 0) return { truth: 'no' as const, because: egress.because, unknowns: [] };
    const templates = [node.id, ...graph.outgoing(node.id, 'instantiates').map(({ to }) => to)];
    const fact = (name: string) => templates.map((id) => graph.fact(id, name)).find((found) => found !== undefined);
    const [v1, hops] = [fact('workload.imdsV1'), fact('workload.metadataHopLimit')];
    const onHost = scalarText(fieldAt(workload.cluster.pod.spec, 'hostNetwork')) === 'true';
    const because = mergeLocations([workload.location], v1?.because ?? [], hops?.because ?? []);
    if (onHost) return { truth: 'yes' as const, because, unknowns: [] };
    const old = v1 ? truthOf(v1) : 'unknown';
    const far = !hops || hops.state === 'unknown' ? 'unknown' : Number(hops.value) >= 2 ? 'yes' : 'no';
    if (old === 'no' && far === 'no') return { truth: 'no' as const, because, unknowns: [] };
    const sure = (old === 'yes' && v1?.state === 'known' && !v1.assumed) || far === 'yes';
    if (sure) return { truth: 'yes' as const, because, unknowns: [] };
    const unknowns: readonly Reason[] = [
      { code: 'account', subject: `metadata options of ${node.address}`, at: node.location },
    ];
    return { truth: 'unknown' as const, because, unknowns };
  }

  /** Access entries: which IAM principals may do everything in the cluster. */
  private accessEntries(): void {
    const { graph } = this.cluster;
    for (const association of graph.byType('aws.eks.access-policy-association')) {
      const policy = fieldAt(association.declarations[0]?.body, 'policy_arn');
      const text = scalarText(policy);
      for (const relation of graph.outgoing(association.id, 'uses')) {
        if (relation.attrs?.policy === undefined) continue;
        if (policy && text === undefined)
          this.out.fact(
            relation.to,
            'kubernetes.clusterAdmin',
            unknownFact(reasonsOf(policy), [policy.at ?? association.location]),
          );
        if (text?.endsWith('AmazonEKSClusterAdminPolicy'))
          this.administrator(relation.to, [...relation.because, association.location]);
      }
    }
  }

  /** `aws-auth`: the mapping of IAM roles and users that older clusters use. */
  private awsAuth(): void {
    for (const map of this.cluster.of('config-map')) {
      if (map.cluster.name !== 'aws-auth' || map.cluster.namespace !== 'kube-system') continue;
      for (const key of ['mapRoles', 'mapUsers']) {
        const value = fieldAt(map.cluster.object, 'data', key);
        for (const block of (scalarText(value) ?? '').split(
          /^\s*-\s+(?=["']?(?:rolearn|userarn|groups|username)["']?\s*:)/m,
        )) {
          const arn = /["']?(?:rolearn|userarn)["']?\s*:\s*["']?([^\s"']+)/.exec(block)?.[1];
          if (arn === undefined || !/system:masters/.test(block)) continue;
          const name = stringValue(arn.replace(/^.*[/]/, ''));
          const found = [stringValue(arn), name].flatMap(
            (one) => this.cluster.graph.resolve(one, ['aws.iam.'], map).targets,
          );
          if (found[0]) this.administrator(found[0].id, [value?.at ?? map.location]);
        }
      }
    }
  }

  private administrator(principal: string, because: readonly Location[]): void {
    this.out.fact(principal, 'kubernetes.clusterAdmin', known(true, because));
    this.out.relation({
      kind: 'escalates-to',
      from: principal,
      to: clusterAdminId,
      certainty: 'certain',
      because,
      attrs: {
        technique: `${this.cluster.graph.resource(principal)?.address ?? principal} is an administrator of the cluster`,
        text: 'is an administrator of the cluster',
        cost: 0,
      },
    });
  }
}
