import type { Location } from '../../../model/location.js';
import type { YamlMapping, YamlNode } from '../../yaml/node.js';
import type { ResourceNode } from '../evaluate/stack.js';
import type { Problems } from '../problems.js';
import { mapping } from './syntax.js';

/** What the transform has made so far: native resources, names that stand for them, and changes to others' properties. */
export class Output {
  readonly resources = new Map<string, ResourceNode>();
  readonly aliases = new Map<string, string>();

  constructor(
    readonly source: ReadonlyMap<string, ResourceNode>,
    readonly problems: Problems,
    /** Reads a file named by a path relative to the template. */
    readonly readFile: (path: string) => YamlNode | undefined,
  ) {}

  /** Adds a resource. It exists under the same condition as the one it is made for. */
  add(
    id: string,
    type: string,
    properties: Readonly<Record<string, YamlNode | undefined>> | YamlMapping,
    made: { readonly at: Location; readonly condition: string | undefined },
  ): void {
    const body = isMapping(properties) ? properties : mapping(properties, made.at);
    this.resources.set(id, {
      id,
      type,
      at: made.at,
      node: mapping({ Properties: body }, made.at),
      properties: body,
      condition: made.condition,
    });
  }

  /** Keeps a resource that needs no transform. */
  keep(resource: ResourceNode): void {
    this.resources.set(resource.id, resource);
  }

  /** Changes the properties of a resource, wherever in the template it stands. */
  change(id: string, edit: (properties: YamlMapping) => YamlMapping): void {
    const resource = this.resources.get(id) ?? this.source.get(id);
    if (!resource) return;
    const before = resource.properties?.kind === 'mapping' ? resource.properties : mapping({}, resource.at);
    this.resources.set(id, { ...resource, properties: edit(before) });
  }
}

const isMapping = (properties: object): properties is YamlMapping =>
  'kind' in properties && properties.kind === 'mapping' && 'entries' in properties;
