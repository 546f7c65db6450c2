import type { Location } from '../../../model/location.js';
import type { MapValue, Value } from '../../../model/value.js';
import { containersOf, type PodContainer } from './containers.js';
import { type Finding, judge } from './finding.js';
import { at, itemsOf, textOf } from './values.js';

/**
 * The controls of the Pod Security Standards (kubernetes.io/docs/concepts/security/pod-security-standards). A baseline control
 * that fails makes the pod `privileged`; a restricted one makes it `baseline`.
 */
export interface PodControl {
  readonly name: string;
  readonly level: 'baseline' | 'restricted';
  /** Places that offend. */
  check(pod: PodView): readonly Finding[];
}

export interface PodView {
  readonly spec: MapValue;
  readonly containers: readonly PodContainer[];
  readonly at: Location;
  readonly windows: boolean;
}

export function podView(spec: MapValue, fallback: Location): PodView {
  return {
    spec,
    containers: containersOf(spec).containers,
    at: spec.at ?? fallback,
    windows: textOf(at(spec, 'os', 'name')) === 'windows',
  };
}

const isTrue = (text: string | undefined): boolean => text === 'true';

/** A setting of the pod and of each container. */
const everywhere = (
  pod: PodView,
  path: readonly string[],
  bad: (text: string | undefined) => boolean,
): readonly Finding[] => [
  ...judge(at(pod.spec, 'securityContext', ...path), (text) => text !== undefined && bad(text), pod.at),
  ...inContainers(pod, path, (text) => text !== undefined && bad(text)),
];

const inContainers = (
  pod: PodView,
  path: readonly string[],
  bad: (text: string | undefined) => boolean,
): readonly Finding[] =>
  pod.containers.flatMap(({ value }) => judge(at(value, 'securityContext', ...path), bad, value.at ?? pod.at));

/** The container's own setting, else the pod's. */
const effective = (
  pod: PodView,
  path: readonly string[],
  bad: (text: string | undefined) => boolean,
): readonly Finding[] =>
  pod.containers.flatMap(({ value }) =>
    judge(at(value, 'securityContext', ...path) ?? at(pod.spec, 'securityContext', ...path), bad, value.at ?? pod.at),
  );

const baselineCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID',
  'SETPCAP', 'SETUID', 'SYS_CHROOT',
]); // biome-ignore format: a list

const capabilityName = (text: string): string => text.toUpperCase().replace(/^CAP_/, '');

/** Capabilities that containers add, as `bad` picks them. */
export const addedCapabilities = (pod: PodView, bad: (name: string) => boolean): readonly Finding[] =>
  pod.containers.flatMap(({ value }) => {
    const added = at(value, 'securityContext', 'capabilities', 'add');
    if (added && added.kind !== 'list') return judge(added, () => false, value.at ?? pod.at);
    return itemsOf(added).flatMap((item) =>
      judge(item, (text) => text !== undefined && bad(capabilityName(text)), value.at ?? pod.at),
    );
  });

const safeSysctls: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
]); // biome-ignore format: a list

const restrictedVolumes: ReadonlySet<string> = new Set([
  'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret',
]); // biome-ignore format: a list

const volumeKinds = (volume: Value): readonly string[] =>
  volume.kind === 'map'
    ? [...volume.entries].flatMap(([key, value]) => (key === 'name' || value.kind === 'null' ? [] : [key]))
    : [];

export const hostPathVolumes = (pod: PodView): readonly Value[] =>
  itemsOf(at(pod.spec, 'volumes')).filter((volume) => at(volume, 'hostPath') !== undefined);

