import type { SourceTree } from '../../../model/source.js';
import type { Value } from '../../../model/value.js';
import type { Problems } from '../problems.js';
import type { Expansion, ResourceNode, Stack } from './stack.js';

/** What all stacks of one scan share. */
export interface Run {
  readonly tree: SourceTree;
  readonly problems: Problems;
  /** Values that the user gives, by parameter name (also `AWS::Region` and `AWS::AccountId`). */
  readonly given: ReadonlyMap<string, Value>;
  /** Expands transforms (SAM, `Fn::ForEach`) into plain resources. */
  transform(stack: Stack): Expansion;
  /** The stack of an `AWS::CloudFormation::Stack` or `AWS::Serverless::Application` resource. */
  openNested(parent: Stack, resource: ResourceNode): Stack | undefined;
  /** What a stack of the scan exports under a name; `from` is the stack that asks. */
  exported(name: Value, from: Stack): Value;
  /** The resource of some types that has a physical name, in any stack. */
  named(types: readonly string[], name: string): { readonly stack: Stack; readonly id: string } | undefined;
}
