import type { WorkloadFacet, WorkloadSetting } from '../../model/workload.js';
import type { Value } from '../../model/value.js';
import { possibilities } from '../../model/values.js';
import type { Location } from '../../model/location.js';
import type { Attributes } from '../kind.js';
import type { Reader } from '../reader.js';

/** Settings from a map of names to values, such as environment variables; one setting for an unknown map. */
export function settingsOf<A extends Attributes>(
  r: Reader<A>,
  key: keyof A & string,
  kind: WorkloadSetting['kind'] = 'environment',
): WorkloadSetting[] {
  const value = r.value(key);
  return value === undefined ? [] : entriesOf(value, kind, r.at(key));
}

/** The same for a value that is at hand. */
export function entriesOf(value: Value, kind: WorkloadSetting['kind'], at: Location): WorkloadSetting[] {
  return possibilities(value).flatMap((arm) => {
    if (arm.kind === 'null') return [];
    if (arm.kind !== 'map') return [{ kind, name: '', value: arm, at: arm.at ?? at }];
    return [...arm.entries].map(([name, inner]) => ({ kind, name, value: inner, at: inner.at ?? at }));
  });
}

/** One setting for an attribute that is written. */
export function settingFor<A extends Attributes>(
  r: Reader<A>,
  key: keyof A & string,
  kind: WorkloadSetting['kind'],
  name: string = r.nameOf(key),
): WorkloadSetting[] {
  const value = r.value(key);
  return value === undefined ? [] : [{ kind, name, value, at: r.at(key) }];
}

/** One artifact for an attribute that is written. */
export function artifactFor<A extends Attributes>(
  r: Reader<A>,
  key: keyof A & string,
  kind: WorkloadFacet['artifacts'][number]['kind'],
): WorkloadFacet['artifacts'][number][] {
  return r.list(key).map((source) => ({ source, kind, at: source.at ?? r.at(key) }));
}
