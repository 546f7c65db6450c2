import type { Fact } from '../../../model/fact.js';
import { known, unknownFact } from '../../../model/fact.js';
import type { Location } from '../../../model/location.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Value } from '../../../model/value.js';
import type { WorkloadFacet } from '../../../model/workload.js';
import { containersOf } from './containers.js';
import { factOfFindings, judge } from './finding.js';
import {
  dangerousCapabilities,
  escapesOf,
  hostNamespaces,
  privilegedContainers,
  runtimeSockets,
  sensitiveHostPaths,
} from './host-access.js';
import { isMutable, parseImage } from './image.js';
import { podControls, type PodView, podView } from './pod-security.js';
import { literalCredentials } from './literal-credentials.js';
import { at } from './values.js';

type Facts = Readonly<Record<string, Fact | undefined>>;
const setBy = (kubernetes: string, terraform: string) => ({ kubernetes, terraform });

/** What policies ask of a pod: its privileges on the node, its limits, its images. */
export function workloadFacts(spec: Value, fallback: Location, workload: WorkloadFacet): Facts {
  if (spec.kind !== 'map') return {};
  const pod = podView(spec, fallback);
  const doubts = containersOf(spec).unknowns;
  const fact = (findings: Parameters<typeof factOfFindings>[0], kubernetes: string, terraform: string): Fact =>
    factOfFindings(findings, pod.at, setBy(kubernetes, terraform), doubts);
  const privileged = fact(
    privilegedContainers(pod),
    'containers[].securityContext.privileged',
    'container.security_context.privileged',
  );
  return {
    'workload.privileged': privileged,
    'workload.plaintextSecret': factOfFindings(
      literalCredentials(workload),
      pod.at,
      setBy('containers[].env[].value', 'container.env.value'),
    ),
    'kubernetes.hostNamespaces': fact(
      hostNamespaces(pod),
      'hostNetwork, hostPID, hostIPC',
      'host_network, host_pid, host_ipc',
    ),
    'kubernetes.hostNetwork': fact(
      judge(at(spec, 'hostNetwork'), (text) => text === 'true', pod.at),
      'hostNetwork',
      'host_network',
    ),
    'kubernetes.sensitiveHostPath': fact(sensitiveHostPaths(pod), 'volumes[].hostPath.path', 'volume.host_path.path'),
    'kubernetes.runtimeSocket': fact(runtimeSockets(pod), 'volumes[].hostPath.path', 'volume.host_path.path'),
    'kubernetes.dangerousCapability': fact(
      dangerousCapabilities(pod),
      'containers[].securityContext.capabilities.add',
      'container.security_context.capabilities.add',
    ),
    'kubernetes.escapable': fact(escapesOf(pod), 'containers[].securityContext', 'container.security_context'),
    'kubernetes.mutableImage': imageFact(pod, workload),
    'kubernetes.limitsSet': limitsFact(pod, doubts),
    ...podSecurityFacts(pod, doubts),
  };
}

/** Which Pod Security Standard the pod keeps to, and which controls it fails. */
function podSecurityFacts(pod: PodView, doubts: readonly Reason[]): Facts {
  const failed = { baseline: [] as string[], restricted: [] as string[] };
  const places = { baseline: [] as Location[], restricted: [] as Location[] };
  const open = { baseline: [...doubts], restricted: [...doubts] };
  for (const { name, level, check } of podControls) {
    const findings = check(pod);
    const sure = findings.filter(({ unknowns }) => unknowns.length === 0);
    if (sure.length > 0) {
      failed[level].push(name);
      places[level].push(...sure.map((finding) => finding.at));
    } else open[level].push(...findings.flatMap(({ unknowns }) => unknowns));
  }
  const paths = setBy('securityContext', 'security_context');
  const fails = (levels: readonly ('baseline' | 'restricted')[]): Fact => {
    const because = levels.flatMap((level) => places[level]);
    if (because.length > 0) return known(true, because, { setBy: paths });
    const unknowns = mergeReasons(...levels.map((level) => open[level]));
    return unknowns.length > 0
      ? unknownFact(unknowns, [pod.at], { setBy: paths })
      : known(false, [pod.at], { setBy: paths });
  };
  return {
    'kubernetes.failsBaseline': fails(['baseline']),
    'kubernetes.failsRestricted': fails(['baseline', 'restricted']),
    'kubernetes.failedControls': known([...failed.baseline, ...failed.restricted].sort(), [
      ...places.baseline,
      ...places.restricted,
    ]),
  };
}

function imageFact(pod: PodView, workload: WorkloadFacet): Fact {
  const findings = workload.artifacts.flatMap(({ source, at: place }) =>
    judge(source, (text) => text !== undefined && isMutable(parseImage(text)), place),
  );
  return factOfFindings(findings, pod.at, setBy('containers[].image', 'container.image'));
}

function limitsFact(pod: PodView, doubts: readonly Reason[]): Fact {
  const paths = { setBy: setBy('containers[].resources.limits.memory', 'container.resources.limits') };
  const unlimited = pod.containers.filter(
    ({ value, role }) => role === 'main' && at(value, 'resources', 'limits', 'memory') === undefined,
  );
  const unknowns = [...doubts, ...unlimited.flatMap(({ value }) => unknownLimits(value))];
  if (unknowns.length > 0) return unknownFact(unknowns, [pod.at], paths);
  return known(
    unlimited.length === 0,
    unlimited.length > 0 ? unlimited.map(({ value }) => value.at ?? pod.at) : [pod.at],
    paths,
  );
}

function unknownLimits(container: Value): readonly Reason[] {
  for (const path of [['resources'], ['resources', 'limits']]) {
    const value = at(container, ...path);
    if (value?.kind === 'unknown') return value.reasons;
  }
  return [];
}
