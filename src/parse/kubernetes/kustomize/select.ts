import type { MapValue, Value } from '../../../model/value.js';
import { at, type KubernetesObject, textOf } from '../object.js';

/** Whether a patch or replacement with this `target` applies to an object (Kustomize: all given fields, as anchored patterns). */
export function selects(target: Value, object: KubernetesObject): boolean {
  const [group, version] = object.apiVersion.includes('/')
    ? (object.apiVersion.split('/') as [string, string])
    : ['', object.apiVersion];
  return (
    matches(target, 'kind', object.kind) &&
    matches(target, 'name', object.name) &&
    matches(target, 'namespace', object.namespace ?? 'default') &&
    matches(target, 'group', group) &&
    matches(target, 'version', version) &&
    selectorHolds(textOf(at(target, 'labelSelector')), at(object.body, 'metadata', 'labels')) &&
    selectorHolds(textOf(at(target, 'annotationSelector')), at(object.body, 'metadata', 'annotations'))
  );
}

function matches(target: Value, key: string, text: string): boolean {
  const pattern = textOf(at(target, key));
  if (pattern === undefined || pattern === '' || pattern === text) return true;
  if (pattern.length > 200 || /[+*}]\)?[+*{]/.test(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}

/** `app=web,tier!=cache`; other forms select nothing. */
function selectorHolds(selector: string | undefined, labels: Value | undefined): boolean {
  if (selector === undefined || selector === '') return true;
  return selector.split(',').every((part) => {
    const [, key = '', operator, value] = /^\s*([^=!\s]+)\s*(==|=|!=)\s*(\S*)\s*$/.exec(part) ?? [];
    const present = labels?.kind === 'map' ? textOf(labels.entries.get(key)) : undefined;
    return operator === '!=' ? present !== value : operator !== undefined && present === value;
  });
}

/** The same object as another, as a strategic merge patch without a target names it. */
export const sameObject = (patch: MapValue, object: KubernetesObject): boolean =>
  textOf(at(patch, 'kind')) === object.kind && textOf(at(patch, 'metadata', 'name')) === object.name;
