import { fieldAt, listItems, scalarText } from '../../../model/cluster.js';
import type { Location } from '../../../model/location.js';
import type { Value } from '../../../model/value.js';
import type { Cluster, ClusterObject } from '../cluster.js';
import { closed, type Exposure, widthOfRanges } from './exposure.js';
import { annotationAt, controller, serviceExposure } from './service.js';

const alb = 'alb.ingress.kubernetes.io/';
const nginx = 'nginx.ingress.kubernetes.io/';

/** Whether the internet gets to an Ingress: through its controller, as far as annotations or the controller's Service tell. */
export function ingressExposure(ingress: ClusterObject, cluster: Cluster): Exposure {
  const { annotations } = ingress.cluster;
  const spec = fieldAt(ingress.cluster.object, 'spec');
  const written = fieldAt(spec, 'ingressClassName');
  const className = scalarText(written) ?? annotations.get('kubernetes.io/ingress.class') ?? '';
  const place = written?.at ?? ingress.location;
  const ranges = rangesOf(ingress);
  const width = widthOfRanges(ranges?.texts ?? []) ?? 'internet-wide';
  const because = [ingress.location, ...(ranges ? [ranges.at] : [])];
  if (width === 'private') return closed(because);
  const exposure: Exposure = {
    truth: 'yes',
    width,
    authentication: authenticationOf(ingress),
    ports: encrypts(ingress) ? ['tcp/443', 'tcp/80'] : ['tcp/80'],
    assumed: false,
    because,
    unknowns: [],
  };
  if (isAlb(ingress, className)) return albExposure(ingress, cluster, className, exposure);
  if (/internal|private|intranet/i.test(className)) return closed([place], true);
  if (annotations.get('appgw.ingress.kubernetes.io/use-private-ip') === 'true')
    return closed([annotationAt(ingress, 'appgw.ingress.kubernetes.io/use-private-ip')]);
  const service = controllerService(cluster, className);
  if (!service) return { ...exposure, assumed: true };
  const behind = serviceExposure(service, cluster);
  if (behind.truth === 'no') return closed([...because, ...behind.because]);
  return {
    ...exposure,
    truth: behind.truth,
    assumed: behind.assumed,
    because: [...because, ...behind.because],
    unknowns: behind.unknowns,
  };
}

const isAlb = (ingress: ClusterObject, className: string): boolean =>
  /^(alb|aws-alb)/.test(className) || [...ingress.cluster.annotations.keys()].some((name) => name.startsWith(alb));

/** Internal unless the scheme says otherwise, on the Ingress or on the parameters of its class (AWS Load Balancer Controller guide). */
function albExposure(ingress: ClusterObject, cluster: Cluster, className: string, exposure: Exposure): Exposure {
  const name = `${alb}scheme`;
  const byClass = classScheme(cluster, ingress, className);
  const scheme = byClass?.scheme ?? ingress.cluster.annotations.get(name);
  const place = byClass?.at ?? annotationAt(ingress, name);
  if (scheme === 'internet-facing') return { ...exposure, because: [place, ...exposure.because] };
  if (scheme === 'internal') return closed([place]);
  if (ingress.cluster.annotations.has(`${alb}group.name`))
    return {
      ...exposure,
      truth: 'unknown',
      unknowns: [controller(`the scheme of the load balancer that ${ingress.address} shares`, ingress.location)],
    };
  return closed([ingress.location], true);
}

function classScheme(
  cluster: Cluster,
  ingress: ClusterObject,
  className: string,
): { scheme: string; at: Location } | undefined {
  const found = cluster.find('IngressClass', undefined, className, ingress);
  const parameters = found && scalarText(fieldAt(found.cluster.object, 'spec', 'parameters', 'name'));
  const params =
    parameters === undefined ? undefined : cluster.find('IngressClassParams', undefined, parameters, ingress);
  const scheme = params && fieldAt(params.cluster.object, 'spec', 'scheme');
  const text = scalarText(scheme);
  return text === undefined || !params ? undefined : { scheme: text, at: scheme?.at ?? params.location };
}

/** The Service in front of a controller that is itself in the scan: ingress-nginx, Traefik, HAProxy, Kong, ... */
function controllerService(cluster: Cluster, className: string): ClusterObject | undefined {
  const named = /nginx|traefik|haproxy|kong|contour|envoy|ambassador|istio/i
    .exec(className || 'nginx')?.[0]
    .toLowerCase();
  if (named === undefined) return undefined;
  const known = controllers.get(cluster) ?? new Map<string, ClusterObject | undefined>();
  controllers.set(cluster, known);
  if (!known.has(named)) known.set(named, findController(cluster, named));
  return known.get(named);
}

