import { describe, expect, it } from 'vitest';
import { toResources } from '../../../src/catalog/index.js';
import type { Resource } from '../../../src/model/resource.js';
import type { Value } from '../../../src/model/value.js';
import { readDeclarations } from '../../../src/parse/index.js';
import { memoryTree } from '../../../src/source/memory-tree.js';

async function only(file: string, text: string): Promise<Resource> {
  const { declarations } = await readDeclarations(memoryTree({ [file]: text }), {});
  const found = toResources(declarations).resources.find(({ cluster }) => cluster);
  if (!found) throw new Error(`nothing of Kubernetes in ${file}`);
  return found;
}

/** The data alone, without places. */
function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'map':
      return Object.fromEntries(
        [...value.entries].filter(([, item]) => item.kind !== 'null').map(([key, item]) => [key, plain(item)]),
      );
    case 'list':
      return value.items.map(plain);
    case 'string':
    case 'number':
    case 'bool':
      return value.value;
    default:
      return value?.kind;
  }
}

const deployment = `resource "kubernetes_deployment_v1" "api" {
  metadata {
    name      = "api"
    namespace = "shop"
    labels    = { "app.kubernetes.io/name" = "api" }
  }
  spec {
    selector {
      match_labels = { app_name = "api" }
    }
    template {
      metadata {
        labels = { app_name = "api" }
      }
      spec {
        service_account_name = "api"
        host_pid             = true
        container {
          name  = "api"
          image = "ghcr.io/shop/api:1"
          port {
            container_port = 8080
          }
          env {
            name = "PASSWORD"
            value_from {
              secret_key_ref {
                name = "db"
                key  = "password"
              }
            }
          }
          security_context {
            allow_privilege_escalation = false
            capabilities {
              drop = ["ALL"]
            }
          }
          volume_mount {
            name       = "host"
            mount_path = "/host"
          }
        }
        volume {
          name = "host"
          host_path {
            path = "/etc"
          }
        }
      }
    }
  }
}
`;
const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop, labels: { app.kubernetes.io/name: api } }
spec:
  selector: { matchLabels: { app_name: api } }
  template:
    metadata: { labels: { app_name: api } }
    spec:
      serviceAccountName: api
      hostPID: true
      containers:
        - name: api
          image: ghcr.io/shop/api:1
          ports: [{ containerPort: 8080 }]
          env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
          volumeMounts: [{ name: host, mountPath: /host }]
      volumes: [{ name: host, hostPath: { path: /etc } }]
`;

describe('Terraform and manifests', () => {
  it('declare the same Deployment', async () => {
    const [a, b] = [await only('main.tf', deployment), await only('api.yaml', manifest)];
    expect(plain(a.cluster?.object)).toEqual(plain(b.cluster?.object));
    expect([a.type, a.kind, a.name, a.cluster?.namespace]).toEqual([b.type, b.kind, b.name, b.cluster?.namespace]);
    const values = (r: Resource) =>
      [...r.facts].map(([name, fact]) => [name, fact.state === 'known' ? fact.value : 'unknown']);
    expect(values(a)).toEqual(values(b));
  });

  it.each([
    [
      'kubernetes_service_v1',
      'spec {\n    type     = "NodePort"\n    selector = { app = "api" }\n    port {\n      port        = 80\n      target_port = 8080\n    }\n  }',
      { type: 'NodePort', selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8080 }] },
    ],
    [
      'kubernetes_network_policy_v1',
      'spec {\n    pod_selector {}\n    policy_types = ["Ingress"]\n    ingress {\n      from {\n        namespace_selector {\n          match_labels = { team = "web" }\n        }\n      }\n      ports {\n        port     = "http"\n        protocol = "TCP"\n      }\n    }\n  }',
      {
        podSelector: {},
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { team: 'web' } } }],
            ports: [{ port: 'http', protocol: 'TCP' }],
          },
        ],
      },
    ],
    [
      'kubernetes_ingress_v1',
      'spec {\n    ingress_class_name = "nginx"\n    rule {\n      http {\n        path {\n          path = "/"\n          backend {\n            service {\n              name = "api"\n              port {\n                number = 80\n              }\n            }\n          }\n        }\n      }\n    }\n  }',
      {
        ingressClassName: 'nginx',
        rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'api', port: { number: 80 } } } }] } }],
      },
    ],
  ])('%s has the shape of a manifest', async (type, body, expected) => {
    const found = await only(
      'main.tf',
      `resource "${type}" "api" {\n  metadata {\n    name      = "api"\n    namespace = "shop"\n  }\n  ${body}\n}\n`,
    );
    expect((plain(found.cluster?.object) as { spec: unknown }).spec).toEqual(expected);
  });

  it('roles and bindings', async () => {
    const role = await only(
      'main.tf',
      'resource "kubernetes_role_v1" "r" {\n  metadata {\n    name = "r"\n  }\n  rule {\n    api_groups = [""]\n    resources  = ["pods"]\n    verbs      = ["get"]\n  }\n}\n',
    );
    expect(plain(role.cluster?.object)).toMatchObject({
      kind: 'Role',
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
    });
    const binding = await only(
      'main.tf',
      'resource "kubernetes_role_binding_v1" "r" {\n  metadata {\n    name = "r"\n  }\n  role_ref {\n    api_group = "rbac.authorization.k8s.io"\n    kind      = "Role"\n    name      = "r"\n  }\n  subject {\n    kind = "ServiceAccount"\n    name = "api"\n  }\n}\n',
    );
    expect(plain(binding.cluster?.object)).toMatchObject({
      roleRef: { name: 'r' },
      subjects: [{ kind: 'ServiceAccount', name: 'api' }],
    });
  });

  it('kubernetes_manifest is the object that it holds, at its own address', async () => {
    const found = await only(
      'main.tf',
      'resource "kubernetes_manifest" "api" {\n  manifest = {\n    apiVersion = "v1"\n    kind       = "Service"\n    metadata   = { name = "api", namespace = "shop" }\n    spec       = { type = "LoadBalancer" }\n  }\n}\n',
    );
    expect([found.address, found.type, found.cluster?.name]).toEqual([
      'kubernetes_manifest.api',
      'kubernetes.service',
      'api',
    ]);
  });

  it('the data of a Terraform secret is plain text', async () => {
    const found = await only(
      'main.tf',
      'resource "kubernetes_secret_v1" "db" {\n  metadata {\n    name = "db"\n  }\n  data = { password = "summer" }\n}\n',
    );
    expect(found.facts.get('kubernetes.literalSecret')).toMatchObject({ state: 'known', value: true });
  });
});
