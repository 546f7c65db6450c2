import type { Declaration } from '../../model/declaration.js';
import type { Location } from '../../model/location.js';
import type { MapValue, Value } from '../../model/value.js';
import { listValue, mapValue } from '../../model/values.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { at, textOf, withEntry } from './object.js';
import { toMap } from './to-value.js';

/** Longest text that is read. */
const longest = 1_000_000;

/** True for a `kubectl_manifest` of Terraform (provider gavinbunney/kubectl, and its forks). */
const isKubectlManifest = ({ dialect, type }: Declaration): boolean =>
  dialect === 'terraform' && type === 'kubectl_manifest';

/**
 * A `kubectl_manifest` as the `kubernetes_manifest` that says the same: its text `yaml_body` becomes the object `manifest`. All
 * places are that of the text. One whose text is not known, or holds no object, stays as it is.
 */
export function withManifest(declaration: Declaration): Declaration {
  const text = at(declaration.body, 'yaml_body');
  if (!isKubectlManifest(declaration) || text?.kind !== 'string' || text.value.length > longest) return declaration;
  const place = text.at ?? declaration.location;
  const [root] = parseYaml(text.value, place.file).documents;
  if (root?.kind !== 'mapping') return declaration;
  const manifest = placed(toMap(root), place) as MapValue;
  if (textOf(at(manifest, 'apiVersion')) === undefined || textOf(at(manifest, 'kind')) === undefined)
    return declaration;
  const namespace = at(declaration.body, 'override_namespace');
  const metadata = at(manifest, 'metadata');
  const object =
    textOf(namespace) !== undefined && namespace && metadata?.kind === 'map'
      ? withEntry(manifest, 'metadata', withEntry(metadata, 'namespace', namespace))
      : manifest;
  return { ...declaration, type: 'kubernetes_manifest', body: withEntry(declaration.body, 'manifest', object) };
}

/** The value with another place. Depth is bounded by the reader of YAML. */
function placed(value: Value, place: Location): Value {
  if (value.kind === 'list')
    return listValue(
      value.items.map((item) => placed(item, place)),
      place,
    );
  if (value.kind === 'map')
    return mapValue(new Map([...value.entries].map(([key, item]) => [key, placed(item, place)])), place);
  return { ...value, at: place };
}
