import { fieldAt } from '../../model/cluster.js';
import { known } from '../../model/fact.js';
import { stringValue } from '../../model/values.js';
import type { StoreFacet } from '../../model/workload.js';
import { clusterKind } from './object/define.js';
import { literalEntries } from './object/literal-credentials.js';
import { literalContent } from './object/secret-content.js';

export const held = (store: StoreFacet['store'], name: string): StoreFacet => ({
  store,
  hints: [{ text: stringValue(name) }],
  access: 'iam',
  credentials: [],
  needsNetwork: false,
});

export const secret = clusterKind({
  type: 'kubernetes.secret',
  element: 'data-store',
  nodeKind: 'data-store/secret',
  part: 'secret',
  kind: 'Secret',
  versions: ['v1'],
  terraform: ['kubernetes_secret', 'kubernetes_secret_v1'],
  build: (r, cluster) => ({
    store: held('secret', cluster.name),
    facts: { 'kubernetes.literalSecret': literalContent(cluster.object, r.location) },
  }),
});

const configMap = clusterKind({
  type: 'kubernetes.config-map',
  element: 'data-store',
  nodeKind: 'data-store/parameter',
  part: 'config-map',
  kind: 'ConfigMap',
  versions: ['v1'],
  terraform: ['kubernetes_config_map', 'kubernetes_config_map_v1'],
  build(r, cluster) {
    const found = literalEntries(fieldAt(cluster.object, 'data'), r.location);
    return { facts: { 'kubernetes.literalSecret': known(found.length > 0, found.length > 0 ? found : [r.location]) } };
  },
});

const volumeClaim = clusterKind({
  type: 'kubernetes.persistent-volume-claim',
  element: 'data-store',
  nodeKind: 'data-store/volume',
  part: 'volume-claim',
  kind: 'PersistentVolumeClaim',
  versions: ['v1'],
  terraform: ['kubernetes_persistent_volume_claim', 'kubernetes_persistent_volume_claim_v1'],
});

const volume = clusterKind({
  type: 'kubernetes.persistent-volume',
  element: 'data-store',
  nodeKind: 'data-store/volume',
  part: 'volume',
  kind: 'PersistentVolume',
  clusterScoped: true,
  versions: ['v1'],
  terraform: ['kubernetes_persistent_volume', 'kubernetes_persistent_volume_v1'],
});

const storageClass = clusterKind({
  type: 'kubernetes.storage-class',
  element: 'supporting',
  nodeKind: 'other',
  part: 'other',
  kind: 'StorageClass',
  clusterScoped: true,
  versions: ['storage.k8s.io/v1'],
  terraform: ['kubernetes_storage_class', 'kubernetes_storage_class_v1'],
});

export const kinds = [secret, configMap, volumeClaim, volume, storageClass];
