import type { Location } from '../../../model/location.js';
import { type Tri, yes } from '../../../model/tri.js';
import type { Reference, ReferenceValue, Value } from '../../../model/value.js';
import { child, type YamlEntry, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import type { Template } from '../template/template.js';
import { type Condition, evaluateCondition, undecidedCondition } from './condition.js';
import type { Environment } from './environment.js';
import { evaluate } from './evaluate.js';
import { parameterValue } from './parameter.js';
import type { Run } from './run.js';

/** One resource of a template, after transforms. */
export interface ResourceNode {
  readonly id: string;
  readonly type: string;
  readonly at: Location;
  readonly node: YamlMapping;
  readonly properties: YamlNode | undefined;
  readonly condition: string | undefined;
}

/** A template's resources with all transforms done. */
export interface Expansion {
  readonly resources: ReadonlyMap<string, ResourceNode>;
  readonly aliases: ReadonlyMap<string, string>;
}

/** Values from outside, evaluated on demand: they may depend on stacks that are still being opened. */
export interface Inputs {
  get(name: string): Value | undefined;
}

/** How a template is used: on its own, or by a resource of another template. */
export interface StackUse {
  readonly scope: string;
  /** Address of the stack resource with a slash behind it; empty for a stack of its own. */
  readonly prefix: string;
  /** Parameters that the parent gives, or the user. */
  readonly inputs: Inputs;
  readonly callers: readonly Location[];
  readonly exists: Tri;
  /** Nesting of stacks. */
  readonly level: number;
}

export const standalone = (scope: string): StackUse => ({
  scope,
  prefix: '',
  inputs: new Map(),
  callers: [],
  exists: yes(),
  level: 0,
});

/** A template in use: everything in it is evaluated on first demand and kept. */
export class Stack {
  private expanded: Expansion | undefined;
  private readonly parameters = new Map<string, Value>();
  private readonly conditions = new Map<string, Condition | 'evaluating'>();
  private readonly properties = new Map<string, Value | undefined | 'evaluating'>();
  private readonly nested = new Map<string, Stack | undefined>();

  constructor(
    readonly run: Run,
    readonly template: Template,
    readonly use: StackUse,
  ) {}

  /** After transforms. While they run (a loop's collection is evaluated), there are none yet. */
  get resources(): ReadonlyMap<string, ResourceNode> {
    return this.expansion.resources;
  }

  /** Names that a transform lets one refer by: `Api.Stage` -> `ApiprodStage`. */
  get aliases(): ReadonlyMap<string, string> {
    return this.expansion.aliases;
  }

  private get expansion(): Expansion {
    if (this.expanded) return this.expanded;
    this.expanded = { resources: new Map(), aliases: new Map() };
    this.expanded = this.run.transform(this);
    return this.expanded;
  }

  get environment(): Environment {
    return { stack: this, depth: 0 };
  }

  reference(id: string, ...path: readonly string[]): ReferenceValue {
    const to: Reference = { scope: this.use.scope, address: `${this.use.prefix}${id}`, path };
    return { kind: 'reference', to };
  }

  parameter(name: string): Value | undefined {
    const known = this.parameters.get(name);
    if (known) return known;
    const entry = this.template.parameters.get(name);
    if (!entry) return undefined;
    const value = parameterValue(entry, this.use.inputs.get(name) ?? this.givenAtRoot(name), this);
    this.parameters.set(name, value);
    return value;
  }

  /** A pseudo parameter that the user, or the stack's environment, gives. */
  pseudo(name: string): Value | undefined {
    return this.run.given.get(name) ?? this.use.inputs.get(name);
  }

  /** An output's value; undefined when there is no such output. */
  output(name: string, depth: number): Value | undefined {
    const key = `output ${name}`;
    const known = this.properties.get(key);
    if (known === 'evaluating') return undefined;
    if (known) return known;
    const node = child(this.template.outputs.get(name)?.value, 'Value');
    if (!node || depth > 100) return undefined;
    this.properties.set(key, 'evaluating');
    const value = evaluate(node, { stack: this, depth });
    this.properties.set(key, value);
    return value;
  }

  /** Undefined when the template has no such condition. A condition that depends on itself is an error and undecided. */
  condition(name: string): Condition | undefined {
    const known = this.conditions.get(name);
    const entry = this.template.conditions.get(name);
    if (known === 'evaluating' || !entry) return known && entry && this.circular(entry);
    if (known) return known;
    this.conditions.set(name, 'evaluating');
    const condition = evaluateCondition(entry.value, this.environment);
    this.conditions.set(name, condition);
    return condition;
  }

  /** The value of one property (a dotted path); undefined when it is not written or is being evaluated right now. */
  property(id: string, path: string, depth: number): Value | undefined {
    const key = `${id} ${path}`;
    const known = this.properties.get(key);
    if (known === 'evaluating') return undefined;
    if (this.properties.has(key)) return known;
    const node = path.split('.').reduce(child, this.resources.get(id)?.properties);
    if (!node || depth > 100) return undefined;
    this.properties.set(key, 'evaluating');
    const value = evaluate(node, { stack: this, depth });
    this.properties.set(key, value);
    return value;
  }

  /** The stack that a stack resource creates, when its template is in the scan. */
  child(id: string): Stack | undefined {
    if (this.nested.has(id)) return this.nested.get(id);
    this.nested.set(id, undefined);
    const resource = this.resources.get(id);
    const made = resource && this.run.openNested(this, resource);
    this.nested.set(id, made);
    return made;
  }

  /** What the user gives is for stacks that he deploys, not for those inside them. */
  private givenAtRoot(name: string): Value | undefined {
    return this.use.level === 0 ? this.run.given.get(name) : undefined;
  }

  private circular(entry: YamlEntry): Condition {
    const detail = 'A condition may not depend on itself; it counts as undecided.';
    this.run.problems.error('cfn-circular', entry.keyAt, `The condition ${entry.key} depends on itself`, detail);
    return undecidedCondition([{ code: 'error', subject: `condition ${entry.key}`, at: entry.keyAt }]);
  }
}
