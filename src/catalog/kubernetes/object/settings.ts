import type { Location } from '../../../model/location.js';
import type { Value } from '../../../model/value.js';
import type { WorkloadFacet, WorkloadSetting } from '../../../model/workload.js';
import type { ObjectUse } from '../../../model/cluster.js';
import { containersOf } from './containers.js';
import { at, itemsOf, textOf } from './values.js';

/** What the containers of a pod are told and where their code comes from. */
export function podWorkload(spec: Value, fallback: Location): WorkloadFacet {
  const { containers } = containersOf(spec);
  return {
    settings: containers.flatMap(({ value }) => containerSettings(value, value.at ?? fallback)),
    artifacts: containers.flatMap(({ value }) => {
      const image = at(value, 'image');
      return image ? [{ source: image, kind: 'image' as const, at: image.at ?? fallback }] : [];
    }),
  };
}

function containerSettings(container: Value, place: Location): WorkloadSetting[] {
  const settings: WorkloadSetting[] = [];
  for (const item of itemsOf(at(container, 'env'))) {
    const value = at(item, 'value');
    if (value)
      settings.push({ kind: 'environment', name: textOf(at(item, 'name')) ?? '', value, at: value.at ?? place });
  }
  for (const key of ['command', 'args']) {
    for (const value of itemsOf(at(container, key)))
      settings.push({ kind: 'argument', name: key, value, at: value.at ?? place });
  }
  return settings;
}

/** Everything of the cluster that a pod takes its settings and files from. */
export function objectUses(spec: Value, fallback: Location): readonly ObjectUse[] {
  const uses: ObjectUse[] = [];
  const add = (
    kind: ObjectUse['kind'],
    how: ObjectUse['how'],
    name: Value | undefined,
    extra: Partial<ObjectUse> = {},
  ): void => {
    const text = textOf(name);
    if (text !== undefined) uses.push({ kind, how, name: text, at: name?.at ?? fallback, ...extra });
  };
  for (const { value } of containersOf(spec).containers) {
    for (const item of itemsOf(at(value, 'env'))) {
      const variable = { variable: textOf(at(item, 'name')) ?? '' };
      const secret = at(item, 'valueFrom', 'secretKeyRef');
      const config = at(item, 'valueFrom', 'configMapKeyRef');
      add('Secret', 'environment', at(secret, 'name'), { ...variable, key: textOf(at(secret, 'key')) ?? '' });
      add('ConfigMap', 'environment', at(config, 'name'), { ...variable, key: textOf(at(config, 'key')) ?? '' });
    }
    for (const item of itemsOf(at(value, 'envFrom'))) {
      add('Secret', 'environment', at(item, 'secretRef', 'name'));
      add('ConfigMap', 'environment', at(item, 'configMapRef', 'name'));
    }
  }
  for (const volume of itemsOf(at(spec, 'volumes'))) {
    add('Secret', 'volume', at(volume, 'secret', 'secretName'));
    add('ConfigMap', 'volume', at(volume, 'configMap', 'name'));
    add('PersistentVolumeClaim', 'volume', at(volume, 'persistentVolumeClaim', 'claimName'));
    for (const source of itemsOf(at(volume, 'projected', 'sources'))) {
      add('Secret', 'volume', at(source, 'secret', 'name'));
      add('ConfigMap', 'volume', at(source, 'configMap', 'name'));
    }
  }
  for (const item of itemsOf(at(spec, 'imagePullSecrets'))) add('Secret', 'image-pull', at(item, 'name'));
  return uses;
}

/** Handle of an object that others name: `kubernetes:|Secret/shop/database`, with the scope before the bar. */
export const objectHandle = (scope: string, kind: string, namespace: string | undefined, name: string): string =>
  `kubernetes:${scope}|${[kind, ...(namespace === undefined ? [] : [namespace]), name].join('/')}`;
