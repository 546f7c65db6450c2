import type { Location } from '../../model/location.js';
import type { Value } from '../../model/value.js';
import type { WorkloadFacet, WorkloadSetting } from '../../model/workload.js';
import { entry, possibilities, reasonsOf } from '../../model/values.js';
import type { Reason } from '../../model/unknown.js';
import { structureOf } from './document.js';

/** One container of a task or job definition. */
export interface Container {
  readonly name: string;
  readonly image: Value | undefined;
  readonly settings: readonly WorkloadSetting[];
  readonly ports: readonly Value[];
  readonly privileged: Value | undefined;
  readonly logGroup: Value | undefined;
  readonly at: Location;
}

/**
 * Containers of an ECS or Batch definition: JSON text with camelCase keys (Terraform) or a list with PascalCase keys
 * (CloudFormation). `undecided` tells why there may be more or others.
 */
export function containersOf(
  definitions: Value | undefined,
  at: Location,
): { readonly containers: readonly Container[]; readonly undecided: readonly Reason[] } {
  if (!definitions || definitions.kind === 'null') return { containers: [], undecided: [] };
  const containers: Container[] = [];
  const undecided: Reason[] = [];
  for (const arm of possibilities(definitions)) {
    const structure = structureOf(arm);
    if (!structure) undecided.push(...reasonsOf(arm));
    const items = structure?.kind === 'list' ? structure.items : structure ? [structure] : [];
    for (const item of items.flatMap((i) => possibilities(i))) {
      if (item.kind === 'map') containers.push(containerOf(item, at));
      else undecided.push(...reasonsOf(item));
    }
  }
  return { containers, undecided };
}

/** `environment` or `Environment`. */
export function field(value: Value | undefined, key: string): Value | undefined {
  const found = entry(value, key) ?? entry(value, key.charAt(0).toUpperCase() + key.slice(1));
  return found?.kind === 'null' ? undefined : found;
}

const textOf = (value: Value | undefined): string => (value?.kind === 'string' ? value.value : '');

const itemsOf = (value: Value | undefined): readonly Value[] =>
  value?.kind === 'list' ? value.items : value ? [value] : [];

function containerOf(definition: Value, at: Location): Container {
  const place = definition.at ?? at;
  const options = field(field(definition, 'logConfiguration'), 'options');
  return {
    name: textOf(field(definition, 'name')),
    image: field(definition, 'image'),
    settings: [
      ...pairs(field(definition, 'environment'), 'environment', 'value', place),
      ...pairs(field(definition, 'secrets'), 'secret', 'valueFrom', place),
      ...itemsOf(field(definition, 'environmentFiles')).flatMap((file) =>
        setting('environment', '', field(file, 'value'), place),
      ),
      ...setting('argument', 'command', field(definition, 'command'), place),
      ...setting('argument', 'entryPoint', field(definition, 'entryPoint'), place),
    ],
    ports: itemsOf(field(definition, 'portMappings')).flatMap((mapping) => {
      const port = field(mapping, 'containerPort');
      return port ? [port] : [];
    }),
    privileged: field(definition, 'privileged'),
    logGroup: entry(options, 'awslogs-group'),
    at: place,
  };
}

/** A list of `{ name, value }`; an unknown list is one setting without a name. */
function pairs(list: Value | undefined, kind: WorkloadSetting['kind'], key: string, at: Location): WorkloadSetting[] {
  return itemsOf(list).flatMap((item) =>
    item.kind === 'map'
      ? setting(kind, textOf(field(item, 'name')), field(item, key), at)
      : [{ kind, name: '', value: item, at: item.at ?? at }],
  );
}

const setting = (
  kind: WorkloadSetting['kind'],
  name: string,
  value: Value | undefined,
  at: Location,
): WorkloadSetting[] => (value ? [{ kind, name, value, at: value.at ?? at }] : []);

/** What all containers are told, and their images. */
export function containerWorkload(containers: readonly Container[]): WorkloadFacet {
  return {
    settings: containers.flatMap((container) => container.settings),
    artifacts: containers.flatMap(({ image, at }) =>
      image ? [{ source: image, kind: 'image' as const, at: image.at ?? at }] : [],
    ),
  };
}
