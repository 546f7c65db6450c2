import { posix } from 'node:path';
import type { SourceTree } from '../../model/source.js';
import { all } from '../../model/tri.js';
import type { Value } from '../../model/value.js';
import { child } from '../yaml/node.js';
import { evaluate } from './evaluate/evaluate.js';
import { existence, maxLevel } from './evaluate/declarations.js';
import { Exports } from './evaluate/exports.js';
import { nameProperty } from './evaluate/ref-returns.js';
import { writtenResources } from './evaluate/resources.js';
import type { Run } from './evaluate/run.js';
import { type Expansion, type ResourceNode, Stack, standalone } from './evaluate/stack.js';
import { textOf } from './evaluate/combine.js';
import { locateTemplate, TemplatePaths } from './nested/locate-template.js';
import { NestedInputs } from './nested/nested-inputs.js';
import type { Problems } from './problems.js';
import { expandSam } from './sam/transform.js';
import { cdkEnvironments } from './template/cdk-manifest.js';
import type { Template } from './template/template.js';

const nestedStack = 'AWS::CloudFormation::Stack';

/** All stacks of one scan: which templates stand alone, which are nested, what they export and name. */
export class Scan implements Run {
  /** Empty until it is known which templates stand alone. */
  roots: readonly Stack[] = [];
  private exports = new Exports(() => []);
  private readonly paths: TemplatePaths;
  private names: Map<string, { readonly stack: Stack; readonly id: string }> | undefined;

  constructor(
    readonly tree: SourceTree,
    readonly problems: Problems,
    readonly given: ReadonlyMap<string, Value>,
    private readonly templates: ReadonlyMap<string, Template>,
  ) {
    this.paths = new TemplatePaths(templates.keys());
    const roots = this.standingAlone();
    const environments = cdkEnvironments(tree);
    this.roots = roots.map((template) => {
      const inputs = environments.get(template.file) ?? new Map<string, Value>();
      return new Stack(this, template, { ...standalone(roots.length === 1 ? '' : template.file), inputs });
    });
    this.names = undefined;
    this.exports = new Exports(() => this.stacks());
  }

  transform(stack: Stack): Expansion {
    return expandSam(writtenResources(stack), stack);
  }

  openNested(parent: Stack, resource: ResourceNode): Stack | undefined {
    const path = this.nestedPath(parent, resource);
    const template = path === undefined ? undefined : this.templates.get(path);
    if (!template) return undefined;
    const exists = existence(resource, parent);
    return new Stack(this, template, {
      scope: parent.use.scope,
      prefix: `${parent.use.prefix}${resource.id}/`,
      inputs: new NestedInputs(parent, child(resource.properties, 'Parameters')),
      callers: [...parent.use.callers, resource.at],
      exists: exists ? all(parent.use.exists, exists) : parent.use.exists,
      level: parent.use.level + 1,
    });
  }

  exported(name: Value, from: Stack): Value {
    return this.exports.find(name, from);
  }

  named(types: readonly string[], name: string): { readonly stack: Stack; readonly id: string } | undefined {
    this.names ??= this.collectNames();
    return types.map((type) => this.names?.get(`${type} ${name}`)).find((found) => found !== undefined);
  }

  /** All stacks, nested ones after their parents. */
  private stacks(): readonly Stack[] {
    const found: Stack[] = [];
    const visit = (stack: Stack): void => {
      found.push(stack);
      if (stack.use.level >= maxLevel) return;
      for (const { id, type } of stack.resources.values()) {
        const nested = type === nestedStack ? stack.child(id) : undefined;
        if (nested) visit(nested);
      }
    };
    this.roots.forEach(visit);
    return found;
  }

  /** Templates that no other one uses; when they use each other in a circle, all of them. */
  private standingAlone(): readonly Template[] {
    const used = new Set<string>();
    for (const template of this.templates.values()) {
      const stack = new Stack(this, template, standalone(template.file));
      for (const resource of stack.resources.values()) {
        const path = this.nestedPath(stack, resource);
        if (path !== undefined && path !== template.file) used.add(path);
      }
    }
    const alone = [...this.templates.values()].filter(({ file }) => !used.has(file));
    return alone.length > 0 ? alone : [...this.templates.values()];
  }

  private nestedPath(stack: Stack, resource: ResourceNode): string | undefined {
    const key = resource.type === nestedStack ? 'TemplateURL' : undefined;
    const asset = child(child(resource.node, 'Metadata'), 'aws:asset:path');
    if (key !== undefined && asset?.kind === 'scalar') {
      return posix.join(posix.dirname(stack.template.file), asset.text);
    }
    const node = key === undefined ? undefined : child(resource.properties, key);
    if (!node) return undefined;
    return locateTemplate(evaluate(node, stack.environment), stack.template.file, this.paths);
  }

  /** Secrets and parameters by name, which dynamic references use. */
  private collectNames(): Map<string, { readonly stack: Stack; readonly id: string }> {
    const names = new Map<string, { readonly stack: Stack; readonly id: string }>();
    this.names = names;
    for (const stack of this.stacks()) {
      for (const { id, type } of stack.resources.values()) {
        if (type !== 'AWS::SecretsManager::Secret' && type !== 'AWS::SSM::Parameter') continue;
        const name = textOf(stack.property(id, nameProperty(type) ?? 'Name', 1));
        if (name !== undefined && !names.has(`${type} ${name}`)) names.set(`${type} ${name}`, { stack, id });
      }
    }
    return names;
  }
}
