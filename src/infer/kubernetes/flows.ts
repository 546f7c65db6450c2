import { fieldAt, listItems, scalarText } from '../../model/cluster.js';
import type { Location } from '../../model/location.js';
import type { Value } from '../../model/value.js';
import type { Cluster, ClusterObject, Workload } from './cluster.js';
import { backendsOf } from './exposure/service.js';
import type { Findings } from './findings.js';

/** Longest text that is searched for host names. */
const longest = 20_000;
const hostToken = /[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*/gi;

/** Flows that the code configures: Secrets and volumes that pods mount, and host names of Services in their settings. */
export function flowRelations(cluster: Cluster, out: Findings): void {
  for (const workload of cluster.workloads) {
    mounts(workload, cluster, out);
    mountedClasses(workload, cluster, out);
    const seen = new Set<string>();
    for (const { name, text, at } of settingsOf(workload, cluster)) {
      for (const service of servicesIn(name, text, workload, cluster)) {
        if (seen.has(service.id)) continue;
        seen.add(service.id);
        connect(workload, service, name, at, cluster, out);
      }
    }
  }
}

/** Secrets, ConfigMaps and volume claims; pull secrets stay with the node's agent. */
function mounts(workload: Workload, cluster: Cluster, out: Findings): void {
  for (const use of workload.cluster.pod.uses) {
    const target =
      use.how === 'image-pull' ? undefined : cluster.find(use.kind, workload.cluster.namespace, use.name, workload);
    if (!target) continue;
    const data = use.kind === 'PersistentVolumeClaim' ? 'both' : 'backward';
    out.relation({
      kind: 'mounts',
      from: workload.id,
      to: target.id,
      certainty: 'certain',
      grade: 'declared',
      because: [use.at],
      attrs: { how: use.how, data },
    });
  }
}

/** Secrets of the cloud that the Secrets Store CSI driver mounts, as a SecretProviderClass lists them. */
function mountedClasses(workload: Workload, cluster: Cluster, out: Findings): void {
  for (const volume of listItems(fieldAt(workload.cluster.pod.spec, 'volumes'))) {
    const named = fieldAt(volume, 'csi', 'volumeAttributes', 'secretProviderClass');
    const name = scalarText(named);
    const target =
      name === undefined ? undefined : cluster.find('SecretProviderClass', workload.cluster.namespace, name, workload);
    if (!target) continue;
    out.relation({
      kind: 'mounts',
      from: workload.id,
      to: target.id,
      certainty: 'certain',
      grade: 'declared',
      because: [named?.at ?? workload.location],
      attrs: { how: 'volume', data: 'backward' },
    });
  }
}

interface Text {
  readonly name: string;
  readonly text: string;
  readonly at: Location;
}

/** Literal settings of a workload, and the content of the ConfigMaps that it uses. */
function settingsOf(workload: Workload, cluster: Cluster): readonly Text[] {
  const own = (workload.workload?.settings ?? []).flatMap(({ name, value, at }) => texts(name, value, at));
  const configured = workload.cluster.pod.uses.flatMap((use) => {
    if (use.kind !== 'ConfigMap') return [];
    const map = cluster.find('ConfigMap', workload.cluster.namespace, use.name, workload);
    const data = map && fieldAt(map.cluster.object, 'data');
    const entries = data?.kind === 'map' ? [...data.entries] : [];
    return entries
      .filter(([key]) => use.key === undefined || use.key === '' || key === use.key)
      .flatMap(([key, value]) => texts(use.variable ?? key, value, value.at ?? use.at));
  });
  return [...own, ...configured];
}

function texts(name: string, value: Value, at: Location): readonly Text[] {
  const text =
    value.kind === 'template' ? value.parts.filter((part) => typeof part === 'string').join(' ') : scalarText(value);
  return text === undefined || text.length > longest ? [] : [{ name, text, at }];
}

/** Settings whose bare value is a host: `REDIS_HOST=redis`, or one that carries a port or a URL. */
const hostSetting =
  /(host|hostname|addr|address|server|servers|url|uri|endpoint|endpoints|service|broker|brokers|upstream|dsn|connection|node|nodes|bootstrap|conn)s?$|^(args|command)$/i;

/** Services that a text names: `redis`, `redis.shop`, `redis.shop.svc.cluster.local:6379`. A bare word counts only where a host is expected. */
function servicesIn(name: string, text: string, workload: Workload, cluster: Cluster): readonly ClusterObject[] {
  const found: ClusterObject[] = [];
  for (const match of text.matchAll(hostToken)) {
    const [first = '', second, third] = match[0].toLowerCase().split('.');
    const before = text.slice(Math.max(0, match.index - 3), match.index);
    const after = text[match.index + match[0].length];
    const isHost =
      before.endsWith('://') ||
      before.endsWith('@') ||
      (after === ':' && /^:\d/.test(text.slice(match.index + match[0].length)));
    const whole = match[0].length === text.trim().length && hostSetting.test(name);
    if (second === undefined) {
      if (!isHost && !whole) continue;
      push(found, cluster.find('Service', workload.cluster.namespace, first, workload));
    } else if (third === undefined || third === 'svc') {
      push(found, cluster.find('Service', second, first, workload));
      // `db-0.db`: a pod of a headless Service.
      push(found, cluster.find('Service', workload.cluster.namespace, second, workload));
    } else if (match[0].includes('.svc')) push(found, cluster.find('Service', third, second, workload));
  }
  return found;
}

function connect(
  workload: Workload,
  service: ClusterObject,
  name: string,
  at: Location,
  cluster: Cluster,
  out: Findings,
): void {
  const uses = {
    kind: 'uses',
    from: workload.id,
    certainty: 'certain',
    grade: 'configured',
    because: [at],
    attrs: { setting: name },
  } as const;
  const backends = backendsOf(service, cluster).filter((backend) => backend.workload.id !== workload.id);
  out.relation({ ...uses, to: service.id });
  for (const backend of backends) {
    if (!backend.workload.store) continue;
    const shared = sharesSecret(workload, backend.workload);
    out.relation({
      ...uses,
      to: backend.workload.id,
      because: [at, backend.at],
      attrs: { setting: name, via: service.address, ...(shared && { credential: true }) },
    });
  }
}

/** Both take a password from the same Secret. */
function sharesSecret(workload: Workload, store: Workload): boolean {
  if (workload.cluster.namespace !== store.cluster.namespace) return false;
  const names = new Set(store.cluster.pod.uses.flatMap((use) => (use.kind === 'Secret' ? [use.name] : [])));
  return workload.cluster.pod.uses.some(
    (use) => use.kind === 'Secret' && use.how !== 'image-pull' && names.has(use.name),
  );
}

function push(list: ClusterObject[], object: ClusterObject | undefined): void {
  if (object) list.push(object);
}