export const podControls: readonly PodControl[] = [
  {
    name: 'HostProcess',
    level: 'baseline',
    check: (pod) => everywhere(pod, ['windowsOptions', 'hostProcess'], isTrue),
  },
  {
    name: 'Host Namespaces',
    level: 'baseline',
    check: (pod) => ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((key) => judge(at(pod.spec, key), isTrue, pod.at)),
  },
  { name: 'Privileged Containers', level: 'baseline', check: (pod) => inContainers(pod, ['privileged'], isTrue) },
  {
    name: 'Capabilities',
    level: 'baseline',
    check: (pod) => addedCapabilities(pod, (name) => !baselineCapabilities.has(name)),
  },
  {
    name: 'HostPath Volumes',
    level: 'baseline',
    check: (pod) =>
      hostPathVolumes(pod).map((volume) => ({ at: at(volume, 'hostPath')?.at ?? volume.at ?? pod.at, unknowns: [] })),
  },
  {
    name: 'Host Ports',
    level: 'baseline',
    check: (pod) =>
      pod.containers.flatMap(({ value }) =>
        itemsOf(at(value, 'ports')).flatMap((port) =>
          judge(at(port, 'hostPort'), (text) => text !== undefined && text !== '0', value.at ?? pod.at),
        ),
      ),
  },
  {
    name: 'AppArmor',
    level: 'baseline',
    check: (pod) => everywhere(pod, ['appArmorProfile', 'type'], (text) => text === 'Unconfined'),
  },
  {
    name: 'SELinux',
    level: 'baseline',
    check: (pod) => [
      ...everywhere(
        pod,
        ['seLinuxOptions', 'type'],
        (text) =>
          !['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'].includes(text ?? ''),
      ),
      ...everywhere(pod, ['seLinuxOptions', 'user'], (text) => text !== ''),
      ...everywhere(pod, ['seLinuxOptions', 'role'], (text) => text !== ''),
    ],
  },
  {
    name: '/proc Mount Type',
    level: 'baseline',
    check: (pod) => inContainers(pod, ['procMount'], (text) => text !== undefined && text !== 'Default'),
  },
  {
    name: 'Seccomp',
    level: 'baseline',
    check: (pod) => everywhere(pod, ['seccompProfile', 'type'], (text) => text === 'Unconfined'),
  },
  {
    name: 'Sysctls',
    level: 'baseline',
    check: (pod) =>
      itemsOf(at(pod.spec, 'securityContext', 'sysctls')).flatMap((sysctl) =>
        judge(at(sysctl, 'name'), (text) => text !== undefined && !safeSysctls.has(text.replaceAll('/', '.')), pod.at),
      ),
  },
  {
    name: 'Volume Types',
    level: 'restricted',
    check: (pod) =>
      itemsOf(at(pod.spec, 'volumes'))
        .filter((volume) => volumeKinds(volume).some((kind) => !restrictedVolumes.has(kind)))
        .map((volume) => ({ at: volume.at ?? pod.at, unknowns: [] })),
  },
  {
    name: 'Privilege Escalation',
    level: 'restricted',
    check: (pod) => (pod.windows ? [] : inContainers(pod, ['allowPrivilegeEscalation'], (text) => text !== 'false')),
  },
  {
    name: 'Running as Non-root',
    level: 'restricted',
    check: (pod) => effective(pod, ['runAsNonRoot'], (text) => text !== 'true'),
  },
  {
    name: 'Running as Non-root user',
    level: 'restricted',
    check: (pod) => everywhere(pod, ['runAsUser'], (text) => text === '0'),
  },
  {
    name: 'Seccomp (restricted)',
    level: 'restricted',
    check: (pod) =>
      pod.windows
        ? []
        : effective(pod, ['seccompProfile', 'type'], (text) => text !== 'RuntimeDefault' && text !== 'Localhost'),
  },
  {
    name: 'Capabilities (restricted)',
    level: 'restricted',
    check: (pod) => {
      if (pod.windows) return [];
      const kept = pod.containers
        .filter(({ value }) => !dropsAll(at(value, 'securityContext', 'capabilities', 'drop')))
        .map(({ value }) => ({
          at: value.at ?? pod.at,
          unknowns: unknownDrop(at(value, 'securityContext', 'capabilities', 'drop')),
        }));
      return [...kept, ...addedCapabilities(pod, (name) => name !== 'NET_BIND_SERVICE')];
    },
  },
];

const dropsAll = (drop: Value | undefined): boolean =>
  itemsOf(drop).some((item) => capabilityName(textOf(item) ?? '') === 'ALL');
const unknownDrop = (drop: Value | undefined) => (drop?.kind === 'unknown' ? drop.reasons : []);
