import type { Location } from '../../model/location.js';

/**
 * A YAML (or JSON) document as written: tags kept, nothing interpreted, every key and value with its place.
 * An alias stands for the very node that its anchor names; `weight` counts the nodes with aliases expanded and is bounded,
 * so a walk over a document is always finite and linear in it.
 */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

interface NodeBase {
  /** As written, with its `!`: `!Sub`, `!GetAtt`, `!!str`. */
  readonly tag?: string;
  readonly at: Location;
  readonly weight: number;
}
export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  readonly text: string;
  /** Not quoted and not a block scalar: may mean a number, a boolean or null. */
  readonly plain: boolean;
}
export interface YamlSequence extends NodeBase {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
}
export interface YamlMapping extends NodeBase {
  readonly kind: 'mapping';
  /** In source order; a repeated key keeps its first value (a diagnostic says so). */
  readonly entries: ReadonlyMap<string, YamlEntry>;
}
export interface YamlEntry {
  readonly key: string;
  readonly keyAt: Location;
  readonly value: YamlNode;
}

/** The value under a key of a mapping; undefined for anything else. */
export const child = (node: YamlNode | undefined, key: string): YamlNode | undefined =>
  node?.kind === 'mapping' ? node.entries.get(key)?.value : undefined;

/** From the start of one place to the end of another in the same file. */
export const span = (from: Location, to: Location): Location =>
  from.file === to.file && !before(to.end, from.start) ? { file: from.file, start: from.start, end: to.end } : from;

const before = (a: Location['end'], b: Location['start']): boolean =>
  a.line < b.line || (a.line === b.line && a.column < b.column);
