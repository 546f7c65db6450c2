import type { ClusterFacet, ClusterPart, PodFacet, PodPort } from '../../../model/cluster.js';
import type { Location } from '../../../model/location.js';
import type { MapValue, Value } from '../../../model/value.js';
import type { Reader } from '../../reader.js';
import { fromTerraform } from './terraform.js';
import { containersOf } from './containers.js';
import { escapesOf } from './host-access.js';
import { isAdminImage, parseImage } from './image.js';
import { podView } from './pod-security.js';
import { objectUses } from './settings.js';
import { at, emptyMap, itemsOf, textMap, textOf } from './values.js';

/** What an object is, and how Terraform calls it. */
export interface ObjectKind {
  readonly part: ClusterPart;
  readonly kind: string;
  readonly apiVersion: string;
  readonly clusterScoped?: true;
  /** Path to the pod template, for a workload; `[]` for a pod. */
  readonly template?: readonly string[] | undefined;
}

/** The object in the shape of a manifest, whatever dialect it is written in. */
export function objectOf(r: Reader, { apiVersion, kind }: Pick<ObjectKind, 'apiVersion' | 'kind'>): MapValue {
  const { body, dialect } = r.declaration;
  return dialect === 'terraform' ? fromTerraform(body, apiVersion, kind) : body;
}

export function facetOf(r: Reader, about: ObjectKind): ClusterFacet {
  const object = objectOf(r, about);
  const metadata = at(object, 'metadata');
  const namespace = about.clusterScoped ? undefined : (textOf(at(metadata, 'namespace')) ?? 'default');
  return {
    part: about.part,
    kind: about.kind,
    name: textOf(at(metadata, 'name')) ?? textOf(at(metadata, 'generateName')) ?? r.declaration.name,
    labels: textMap(at(metadata, 'labels')),
    annotations: textMap(at(metadata, 'annotations')),
    object,
    ...(namespace !== undefined && { namespace }),
    ...(about.template && { pod: podOf(object, about.template, r) }),
  };
}

function podOf(object: MapValue, path: readonly string[], r: Reader): PodFacet {
  const template: Value | undefined = path.length === 0 ? object : at(object, ...path);
  const spec = emptyMap(at(template, 'spec'));
  const place = spec.at ?? r.location;
  const { containers } = containersOf(spec);
  const admin = containers.find(({ value }) => isAdminImage(parseImage(textOf(at(value, 'image')) ?? '')));
  return {
    labels: textMap(at(template, 'metadata', 'labels')),
    spec,
    uses: objectUses(spec, place),
    escapes: escapesOf(podView(spec, place)),
    ports: containers.flatMap(({ value }) => itemsOf(at(value, 'ports')).flatMap((port) => podPort(port, place))),
    ...(admin && { adminInterface: at(admin.value, 'image')?.at ?? place }),
  };
}

function podPort(port: Value, place: Location): PodPort[] {
  const number = Number(textOf(at(port, 'containerPort')));
  if (!Number.isInteger(number)) return [];
  const name = textOf(at(port, 'name'));
  const host = at(port, 'hostPort');
  const protocol = (textOf(at(port, 'protocol')) ?? 'TCP').toLowerCase();
  return [
    {
      port: number,
      protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
      ...(name !== undefined && { name }),
      ...(host && textOf(host) !== '0' && { hostPort: host.at ?? place }),
    },
  ];
}
