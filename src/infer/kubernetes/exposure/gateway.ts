import { fieldAt, listItems, scalarText } from '../../../model/cluster.js';
import type { Location } from '../../../model/location.js';
import type { Cluster, ClusterObject } from '../cluster.js';
import { closed, type Exposure } from './exposure.js';

/** A Gateway is the load balancer that its class makes; classes say in their name when it is internal. */
export function gatewayExposure(gateway: ClusterObject): Exposure {
  const spec = fieldAt(gateway.cluster.object, 'spec');
  const className = fieldAt(spec, 'gatewayClassName');
  const text = scalarText(className) ?? '';
  const place = className?.at ?? gateway.location;
  if (/internal|rilb|private|vpc-lattice|mesh/i.test(text)) return closed([place], true);
  const internal = [...gateway.cluster.annotations].some(
    ([name, value]) => /scheme|internal/.test(name) && /^(internal|true)$/.test(value),
  );
  if (internal) return closed([gateway.location]);
  const listeners = listItems(fieldAt(spec, 'listeners'));
  return {
    truth: 'yes',
    width: 'internet-wide',
    authentication: 'none',
    ports: listeners.flatMap((listener) => {
      const port = scalarText(fieldAt(listener, 'port'));
      return port === undefined
        ? []
        : [`${scalarText(fieldAt(listener, 'protocol')) === 'UDP' ? 'udp' : 'tcp'}/${port}`];
    }),
    assumed: true,
    because: [place],
    unknowns: [],
  };
}

/** Whether any listener takes requests without encryption. */
export const gatewayCleartext = (gateway: ClusterObject): boolean =>
  listItems(fieldAt(gateway.cluster.object, 'spec', 'listeners')).some(
    (one) => scalarText(fieldAt(one, 'protocol')) === 'HTTP',
  );

export interface NamedObject {
  readonly name: string;
  readonly namespace: string;
  readonly at: Location;
}

/** Gateways that a route attaches to. */
export const routeParents = (route: ClusterObject): readonly NamedObject[] =>
  listItems(fieldAt(route.cluster.object, 'spec', 'parentRefs')).flatMap((parent) => {
    const name = scalarText(fieldAt(parent, 'name'));
    const kind = scalarText(fieldAt(parent, 'kind')) ?? 'Gateway';
    const namespace = scalarText(fieldAt(parent, 'namespace')) ?? route.cluster.namespace ?? 'default';
    return name === undefined || kind !== 'Gateway' ? [] : [{ name, namespace, at: parent.at ?? route.location }];
  });

/** Services that a route sends to. In another namespace only with a ReferenceGrant there. */
export function routeBackends(route: ClusterObject, cluster: Cluster): readonly NamedObject[] {
  const home = route.cluster.namespace ?? 'default';
  const refs = listItems(fieldAt(route.cluster.object, 'spec', 'rules')).flatMap((rule) =>
    listItems(fieldAt(rule, 'backendRefs')),
  );
  return refs.flatMap((ref) => {
    const name = scalarText(fieldAt(ref, 'name'));
    const kind = scalarText(fieldAt(ref, 'kind')) ?? 'Service';
    const namespace = scalarText(fieldAt(ref, 'namespace')) ?? home;
    if (name === undefined || kind !== 'Service') return [];
    if (namespace !== home && !isGranted(route, home, namespace, name, cluster)) return [];
    return [{ name, namespace, at: ref.at ?? route.location }];
  });
}

function isGranted(route: ClusterObject, from: string, to: string, name: string, cluster: Cluster): boolean {
  return cluster.of('reference-grant').some((grant) => {
    if (grant.cluster.namespace !== to) return false;
    const spec = fieldAt(grant.cluster.object, 'spec');
    const source = listItems(fieldAt(spec, 'from')).some(
      (one) =>
        scalarText(fieldAt(one, 'kind')) === route.cluster.kind && scalarText(fieldAt(one, 'namespace')) === from,
    );
    const target = listItems(fieldAt(spec, 'to')).some((one) => {
      const named = scalarText(fieldAt(one, 'name'));
      return scalarText(fieldAt(one, 'kind')) === 'Service' && (named === undefined || named === name);
    });
    return source && target;
  });
}
