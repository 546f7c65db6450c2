import type { Block, Expression, HclFile, Span } from '../hcl/syntax.js';

/** An attribute and the file it stands in (override files mix files within one block). */
export interface SourceAttribute {
  readonly name: string;
  readonly value: Expression;
  readonly span: Span;
  readonly file: HclFile;
}

/** A nested block and the file it stands in. */
export interface SourceNested {
  readonly block: Block;
  readonly file: HclFile;
}

/** A top-level block after the override files were merged into it. */
export interface SourceBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly file: HclFile;
  readonly headerSpan: Span;
  readonly span: Span;
  readonly attributes: ReadonlyMap<string, SourceAttribute>;
  readonly blocks: readonly SourceNested[];
}

/** The declarations of one module folder, shared by all of its instances. */
export interface ModuleSource {
  /** Relative to the scan root. */
  readonly dir: string;
  readonly files: readonly HclFile[];
  readonly variables: ReadonlyMap<string, SourceBlock>;
  readonly locals: ReadonlyMap<string, SourceAttribute>;
  readonly outputs: ReadonlyMap<string, SourceBlock>;
  /** By `aws_s3_bucket.logs`. */
  readonly managed: ReadonlyMap<string, SourceBlock>;
  /** By `data.aws_vpc.main`, and `ephemeral.x.y`. */
  readonly data: ReadonlyMap<string, SourceBlock>;
  readonly calls: ReadonlyMap<string, SourceBlock>;
  /** By local name, or `name.alias`. */
  readonly providers: ReadonlyMap<string, SourceBlock>;
  /** `terraform` blocks (backend, cloud, required_providers). */
  readonly settings: readonly SourceBlock[];
}

/** The nested blocks of a type. */
export const nestedOf = (block: SourceBlock, type: string): readonly SourceNested[] =>
  block.blocks.filter((nested) => nested.block.type === type);
