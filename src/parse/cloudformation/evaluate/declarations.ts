import type { Declaration } from '../../../model/declaration.js';
import { all, type Tri, unknown, yes } from '../../../model/tri.js';
import type { MapValue, Value } from '../../../model/value.js';
import { mapValue, nullValue, possibilities, reasonsOf } from '../../../model/values.js';
import { child } from '../../yaml/node.js';
import { choiceOf } from './combine.js';
import { conditionNamed } from './condition.js';
import { evaluate } from './evaluate.js';
import type { ResourceNode, Stack } from './stack.js';

/** Stacks inside stacks inside ...; a template that contains itself stops here. */
export const maxLevel = 8;

/** One declaration for each resource that exists or may exist, those of nested stacks included. */
export function declarationsOf(stack: Stack, into: Declaration[]): void {
  for (const resource of stack.resources.values()) {
    const exists = resource.type === 'AWS::CDK::Metadata' ? undefined : existence(resource, stack);
    if (!exists) continue;
    into.push(declare(resource, stack, exists));
    if (stack.use.level >= maxLevel) continue;
    const nested = stack.child(resource.id);
    if (nested) declarationsOf(nested, into);
  }
}

/** Undefined when a condition says that the resource does not exist. */
export function existence(resource: ResourceNode, stack: Stack): Tri | undefined {
  const { condition } = resource;
  if (condition === undefined) return stack.use.exists;
  const node = child(resource.node, 'Condition') ?? resource.node;
  const { truth, reasons } = conditionNamed(condition, node, stack.environment);
  if (truth === 'no') return undefined;
  return all(stack.use.exists, truth === 'yes' ? yes() : unknown(reasons, [node.at]));
}

function declare(resource: ResourceNode, stack: Stack, exists: Tri): Declaration {
  const region = stack.pseudo('AWS::Region');
  const account = stack.pseudo('AWS::AccountId');
  return {
    dialect: 'cloudformation',
    type: resource.type,
    mode: 'managed',
    scope: stack.use.scope,
    address: `${stack.use.prefix}${resource.id}`,
    name: constructPath(resource) ?? resource.id,
    body: bodyOf(resource, stack),
    location: resource.at,
    exists,
    ...((region || account) && { provider: { ...(region && { region }), ...(account && { account }) } }),
    ...(stack.use.callers.length > 0 && { callers: stack.use.callers }),
  };
}

function bodyOf(resource: ResourceNode, stack: Stack): MapValue {
  const { properties, at } = resource;
  if (!properties) return mapValue(new Map(), at);
  const value = evaluate(properties, stack.environment);
  return { ...(value.kind === 'map' ? value : asMap(value)), at };
}

/** Properties that are one of several maps as a whole (`Fn::If`) are read as one map of choices. */
function asMap(value: Value): MapValue {
  const arms = possibilities(value).flatMap((arm) => (arm.kind === 'map' ? [arm] : []));
  const keys = new Set(arms.flatMap((arm) => [...arm.entries.keys()]));
  const entries = [...keys].map((key) => {
    const values = arms.map((arm) => arm.entries.get(key) ?? nullValue());
    return [key, choiceOf(values, reasonsOf(value))] as const;
  });
  return mapValue(new Map(entries));
}

/** The CDK writes the construct's path: `OrdersStack/Table/Resource` is `OrdersStack/Table` to its author. */
function constructPath(resource: ResourceNode): string | undefined {
  const path = child(child(resource.node, 'Metadata'), 'aws:cdk:path');
  return path?.kind === 'scalar' ? path.text.replace(/\/(Resource|Default)$/, '') : undefined;
}
