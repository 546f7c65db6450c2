import type { PodEscape } from '../../../model/cluster.js';
import { mergeReasons } from '../../../model/unknown.js';
import type { Value } from '../../../model/value.js';
import { possibilities, reasonsOf } from '../../../model/values.js';
import { type Finding, judge } from './finding.js';
import { addedCapabilities, hostPathVolumes, type PodView } from './pod-security.js';
import { at, itemsOf, textOf } from './values.js';

/** Sockets that start containers as root: a read-only mount does not help, because connecting writes nothing to disk. */
const socketPaths =
  /^\/(var\/)?run\/?$|(^|\/)(docker|containerd|crio|cri-dockerd|podman|frakti)(\/[\w.-]+)*\.sock$|^\/(var\/)?run\/(containerd|crio|podman|docker)\/?$/;

/** Parts of the host whose content gives it away even when mounted read-only (credentials of the node and its pods). */
const readable =
  /^\/$|^\/(var|var\/lib|var\/lib\/kubelet(\/.*)?|root(\/.*)?|home(\/.*)?|etc|etc\/kubernetes(\/.*)?|proc|var\/lib\/etcd(\/.*)?|etc\/shadow)\/?$/;

/** Read-only system paths that agents mount for metrics and that give nothing away. */
const harmlessReadOnly =
  /^\/(sys(\/.*)?|proc|etc\/(localtime|timezone|ssl(\/.*)?|os-release|machine-id|hostname|resolv\.conf|passwd|group|ca-certificates.*|pki\/ca-trust.*)|lib\/modules(\/.*)?|usr\/(src|share|lib)(\/.*)?|dev\/(disk|kmsg)(\/.*)?|var\/log(\/.*)?|var\/lib\/docker\/containers|run\/xtables\.lock|run\/udev(\/.*)?|run\/systemd(\/.*)?|run\/log(\/.*)?|opt\/cni(\/.*)?|var\/run\/dbus(\/.*)?)\/?$/;

/** Writable paths that only hold what the agent itself keeps there. */
const ownFolders =
  /^\/(var\/lib\/(?!kubelet|etcd|docker|containerd|rancher|cni)[\w.-]+(\/.*)?|mnt(\/.*)?|data(\/.*)?|srv(\/.*)?|tmp\/[\w.-]+(\/.*)?|opt\/(?!cni)[\w.-]+(\/.*)?|media(\/.*)?|run\/(?!containerd|docker|crio|systemd|user)[\w.-]+(\/.*)?|var\/run\/(?!docker|containerd|crio)[\w.-]+(\/.*)?|var\/cache\/[\w.-]+(\/.*)?)\/?$/;

export interface HostPathMount extends Finding {
  readonly path: string | undefined;
  /** True, false, or not known. */
  readonly readOnly: boolean | undefined;
}

/** Every mount of a host path in a container. */
export function hostPathMounts(pod: PodView): readonly HostPathMount[] {
  return hostPathVolumes(pod).flatMap((volume) => {
    const path = at(volume, 'hostPath', 'path');
    const name = textOf(at(volume, 'name'));
    const mounts = pod.containers.flatMap(({ value }) =>
      itemsOf(at(value, 'volumeMounts')).filter((mount) => textOf(at(mount, 'name')) === name),
    );
    const arms = path ? possibilities(path) : [];
    return mounts.flatMap((mount) =>
      arms.map((arm) => ({
        path: normal(textOf(arm)),
        readOnly: readOnlyOf(at(mount, 'readOnly')),
        at: path?.at ?? volume.at ?? pod.at,
        unknowns: mergeReasons(
          path === arm ? [] : reasonsOf(path as Value),
          textOf(arm) === undefined ? reasonsOf(arm) : [],
        ),
      })),
    );
  });
}

const normal = (path: string | undefined): string | undefined =>
  path === undefined ? undefined : path.replace(/\/+/g, '/');

const readOnlyOf = (value: Value | undefined): boolean | undefined =>
  value === undefined ? false : value.kind === 'bool' ? value.value : undefined;

/** The container runtime's socket, or the folder that it is in. */
export const runtimeSockets = (pod: PodView): readonly Finding[] =>
  hostPathMounts(pod).filter(({ path }) => path !== undefined && socketPaths.test(path));

/** Host paths that give the node away: readable secrets of the node, or anything of the system that can be written. */
export const sensitiveHostPaths = (pod: PodView): readonly Finding[] =>
  hostPathMounts(pod).flatMap((mount) => {
    if (mount.path === undefined) return [mount];
    if (socketPaths.test(mount.path)) return [];
    if (readable.test(mount.path)) return mount.path === '/proc' && mount.readOnly === true ? [] : [mount];
    if (mount.readOnly === true || ownFolders.test(mount.path)) return [];
    if (mount.readOnly === undefined) return harmlessReadOnly.test(mount.path) ? [] : [unsure(mount, 'readOnly')];
    return [mount];
  });

const unsure = (mount: HostPathMount, subject: string): Finding => ({
  at: mount.at,
  unknowns: [{ code: 'variable', subject }],
});

const dangerous: ReadonlySet<string> = new Set([
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'BPF',
  'DAC_READ_SEARCH',
]);

export const dangerousCapabilities = (pod: PodView): readonly Finding[] =>
  addedCapabilities(pod, (name) => dangerous.has(name));

const isTrue = (text: string | undefined): boolean => text === 'true';

export const privilegedContainers = (pod: PodView): readonly Finding[] => [
  ...pod.containers.flatMap(({ value }) =>
    judge(at(value, 'securityContext', 'privileged'), isTrue, value.at ?? pod.at),
  ),
  ...pod.containers.flatMap(({ value }) =>
    judge(at(value, 'securityContext', 'windowsOptions', 'hostProcess'), isTrue, value.at ?? pod.at),
  ),
];

export const hostNamespaces = (pod: PodView): readonly Finding[] =>
  ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((key) => judge(at(pod.spec, key), isTrue, pod.at));

/** Every way out of the pod that its own specification opens, cheapest first. */
export function escapesOf(pod: PodView): readonly PodEscape[] {
  const all = (technique: string, cost: number, findings: readonly Finding[]): readonly PodEscape[] =>
    findings.map(({ at: place, unknowns }) => ({ technique, cost, at: place, unknowns }));
  const capability = (name: string): readonly Finding[] =>
    addedCapabilities(pod, (one) => one === name || one === 'ALL');
  const hostPid = judge(at(pod.spec, 'hostPID'), isTrue, pod.at);
  const traced = hostPid.length > 0 && capability('SYS_PTRACE').length > 0 ? hostPid : [];
  return [
    ...all('privileged container mounts the disk of the node', 0, privilegedContainers(pod)),
    ...all('container runtime socket starts a privileged container', 0, runtimeSockets(pod)),
    ...all('host path gives files of the node', 1, sensitiveHostPaths(pod)),
    ...all('CAP_SYS_MODULE loads a kernel module', 1, capability('SYS_MODULE')),
    ...all('CAP_SYS_ADMIN mounts the disk of the node', 1, capability('SYS_ADMIN')),
    ...all('CAP_SYS_RAWIO writes to the memory of the node', 2, capability('SYS_RAWIO')),
    ...all('CAP_BPF reads what the kernel sees', 2, capability('BPF')),
    ...all('CAP_DAC_READ_SEARCH reads files of the node', 1, capability('DAC_READ_SEARCH')),
    ...all('hostPID and CAP_SYS_PTRACE inject code into processes of the node', 1, traced),
  ];
}
