import type { Reference, Value } from '../../../../model/value.js';
import { listValue, stringValue } from '../../../../model/values.js';
import { providerInEffect } from '../providers.js';
import { extend, referenceTo } from '../origin.js';
import type { ResourceInstance } from '../resource-instance.js';

/**
 * Facts about the account and Region that every declaration of a provider configuration shares, so that
 * `data.aws_caller_identity.a.account_id` in one module equals `data.aws_caller_identity.b.account_id` in another:
 * one canonical address per root and provider alias, `data.aws_caller_identity.current` (with ` (alias)` behind it for an aliased
 * provider).
 */
export function accountAttribute(instance: ResourceInstance, name: string): Value | undefined {
  const provider = providerInEffect(instance);
  if (instance.node.type === 'aws_partition') return partition(name, provider?.region);
  if (
    instance.node.type === 'aws_region' &&
    (name === 'name' || name === 'id' || name === 'region') &&
    provider?.region
  ) {
    const { region } = provider;
    if (region.kind === 'string') return region;
  }
  const alias = provider?.alias === undefined ? '' : ` (${provider.alias})`;
  const address = `data.${instance.node.type}.current${alias}`;
  if (instance.node.type === 'aws_availability_zones' && (name === 'names' || name === 'zone_ids')) {
    return zones({ scope: instance.node.module.run.rootDir, address, path: [name] }, provider?.region);
  }
  const path = name === 'id' ? canonicalId(instance.node.type) : name;
  return referenceTo({ scope: instance.node.module.run.rootDir, address, path: [path] });
}

/** `id` repeats another attribute. */
const canonicalId = (type: string): string =>
  type === 'aws_caller_identity' ? 'account_id' : type === 'aws_region' ? 'name' : 'id';

/** Almost every account is in the standard partition; marked as assumed. */
function partition(name: string, region: Value | undefined): Value | undefined {
  const prefix = region?.kind === 'string' ? /^(cn|us-gov)-/.exec(region.value)?.[1] : undefined;
  const partition = prefix === undefined ? 'aws' : `aws-${prefix}`;
  const known: Readonly<Record<string, string>> = {
    partition,
    id: partition,
    dns_suffix: prefix === 'cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
    reverse_dns_prefix: prefix === 'cn' ? 'cn.com.amazonaws' : 'com.amazonaws',
  };
  const text = known[name];
  return text === undefined ? undefined : { ...stringValue(text), assumed: true };
}

/** The zone letters of Regions that do not offer exactly a, b and c. */
const ZONES: Readonly<Record<string, string>> = {
  'us-east-1': 'abcdef',
  'us-west-2': 'abcd',
  'us-west-1': 'ac',
  'ap-northeast-1': 'acd',
  'ap-northeast-2': 'abcd',
  'ca-central-1': 'abd',
};

/**
 * The zones of the Region, as far as the Region is known (`eu-west-1a`, ...): assumed, because an account may see
 * others, but so that `slice(names, 0, 3)` has a length. In an unknown Region four that only have a place.
 */
function zones(to: Reference, region: Value | undefined): Value {
  const known = region?.kind === 'string' ? region.value : undefined;
  const letters = [...((known === undefined ? undefined : ZONES[known]) ?? (known === undefined ? 'abcd' : 'abc'))];
  const named = known !== undefined && to.path[0] === 'names';
  const items = letters.map((letter, index) => {
    const reference = extend(to, String(index));
    return named ? { ...stringValue(`${known}${letter}`), refs: [reference] } : referenceTo(reference);
  });
  return { ...listValue(items, undefined, 'list'), assumed: true };
}
