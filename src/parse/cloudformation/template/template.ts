import type { YamlEntry, YamlMapping, YamlNode } from '../../yaml/node.js';

/** A template as written, split into its sections. Names keep their source order. */
export interface Template {
  /** Relative to the scan root. */
  readonly file: string;
  readonly root: YamlMapping;
  readonly parameters: ReadonlyMap<string, YamlEntry>;
  readonly mappings: ReadonlyMap<string, YamlEntry>;
  readonly conditions: ReadonlyMap<string, YamlEntry>;
  readonly resources: ReadonlyMap<string, YamlEntry>;
  readonly outputs: ReadonlyMap<string, YamlEntry>;
  /** SAM's defaults. */
  readonly globals?: YamlNode;
  /** Names of the transforms: `AWS::Serverless-2016-10-31`, `AWS::LanguageExtensions`. */
  readonly transforms: readonly string[];
}
