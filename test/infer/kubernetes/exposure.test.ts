import { describe, expect, it } from 'vitest';
import { inferredGraph } from './cluster-of.js';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers: [{ name: api, image: "ghcr.io/shop/api:1", ports: [{ name: http, containerPort: 8080 }] }]
`;
const service = (spec: string, annotations = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop, annotations: { ${annotations} } }\nspec: { ${spec}, selector: { app: api }, ports: [{ port: 80, targetPort: http }] }\n`;
const ingress = (spec: string, annotations = ''): string =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: api, namespace: shop, annotations: { ${annotations} } }\nspec: { ${spec}rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] } }] }\n`;
const internal = service('type: ClusterIP');
const policy = (spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: api, namespace: shop }\nspec: { podSelector: { matchLabels: { app: api } }, ${spec} }\n`;

type Verdict = 'yes' | 'no' | 'unknown';
const aws = 'service.beta.kubernetes.io/aws-load-balancer-';

/** Objects besides the deployment, and whether the internet gets to its pods. */
const cases: readonly (readonly [string, readonly string[], Verdict])[] = [
  ['no Service', [], 'no'],
  ['ClusterIP', [internal], 'no'],
  [
    'a Service without a type',
    [
      'apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec: { selector: { app: api }, ports: [{ port: 80 }] }\n',
    ],
    'no',
  ],
  ['headless', [service('clusterIP: None')], 'no'],
  ['LoadBalancer', [service('type: LoadBalancer')], 'yes'],
  ['an internal one of AWS', [service('type: LoadBalancer', `${aws}scheme: internal`)], 'no'],
  ['the older annotation', [service('type: LoadBalancer', `${aws}internal: "true"`)], 'no'],
  ['an internal one of GKE', [service('type: LoadBalancer', 'networking.gke.io/load-balancer-type: Internal')], 'no'],
  [
    'an internal one of Azure',
    [service('type: LoadBalancer', 'service.beta.kubernetes.io/azure-load-balancer-internal: "true"')],
    'no',
  ],
  [
    'the AWS Load Balancer Controller, without a scheme',
    [service('type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb')],
    'no',
  ],
  [
    'the same, internet-facing',
    [service('type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb', `${aws}scheme: internet-facing`)],
    'yes',
  ],
  ['only private sources', [service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]')], 'no'],
  ['named sources', [service('type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.7/32]')], 'yes'],
  ['NodePort depends on the nodes', [service('type: NodePort')], 'unknown'],
  [
    'a selector that does not match',
    [service('type: LoadBalancer').replace('selector: { app: api }', 'selector: { app: web }')],
    'no',
  ],
  ['another namespace', [service('type: LoadBalancer').replaceAll('namespace: shop', 'namespace: data')], 'no'],
  ['Ingress of nginx', [internal, ingress('ingressClassName: nginx, ')], 'yes'],
  ['Ingress without its Service', [ingress('ingressClassName: nginx, ')], 'no'],
  ['ALB without a scheme is internal', [internal, ingress('ingressClassName: alb, ')], 'no'],
  [
    'ALB, internet-facing',
    [internal, ingress('ingressClassName: alb, ', 'alb.ingress.kubernetes.io/scheme: internet-facing')],
    'yes',
  ],
  [
    'a shared ALB without a scheme',
    [internal, ingress('ingressClassName: alb, ', 'alb.ingress.kubernetes.io/group.name: shop')],
    'unknown',
  ],
  ['an internal class', [internal, ingress('ingressClassName: nginx-internal, ')], 'no'],
  [
    'only private addresses',
    [
      internal,
      ingress(
        'ingressClassName: nginx, ',
        'nginx.ingress.kubernetes.io/whitelist-source-range: "10.0.0.0/8,192.168.0.0/16"',
      ),
    ],
    'no',
  ],
  [
    'the controller’s own Service is internal',
    [
      internal,
      ingress('ingressClassName: nginx, '),
      `apiVersion: v1\nkind: Service\nmetadata: { name: ingress-nginx-controller, namespace: ingress-nginx, labels: { app.kubernetes.io/name: ingress-nginx }, annotations: { ${aws}scheme: internal } }\nspec: { type: LoadBalancer, selector: { app: nginx }, ports: [{ port: 443 }] }\n`,
    ],
    'no',
  ],
  [
    'the old API of Ingress',
    [
      internal,
      'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: { name: api, namespace: shop }\nspec: { backend: { serviceName: api, servicePort: 80 } }\n',
    ],
    'yes',
  ],
  [
    'a network policy that admits nobody',
    [internal, ingress('ingressClassName: nginx, '), policy('ingress: []')],
    'no',
  ],
  [
    'one that admits the controller’s namespace',
    [
      internal,
      ingress('ingressClassName: nginx, '),
      policy(
        'ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }], ports: [{ port: 8080 }] }]',
      ),
    ],
    'yes',
  ],
  [
    'one that admits another port',
    [
      internal,
      ingress('ingressClassName: nginx, '),
      policy('ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 9100 }] }]'),
    ],
    'no',
  ],
  [
    'one that admits the world, behind a load balancer',
    [service('type: LoadBalancer'), policy('ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]')],
    'yes',
  ],
  [
    'one that admits pods, behind a load balancer',
    [service('type: LoadBalancer'), policy('ingress: [{ from: [{ namespaceSelector: {} }] }]')],
    'unknown',
  ],
  [
    'Gateway and route',
    [
      internal,
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: infra }\nspec: { gatewayClassName: cilium, listeners: [{ name: web, port: 443, protocol: HTTPS }] }\n',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: api, namespace: shop }\nspec: { parentRefs: [{ name: edge, namespace: infra }], rules: [{ backendRefs: [{ name: api, port: 80 }] }] }\n',
    ],
    'yes',
  ],
  [
    'a route to another namespace without a grant',
    [
      internal,
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: infra }\nspec: { gatewayClassName: cilium, listeners: [{ name: web, port: 443, protocol: HTTPS }] }\n',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: api, namespace: infra }\nspec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: api, namespace: shop, port: 80 }] }] }\n',
    ],
    'no',
  ],
  [
    'the same with a grant',
    [
      internal,
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: infra }\nspec: { gatewayClassName: cilium, listeners: [{ name: web, port: 443, protocol: HTTPS }] }\n',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: api, namespace: infra }\nspec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: api, namespace: shop, port: 80 }] }] }\n',
      'apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: { name: infra, namespace: shop }\nspec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: infra }], to: [{ group: "", kind: Service }] }\n',
    ],
    'yes',
  ],
];

