import type { Cluster, Workload } from './cluster.js';
import { known } from '../../model/fact.js';
import type { ExposurePass } from './exposure/pass.js';
import type { Findings } from './findings.js';
import { fieldAt, scalarText } from '../../model/cluster.js';
import { accountNameOf, type ServiceAccounts } from './service-account.js';

/**
 * Pods that can get out to their node, and what a node gives: every pod on it (spec/E4). Which pods share a node is not known
 * before they are scheduled, except that a DaemonSet is on every node.
 */
export function escapePass(
  cluster: Cluster,
  accounts: ServiceAccounts,
  exposure: ExposurePass,
  nodes: readonly string[],
  worthwhile: ReadonlySet<string>,
  out: Findings,
): void {
  const escaping = cluster.workloads.filter((workload) => workload.cluster.pod.escapes.length > 0);
  for (const workload of escaping) escapes(workload, nodes, out);
  if (escaping.length === 0) return;
  const rich = cluster.workloads.filter((workload) => {
    const account = accounts.find(workload.cluster.namespace, accountNameOf(workload), workload);
    return account !== undefined && worthwhile.has(account.id) && workload.kind.startsWith('process/');
  });
  for (const node of nodes) for (const workload of rich) resident(node, workload, out);
  blastFacts(escaping, rich, exposure, out);
}

function escapes(workload: Workload, nodes: readonly string[], out: Findings): void {
  const [best] = [...workload.cluster.pod.escapes].sort(
    (a, b) => a.unknowns.length - b.unknowns.length || a.cost - b.cost,
  );
  if (!best) return;
  // Root on a node is worth more than any one role: it holds the tokens and volumes of all pods there.
  if (best.unknowns.length === 0) out.fact(workload.id, 'identity.privilege', known('power', [best.at]));
  for (const node of nodes) {
    const certain = best.unknowns.length === 0 && nodes.length === 1;
    const subject = `which node ${workload.address} runs on`;
    const unknowns = best.unknowns.length > 0 ? best.unknowns : [{ code: 'runtime' as const, subject, at: best.at }];
    out.relation({
      kind: 'escalates-to',
      from: workload.id,
      to: node,
      certainty: certain ? 'certain' : 'conditional',
      because: [best.at],
      attrs: {
        technique: `${workload.address} can break out to its node`,
        text: `breaks out to the node: ${best.technique}`,
        cost: best.cost,
      },
      ...(certain ? {} : { unknowns }),
    });
  }
}

function resident(node: string, workload: Workload, out: Findings): void {
  const everywhere =
    workload.cluster.kind === 'DaemonSet' &&
    scalarText(fieldAt(workload.cluster.pod.spec, 'nodeSelector')) === undefined;
  out.relation({
    kind: 'can',
    from: node,
    to: workload.id,
    certainty: everywhere ? 'certain' : 'conditional',
    grade: 'possible',
    because: [workload.location],
    attrs: { access: ['execute'] },
    ...(!everywhere && {
      unknowns: [
        { code: 'runtime' as const, subject: `which node ${workload.address} runs on`, at: workload.location },
      ],
    }),
  });
}

/** K8S-023: an exposed pod that can break out, beside a pod whose account is worth stealing. */
function blastFacts(
  escaping: readonly Workload[],
  rich: readonly Workload[],
  exposure: ExposurePass,
  out: Findings,
): void {
  for (const workload of escaping) {
    const others = rich.filter(({ id }) => id !== workload.id);
    const exposed = exposure.exposed.get(workload.id);
    if (!exposed || others.length === 0) continue;
    const [other] = others;
    const at = workload.cluster.pod.escapes[0]?.at ?? workload.location;
    out.fact(
      workload.id,
      'kubernetes.escapeReachesPrivileged',
      known(true, [at, ...(other ? [other.location] : [])], { assumed: true }),
    );
  }
}