/** Asked for by every Ingress, and the same for all of a class. */
const controllers = new WeakMap<Cluster, Map<string, ClusterObject | undefined>>();

function findController(cluster: Cluster, named: string): ClusterObject | undefined {
  return cluster.of('service').find((service) => {
    const type = scalarText(fieldAt(service.cluster.object, 'spec', 'type'));
    const isController =
      service.cluster.name.includes('ingress') ||
      service.cluster.labels.get('app.kubernetes.io/component') === 'controller' ||
      service.cluster.name === named;
    const text = `${service.cluster.name} ${service.cluster.labels.get('app.kubernetes.io/name') ?? ''}`;
    return (type === 'LoadBalancer' || type === 'NodePort') && isController && text.includes(named);
  });
}

function rangesOf(ingress: ClusterObject): { readonly texts: readonly string[]; readonly at: Location } | undefined {
  for (const name of [
    `${nginx}whitelist-source-range`,
    `${nginx}allowlist-source-range`,
    `${alb}inbound-cidrs`,
    'ingress.kubernetes.io/whitelist-source-range',
    'haproxy.org/allow-list',
    'haproxy.org/whitelist',
  ]) {
    const value = ingress.cluster.annotations.get(name);
    if (value !== undefined)
      return { texts: value.split(',').map((one) => one.trim()), at: annotationAt(ingress, name) };
  }
  return undefined;
}

/** Who gets past the controller, by its annotations. */
function authenticationOf(ingress: ClusterObject): Exposure['authentication'] {
  const { annotations } = ingress.cluster;
  const type = annotations.get(`${alb}auth-type`);
  if (type === 'cognito' || type === 'oidc')
    return annotations.get(`${alb}auth-on-unauthenticated-request`) === 'allow' ? 'none' : 'user';
  if (
    annotations.has(`${nginx}auth-tls-secret`) &&
    !/^(off|optional.*)$/.test(annotations.get(`${nginx}auth-tls-verify-client`) ?? 'on')
  )
    return 'mtls';
  if (annotations.has(`${nginx}auth-url`) || annotations.has(`${nginx}auth-signin`)) return 'user';
  if (annotations.has(`${nginx}auth-type`)) return 'shared-key';
  if (/auth|oauth|forward/i.test(annotations.get('traefik.ingress.kubernetes.io/router.middlewares') ?? ''))
    return 'user';
  return 'none';
}

/** Whether requests can be encrypted: a TLS entry, or a certificate of the cloud's load balancer. */
export function encrypts(ingress: ClusterObject): boolean {
  const spec = fieldAt(ingress.cluster.object, 'spec');
  const { annotations } = ingress.cluster;
  return (
    listItems(fieldAt(spec, 'tls')).length > 0 ||
    annotations.has(`${alb}certificate-arn`) ||
    /HTTPS/.test(annotations.get(`${alb}listen-ports`) ?? '') ||
    annotations.has('networking.gke.io/managed-certificates') ||
    annotations.has('ingress.gcp.kubernetes.io/pre-shared-cert') ||
    annotations.get('traefik.ingress.kubernetes.io/router.tls') === 'true'
  );
}

/** Services that an Ingress forwards to. */
export function ingressBackends(
  ingress: ClusterObject,
): readonly { readonly name: string; readonly namespace: string; readonly at: Location }[] {
  const spec = fieldAt(ingress.cluster.object, 'spec');
  const paths = listItems(fieldAt(spec, 'rules')).flatMap((rule) => listItems(fieldAt(rule, 'http', 'paths')));
  const backends: (Value | undefined)[] = [
    ...paths.map((path) => fieldAt(path, 'backend')),
    fieldAt(spec, 'defaultBackend'),
    fieldAt(spec, 'backend'),
  ];
  return backends.flatMap((backend) => {
    const name = fieldAt(backend, 'service', 'name') ?? fieldAt(backend, 'serviceName');
    const text = scalarText(name);
    return text === undefined
      ? []
      : [{ name: text, namespace: ingress.cluster.namespace ?? 'default', at: name?.at ?? ingress.location }];
  });
}
