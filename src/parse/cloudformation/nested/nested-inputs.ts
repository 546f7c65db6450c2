import type { Value } from '../../../model/value.js';
import { child, type YamlNode } from '../../yaml/node.js';
import { evaluate, noValue } from '../evaluate/evaluate.js';
import type { Inputs, Stack } from '../evaluate/stack.js';

/** What a stack resource gives its template: `Parameters`, evaluated in the parent; Region and account are the parent's. */
export class NestedInputs implements Inputs {
  private readonly known = new Map<string, Value | undefined>();

  constructor(
    private readonly parent: Stack,
    private readonly parameters: YamlNode | undefined,
  ) {}

  get(name: string): Value | undefined {
    if (!this.known.has(name)) {
      // A parameter that depends on an output that depends on itself has no value.
      this.known.set(name, undefined);
      this.known.set(name, this.find(name));
    }
    return this.known.get(name);
  }

  private find(name: string): Value | undefined {
    if (name.startsWith('AWS::')) return this.parent.pseudo(name);
    const node = child(this.parameters, name);
    const value = node && evaluate(node, this.parent.environment);
    return value === noValue ? undefined : value;
  }
}
