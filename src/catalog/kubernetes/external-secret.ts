import type { ClusterFacet } from '../../model/cluster.js';
import { known } from '../../model/fact.js';
import type { Location } from '../../model/location.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { listValue, stringValue } from '../../model/values.js';
import { clusterKind } from './object/define.js';
import { at, itemsOf, textOf } from './object/values.js';
import { held } from './storage.js';

const cloudSecrets = ['aws.secretsmanager.', 'aws.ssm.'];

/** What is copied from the cloud, by ARN or name. */
const copied = (key: Value, place: Location): Link => ({
  kind: 'copies-to',
  target: namesIn(key),
  reverse: true,
  grade: 'declared',
  expects: cloudSecrets,
  because: [key.at ?? place],
});

/**
 * The account of a manifest is not known, so an ARN stands for the name in it. Secrets Manager puts six characters after the
 * name, which may be left out (Secrets Manager User Guide, "Secret ARN").
 */
function namesIn(key: Value): Value {
  const text = key.kind === 'string' && !key.refs?.length ? key.value : '';
  const [, service, name = ''] =
    /^arn:[^:]*:(secretsmanager|ssm):[^:]*:\d*:(?:secret:|parameter)(.+)$/.exec(text) ?? [];
  if (service === undefined) return key;
  const bare = name.replace(/-[A-Za-z0-9]{6}$/, '');
  const names = service === 'ssm' ? [name, name.slice(1)] : [...new Set([name, bare])];
  return listValue(
    names.map((one) => stringValue(one, key.at)),
    key.at,
  );
}

const externalGroup = 'external-secrets.io';

/**
 * The Secret that the External Secrets operator makes from a secret of the cloud (external-secrets.io, API reference): others
 * find it under the name of its target.
 */
const externalSecret = clusterKind({
  type: 'kubernetes.external-secret',
  element: 'data-store',
  nodeKind: 'data-store/secret',
  part: 'secret',
  kind: 'ExternalSecret',
  versions: [`${externalGroup}/v1`, `${externalGroup}/v1beta1`, `${externalGroup}/v1alpha1`, 'kubernetes-client.io/v1'],
  seenAs: (cluster) => ({ ...cluster, kind: 'Secret', name: targetOf(cluster) }),
  build: (r, cluster) => ({
    store: held('secret', cluster.name),
    facts: { 'kubernetes.literalSecret': known(false, [r.location]) },
    links: keysOf(cluster).map((key) => copied(key, r.location)),
  }),
});

const targetOf = ({ object, name }: ClusterFacet): string => textOf(at(object, 'spec', 'target', 'name')) ?? name;

/** `data[].remoteRef.key`, `dataFrom[].extract.key`, `dataFrom[].key` (v1alpha1) and `data[].key` (kubernetes-client.io), each once. */
function keysOf({ object }: ClusterFacet): readonly Value[] {
  const keys = [
    ...itemsOf(at(object, 'spec', 'data')).flatMap((item) => [at(item, 'remoteRef', 'key'), at(item, 'key')]),
    ...itemsOf(at(object, 'spec', 'dataFrom')).flatMap((item) => [at(item, 'extract', 'key'), at(item, 'key')]),
  ];
  const named = new Map<string, Value>();
  for (const key of keys) {
    const text = textOf(key);
    if (key && text && !named.has(text)) named.set(text, key);
  }
  return [...named.values(), ...keys.filter((key) => key !== undefined && textOf(key) === undefined)] as Value[];
}

/** Longest list of objects that is read. */
const longest = 100_000;

/** Files that the Secrets Store CSI driver mounts into pods (AWS provider, `parameters.objects`: a YAML text). */
const secretProviderClass = clusterKind({
  type: 'kubernetes.secret-provider-class',
  element: 'data-store',
  nodeKind: 'data-store/secret',
  part: 'other',
  kind: 'SecretProviderClass',
  versions: ['secrets-store.csi.x-k8s.io/v1', 'secrets-store.csi.x-k8s.io/v1alpha1'],
  build: (r, cluster) => ({
    store: held('secret', cluster.name),
    facts: { 'kubernetes.literalSecret': known(false, [r.location]) },
    links: mountedNames(at(cluster.object, 'spec', 'parameters', 'objects')).map((name) => copied(name, r.location)),
  }),
});

/** Names in the text, each once: `objectName: "shop/db"`, in block or flow style; `objectAlias` names only the file. */
function mountedNames(objects: Value | undefined): readonly Value[] {
  const text = textOf(objects);
  if (text === undefined || text.length > longest) return [];
  const names = text.matchAll(/(?<![\w#])objectName["']?[ \t]*:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"',}#]+))/g);
  return [...new Set([...names].map(([, double, single, bare]) => double ?? single ?? bare ?? ''))]
    .filter((name) => name !== '')
    .map((name) => stringValue(name, objects?.at));
}

export const kinds = [externalSecret, secretProviderClass];
