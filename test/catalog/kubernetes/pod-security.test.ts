import { describe, expect, it } from 'vitest';
import { toResources } from '../../../src/catalog/index.js';
import { readDeclarations } from '../../../src/parse/index.js';
import { memoryTree } from '../../../src/source/memory-tree.js';

/** A pod that keeps to the restricted standard, with one change: of the pod, of its container. */
const manifest = (
  pod: string,
  container: string,
  pods = 'runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }',
): string => `apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop }
spec:
  securityContext: { ${pods} }
  ${pod}
  containers:
    - name: api
      image: ghcr.io/shop/api:1
      ${container.includes('securityContext') ? container : `securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }\n      ${container}`}
`;
const secure = (extra: string): string =>
  `securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, ${extra} }`;

async function failed(text: string): Promise<readonly string[]> {
  const { declarations } = await readDeclarations(memoryTree({ 'pod.yaml': text }), {});
  const fact = toResources(declarations).resources[0]?.facts.get('kubernetes.failedControls');
  return fact?.state === 'known' && Array.isArray(fact.value) ? fact.value : ['unknown'];
}

/** Field, and the control of the Pod Security Standards that it fails. */
describe('Pod Security Standards', () => {
  it.each([
    ['nothing', manifest('', ''), []],
    ['hostNetwork', manifest('hostNetwork: true', ''), ['Host Namespaces']],
    ['hostPID', manifest('hostPID: true', ''), ['Host Namespaces']],
    ['hostIPC', manifest('hostIPC: true', ''), ['Host Namespaces']],
    ['hostNetwork: false', manifest('hostNetwork: false', ''), []],
    ['privileged', manifest('', secure('privileged: true')), ['Privileged Containers']],
    [
      'a capability of the default set',
      manifest('', 'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [CHOWN] } }'),
      ['Capabilities (restricted)'],
    ],
    [
      'a capability beyond it',
      manifest(
        '',
        'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [NET_ADMIN] } }',
      ),
      ['Capabilities', 'Capabilities (restricted)'],
    ],
    [
      'NET_BIND_SERVICE',
      manifest(
        '',
        'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }',
      ),
      [],
    ],
    [
      'nothing dropped',
      manifest('', 'securityContext: { allowPrivilegeEscalation: false }'),
      ['Capabilities (restricted)'],
    ],
    [
      'hostPath',
      manifest('volumes: [{ name: logs, hostPath: { path: /var/log } }]', ''),
      ['HostPath Volumes', 'Volume Types'],
    ],
    ['an NFS volume', manifest('volumes: [{ name: data, nfs: { server: nas, path: / } }]', ''), ['Volume Types']],
    ['a volume claim', manifest('volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]', ''), []],
    ['hostPort', manifest('', 'ports: [{ containerPort: 80, hostPort: 80 }]'), ['Host Ports']],
    ['hostPort 0', manifest('', 'ports: [{ containerPort: 80, hostPort: 0 }]'), []],
    [
      'seccomp unconfined',
      manifest('', secure('seccompProfile: { type: Unconfined }')),
      ['Seccomp', 'Seccomp (restricted)'],
    ],
    ['seccomp not set anywhere', manifest('', '', 'runAsNonRoot: true'), ['Seccomp (restricted)']],
    ['AppArmor unconfined', manifest('', secure('appArmorProfile: { type: Unconfined }')), ['AppArmor']],
    ['an SELinux user', manifest('', secure('seLinuxOptions: { user: admin }')), ['SELinux']],
    ['a container type of SELinux', manifest('', secure('seLinuxOptions: { type: container_t }')), []],
    ['procMount', manifest('', secure('procMount: Unmasked')), ['/proc Mount Type']],
    [
      'an unsafe sysctl',
      manifest(
        '',
        '',
        'runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }, sysctls: [{ name: kernel.msgmax, value: "1" }]',
      ),
      ['Sysctls'],
    ],
    [
      'a safe sysctl',
      manifest(
        '',
        '',
        'runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }, sysctls: [{ name: net.ipv4.tcp_syncookies, value: "1" }]',
      ),
      [],
    ],
    [
      'escalation allowed',
      manifest('', 'securityContext: { capabilities: { drop: [ALL] } }'),
      ['Privilege Escalation'],
    ],
    ['no word about root', manifest('', '', 'seccompProfile: { type: RuntimeDefault }'), ['Running as Non-root']],
    [
      'the container says no root',
      manifest('', secure('runAsNonRoot: true'), 'seccompProfile: { type: RuntimeDefault }'),
      [],
    ],
    ['the container allows root again', manifest('', secure('runAsNonRoot: false')), ['Running as Non-root']],
    ['user 0', manifest('', secure('runAsUser: 0')), ['Running as Non-root user']],
    [
      'init containers count too',
      manifest(
        'initContainers: [{ name: init, image: "ghcr.io/shop/init:1", securityContext: { privileged: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]',
        '',
      ),
      ['Privileged Containers'],
    ],
    ['Windows pods need no Linux controls', manifest('os: { name: windows }', 'securityContext: { }'), []],
  ])('%s', async (_name, text, expected) => {
    expect(await failed(text)).toEqual([...expected].sort());
  });
});
