import { fieldAt, listItems, scalarText } from '../../../model/cluster.js';
import { known, unknownFact } from '../../../model/fact.js';
import { mergeLocations } from '../../../model/location.js';
import type { Cluster, ClusterObject } from '../cluster.js';
import type { Findings } from '../findings.js';
import type { Exposure } from './exposure.js';
import { backendsOf } from './service.js';

/** K8S-021: a Service that gives the outside an administration interface or a data store. */
export function publishedFact(service: ClusterObject, exposure: Exposure, cluster: Cluster, out: Findings): void {
  const backends = backendsOf(service, cluster);
  const sensitive = backends.find(({ workload }) => workload.store || workload.cluster.pod.adminInterface);
  const ports = listItems(fieldAt(service.cluster.object, 'spec', 'ports'));
  const port = ports.find(
    (one) =>
      adminPorts.has(scalarText(fieldAt(one, 'targetPort')) ?? '') ||
      adminPorts.has(scalarText(fieldAt(one, 'port')) ?? ''),
  );
  if (!sensitive && !port) return out.fact(service.id, 'kubernetes.adminPublished', known(false, [service.location]));
  const because = mergeLocations(exposure.because, sensitive ? [sensitive.at] : [port?.at ?? service.location]);
  const fact =
    exposure.truth === 'unknown'
      ? unknownFact(exposure.unknowns, because)
      : known(exposure.truth === 'yes', because, { assumed: exposure.assumed });
  out.fact(service.id, 'kubernetes.adminPublished', fact);
}

/** K8S-028: an address or a name outside that the Service stands for. */
export function externalFact(service: ClusterObject, out: Findings): void {
  const spec = fieldAt(service.cluster.object, 'spec');
  const addresses = fieldAt(spec, 'externalIPs');
  const host = fieldAt(spec, 'externalName');
  const name = scalarText(host);
  const foreign =
    scalarText(fieldAt(spec, 'type')) === 'ExternalName' &&
    name !== undefined &&
    !/\.(cluster\.local|svc|internal|amazonaws\.com)\.?$|^[^.]+$/.test(name);
  const listed = listItems(addresses).length > 0;
  const place = listed ? addresses?.at : foreign ? host?.at : undefined;
  const unknowns = addresses?.kind === 'unknown' ? addresses.reasons : host?.kind === 'unknown' ? host.reasons : [];
  const setBy = {
    setBy: { kubernetes: 'spec.externalIPs, spec.externalName', terraform: 'spec.external_ips, spec.external_name' },
  };
  out.fact(
    service.id,
    'kubernetes.externalAddress',
    unknowns.length > 0
      ? unknownFact(unknowns, [service.location], setBy)
      : known(listed || foreign, [place ?? service.location], setBy),
  );
}

/** Ports of the cluster's own services and of common data stores and dashboards. */
const adminPorts: ReadonlySet<string> = new Set([
  '2379', '2380', '6443', '10250', '10255', '6379', '5432', '3306', '27017', '9200', '9300', '11211', '5984', '9042', '2181', '9092', '1433', '5601', '22', '3389',
]); // biome-ignore format: a list