describe('exposure', () => {
  it.each(cases)('%s', async (_name, objects, expected) => {
    const graph = await inferredGraph({ 'api.yaml': [deployment, ...objects].join('---\n') });
    const fact = graph.fact('|Deployment/shop/api', 'kubernetes.exposed');
    const verdict = fact?.state === 'unknown' ? 'unknown' : fact?.value === true ? 'yes' : 'no';
    expect(verdict).toBe(expected);
  });

  it.each([
    ['', 'none'],
    ['nginx.ingress.kubernetes.io/auth-url: https://login.example.com', 'user'],
    ['nginx.ingress.kubernetes.io/auth-type: basic', 'shared-key'],
    ['nginx.ingress.kubernetes.io/auth-tls-secret: shop/ca', 'mtls'],
  ])('authentication by annotation: %s', async (annotations, expected) => {
    const graph = await inferredGraph({
      'api.yaml': [deployment, internal, ingress('ingressClassName: nginx, ', annotations)].join('---\n'),
    });
    expect(graph.fact('|Ingress/shop/api', 'surface.authentication')).toMatchObject({ value: expected });
  });
});

describe('flows that settings name', () => {
  const client = (env: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [{ name: web, image: "ghcr.io/shop/web:1", ${env} }] }\n`;
  const store = `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db, namespace: data }\nspec: { serviceName: db, selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: db, image: "postgres:16", ports: [{ containerPort: 5432 }] }] } } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: data }\nspec: { selector: { app: db }, ports: [{ port: 5432 }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n`;

  it.each([
    [
      'env: [{ name: DATABASE_URL, value: "postgres://app@db.data:5432/orders" }]',
      ['Service/data/db', 'StatefulSet/data/db'],
    ],
    ['env: [{ name: DATABASE_HOST, value: db.data.svc.cluster.local }]', ['Service/data/db', 'StatefulSet/data/db']],
    ['env: [{ name: API_HOST, value: api }]', ['Service/shop/api']],
    ['args: ["--upstream=http://api/v1"]', ['Service/shop/api']],
    ['env: [{ name: MODE, value: api }]', []],
    ['env: [{ name: DATABASE_HOST, value: db }]', []],
    ['env: [{ name: GREETING, value: "please call the api" }]', []],
  ])('%s', async (env, expected) => {
    const graph = await inferredGraph({ 'web.yaml': `${client(env)}---\n${store}` });
    const uses = graph.outgoing('|Pod/shop/web', 'uses').map(({ to }) => to.slice(1));
    expect(uses.sort()).toEqual(expected);
  });

  it('ConfigMaps that a pod takes its environment from count as well', async () => {
    const map =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\ndata: { DATABASE_HOST: db.data }\n';
    const graph = await inferredGraph({
      'web.yaml': `${client('envFrom: [{ configMapRef: { name: settings } }]')}---\n${store}---\n${map}`,
    });
    expect(graph.outgoing('|Pod/shop/web', 'uses').map(({ to }) => to)).toContain('|StatefulSet/data/db');
    expect(
      graph.flows.some(
        ({ from, to, grade }) => from === '|Pod/shop/web' && to === '|StatefulSet/data/db' && grade === 'configured',
      ),
    ).toBe(true);
  });
});
