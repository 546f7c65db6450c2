import type { MapValue, Value } from '../../../model/value.js';
import { possibilities, reasonsOf } from '../../../model/values.js';
import type { Reason } from '../../../model/unknown.js';
import { at, textOf } from './values.js';

export interface PodContainer {
  readonly name: string;
  readonly value: MapValue;
  readonly role: 'main' | 'init' | 'ephemeral';
}

const lists = { containers: 'main', initContainers: 'init', ephemeralContainers: 'ephemeral' } as const;

/** Every container of a pod, and why there may be others. */
export function containersOf(pod: Value): {
  readonly containers: readonly PodContainer[];
  readonly unknowns: readonly Reason[];
} {
  const containers: PodContainer[] = [];
  const unknowns: Reason[] = [];
  for (const [key, role] of Object.entries(lists)) {
    const list = at(pod, key);
    if (!list) continue;
    for (const arm of possibilities(list)) {
      if (arm.kind !== 'list') unknowns.push(...reasonsOf(arm));
      for (const item of arm.kind === 'list' ? arm.items : []) {
        if (item.kind === 'map') containers.push({ name: textOf(at(item, 'name')) ?? '', value: item, role });
        else unknowns.push(...reasonsOf(item));
      }
    }
  }
  return { containers, unknowns };
}
