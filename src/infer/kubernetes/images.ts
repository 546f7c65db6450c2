import type { Location } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import { saasResource } from '../../model/synthetic.js';
import type { Value } from '../../model/value.js';
import { stringValue } from '../../model/values.js';
import type { Cluster, Workload } from './cluster.js';
import type { Findings } from './findings.js';

/** Registry host and repository path of a reference; a first part without a dot, a port or `localhost` is a path on Docker Hub (distribution spec, reference grammar). */
export function registryOf(reference: string): { readonly host: string; readonly path: string } | undefined {
  const [, name = '', rest = ''] = /^([^@]*?)((?::[^/@:]*)?(?:@.*)?)$/.exec(reference.trim()) ?? [];
  if (name === '' || !/^[a-z0-9][a-z0-9._:/-]*$/i.test(name) || /\s/.test(rest)) return undefined;
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  if (first !== 'localhost' && !/[.:]/.test(first)) return { host: 'docker.io', path: name };
  return { host: first.toLowerCase(), path: name.slice(slash + 1) };
}

/** Host of a private registry of Amazon ECR (ECR User Guide, "Private registry authentication"). */
const privateEcr = /^\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$/;
const repositories = ['aws.ecr.'];

interface Supplier {
  readonly because: Location[];
  readonly images: Set<string>;
}

/**
 * Where the code of a pod comes from: a repository of the scan, or else the registry as an external supplier, one relation for
 * each (spec/B, `deploys-from`). An image that is not known links to nothing.
 */
export function imageRelations(cluster: Cluster, out: Findings): void {
  const added = new Set<string>();
  for (const workload of cluster.workloads) {
    const suppliers = new Map<string, Supplier>();
    for (const { source, kind, at } of workload.workload?.artifacts ?? []) {
      if (kind !== 'image') continue;
      const repository = repositoryOf(source, workload, cluster);
      if (repository) deploys(workload, repository.id, repository.certainty, [at], out);
      else if (source.kind === 'string') supply(suppliers, source.value, at);
    }
    for (const [host, { because, images }] of suppliers) {
      const external = saasResource(host);
      if (!cluster.graph.resource(external.id) && !added.has(external.id)) out.resources.push(external);
      added.add(external.id);
      deploys(workload, external.id, 'certain', because, out, { images: [...images], encrypted: true });
    }
  }
}

function supply(suppliers: Map<string, Supplier>, reference: string, at: Location): void {
  const host = registryOf(reference)?.host;
  if (host === undefined || host.startsWith('localhost')) return;
  const present = suppliers.get(host) ?? { because: [], images: new Set() };
  present.because.push(at);
  present.images.add(reference);
  suppliers.set(host, present);
}

/** The declared repository that an image names: by reference, by ARN, or by the path on a private ECR host. */
function repositoryOf(source: Value, from: Resource, { graph }: Cluster) {
  const [direct] = graph.resolve(source, repositories, from).targets;
  if (direct || source.kind !== 'string') return direct;
  const image = registryOf(source.value);
  if (!image || !privateEcr.test(image.host)) return undefined;
  return graph.resolve(stringValue(image.path), repositories, from).targets[0];
}

function deploys(
  workload: Workload,
  to: string,
  certainty: 'certain' | 'conditional',
  because: readonly Location[],
  out: Findings,
  attrs?: { readonly images: readonly string[]; readonly encrypted: true },
): void {
  out.relation({
    kind: 'deploys-from',
    from: workload.id,
    to,
    certainty,
    grade: 'declared',
    because,
    ...(attrs && { attrs }),
  });
}
