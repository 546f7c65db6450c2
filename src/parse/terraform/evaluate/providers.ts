import type { Value } from '../../../model/value.js';
import { stringValue } from '../../../model/values.js';
import type { Expression } from '../hcl/syntax.js';
import { type SourceBlock, nestedOf } from '../module/module-source.js';
import { evaluateAt } from './expression.js';
import type { ModuleInstance } from './module-instance.js';
import type { ResourceInstance } from './resource-instance.js';

/** A provider configuration in effect, as far as resources depend on it. */
export interface ProviderConfiguration {
  readonly alias?: string;
  readonly region?: Value;
  /** The account number, where the configuration pins it down. */
  readonly account?: Value;
  readonly defaultTags?: Value;
}

const configurations = new WeakMap<ModuleInstance, Map<string, ProviderConfiguration | undefined>>();

/** The configuration that a resource's `provider` argument, or its type's prefix, selects. */
export function providerInEffect(instance: ResourceInstance): ProviderConfiguration | undefined {
  const { node } = instance;
  const explicit = node.block.attributes.get('provider')?.value;
  const key = (explicit && providerKey(explicit)) ?? node.type.split('_')[0] ?? node.type;
  return configuration(node.module, key);
}

/** `aws.west` as written; undefined when it is not a plain provider reference. */
export function providerKey(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind === 'literal' && typeof expression.value === 'string') return expression.value;
  if (expression.kind === 'index') return providerKey(expression.object);
  if (expression.kind !== 'attribute') return undefined;
  const object = providerKey(expression.object);
  return object === undefined ? undefined : `${object}.${expression.name}`;
}

/** Follows `providers` maps up to the module that configures the provider. */
function configuration(module: ModuleInstance, key: string): ProviderConfiguration | undefined {
  let known = configurations.get(module);
  if (!known) {
    known = new Map();
    configurations.set(module, known);
  }
  if (!known.has(key)) known.set(key, find(module, key));
  return known.get(key);
}

function find(module: ModuleInstance, key: string): ProviderConfiguration | undefined {
  const passed = module.caller?.call.block.attributes.get('providers')?.value;
  const mapped = passed?.kind === 'object' ? mappedKey(passed, key) : undefined;
  if (mapped !== undefined && module.caller) return configuration(module.caller.call.parent, mapped);
  const block = module.source.providers.get(key);
  if (block && (!module.caller || !isProxy(block))) return read(module, block);
  return module.caller && !key.includes('.') ? configuration(module.caller.call.parent, key) : undefined;
}

/** An empty block in a called module only says that a configuration is passed in. */
const isProxy = (block: SourceBlock): boolean =>
  block.blocks.length === 0 && [...block.attributes.keys()].every((name) => name === 'alias' || name === 'version');

function mappedKey(passed: Extract<Expression, { kind: 'object' }>, key: string): string | undefined {
  for (const item of passed.items) {
    const inner = item.key.kind === 'parentheses' ? item.key.inner : item.key;
    if (providerKey(inner) === key) return providerKey(item.value);
  }
  return undefined;
}

function read(module: ModuleInstance, block: SourceBlock): ProviderConfiguration {
  const value = (name: string): Value | undefined => {
    const attribute = block.attributes.get(name);
    return attribute && evaluateAt(attribute.value, module.environment(attribute.file));
  };
  const alias = value('alias');
  const region = value('region');
  const account = only(value('allowed_account_ids')) ?? roleAccount(module, block);
  const defaultTags = nestedValue(module, block, 'default_tags', 'tags');
  return {
    ...(alias?.kind === 'string' && { alias: alias.value }),
    ...(region && { region }),
    ...(account && { account }),
    ...(defaultTags && { defaultTags }),
  };
}

/** The one account that `allowed_account_ids` leaves (AWS provider, "Provider Configuration"). */
function only(allowed: Value | undefined): Value | undefined {
  const [account, ...others] = allowed?.kind === 'list' ? allowed.items : [];
  return account?.kind === 'string' && others.length === 0 && /^\d{12}$/.test(account.value) ? account : undefined;
}

/** The account of the role that the provider works as: of the last one, when it assumes one after another. */
function roleAccount(module: ModuleInstance, block: SourceBlock): Value | undefined {
  const arn = nestedValue(module, block, 'assume_role', 'role_arn');
  const [start] = arn?.kind === 'string' ? [arn.value] : arn?.kind === 'template' ? arn.parts : [];
  const account = typeof start === 'string' ? /^arn:aws[\w-]*:iam::(\d{12}):/.exec(start)?.[1] : undefined;
  return account === undefined ? undefined : stringValue(account, arn?.at);
}

/** An attribute of a nested block; of the last block that has it. */
function nestedValue(module: ModuleInstance, block: SourceBlock, type: string, name: string): Value | undefined {
  const found = nestedOf(block, type).flatMap(({ block: nested, file }) => {
    const attribute = nested.body.attributes.find((one) => one.name === name);
    return attribute ? [{ attribute, file }] : [];
  });
  const last = found.at(-1);
  return last && evaluateAt(last.attribute.value, module.environment(last.file));
}
